package layout

import (
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/extract/form"
)

// Column is a column of figures.
type Column struct {
	*form.Column
	// HeaderUnit is the unit that the report's own header names where the form's
	// label lacks it, "" otherwise.
	HeaderUnit string
	// NoUnit tells that it holds money for which no unit is printed.
	NoUnit bool
	// Depth is the number of heads above it.
	Depth int
}

// Head stands over Span columns from the column At on.
type Head struct {
	Label    string
	At, Span int
	// Open tells that nothing is printed there: the columns' labels begin above.
	Open bool
}

// setColumns sets the columns of a section whose lines are set.
func (s *Section) setColumns() {
	over, depth := columnGroups(s.Section)
	s.Columns = make([]Column, len(over))
	for i := range s.Columns {
		s.Columns[i] = s.column(i, len(over[i]))
	}
	for level := range depth {
		var heads []Head
		for c := 0; c < len(over); {
			if level >= len(over[c]) {
				heads = append(heads, Head{At: c, Span: 1, Open: true})
				c++
				continue
			}
			n := 1
			for c+n < len(over) && level < len(over[c+n]) && over[c+n][level] == over[c][level] {
				n++
			}
			heads = append(heads, Head{Label: over[c][level].Label, At: c, Span: n})
			c += n
		}
		s.Heads = append(s.Heads, heads)
	}
}

// column tells the units of a column's figures.
func (s *Section) column(at, depth int) Column {
	c := Column{Column: &s.Section.Columns[at], Depth: depth}
	unit, unknown := "", false
	for i := range s.Rows {
		k := slices.IndexFunc(s.Lines, func(l Line) bool { return l.Row == &s.Rows[i] })
		if k < 0 || s.Lines[k].Cells[at].Figure == nil {
			continue
		}
		fig := s.Lines[k].Cells[at].Figure
		if fig.UnitSource == extract.UnitFromHeader && fig.Unit != nil {
			unit = *fig.Unit
		}
		unknown = unknown || fig.UnitSource == extract.UnitFromNone && s.IsMoney(i, at) && fig.Value != nil
	}
	switch {
	case unit != "" && s.IsMoney(0, at) && !strings.Contains(c.Label, unit):
		c.HeaderUnit = unit
	case unknown:
		c.NoUnit = true
	}
	return c
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
