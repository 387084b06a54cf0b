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
func CompareChart(c *series.Comparison, m *measure.Measure, small bool) chart.Picture {
	t := c.Trend(m)
	if c.FromYear != c.ToYear {
		out := lines(t)
		if out.Small = small; small {
			out.Subtitle, out.Notes = "", nil
		}
		return out
	}
	out := &chart.Bars{Title: Title(m), Unit: Unit(m), Percent: m.Share, Small: small}
	if !small {
		out.Subtitle, out.Notes = fmt.Sprintf("%s · %d · scope %s", Definition(m), c.ToYear, c.Scope), Notes(t)
	}
	for i, l := range t.Lines {
		bar := chart.Bar{Label: l.Label, Text: "(" + string(measure.NoReport) + ")"}
		if at := slices.IndexFunc(l.Points, func(p series.Point) bool { return p.Year == c.ToYear }); at >= 0 {
			p := &l.Points[at]
			bar.Text = ValueOrReason(m, p)
			if c.Subjects[i].Region != "" {
				bar.Text += " " + Parts(p)
			}
			if p.Value != nil {
				v := p.Value.Float()
				bar.Value = &v
			}
		}
		out.Bars = append(out.Bars, bar)
	}
	return out
}

// Parts tells how many of the reports behind a sum have a value.
func Parts(p *series.Point) string { return fmt.Sprintf("(%d/%d)", p.N, p.N+p.MissingCount()) }
