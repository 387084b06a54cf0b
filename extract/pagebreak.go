package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongkai/extract/document"
)

// Where a page ends in a row, the rest of the row stands on the next page: half
// of its label, or its figures without the label. The two are one row only where
// the labels say so and no figure stands against another. Cells over several
// rows end with the page and begin again, mostly without their text.

// joinBroken joins rows and cells of a table that page breaks have divided.
func (ix *index) joinBroken(t *document.Table) {
	for i := len(t.Rows) - 1; i > 0; i-- {
		if !t.Rows[i].Broken {
			continue
		}
		b := breakAt(t, i)
		switch {
		case b.open(): // the row above ends there: others of its cells do
			ix.joinGroups(t, i, b.pairs)
		case !b.torn && ix.oneRow(b.pairs):
			b.joinRow(t, i)
			ix.pullUp(t, i)
		default:
			ix.joinGroups(t, i, b.pairs)
		}
	}
}

// open tells whether the page ends in cells that go on, between two rows.
func (b pageBreak) open() bool {
	return slices.ContainsFunc(b.pairs, func(p pair) bool { return p.above.Open && cellString(p.below) == "" })
}

// pair is a cell that ends with a page and the one that goes on below it.
type pair struct {
	above, below *document.Cell
	index        int // of below in its row
}

// pageBreak are the cells on both sides of a page's end.
type pageBreak struct {
	pairs []pair
	// whole tells that every cell has its counterpart, torn that one with text of
	// its own row has none.
	whole, torn bool
}

// breakAt pairs the cells above row i of a table with those that begin in it.
func breakAt(t *document.Table, i int) pageBreak {
	type place struct{ column, columns int }
	above := map[place]*document.Cell{}
	b := pageBreak{whole: true}
	g := gridBuilder{}
	for r := range t.Rows[:i+1] {
		cells := t.Rows[r].Cells
		for k := range cells {
			c := &cells[k]
			at := place{g.place(c.Columns, c.Rows), c.Columns}
			if r < i {
				if r+c.Rows == i {
					above[at] = c
				}
				continue
			}
			if a := above[at]; a != nil {
				b.pairs = append(b.pairs, pair{a, c, k})
				delete(above, at)
			} else {
				b.miss(c)
			}
		}
		g.endRow()
	}
	for _, c := range above {
		b.miss(c)
	}
	return b
}

// miss notes a cell without a counterpart.
func (b *pageBreak) miss(c *document.Cell) {
	b.whole = false
	b.torn = b.torn || c.Rows == 1 && cellString(c) != ""
}

// oneRow tells whether the rows of the pairs are one.
func (ix *index) oneRow(pairs []pair) bool {
	var figures [2]int // above, below
	known, split, severed := [2]bool{}, false, [2]bool{true, true}
	labels := 0
	for _, p := range pairs {
		a, b := cellString(p.above), cellString(p.below)
		if isFigureText(a, b) {
			if a != "" && ix.knows(b) {
				return false
			}
			figures[0] += len(a)
			figures[1] += len(b)
			continue
		}
		if b != "" && !isLabelText(b) && !enumerator.MatchString(b) {
			return false // a figure under the name of its column
		}
		if p.above.Rows > 1 || p.below.Rows > 1 {
			continue // a heading over several rows
		}
		labels++
		severed[0], severed[1] = severed[0] && !isLabelText(a), severed[1] && !isLabelText(b)
		known[0], known[1] = known[0] || ix.knows(a), known[1] || ix.knows(b)
		split = split || ix.isSplit(a, b)
	}
	switch {
	case labels == 0: // a second row without any label is none
		return figures[0] > 0
	case split:
		return true
	case severed[1]: // the figures, or the rest of them, went to the next page alone
		return true
	case severed[0]:
		return known[1] && figures[0] > 0
	}
	return !known[0] && !known[1] && (figures[0] > 0) != (figures[1] > 0)
}

// enumerator is what stands before a label, alone.
var enumerator = regexp.MustCompile(`^(?:[（(〔【]?[一二三四五六七八九十\d０-９]{1,3}[）)〕】、，.．]|[（(〔【][一二三四五六七八九十\d０-９]{0,3}|[①-⑳])$`)

// isSplit tells whether two texts are one label: together they are nearer to a
// label of the forms than the second alone.
func (ix *index) isSplit(a, b string) bool {
	if a == "" || !isLabelText(b) {
		return false
	}
	together, alone := ix.distance(a+b), ix.distance(b)
	if ix.isColumn(b) && !ix.isRowLabel(b) && !ix.isColumn(a+b) {
		alone = notALabel // 数量 is the name of a column, and the end of labels
	}
	return together < alone
}

// joinRow makes row i and the one above it one: what stands in row i moves up.
func (b pageBreak) joinRow(t *document.Table, i int) {
	for _, p := range b.pairs {
		above, below := cellString(p.above), cellString(p.below)
		if above != "" && below != "" && isFigureText(above, below) {
			below = "\n" + below // nobody can tell whether it is the same number
		}
		appendText(p.above, below)
		p.below.Blocks = nil
	}
	if !b.whole {
		return // row i stays, without its text
	}
	for _, p := range b.pairs {
		p.above.Rows += p.below.Rows - 1
	}
	t.Rows = append(t.Rows[:i], t.Rows[i+1:]...)
}

// pullUp takes the end of a column's name back from the figure below it: where a
// page ends in the name, some programs let its last line run over the border.
func (ix *index) pullUp(t *document.Table, i int) {
	if i >= len(t.Rows) {
		return
	}
	for _, p := range breakAt(t, i).pairs {
		a, b := cellString(p.above), cellString(p.below)
		rest := strings.TrimLeftFunc(b, isHan)
		if end := b[:len(b)-len(rest)]; end != "" && rest != "" && looksLikeFigure(strings.TrimSpace(rest)) && !ix.isColumn(a) && ix.isColumn(a+end) {
			appendText(p.above, end)
			p.below.Blocks = []document.Block{document.Paragraph(strings.TrimSpace(rest))}
		}
	}
}

// joinGroups lets cells over several rows go on over the page's end.
func (ix *index) joinGroups(t *document.Table, i int, pairs []pair) {
	var left []document.Cell
	gone := map[int]bool{}
	for _, p := range pairs {
		a, b := cellString(p.above), cellString(p.below)
		if p.above.Open && b == "" {
			p.above.Rows += p.below.Rows
			gone[p.index] = true
			continue
		}
		if isFigureText(a, b) || p.above.Rows == 1 && p.below.Rows == 1 && !ix.isColumn(a+b) {
			continue
		}
		if a == "" && ix.isHeadingOverRows(p.below) || b == "" && ix.isHeadingOverRows(p.above) || ix.isSplit(a, b) {
			appendText(p.above, b)
			p.above.Rows += p.below.Rows
			gone[p.index] = true
		}
	}
	for k := range t.Rows[i].Cells {
		if !gone[k] {
			left = append(left, t.Rows[i].Cells[k])
		}
	}
	t.Rows[i].Cells = left
}

// isColumn tells the name of a column, or of several.
func (ix *index) isColumn(s string) bool { return ix.is(s, isCol) || ix.is(s, isColGroup) }

// isRowLabel tells the label of a row, or of several.
func (ix *index) isRowLabel(s string) bool { return ix.is(s, isRow) || ix.is(s, isRowGroup) }

func (ix *index) is(s string, k targetKind) bool {
	_, targets := ix.lookup(s)
	return slices.ContainsFunc(targets, func(t target) bool { return t.kind == k })
}

// isHeadingOverRows tells a cell that may go on without its text: one over
// several rows, or a heading of such. The name of a column does not, nor does
// the label of one row.
func (ix *index) isHeadingOverRows(c *document.Cell) bool {
	return ix.is(cellString(c), isRowGroup) || c.Rows > 1 && !ix.isColumn(cellString(c))
}

// distance is how many characters a label differs by from the nearest of the
// forms; notALabel where none resembles it.
func (ix *index) distance(s string) int {
	if ix.knows(s) {
		return 0
	}
	least := notALabel
	key := newLabel(s).key
	for f := range ix.rowKeys {
		for sec := range ix.rowKeys[f] {
			for _, r := range ix.resembling(f, sec, key) {
				if r.distance >= 0 {
					least = min(least, r.distance)
				}
			}
		}
	}
	return least
}

const notALabel = 1 << 10

func (ix *index) knows(s string) bool {
	_, targets := ix.lookup(s)
	return targets != nil
}

// isFigureText tells a cell of figures from one that names something, by its
// first half or, where that is blank, by its second.
func isFigureText(a, b string) bool {
	if a == "" || enumerator.MatchString(a) {
		a = b
	}
	return a == "" || looksLikeFigure(a) || !strings.ContainsFunc(a, isHan)
}

// isLabelText tells text that names something: more than an enumerator.
func isLabelText(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return isHan(r) && !strings.ContainsRune(cjkNumerals, r) })
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func cellString(c *document.Cell) string {
	s := ""
	for i := range c.Blocks {
		s += c.Blocks[i].Text
	}
	return s
}

func appendText(c *document.Cell, s string) {
	if s == "" {
		return
	}
	if len(c.Blocks) == 0 {
		c.Blocks = []document.Block{document.Paragraph("")}
	}
	c.Blocks[len(c.Blocks)-1].Text += s
}
