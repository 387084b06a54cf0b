package layout

import (
	"slices"

	"gongkai/extract/form"
)

// lines lists a section's rows that the report prints, under the printed
// headings of their groups.
func lines(s *form.Section, figures figureIndex) []Line {
	var out []Line
	var under []*form.Group // headings that are open above the current row
	for i := range s.Rows {
		r := &s.Rows[i]
		switch {
		case r.HeadingOnly:
			out = append(out, Line{Label: r.Label, Depth: len(under)})
			continue
		case !figures.has(s, r.Code):
			continue
		}
		groups := groupsOf(s, r)
		for d, g := range groups {
			if d >= len(under) || under[d] != g {
				out = append(out, Line{Label: g.Label, Depth: d})
				under = under[:min(d, len(under))]
				under = append(under, g)
			}
		}
		under = under[:len(groups)]
		out = append(out, Line{Label: r.Label, Depth: len(groups), Row: r})
	}
	return out
}

// groupsOf returns the groups over a row, the widest first, without one that
// says only what the row's own label says. A row that stands in for others
// stands where they would.
func groupsOf(s *form.Section, r *form.Row) []*form.Group {
	code := r.Code
	if len(r.AlternativeTo) > 0 {
		code = r.AlternativeTo[0]
	}
	var out []*form.Group
	for i := range s.Groups {
		g := &s.Groups[i]
		if slices.Contains(g.Rows, code) && g.Label != r.Label {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b *form.Group) int { return len(b.Rows) - len(a.Rows) })
	return out
}
