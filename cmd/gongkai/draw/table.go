package draw

import (
	"fmt"
	"io"
	"slices"

	"gongkai/extract/form"
)

const (
	minFigures = 6  // columns of text in a narrow figure column
	maxFigures = 20 // longer prints are wrapped
	minLabels  = 20 // columns of text that labels always get
	indentStep = 2
)

// layout is a table ready to be measured.
type layout struct {
	table    printedTable
	sections []*form.Section // those that the report prints
	entries  [][]entry
	cells    [][][]cell // section, entry, column; nil for headings
	labels   [][]string // section, column
	base     int        // columns that all sections' columns are made of
}

// table draws one printed table. Sections that the report lacks are named
// below, so that nobody takes them for zeros.
func (d *Drawer) table(w io.Writer, t printedTable, fs *figures, width int) {
	l := layout{table: t, base: 1}
	var missing []*form.Section
	for _, s := range t.sections {
		if !fs.has(s) {
			missing = append(missing, s)
			continue
		}
		l.add(s, fs)
	}
	fmt.Fprintf(w, "\n%s%s\n", t.heading, gloss(t.gloss))
	l.sources(w, fs)
	if len(l.sections) > 0 {
		d.grid(&l, width).write(w)
	}
	for _, s := range missing {
		if t.headed {
			fmt.Fprintf(w, "%s%s: not on the page\n", s.Heading, gloss(d.heads.Glosses[s.Code]))
		} else {
			fmt.Fprintln(w, "not on the page")
		}
	}
}

// sources names the documents that print the sections, where that is not the page.
func (l *layout) sources(w io.Writer, fs *figures) {
	for i, s := range l.sections {
		source := fs.sources[s.Code]
		same := func(o *form.Section) bool { return fs.sources[o.Code] == source }
		switch {
		case source == "":
		case !slices.ContainsFunc(l.sections, func(o *form.Section) bool { return !same(o) }):
			if i == 0 {
				fmt.Fprintf(w, "read from %s\n", Clean(source))
			}
		default:
			fmt.Fprintf(w, "%s: read from %s\n", s.Heading, Clean(source))
		}
	}
}

func gloss(s string) string {
	if s == "" {
		return ""
	}
	return " · " + s
}

func (l *layout) add(s *form.Section, fs *figures) {
	es := entries(s, fs)
	cells := make([][]cell, len(es))
	for i, e := range es {
		if e.row == nil {
			continue
		}
		for _, c := range s.Columns {
			cells[i] = append(cells[i], fs.cell(s.Code, e.row.Code, c.Code))
		}
	}
	labels := make([]string, len(s.Columns))
	for i := range s.Columns {
		labels[i] = fs.columnLabel(s, i)
	}
	l.sections, l.entries = append(l.sections, s), append(l.entries, es)
	l.cells, l.labels = append(l.cells, cells), append(l.labels, labels)
	l.base = lcm(l.base, len(s.Columns))
}

func lcm(a, b int) int {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

// grid lays out and fills the box.
func (d *Drawer) grid(l *layout, width int) *grid {
	g := &grid{text: d.text, widths: d.measure(l, width)}
	for i, s := range l.sections {
		if i > 0 {
			g.rule()
		}
		if l.table.headed {
			g.line(cell{text: s.Heading + gloss(d.heads.Glosses[s.Code]), span: l.base + 1})
			g.rule()
		}
		span := l.base / len(s.Columns)
		header(g, s, l.labels[i], span)
		for k, e := range l.entries[i] {
			line := []cell{{text: e.label, span: 1, indent: e.depth * indentStep}}
			for c := range s.Columns {
				fig := cell{}
				if e.row != nil {
					fig = l.cells[i][k][c]
				}
				fig.span = span
				line = append(line, fig)
			}
			g.line(line...)
		}
	}
	return g
}

// header draws the columns' groups, level by level, and their labels.
func header(g *grid, s *form.Section, labels []string, span int) {
	over, depth := columnGroups(s)
	for level := range depth {
		line := []cell{{span: 1, open: true}}
		for c := 0; c < len(s.Columns); {
			if level >= len(over[c]) {
				line = append(line, cell{span: span, open: true})
				c++
				continue
			}
			n := 1
			for c+n < len(s.Columns) && level < len(over[c+n]) && over[c+n][level] == over[c][level] {
				n++
			}
			line = append(line, cell{text: over[c][level].Label, span: span * n, align: center})
			c += n
		}
		g.line(line...)
		g.rule()
	}
	line := []cell{{span: 1}}
	for _, label := range labels {
		line = append(line, cell{text: label, span: span, align: center})
	}
	g.line(line...)
	g.rule()
}

// measure gives every base column its width, margins included: figures what
// they need, labels what is left.
func (d *Drawer) measure(l *layout, width int) []int {
	ws := make([]int, l.base)
	for i, s := range l.sections {
		span := l.base / len(s.Columns)
		for c := range s.Columns {
			need := d.headWidth(l.labels[i][c], len(s.Columns))
			for _, line := range l.cells[i] {
				if line != nil {
					need = max(need, min(d.text.width(line[c].text), maxFigures))
				}
			}
			widen(ws[c*span:(c+1)*span], need+2)
		}
	}
	if len(l.sections) > 1 { // sections below each other look best in equal columns
		widest := slices.Max(ws)
		for i := range ws {
			ws[i] = widest
		}
	}
	total := 1
	for _, n := range ws {
		total += n + 1
	}
	longest := minLabels
	for _, es := range l.entries {
		for _, e := range es {
			longest = max(longest, d.text.width(e.label)+e.depth*indentStep)
		}
	}
	return append([]int{max(min(longest, width-total-3), minLabels) + 2}, ws...)
}

// headWidth is what a column's label asks for: where columns are many, labels
// are set on two lines.
func (d *Drawer) headWidth(label string, columns int) int {
	n := d.text.width(label)
	if columns > 5 && n > 8 {
		n = max((n/2+2)/2*2, 8)
	}
	return min(max(n, minFigures), maxFigures+10)
}

// widen makes columns wide enough for a cell over all of them.
func widen(ws []int, need int) {
	have := len(ws) - 1
	for _, n := range ws {
		have += n
	}
	for i := 0; have < need; i = (i + 1) % len(ws) {
		ws[i]++
		have++
	}
}
