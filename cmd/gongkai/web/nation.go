package web

import (
	"context"
	"slices"

	"gongkai/cmd/gongkai/told"
	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// nationMeasures are those of the start page.
var nationMeasures = []string{"requests_received", "refusal_rate"}

// nationTrend is how all agencies' own figures developed.
type nationTrend struct {
	Measures []nationMeasure
	Years    []nationYear
}

// nationMeasure is a measure with its chart.
type nationMeasure struct {
	*measure.Measure
	Chart *drawing
}

// nationYear is a line of the table, with a cell for each measure.
type nationYear struct {
	Year  int
	Cells []pointCell
	Forms string
}

// nationTrend asks for it; it is nil where there is no report of an own scope.
func (s *Server) nationTrend(ctx context.Context, lang string) (*nationTrend, error) {
	return remember(ctx, s, "nation "+lang, func(ctx context.Context) (*nationTrend, error) { return s.askNation(ctx, lang) }, nil)
}

func (s *Server) askNation(ctx context.Context, lang string) (*nationTrend, error) {
	all, err := s.words.say(lang, "group.all")
	if err != nil {
		return nil, err
	}
	q := series.Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}}
	c, err := series.Compare(ctx, s.DB, s.nation, []series.Subject{{Label: all}}, q)
	if err != nil || len(c.Rows) == 0 {
		return nil, err
	}
	t := &nationTrend{}
	for _, m := range s.nation {
		one := nationMeasure{Measure: m}
		if one.Chart, err = drawingOf(m.Label, s.subjectVoice(lang).CompareChart(c, m, true), nil); err != nil {
			return nil, err
		}
		t.Measures = append(t.Measures, one)
		for i := range c.Rows {
			if c.Rows[i].Measure.Name == m.Name {
				t.add(&c.Rows[i])
			}
		}
	}
	return t, nil
}

// add takes in a measure of a year.
func (t *nationTrend) add(r *series.Row) {
	at := slices.IndexFunc(t.Years, func(y nationYear) bool { return y.Year == r.Year })
	if at < 0 {
		at = len(t.Years)
		t.Years = append(t.Years, nationYear{Year: r.Year, Forms: told.Forms(r.Formats)})
	}
	t.Years[at].Cells = append(t.Years[at].Cells, pointCellOf(r.Measure, &r.Points[0]))
}
