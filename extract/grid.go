package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// gridBuilder places the cells of a table's rows on a grid of columns.
type gridBuilder struct {
	open []int // rows that a span from above still fills, by column
	next []int // the same for the row after this one
	col  int
}

// maxColumns bounds the grid.
const maxColumns = 2000

// place returns the column of the next cell of the row.
func (g *gridBuilder) place(colspan, rowspan int) int {
	for g.col < len(g.open) && g.open[g.col] > 0 {
		g.col++
	}
	col := g.col
	if col+colspan > maxColumns {
		return -1 // no table is so wide; its cells are told by their order
	}
	for len(g.open) < col+colspan {
		g.open = append(g.open, 0)
	}
	for len(g.next) < len(g.open) {
		g.next = append(g.next, 0)
	}
	for i := col; i < col+colspan; i++ {
		g.next[i] = max(g.next[i], rowspan-1)
	}
	g.col = col + colspan
	return col
}

// endRow moves on to the next row.
func (g *gridBuilder) endRow() {
	for i := range g.open {
		if g.open[i] > 0 {
			g.open[i]--
		}
		if i < len(g.next) && g.next[i] > 0 {
			g.open[i] = max(g.open[i], g.next[i])
			g.next[i] = 0
		}
	}
	g.col = 0
}

// endSection ends a thead, tbody or tfoot: no span reaches beyond it.
func (g *gridBuilder) endSection() {
	clear(g.open)
	clear(g.next)
	g.col = 0
}

// columnSpan reads a colspan: nonsense counts as 1 and no span is endless.
func columnSpan(td *html.Node) int { return max(1, spanOf(td, "colspan")) }

// rowSpan reads a rowspan; 0 reaches to the end of the section.
func rowSpan(td *html.Node) int {
	if n := spanOf(td, "rowspan"); n > 0 {
		return n
	}
	return maxSpan
}

// spanOf reads a span as a browser does: the digits that the value begins with.
// It is 1 where there are none.
func spanOf(td *html.Node, key string) int {
	if len(td.Attr) == 0 {
		return 1
	}
	v := strings.TrimPrefix(strings.TrimLeft(attr(td, key), " \t\r\n\f"), "+")
	n, digits := 0, 0
	for digits < len(v) && v[digits] >= '0' && v[digits] <= '9' {
		n = min(n*10+int(v[digits]-'0'), maxSpan)
		digits++
	}
	if digits == 0 {
		return 1
	}
	return n
}
