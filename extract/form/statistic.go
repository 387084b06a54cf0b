package form

import "strings"

// Statistic is a figure of a form.
type Statistic struct {
	*Section
	Row, Col int
}

// Find returns the figure section/row/col. Rows that are headings have none.
func (f *Form) Find(name string) (Statistic, bool) {
	parts := strings.Split(name, "/")
	if len(parts) != 3 {
		return Statistic{}, false
	}
	s := f.Section(parts[0])
	if s == nil {
		return Statistic{}, false
	}
	at := Statistic{s, s.Row(parts[1]), s.Column(parts[2])}
	return at, at.Row >= 0 && at.Col >= 0 && !s.Rows[at.Row].HeadingOnly
}

// HasStatistic tells whether the form has the figure section/row/col.
func (f *Form) HasStatistic(name string) bool {
	_, has := f.Find(name)
	return has
}

// Unit is the unit that the form gives the figure, "" for none.
func (s Statistic) Unit() string {
	if u := s.UnitOf(s.Row, s.Col); u != nil {
		return *u
	}
	return ""
}

// Money tells whether the figure is an amount of money.
func (s Statistic) Money() bool { return s.IsMoney(s.Row, s.Col) }

// Label is what the form calls the figure: section, row and column.
func (s Statistic) Label() string {
	return s.Heading + " · " + s.Rows[s.Row].Label + " · " + s.Columns[s.Col].Label
}

// Parts are the names of the figures that this one may be printed instead of.
func (s Statistic) Parts() []string {
	var names []string
	for _, row := range s.Rows[s.Row].AlternativeTo {
		names = append(names, s.name(row))
	}
	return names
}

// Whole is the figure that may be printed instead of this one and others, and
// the names of all of them; "" if there is none.
func (s Statistic) Whole() (name string, parts []string) {
	for i, r := range s.Rows {
		for _, row := range r.AlternativeTo {
			if row == s.Rows[s.Row].Code {
				return s.name(r.Code), Statistic{s.Section, i, s.Col}.Parts()
			}
		}
	}
	return "", nil
}

// name names the figure of another row in the same column.
func (s Statistic) name(row string) string {
	return s.Code + "/" + row + "/" + s.Columns[s.Col].Code
}
