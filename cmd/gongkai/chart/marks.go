package chart

import (
	"cmp"
	"slices"
	"strings"
)

// mark is a change of form, of one line or of several.
type mark struct {
	after, year          int
	from, to, comparable string
	text                 string
}

// marks are the changes of form of the lines, by year. A line with gaps tells
// less well when the form changed than one without: its mark is left out where
// another line has the same change within the same years.
func (c *Chart) marks(lines []Line) []mark {
	form := c.words().Form
	var all []mark
	for _, l := range lines {
		for _, b := range l.Breaks {
			m := mark{b.After, b.Year, b.From, b.To, b.Comparable, form(b.From, b.To, b.Comparable)}
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	all = slices.DeleteFunc(slices.Clone(all), func(m mark) bool {
		return slices.ContainsFunc(all, func(o mark) bool {
			return o != m && o.text == m.text && m.after <= o.after && o.year <= m.year
		})
	})
	slices.SortFunc(all, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.after, b.after), strings.Compare(a.text, b.text))
	})
	return all
}

// at is where a mark lies among the years of a chart: in the middle between
// the last year of one form and the first of the next, 0 at the left.
func (c *Chart) at(year float64) float64 {
	if c.ToYear == c.FromYear {
		return 0.5
	}
	return (year - float64(c.FromYear)) / float64(c.ToYear-c.FromYear)
}

func (m mark) middle() float64 { return (float64(m.after) + float64(m.year)) / 2 }

// Mark is a change of form of lines between two years.
type Mark struct {
	After, Year          int
	From, To, Comparable string
}

// Marks are the changes of form that the chart marks, by year.
func (c *Chart) Marks() []Mark {
	var all []Mark
	for _, m := range c.marks(c.all()) {
		all = append(all, Mark{m.after, m.year, m.from, m.to, m.comparable})
	}
	return all
}
