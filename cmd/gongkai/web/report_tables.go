package web

import (
	"slices"

	"gongkai/cmd/gongkai/layout"
	"gongkai/extract"
)

// signs stand beside figures that are not plain numbers, so that nobody needs
// colours to tell them.
var signs = map[extract.Status]string{
	extract.StatusRead: "", extract.StatusBlank: "□", extract.StatusDerived: "~", extract.StatusAmbiguous: "?", extract.StatusInvalid: "✗",
}

// tableView is a table ready to be set.
type tableView struct {
	Heading, Gloss string
	Headed         bool
	Sections       []sectionView
}

type sectionView struct {
	Code, Heading, Gloss, Source string
	Printed                      bool
	Heads                        [][]headView
	Lines                        []lineView
}

// headView is a heading over columns. One that nothing stands over takes as
// many rows as there are levels left.
type headView struct {
	Label         string
	Rows, Columns int
	// Last tells the label of one column, with its unit.
	Last   bool
	Unit   string
	NoUnit bool
}

type lineView struct {
	Label   string
	Depth   int
	Heading bool
	// Span is how many columns a heading takes, that of the labels among them.
	Span  int
	Cells []cellView
}

// cellView is what stands in a cell.
type cellView struct {
	// Name is section/row/col. Status is "" where the report prints no figure.
	Name   string
	Status extract.Status
	Sign   string
	// Print is as printed; Value is a number that is not printed so.
	Print, Value, Unit string
	// Notes are the numbers of findings about it.
	Notes []int
}

func tableViews(tables []layout.Table, notes map[string][]int) []tableView {
	var out []tableView
	for i := range tables {
		t := &tables[i]
		v := tableView{Heading: t.Heading, Gloss: t.Gloss, Headed: t.Headed}
		for k := range t.Sections {
			v.Sections = append(v.Sections, viewSection(&t.Sections[k], notes))
		}
		out = append(out, v)
	}
	return out
}

func viewSection(s *layout.Section, notes map[string][]int) sectionView {
	v := sectionView{Code: s.Code, Heading: s.Heading, Gloss: s.Gloss, Source: s.Source, Printed: s.Printed}
	if !s.Printed {
		return v
	}
	levels := len(s.Heads)
	label := func(at, from int) headView {
		c := &s.Columns[at]
		return headView{Label: c.Label, Rows: levels + 1 - from, Columns: 1, Last: true, Unit: c.HeaderUnit, NoUnit: c.NoUnit}
	}
	for level, heads := range s.Heads {
		var row []headView
		for _, h := range heads {
			switch {
			case !h.Open:
				row = append(row, headView{Label: h.Label, Rows: 1, Columns: h.Span})
			case s.Columns[h.At].Depth == level: // nothing stands over it from here on
				row = append(row, label(h.At, level))
			}
		}
		v.Heads = append(v.Heads, row)
	}
	var last []headView
	for at := range s.Columns {
		if s.Columns[at].Depth == levels {
			last = append(last, label(at, levels))
		}
	}
	v.Heads = append(v.Heads, last)
	for i := range s.Lines {
		l := &s.Lines[i]
		line := lineView{Label: l.Label, Depth: min(l.Depth, 3), Heading: l.Row == nil, Span: len(s.Columns) + 1}
		for c := range l.Cells {
			name := s.Code + "/" + l.Row.Code + "/" + s.Columns[c].Code
			line.Cells = append(line.Cells, viewCell(name, l.Cells[c].Figure, notes[name]))
		}
		v.Lines = append(v.Lines, line)
	}
	return v
}

func viewCell(name string, fig *extract.Statistic, notes []int) cellView {
	c := cellView{Name: name, Notes: notes}
	if fig == nil {
		return c
	}
	c.Status, c.Sign = fig.Status, signs[fig.Status]
	if fig.Raw != nil {
		c.Print = *fig.Raw
	}
	if fig.Unit != nil {
		c.Unit = *fig.Unit
	}
	if fig.Value != nil && fig.Value.String() != c.Print {
		c.Value = fig.Value.String()
	}
	return c
}

// notes tells by figure which findings are about it. Of an equation that is the
// sum, where it has one: the terms are many and mostly innocent.
func notes(findings []findingView) map[string][]int {
	out := map[string][]int{}
	for i := range findings {
		for _, name := range findings[i].at {
			if !slices.Contains(out[name], findings[i].N) {
				out[name] = append(out[name], findings[i].N)
			}
		}
	}
	return out
}
