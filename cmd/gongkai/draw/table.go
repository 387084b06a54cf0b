package draw

import (
	"fmt"
	"io"
	"slices"

	"gongkai/cmd/gongkai/layout"
)

const (
	minFigures = 6  // columns of text in a narrow figure column
	maxFigures = 20 // longer prints are wrapped
	minLabels  = 20 // columns of text that labels always get
	indentStep = 2
)

// drawing is a table ready to be measured.
type drawing struct {
	table    *layout.Table
	sections []*layout.Section // those that the report prints
	cells    [][][]cell        // section, line, column; nil for headings
	base     int               // columns that all sections' columns are made of
}

// table draws one printed table. Sections that the report lacks are named
// below, so that nobody takes them for zeros.
func (d *Drawer) table(w io.Writer, t *layout.Table, seen *signs, width int) {
	g := drawing{table: t, base: 1}
	var missing []*layout.Section
	for i := range t.Sections {
		if s := &t.Sections[i]; s.Printed {
			g.add(s, seen)
		} else {
			missing = append(missing, s)
		}
	}
	fmt.Fprintf(w, "\n%s%s\n", t.Heading, gloss(t.Gloss))
	g.sources(w)
	if len(g.sections) > 0 {
		d.grid(&g, width).write(w)
	}
	for _, s := range missing {
		if t.Headed {
			fmt.Fprintf(w, "%s%s: not on the page\n", s.Heading, gloss(s.Gloss))
		} else {
			fmt.Fprintln(w, "not on the page")
		}
	}
}

// sources names the documents that print the sections, where that is not the page.
func (g *drawing) sources(w io.Writer) {
	for i, s := range g.sections {
		differs := func(o *layout.Section) bool { return o.Source != s.Source }
		switch {
		case s.Source == "":
		case !slices.ContainsFunc(g.sections, differs):
			if i == 0 {
				fmt.Fprintf(w, "read from %s\n", Clean(s.Source))
			}
		default:
			fmt.Fprintf(w, "%s: read from %s\n", s.Heading, Clean(s.Source))
		}
	}
}

func gloss(s string) string {
	if s == "" {
		return ""
	}
	return " · " + s
}

func (g *drawing) add(s *layout.Section, seen *signs) {
	cells := make([][]cell, len(s.Lines))
	for i := range s.Lines {
		for _, c := range s.Lines[i].Cells {
			cells[i] = append(cells[i], seen.cell(c))
		}
	}
	g.sections, g.cells = append(g.sections, s), append(g.cells, cells)
	g.base = lcm(g.base, len(s.Columns))
}

func lcm(a, b int) int {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

// grid lays out and fills the box.
func (d *Drawer) grid(l *drawing, width int) *grid {
	g := &grid{text: d.text, widths: d.measure(l, width)}
	for i, s := range l.sections {
		if i > 0 {
			g.rule()
		}
		if l.table.Headed {
			g.line(cell{text: s.Heading + gloss(s.Gloss), span: l.base + 1})
			g.rule()
		}
		span := l.base / len(s.Columns)
		header(g, s, span)
		for k, e := range s.Lines {
			line := []cell{{text: e.Label, span: 1, indent: e.Depth * indentStep}}
			for c := range s.Columns {
				fig := cell{}
				if e.Row != nil {
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

// header draws the columns' heads, level by level, and their labels.
func header(g *grid, s *layout.Section, span int) {
	for _, heads := range s.Heads {
		line := []cell{{span: 1, open: true}}
		for _, h := range heads {
			c := cell{text: h.Label, span: span * h.Span, align: center}
			if h.Open {
				c = cell{span: span, open: true}
			}
			line = append(line, c)
		}
		g.line(line...)
		g.rule()
	}
	line := []cell{{span: 1}}
	for i := range s.Columns {
		line = append(line, cell{text: columnLabel(&s.Columns[i]), span: span, align: center})
	}
	g.line(line...)
	g.rule()
}

// measure gives every base column its width, margins included: figures what
// they need, labels what is left.
func (d *Drawer) measure(l *drawing, width int) []int {
	ws := make([]int, l.base)
	for i, s := range l.sections {
		span := l.base / len(s.Columns)
		for c := range s.Columns {
			need := d.headWidth(columnLabel(&s.Columns[c]), len(s.Columns))
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
	for _, s := range l.sections {
		for _, e := range s.Lines {
			longest = max(longest, d.text.width(e.Label)+e.Depth*indentStep)
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
