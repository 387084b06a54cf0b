package web

import (
	"context"
	"fmt"
	"net/http"

	"gongkai/cmd/gongkai/chart"
	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// trendQuestion is what an address asks about a measure over the years.
type trendQuestion struct {
	series.Query
	measure  *measure.Measure
	agencies []*store.AgencyDetail
	asBars   bool // how the chart is drawn
}

// How a trend can be drawn; the first is what is unasked.
var chartKinds = []string{"line", "bar"}

// usualMeasure is what is shown unasked.
const usualMeasure = "refusal_rate"

// trendQuestion reads it, and finds the agencies that it names.
func (s *Server) trendQuestion(ctx context.Context, p *params) (*trendQuestion, error) {
	q := &trendQuestion{Query: p.measuring(), measure: s.measureOf(p, usualMeasure), asBars: p.one("chart", chartKinds...) == "bar"}
	by, refs := p.one("by", bys...), p.all("agency", mostChosen)
	switch {
	case by == "" && len(refs) > 0:
		q.By = series.ByAgency
	case by == "agency" && len(refs) == 0 && q.Panel.Region == "":
		p.fail("by", "wrong.by")
	case by != "all":
		q.By = series.By(by)
	}
	if p.err != nil {
		return nil, p.err
	}
	for _, ref := range refs {
		d, err := s.DB.FindAgency(ctx, ref)
		if err != nil {
			return nil, err
		}
		q.agencies, q.Panel.Agencies = append(q.agencies, d), append(q.Panel.Agencies, d.ID)
	}
	return q, nil
}

// trend answers the question.
func (s *Server) trend(ctx context.Context, q *trendQuestion) (*series.Trend, error) {
	return remember(ctx, s, fmt.Sprintf("trend %s %+v", q.measure.Name, q.Query), func(ctx context.Context) (*series.Trend, error) {
		return series.Of(ctx, s.DB, q.measure, q.Query)
	}, func(t *series.Trend) int { return len(t.Lines) * (t.ToYear - t.FromYear + 1) })
}

// chart draws the answer.
func (q *trendQuestion) chart(t *series.Trend, v told.Voice) *chart.Chart {
	c := v.Chart(t)
	c.AsBars = q.asBars
	return c
}

// trendsData is what the page of trends shows.
type trendsData struct {
	fields
	Measure  *measure.Measure
	Agencies []*store.AgencyDetail
	Scope    string
	Years    []int
	// Lines are those of this part of the list; All counts them.
	Lines []trendLine
	All   int
	Next  string
	Chart *drawing
	// Breaks are the changes of form that the lines go over.
	Breaks []chart.Mark
	Notes  []string
	Charts []string
}

// Subjects are the agencies and regions of the first lines, to be compared.
func (d *trendsData) Subjects() []string {
	var subjects []string
	for _, l := range d.Lines {
		if who := l.Agency + l.Region; who != "" && len(subjects) < mostChosen {
			subjects = append(subjects, who)
		}
	}
	return subjects
}

// trendLine is a line of the table.
type trendLine struct {
	Label, Agency, Region, Scope string
	Cells                        []pointCell
}

// Single tells that there is one line only, which has room for its details.
func (d *trendsData) Single() bool { return d.All == 1 }

// linesShown is how many lines a page has.
const linesShown = 50

// trends shows how a measure developed.
func (s *Server) trends(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	q, err := s.trendQuestion(ctx, p)
	if err != nil {
		return nil, err
	}
	offset := p.token("next")
	if p.err != nil {
		return nil, p.err
	}
	d := &trendsData{fields: s.fields(p, []*measure.Measure{q.measure}, string(q.By)), Measure: q.measure, Agencies: q.agencies, Charts: chartKinds}
	t, err := s.trend(ctx, q)
	if err != nil {
		if err = d.asksScope(err); err != nil {
			return nil, err
		}
		return s.page(r, "trends", "trends.title", d)
	}
	if err := s.trendLines(d, t, q, languageOf(r), offset); err != nil {
		return nil, err
	}
	return s.page(r, "trends", "trends.title", d)
}

// trendLines fills in what the page shows of a trend.
func (s *Server) trendLines(d *trendsData, t *series.Trend, q *trendQuestion, lang string, offset int) (err error) {
	d.Scope, d.All = string(t.Scope), len(t.Lines)
	for y := t.FromYear; y <= t.ToYear && len(t.Lines) > 0; y++ {
		d.Years = append(d.Years, y)
	}
	c := q.chart(t, s.voice(lang, q.By, q.Panel.Region))
	d.Breaks, d.Notes = c.Marks(), c.Notes
	if d.Chart, err = trendDrawing(t.Measure.Label, c); err != nil {
		return err
	}
	for i := min(offset, len(t.Lines)); i < len(t.Lines); i++ {
		if len(d.Lines) == linesShown {
			d.Next = tokenOf(i)
			break
		}
		l := &t.Lines[i]
		out := trendLine{}
		if t.Scope == "" {
			out.Scope = string(l.Scope)
		}
		out.Agency, out.Region = place(q.By, l.Group)
		if out.Label, err = s.groupLabel(lang, q.By, q.Panel.Region, l.Group); err != nil {
			return err
		}
		for k := range l.Points {
			out.Cells = append(out.Cells, pointCellOf(t.Measure, &l.Points[k]))
		}
		d.Lines = append(d.Lines, out)
	}
	return nil
}

// trendDrawing draws a chart for the page. Where it has so many lines that its
// picture is a large file, the page asks for that apart.
func trendDrawing(label string, c *chart.Chart) (*drawing, error) {
	if len(c.Lines) > chart.MostLines && !c.AsBars {
		return &drawing{Label: label, Plot: c.Plot()}, nil
	}
	narrow := *c
	narrow.Small, narrow.Notes = true, nil
	return drawingOf(label, c, &narrow)
}

// trendPicture is the chart as a picture of its own.
func (s *Server) trendPicture(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	q, err := s.trendQuestion(ctx, &params{q: r.URL.Query()})
	if err != nil {
		return nil, err
	}
	t, err := s.trend(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(t.Lines) == 0 {
		return nil, nothingDrawn()
	}
	return picture(q.chart(t, s.voice(languageOf(r), q.By, q.Panel.Region)))
}
