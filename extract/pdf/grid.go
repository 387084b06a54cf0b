package pdf

import (
	"math"

	"gongkai/extract/document"
)

// part is a table, or as much of one as a page shows.
type part struct {
	frame
	xs, ys []float64
	words  []word
	// hanging are lines below the part that run out of its cells: their page ends there.
	hanging []*textLine
}

// newPart returns nil where the rules enclose no table: a box around a text, a
// line under a heading.
func newPart(f frame) *part {
	p := &part{frame: f, xs: edges(f.down, f.across), ys: edges(f.across, f.down)}
	if len(p.xs) < 2 || len(p.ys) < 2 || (len(p.xs)-1)*(len(p.ys)-1) < 2 {
		return nil
	}
	return p
}

func (p *part) box() box {
	return box{p.xs[0], p.ys[0], p.xs[len(p.xs)-1], p.ys[len(p.ys)-1]}
}

// bordered tells whether a rule stands at edge i for most of a stretch.
func bordered(rules []rule, at []float64, i int, from, to float64) bool {
	covered := 0.0
	for _, r := range rules {
		if math.Abs(r.at-at[i]) <= narrow && nearest(at, i, r.at) {
			covered += max(0, min(r.to, to)-max(r.from, from))
		}
	}
	return covered >= 0.6*(to-from)
}

// nearest tells whether no other edge is nearer to a place than edge i.
func nearest(at []float64, i int, place float64) bool {
	d := math.Abs(place - at[i])
	return (i == 0 || place-at[i-1] >= d) && (i+1 == len(at) || at[i+1]-place > d)
}

// area is a cell on the grid: from row and column, up to but without others.
type area struct{ row, column, toRow, toColumn int }

// areas finds the cells of a part on columns xs: places of the grid without a
// rule between them are one cell.
func (p *part) areas(xs []float64) []area {
	rows, columns := len(p.ys)-1, len(xs)-1
	owner := make([]int, rows*columns)
	for i := range owner {
		owner[i] = -1
	}
	var out []area
	for r := range rows {
		for c := range columns {
			if owner[r*columns+c] >= 0 {
				continue
			}
			a := p.grow(xs, r, c, func(r, c int) bool { return owner[r*columns+c] < 0 })
			for y := a.row; y < a.toRow; y++ {
				for x := a.column; x < a.toColumn; x++ {
					owner[y*columns+x] = len(out)
				}
			}
			out = append(out, a)
		}
	}
	return out
}

// grow finds the largest cell that begins at a place: to the right as far as
// nothing is drawn, then down as far as nothing is drawn under its whole width
// and nothing within.
func (p *part) grow(xs []float64, row, column int, free func(r, c int) bool) area {
	a := area{row, column, row + 1, column + 1}
	for a.toColumn < len(xs)-1 && free(row, a.toColumn) && !bordered(p.down, xs, a.toColumn, p.ys[row], p.ys[row+1]) {
		a.toColumn++
	}
	for a.toRow < len(p.ys)-1 && !bordered(p.across, p.ys, a.toRow, xs[column], xs[a.toColumn]) && p.open(xs, a, free) {
		a.toRow++
	}
	return a
}

// open tells whether the row below an area goes on with it: no rule divides it
// there, and its sides do not end.
func (p *part) open(xs []float64, a area, free func(r, c int) bool) bool {
	top, bottom := p.ys[a.toRow], p.ys[a.toRow+1]
	for c := a.column; c < a.toColumn; c++ {
		if !free(a.toRow, c) || bordered(p.across, p.ys, a.toRow, xs[c], xs[c+1]) || c > a.column && bordered(p.down, xs, c, top, bottom) {
			return false
		}
	}
	// Where the side of the cell above has a rule and this one none, they are
	// not one cell.
	for _, c := range []int{a.column, a.toColumn} {
		if bordered(p.down, xs, c, p.ys[a.row], top) != bordered(p.down, xs, c, top, bottom) {
			return false
		}
	}
	return true
}

// rows lays out a part on columns xs.
func (p *part) rows(xs []float64) []document.Row {
	areas := p.areas(xs)
	texts := p.texts(xs, areas)
	for _, l := range p.hanging {
		if i := p.under(xs, areas, l); i >= 0 {
			texts[i] += l.text(1e9, "")
		}
	}
	last, closed := len(p.ys)-1, false
	for _, a := range areas {
		closed = closed || a.toRow == last && p.closed(xs, a)
	}
	rows := make([]document.Row, len(p.ys)-1)
	for i, a := range areas {
		c := document.TextCell(texts[i])
		c.Columns, c.Rows = a.toColumn-a.column, a.toRow-a.row
		c.Open = closed && a.toRow == last && !p.closed(xs, a)
		rows[a.row].Cells = append(rows[a.row].Cells, c)
	}
	return rows
}

// closed tells whether a rule is drawn under an area.
func (p *part) closed(xs []float64, a area) bool {
	return bordered(p.across, p.ys, a.toRow, xs[a.column], xs[a.toColumn])
}

// under finds the open cell at the end of a part that a line stands below, -1
// where there is none.
func (p *part) under(xs []float64, areas []area, l *textLine) int {
	for i, a := range areas {
		if a.toRow == len(p.ys)-1 && l.left >= xs[a.column] && l.right <= xs[a.toColumn] && !p.closed(xs, a) {
			return i
		}
	}
	return -1
}
