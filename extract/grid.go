package extract

import (
	"strconv"
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

// span reads colspan and rowspan; nonsense counts as 1 and no span is endless.
func span(n *html.Node, key string) int {
	v := attr(n, key)
	if v == "" {
		return 1
	}
	i, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || i < 1 {
		return 1
	}
	return min(i, maxSpan)
}
