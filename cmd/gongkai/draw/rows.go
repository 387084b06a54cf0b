package draw

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

func contains(s, sub string) bool { return strings.Contains(s, sub) }

// entry is a line of a section: a row of figures, or the heading of a group.
type entry struct {
	label string
	depth int
	row   *form.Row // nil for a heading
}

// entries lists a section's rows that the report prints, under the printed
// headings of their groups.
func entries(s *form.Section, fs *figures) []entry {
	var out []entry
	var under []*form.Group // headings that are open above the current row
	for i := range s.Rows {
		r := &s.Rows[i]
		switch {
		case r.HeadingOnly:
			out = append(out, entry{label: r.Label, depth: len(under)})
			continue
		case !fs.rows[[2]string{s.Code, r.Code}]:
			continue
		}
		groups := groupsOf(s, r)
		for d, g := range groups {
			if d >= len(under) || under[d] != g {
				out = append(out, entry{label: g.Label, depth: d})
				under = under[:min(d, len(under))]
				under = append(under, g)
			}
		}
		under = under[:len(groups)]
		out = append(out, entry{label: r.Label, depth: len(groups), row: r})
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

// columnGroups returns for each column the groups over it, the widest first.
func columnGroups(s *form.Section) (over [][]*form.Group, depth int) {
	over = make([][]*form.Group, len(s.Columns))
	for i := range s.Columns {
		for k := range s.ColumnGroups {
			if g := &s.ColumnGroups[k]; slices.Contains(g.Columns, s.Columns[i].Code) {
				over[i] = append(over[i], g)
			}
		}
		slices.SortStableFunc(over[i], func(a, b *form.Group) int { return len(b.Columns) - len(a.Columns) })
		depth = max(depth, len(over[i]))
	}
	return over, depth
}
