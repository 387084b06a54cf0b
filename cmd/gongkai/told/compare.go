package told

import (
	"fmt"
	"slices"

	"gongkai/cmd/gongkai/chart"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// CompareChart is the chart of a measure of a comparison: lines over the years,
// or bars where there is only one. A small one is for a picture among others.
func (v Voice) CompareChart(c *series.Comparison, m *measure.Measure, small bool) chart.Picture {
	t := c.Trend(m)
	if c.FromYear != c.ToYear {
		out := v.lines(t)
		if out.Small = small; small {
			out.Subtitle, out.Notes = "", nil
		}
		return out
	}
	out := &chart.Bars{Title: Title(m), Unit: v.unit(m), Percent: m.Share, Small: small}
	if !small {
		out.Subtitle, out.Notes = fmt.Sprintf("%s · %d", v.definition(m), c.ToYear)+v.scope(string(c.Scope)), v.notes(t)
	}
	for i, l := range t.Lines {
		bar := chart.Bar{Label: l.Label, Text: "(" + v.label("reason", string(measure.NoReport)) + ")"}
		if at := slices.IndexFunc(l.Points, func(p series.Point) bool { return p.Year == c.ToYear }); at >= 0 {
			p := &l.Points[at]
			if bar.Text = Shown(m, p.Value); p.Value == nil {
				bar.Text = v.reason(p)
			}
			if c.Subjects[i].Region != "" {
				bar.Text += " " + Parts(p)
			}
			if p.Value != nil {
				value := p.Value.Float()
				bar.Value = &value
			}
		}
		out.Bars = append(out.Bars, bar)
	}
	return out
}

// Parts tells how many of the reports behind a sum have a value.
func Parts(p *series.Point) string { return fmt.Sprintf("(%d/%d)", p.N, p.N+p.MissingCount()) }
