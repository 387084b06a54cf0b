package told

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/cmd/gongkai/chart"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// Chart is the chart of a trend.
func (v Voice) Chart(t *series.Trend) *chart.Chart {
	c := v.lines(t)
	// Those that are told apart are the highest of those that last longest.
	slices.SortStableFunc(c.Lines, func(a, b chart.Line) int {
		x, y := last(&a), last(&b)
		return cmp.Or(cmp.Compare(y.Year, x.Year), cmp.Compare(y.Value, x.Value))
	})
	return c
}

// lines is a chart of a trend with its lines in their order.
func (v Voice) lines(t *series.Trend) *chart.Chart {
	m := t.Measure
	c := &chart.Chart{
		Title: Title(m), Subtitle: v.definition(m), Unit: v.unit(m), Percent: m.Share, FromYear: t.FromYear, ToYear: t.ToYear,
		Notes: v.notes(t), Words: v.words(),
	}
	if t.Scope != "" {
		c.Subtitle += v.scope(string(t.Scope))
	}
	if len(t.Lines) == 1 {
		c.Subtitle += " · " + v.group(t.Lines[0].Group)
	}
	for i := range t.Lines {
		line := v.line(m, &t.Lines[i], t.Scope == "")
		if slices.ContainsFunc(t.Lines, func(o series.Line) bool { return o.Label == t.Lines[i].Label && o.Key != t.Lines[i].Key }) {
			line.Label += " " + t.Lines[i].Key
		}
		c.Lines = append(c.Lines, line)
	}
	return c
}

// last is the last point of a line, the zero one where there is none.
func last(l *chart.Line) chart.Point {
	if len(l.Points) == 0 {
		return chart.Point{}
	}
	return l.Points[len(l.Points)-1]
}

func (v Voice) line(m *measure.Measure, l *series.Line, withScope bool) chart.Line {
	out := chart.Line{Label: v.group(l.Group)}
	if withScope {
		out.Label += " · " + v.label("scope", string(l.Scope))
	}
	for _, p := range l.Points {
		if p.Value != nil {
			out.Points = append(out.Points, chart.Point{Year: p.Year, Value: p.Value.Float(), N: p.N, Text: Shown(m, p.Value)})
		}
	}
	for _, b := range l.Breaks {
		out.Breaks = append(out.Breaks, chart.Break{After: b.After, Year: b.Year, From: Forms(b.From), To: Forms(b.To), Comparable: b.Comparable})
	}
	return out
}

// words are those of the chart itself; nil are English.
func (v Voice) words() *chart.Words {
	if !v.Chinese {
		return nil
	}
	return &chart.Words{
		Years: "年度", Others: "其余 %d 条", Some: "其余 %d 条，画出 %d 条", None: "其余 %d 条未画出",
		Form: func(from, to, comparable string) string {
			return fmt.Sprintf("表式 %s → %s：%s", from, to, v.label("alike", comparable))
		},
	}
}
