package draw

import (
	"io"
	"strings"
)

type align uint8

const (
	left align = iota
	center
	right
)

// cell is one cell of a line. It spans base columns of the grid.
type cell struct {
	text   string
	span   int
	align  align
	indent int
	mark   bool // a ! stands right of the text
	open   bool // no rule is drawn below: the cell goes on in the next line
}

// grid is a table whose lines may cut its base columns differently. A nil line
// is a rule.
type grid struct {
	text   *metrics
	widths []int // of the base columns, margins included
	lines  [][]cell
}

func (g *grid) rule()           { g.lines = append(g.lines, nil) }
func (g *grid) line(cs ...cell) { g.lines = append(g.lines, cs) }
func (g *grid) inner(at int, c cell) int {
	n := c.span - 1 // the borders it covers
	for _, w := range g.widths[at : at+c.span] {
		n += w
	}
	return n
}

// write draws the grid, a rule above the first and below the last line.
func (g *grid) write(w io.Writer) {
	for i := 0; i <= len(g.lines); i++ {
		first, last := i == 0, i == len(g.lines)
		switch {
		case first && !last && g.lines[0] != nil:
			g.writeRule(w, nil, g.lines[0])
		case last && g.lines[i-1] != nil:
			g.writeRule(w, g.lines[i-1], nil)
		}
		if last {
			return
		}
		if g.lines[i] != nil {
			g.writeLine(w, g.lines[i])
			continue
		}
		var up, down []cell
		if i > 0 {
			up = g.lines[i-1]
		}
		if i+1 < len(g.lines) {
			down = g.lines[i+1]
		}
		g.writeRule(w, up, down)
	}
}

func (g *grid) writeLine(w io.Writer, cs []cell) {
	texts, height, at := make([][]string, len(cs)), 1, 0
	for i, c := range cs {
		texts[i] = g.text.wrap(c.text, g.inner(at, c)-2-c.indent)
		height = max(height, len(texts[i]))
		at += c.span
	}
	for k := range height {
		var b strings.Builder
		at = 0
		for i, c := range cs {
			s := ""
			// Headings stand on the bottom of their cell, figures on top.
			if n := k; c.align != center {
				if n < len(texts[i]) {
					s = texts[i][n]
				}
			} else if n = k - (height - len(texts[i])); n >= 0 {
				s = texts[i][n]
			}
			mark := " "
			if c.mark && k == 0 {
				mark = "!"
			}
			b.WriteString("│ " + strings.Repeat(" ", c.indent) + g.text.pad(s, g.inner(at, c)-2-c.indent, c.align) + mark)
			at += c.span
		}
		io.WriteString(w, b.String()+"│\n")
	}
}

// writeRule draws the rule between two lines, joined to the borders of both.
func (g *grid) writeRule(w io.Writer, up, down []cell) {
	n := len(g.widths)
	ups, open := g.borders(up)
	downs, _ := g.borders(down)
	var b strings.Builder
	for i := 0; i <= n; i++ {
		arms := 0
		if ups[i] {
			arms |= 1
		}
		if downs[i] {
			arms |= 2
		}
		if i > 0 && !open[i-1] {
			arms |= 4
		}
		if i < n && !open[i] {
			arms |= 8
		}
		b.WriteRune([]rune(" ╵╷│╴┘┐┤╶└┌├─┴┬┼")[arms])
		if i < n {
			fill := "─"
			if open[i] {
				fill = " "
			}
			b.WriteString(strings.Repeat(fill, g.widths[i]))
		}
	}
	io.WriteString(w, b.String()+"\n")
}

// borders tells left of which base columns a line has a border, and which base
// columns it leaves open below.
func (g *grid) borders(cs []cell) (border, open []bool) {
	border, open = make([]bool, len(g.widths)+1), make([]bool, len(g.widths))
	at := 0
	for _, c := range cs {
		border[at] = true
		for k := range c.span {
			open[at+k] = c.open
		}
		at += c.span
	}
	if cs != nil {
		border[at] = true
	}
	return border, open
}
