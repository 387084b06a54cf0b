package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// compareData is what the page of comparisons shows.
type compareData struct {
	fields
	Subjects []compareSubject
	Unclear  []unclearSubject
	Scope    string
	Measures []comparedMeasure
	OneYear  bool
	Most     int
}

// compareSubject is who is compared.
type compareSubject struct{ Ref, Label, Agency, Region string }

// FoundOthers are the measures found that are not among the others offered.
func (d *compareData) FoundOthers() []*measure.Measure {
	return slices.DeleteFunc(slices.Clone(d.Found), func(m *measure.Measure) bool { return m.Kind != measure.Statistic || d.Is(m.Name) })
}

// besideLinks are what a chart of a comparison leads to.
type besideLinks struct{ Stat, Picture, Trend, Rank string }

// Beside are the links of a measure's chart.
func (v *view) Beside(stat string) (l besideLinks, err error) {
	l.Stat, l.Picture = stat, v.With("/compare.svg", "lang", v.Lang, "stat", stat)
	if l.Trend, err = v.Elsewhere("/trends", stat); err != nil {
		return l, err
	}
	l.Rank, err = v.Elsewhere("/rank", stat)
	return l, err
}

// Compared is the page that holds some beside each other by a measure.
func (v *view) Compared(stat string, subjects []string) (string, error) {
	parts := []any{"stat", stat, "scope", v.Param("scope"), "derived", v.Param("derived")}
	for _, who := range subjects {
		parts = append(parts, "subject", who)
	}
	return v.link("/compare", parts...)
}

// Instead is the page's address with one value of a parameter changed.
func (v *view) Instead(name, value, by string) string {
	q := v.req.URL.Query()
	for i, old := range q[name] {
		if strings.TrimSpace(old) == value {
			q[name][i] = by
		}
	}
	return v.req.URL.EscapedPath() + "?" + q.Encode()
}

// comparedMeasure is a measure with its chart and a row for each year.
type comparedMeasure struct {
	*measure.Measure
	Chart *drawing
	Rows  []comparedRow
}

// comparedRow is a measure of a year; Comparable is "" where all is of one form.
type comparedRow struct {
	Year              int
	Cells             []pointCell
	Forms, Comparable string
}

// compare holds some beside each other.
func (s *Server) compare(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	q, err := s.compareQuestion(p)
	if err != nil {
		return nil, err
	}
	d := &compareData{fields: s.fields(p, q.measures, ""), Most: mostChosen}
	if d.Unclear, err = q.find(ctx, s.DB); err != nil {
		return nil, err
	}
	for i := range d.Unclear {
		if err := d.Unclear[i].offer(ctx, s.DB); err != nil {
			return nil, err
		}
	}
	for _, subject := range q.subjects {
		one := compareSubject{Ref: subject.Region, Label: subject.Label, Region: subject.Region}
		if subject.Region == "" {
			one.Ref, one.Agency = subject.Agencies[0], subject.Agencies[0]
		}
		d.Subjects = append(d.Subjects, one)
	}
	if len(q.subjects) > 1 {
		if err := s.comparedMeasures(ctx, d, q, languageOf(r)); err != nil {
			return nil, err
		}
	}
	a, err := s.page(r, "compare", "compare.title", d)
	if err == nil && len(d.Unclear) > 0 {
		a.status = http.StatusNotFound
	}
	return a, err
}

// comparedMeasures fills in what is compared, or the scopes to choose from.
func (s *Server) comparedMeasures(ctx context.Context, d *compareData, q *compareQuestion, lang string) error {
	c, err := s.comparison(ctx, q)
	if err != nil {
		return d.asksScope(err)
	}
	d.Scope, d.OneYear = string(c.Scope), c.FromYear == c.ToYear
	if len(c.Rows) == 0 {
		return nil
	}
	for _, m := range q.measures {
		one := comparedMeasure{Measure: m}
		if one.Chart, err = drawingOf(m.Label, s.subjectVoice(lang).CompareChart(c, m, true), nil); err != nil {
			return err
		}
		for i := range c.Rows {
			if row := &c.Rows[i]; row.Measure.Name == m.Name {
				one.Rows = append(one.Rows, comparedRowOf(row))
			}
		}
		d.Measures = append(d.Measures, one)
	}
	return nil
}

func comparedRowOf(r *series.Row) comparedRow {
	out := comparedRow{Year: r.Year, Forms: told.Forms(r.Formats)}
	if len(r.Formats) > 1 {
		out.Comparable = r.Comparable
	}
	for i := range r.Points {
		out.Cells = append(out.Cells, pointCellOf(r.Measure, &r.Points[i]))
	}
	return out
}
