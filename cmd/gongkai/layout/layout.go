package layout

import (
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/extract/form"
)

// Book lays out reports of every known form. It is safe for concurrent use.
type Book struct {
	forms map[string]*form.Form
	heads *headings
}

// Table is a table as the form prints it.
type Table struct {
	// Heading is the form's, Gloss says it in English.
	Heading, Gloss string
	// Headed tells that the sections have headings of their own inside.
	Headed   bool
	Sections []Section
}

// Section is a part of a table with columns of its own.
type Section struct {
	*form.Section
	Gloss string
	// Printed tells that the report has figures of it; the rest is empty if not.
	Printed bool
	// Source is the document that prints it, "" where that is the page.
	Source  string
	Columns []Column
	// Heads are the levels of headings over the columns' labels, from the top.
	Heads [][]Head
	Lines []Line
}

// Line is a row of figures, or the heading of a group of rows.
type Line struct {
	Label string
	// Depth is the number of headings above that it stands under.
	Depth int
	// Row is nil for a heading, which has no cells.
	Row   *form.Row
	Cells []Cell
}

// Cell is the place of a figure.
type Cell struct {
	// Figure is nil where the report prints none.
	Figure *extract.Statistic
	// Failed tells that a false check points at it.
	Failed bool
}

// Load reads the forms and the headings.
func Load() (*Book, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	b := &Book{forms: map[string]*form.Form{}}
	for _, f := range forms {
		b.forms[f.Format] = f
	}
	if b.heads, err = loadHeadings(); err != nil {
		return nil, err
	}
	return b, nil
}

// Form returns the form of that name, nil for an unknown one.
func (b *Book) Form(format string) *form.Form { return b.forms[format] }

// Tables lays out a report; one of an unknown form has no tables.
func (b *Book) Tables(rep *extract.Report) []Table {
	f := b.forms[rep.Format]
	if f == nil {
		return nil
	}
	figures := index(rep)
	failed := map[string]bool{}
	for _, names := range Pointed(f, rep.Checks) {
		for _, name := range names {
			failed[name] = true
		}
	}
	tables := b.heads.tables(f)
	for i := range tables {
		for k := range tables[i].Sections {
			tables[i].Sections[k].fill(rep, figures, failed)
		}
	}
	return tables
}

// figureIndex finds figures by section, row and column.
type figureIndex map[[3]string]*extract.Statistic

func index(rep *extract.Report) figureIndex {
	all := figureIndex{}
	for i := range rep.Statistics {
		s := &rep.Statistics[i]
		all[[3]string{s.Section, s.Row, s.Col}] = s
	}
	return all
}

// has tells whether the report prints any figure of a row.
func (x figureIndex) has(s *form.Section, row string) bool {
	return slices.ContainsFunc(s.Columns, func(c form.Column) bool { return x[[3]string{s.Code, row, c.Code}] != nil })
}

// fill sets the lines of a section that the report prints.
func (s *Section) fill(rep *extract.Report, figures figureIndex, failed map[string]bool) {
	lines := lines(s.Section, figures)
	s.Printed = slices.ContainsFunc(lines, func(l Line) bool { return l.Row != nil })
	if !s.Printed {
		return
	}
	s.Lines = lines
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Row == nil {
			continue
		}
		for _, c := range s.Section.Columns {
			key := [3]string{s.Code, l.Row.Code, c.Code}
			l.Cells = append(l.Cells, Cell{figures[key], failed[strings.Join(key[:], "/")]})
			if fig := figures[key]; fig != nil && fig.Source != rep.Source && fig.Source != "" {
				s.Source = fig.Source
			}
		}
	}
	s.setColumns()
}
