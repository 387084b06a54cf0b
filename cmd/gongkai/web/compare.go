package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/region"
	"gongkai/store/series"
)

// compareQuestion is what an address asks about some beside each other.
type compareQuestion struct {
	series.Query
	measures []*measure.Measure
	// refs are the subjects as the address names them.
	refs     []string
	subjects []series.Subject
}

// compareQuestion reads it but for the subjects.
func (s *Server) compareQuestion(p *params) (*compareQuestion, error) {
	q := &compareQuestion{Query: p.measuring(), measures: s.measuresOf(p, told.Compared()...), refs: p.all("subject", mostChosen)}
	q.Panel.Region = "" // subjects are regions themselves
	if y := p.year("year"); y != 0 {
		q.Panel.FromYear, q.Panel.ToYear = y, y
	}
	return q, p.err
}

// find finds the subjects; who is not found, or not for certain, is told apart.
func (q *compareQuestion) find(ctx context.Context, db *store.Store) (unclear []unclearSubject, err error) {
	for _, ref := range q.refs {
		subject, err := told.Subject(ctx, db, ref)
		var agencies *store.AmbiguousError
		var regions *told.SeveralError
		switch {
		case errors.As(err, &agencies):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err, ids: agencies.IDs})
		case errors.As(err, &regions):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err, ids: regions.Codes})
		case errors.Is(err, store.ErrNotFound):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err})
		case err != nil:
			return nil, err
		default:
			q.subjects = append(q.subjects, subject)
		}
	}
	return unclear, nil
}

// comparison answers the question.
func (s *Server) comparison(ctx context.Context, q *compareQuestion) (*series.Comparison, error) {
	var names []string
	for _, m := range q.measures {
		names = append(names, m.Name)
	}
	return remember(ctx, s, fmt.Sprintf("compare %q %+v %+v", names, q.subjects, q.Query), func(ctx context.Context) (*series.Comparison, error) {
		return series.Compare(ctx, s.DB, q.measures, q.subjects, q.Query)
	}, func(c *series.Comparison) int { return len(c.Rows) * len(c.Subjects) })
}

// unclearSubject is what an address names that is nobody, or may be several.
type unclearSubject struct {
	Ref     string
	Choices []subjectChoice
	err     error
	ids     []string
}

// subjectChoice is one of those that a name may mean.
type subjectChoice struct{ Ref, Label string }

// mostChoices is how many of them are offered.
const mostChoices = 20

// offer names those that it may be.
func (u *unclearSubject) offer(ctx context.Context, db *store.Store) error {
	list := region.Load()
	for _, id := range u.ids[:min(len(u.ids), mostChoices)] {
		if r := list.At(id, 0); r != nil {
			u.Choices = append(u.Choices, subjectChoice{id, list.FullName(r)})
			continue
		}
		d, err := db.FindAgency(ctx, id)
		if err != nil {
			return err
		}
		c := subjectChoice{id, d.Name}
		if d.RegionName != nil {
			c.Label = *d.RegionName + " " + d.Name
		}
		u.Choices = append(u.Choices, c)
	}
	return nil
}

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
	Chart template.HTML
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

// subjectVoice is how charts speak of subjects, which have their names.
func (s *Server) subjectVoice(lang string) told.Voice {
	v := s.voice(lang, series.ByAgency, "")
	v.Group = nil
	return v
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
		if one.Chart, err = inline(s.subjectVoice(lang).CompareChart(c, m, true)); err != nil {
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

// compared answers what the API and the pictures ask: all subjects are to be known.
func (s *Server) compared(ctx context.Context, p *params) (*compareQuestion, *series.Comparison, error) {
	q, err := s.compareQuestion(p)
	if err != nil {
		return nil, nil, err
	}
	if len(q.refs) < 2 {
		return nil, nil, badRequest("subject: two at least")
	}
	unclear, err := q.find(ctx, s.DB)
	if err != nil {
		return nil, nil, err
	}
	if len(unclear) > 0 {
		return nil, nil, unclear[0].err
	}
	c, err := s.comparison(ctx, q)
	return q, c, err
}

// comparePicture is the chart of one measure as a picture of its own.
func (s *Server) comparePicture(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	q, c, err := s.compared(ctx, &params{q: r.URL.Query()})
	if err != nil {
		return nil, err
	}
	if len(q.measures) != 1 {
		return nil, badRequest("stat: one")
	}
	if len(c.Rows) == 0 {
		return nil, nothingDrawn()
	}
	return picture(s.subjectVoice(languageOf(r)).CompareChart(c, q.measures[0], false))
}
