package told

import (
	"cmp"
	"slices"

	"gongkai/cmd/gongkai/chart"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// Chart is the chart of a trend.
func Chart(t *series.Trend) *chart.Chart {
	c := lines(t)
	// Those that are told apart are the highest of those that last longest.
	slices.SortStableFunc(c.Lines, func(a, b chart.Line) int {
		x, y := last(&a), last(&b)
		return cmp.Or(cmp.Compare(y.Year, x.Year), cmp.Compare(y.Value, x.Value))
	})
	return c
}

// lines is a chart of a trend with its lines in their order.
func lines(t *series.Trend) *chart.Chart {
	m := t.Measure
	c := &chart.Chart{
		Title: Title(m), Subtitle: Definition(m), Unit: Unit(m), Percent: m.Share, FromYear: t.FromYear, ToYear: t.ToYear,
		Notes: Notes(t),
	}
	if t.Scope != "" {
		c.Subtitle += " · scope " + string(t.Scope)
	}
	if len(t.Lines) == 1 {
		c.Subtitle += " · " + t.Lines[0].Label
	}
	for i := range t.Lines {
		line := chartLine(m, &t.Lines[i], t.Scope == "")
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

func chartLine(m *measure.Measure, l *series.Line, withScope bool) chart.Line {
	out := chart.Line{Label: l.Label}
	if withScope {
		out.Label += " · " + string(l.Scope)
	}
	for _, p := range l.Points {
		if p.Value != nil {
			out.Points = append(out.Points, chart.Point{Year: p.Year, Value: p.Value.Float(), N: p.N, Text: Value(m, p.Value)})
		}
	}
	for _, b := range l.Breaks {
		out.Breaks = append(out.Breaks, chart.Break{After: b.After, Year: b.Year, From: Forms(b.From), To: Forms(b.To), Comparable: b.Comparable})
	}
	return out
}
