package extract

import (
	"cmp"
	"fmt"
	"slices"
)

// repeats tells a cell that prints once more what stands in the first grid column
// of its header cell's span.
func (h *header) repeats(cells []cell, i int) bool {
	for _, hc := range h.cols {
		if hc.col >= 0 && hc.grid < cells[i].col && cells[i].col < hc.grid+hc.span {
			return i > 0 && cells[i-1].text == cells[i].text
		}
	}
	return false
}

// namedOver returns the grid column of an earlier cell of the header that names the
// same column and reaches over cell c: 总计 over six, and once more under the last.
func (h *header) namedOver(c headCell) (grid int, ok bool) {
	for _, o := range h.cols {
		if c.col >= 0 && o.col == c.col && o.grid < c.grid && c.grid < o.grid+o.span {
			return o.grid, true
		}
	}
	return 0, false
}

// otherOrder is why a row of just so many cells is not read.
const otherOrder = "its header names the columns in another order"

// placement gives the cells of one row to the columns of the form.
type placement struct {
	rowRead *rowRead
	// cols holds for each figure of the row the index of its cell, -1 where it
	// could not be told.
	cols []int
	why  string // why nothing could be placed
	how  string // how the cells were told apart, for people who want to know
	at   int    // with otherOrder: the cell at which the figures begin
	// derived is set where the checks, not the print, tell which cell is which.
	derived bool
}

// place gives each cell of each row its column. Cells are taken in order where
// their number is the form's; the grid and the header decide where they agree;
// what stays open is left open.
func (r *reader) placeAll() []placement {
	out := make([]placement, len(r.found))
	r.doubtNumbered()
	r.ownCells()
	r.doubtBlanks()
	r.doubtHeaderless()
	for i := range r.found {
		out[i] = placement{rowRead: &r.found[i]}
		r.placeRow(&out[i])
	}
	r.placeSurplus(out)
	r.placeByChecks(out)
	r.doubtTotalFirst(out)
	r.doubtMoved(out)
	r.doubtCompleted(out)
	return out
}

// drawn tells rows of text that are drawn with pipes or tabs and have no grid.
func (rr *rowRead) drawn() bool { return rr.text && len(rr.cells) > 0 && rr.cells[0].col < 0 }

// inGrid tells rows of tables whose cells stand in grid columns.
func (rr *rowRead) inGrid() bool { return rr.hard && len(rr.cells) > 0 && rr.cells[0].col >= 0 }

// filled is the number of cells up to the last one that is printed.
func (rr *rowRead) filled() int {
	n := len(rr.cells)
	for n > 0 && rr.cells[n-1].text == "" {
		n--
	}
	return n
}

// figuresOf is how many figures the form has for a row.
func (r *reader) figuresOf(rr *rowRead) int {
	n := r.width(rr.section)
	if rr.row < 0 {
		n *= len(r.form.Sections[rr.section].Rows)
	}
	return n
}

func (r *reader) placeRow(p *placement) {
	rr := p.rowRead
	n, k := r.figuresOf(rr), len(rr.cells)
	if rr.doubt == "" && n > 1 && k > 0 && rr.cells[0].glued && (k != n || rr.filled() != n || !rr.hard) {
		rr.doubt = "no border is printed between its figures and its label"
	}
	switch {
	case rr.doubt != "":
		p.why = rr.doubt
	case rr.row >= 0 && (r.placeByHeader(p, n) || r.placeByGrid(p, rr.header, n) || rr.header == nil && rr.goesOn() && r.placeByGrid(p, rr.prior, n)):
	case rr.row >= 0 && rr.header.foreign() != "":
		p.why = "its header names columns of form " + rr.header.foreign()
	case k == n && rr.row < 0 && r.endsInPageNumber(rr, 0):
		p.why = endsInPage
	case k == n:
		r.placeAt(p, 0, "cells in the form's order")
	case k == 1 && n > 1 && rr.cells[0].span == n && readFigure(rr.cells[0].text).status == StatusInvalid:
		p.cols = make([]int, n)
		p.how = "one cell over all columns"
	case k < n:
		p.why = fmt.Sprintf("%d of %d figures are printed", printed(rr.cells), n)
	}
}

// placeAt gives the figures that begin with cell at to the columns, in the order
// that the header tells.
func (r *reader) placeAt(p *placement, at int, how string) {
	rr := p.rowRead
	var o order
	if rr.row < 0 {
		o.cells, o.form = r.lineOrder(rr), true
	} else {
		o = r.orderFor(rr)
	}
	if text := !rr.hard || rr.drawn(); o.cells == nil || text && (o.moved || !o.form && len(r.form.Sections[rr.section].ColumnGroups) > 0) {
		p.why, p.at = otherOrder, at
		return
	}
	if block := rr.cells[at : at+len(o.cells)]; len(rr.cells) > len(o.cells) &&
		slices.ContainsFunc(block, func(c cell) bool { return c.span > 1 }) && slices.ContainsFunc(block, func(c cell) bool { return c.text == "" }) {
		p.why = "a cell over several columns beside blanks"
		return
	}
	if repeated := repeatsAtEnd(rr.cells[at : at+len(o.cells)]); at > 0 && at+len(o.cells) == len(rr.cells) && repeated >= leastRepeated {
		p.why = "one figure may be printed once for each column that it spans"
		return
	}
	if first, c := rr.header.firstGrid(), rr.cells[at]; len(rr.cells) > len(o.cells) && first >= 0 && c.col >= 0 && abs(c.col-first) > maxShift*rr.header.columnSpan() && r.saneGrid(rr.section, rr.header) {
		p.why = "its cells stand far from their header"
		return
	}
	p.cols = make([]int, len(o.cells))
	for c, i := range o.cells {
		p.cols[c] = at + i
	}
	if !o.form {
		how = "cells in the order of its header"
	}
	p.how = how
}

// leastRepeated is how often a figure must stand at the end of a row to be one that spans
// as many columns.
const leastRepeated = 3

// repeatsAtEnd counts the equal figures, zero apart, at the end of a row.
func repeatsAtEnd(cells []cell) int {
	n, last := 0, cells[len(cells)-1].text
	if last == "" || last == "0" {
		return 0
	}
	for i := len(cells) - 1; i >= 0 && cells[i].text == last; i-- {
		n++
	}
	return n
}

// maxShift is by how many columns a row's figures may begin beside their header's,
// where spans disagree.
const maxShift = 3

func abs(n int) int { return max(n, -n) }

// orderFor returns the order of a row's figures: by its own header, else by the
// last one of its section, also where the table goes on without it.
func (r *reader) orderFor(rr *rowRead) order {
	own := r.orderOf(rr.section, rr.header)
	if rr.prior == nil || rr.prior == rr.header || rr.header != nil && len(own.cells) > 0 && r.names(rr.section, rr.header) {
		return own
	}
	if before := r.orderOf(rr.section, rr.prior); rr.header == nil || len(before.cells) > 0 && !before.form {
		return before
	}
	return own
}

// names tells whether a header names every column of section s, but for one.
func (r *reader) names(s int, h *header) bool {
	known := 0
	for _, c := range r.sequence(s, h) {
		if c >= 0 {
			known++
		}
	}
	return known >= r.width(s)-1
}

func printed(cells []cell) int {
	n := 0
	for _, c := range cells {
		if c.text != "" {
			n++
		}
	}
	return n
}

// placeByHeader follows a header of one level, cell for cell, also where it
// names the columns in another order or columns that the form does not know.
func (r *reader) placeByHeader(p *placement, n int) bool {
	rr := p.rowRead
	h := rr.header
	sec := &r.form.Sections[rr.section]
	if h == nil || h.gaps || len(sec.ColumnGroups) > 0 || sec.Layout != "" {
		return false
	}
	seq := r.sequence(rr.section, h)
	if len(seq) != len(rr.cells) || !rr.hard && len(seq) > n || !h.oneRow() {
		return false
	}
	cols := slices.Repeat([]int{-1}, n)
	named := 0
	for i, c := range seq {
		if c < 0 {
			continue
		}
		if cols[c] >= 0 {
			return false
		}
		cols[c] = i
		named++
	}
	if named == n && len(seq) == n || named > 0 && len(seq) > n && r.sameBorders(rr, h) { // in the latter, some columns are not the form's
		p.cols, p.how = cols, "cell for cell under its header"
		return true
	}
	return false
}

// sameBorders tells whether a row has its cells where its header has names, units
// and codes before them included, and no figure where the form has no column.
func (r *reader) sameBorders(rr *rowRead, h *header) bool {
	cells := slices.Clone(h.cols)
	if rr.cells[0].col >= 0 {
		slices.SortStableFunc(cells, func(a, b headCell) int { return cmp.Compare(a.grid, b.grid) })
	}
	for i, c := range rr.cells {
		hc := cells[i]
		if c.col >= 0 && hc.grid != c.col || c.col < 0 && hc.cell != rr.at.Cell-1+i {
			return false
		}
	}
	if r.units[rr.section] == nil {
		return true
	}
	under := func(known, figure bool) bool { // some cell under such a name that is (no) figure
		for i, c := range rr.cells {
			if (cells[i].col >= 0) == known && (readFigure(c.text).status == StatusRead) == figure {
				return true
			}
		}
		return false
	}
	return !under(false, true) || !under(true, false)
}

// oneRow tells whether a header of text is printed in one row. What stands in a
// second one may belong between the cells of the first.
func (h *header) oneRow() bool {
	for _, c := range h.cols {
		if c.grid < 0 && c.hard && c.row != h.cols[0].row {
			return false
		}
	}
	return true
}

// goesOn tells a row of a table without a header that ends in the grid column in
// which the table before it ended: it may be that table going on.
func (rr *rowRead) goesOn() bool {
	return rr.prior != nil && rr.prior.edge >= 0 && edgeOf(rr.cells) == rr.prior.edge
}

// placeByGrid uses the grid where the cells stand exactly under the header.
func (r *reader) placeByGrid(p *placement, h *header, n int) bool {
	rr := p.rowRead
	if h == nil || !rr.hard || !r.saneGrid(rr.section, h) || len(rr.cells) > n && edgeOf(rr.cells) != h.edge {
		return false // a row that ends elsewhere than its header has moved
	}
	at := make(map[int]int, n) // grid column → column
	other := map[int]bool{}    // grid columns under names that the form does not know
	again := map[int]int{}     // grid columns under a name within whose span it stands once more
	for _, c := range h.cols {
		if from, ok := h.namedOver(c); ok {
			again[c.grid] = from
			continue
		}
		switch {
		case c.grid < 0:
			return false
		case c.group || c.col < 0 && c.span > 1:
		case c.col < 0:
			other[c.grid] = true
		default:
			if col, twice := at[c.grid]; twice && col != c.col {
				return false
			}
			at[c.grid] = c.col
		}
	}
	if len(at) != n {
		return false
	}
	cols := slices.Repeat([]int{-1}, n)
	for i, c := range rr.cells {
		if col, ok := at[c.col]; ok {
			cols[col] = i
			continue
		}
		if from, ok := again[c.col]; ok && c.text != rr.cells[cols[at[from]]].text {
			return false
		}
		if c.text != "" && !other[c.col] && !h.repeats(rr.cells, i) {
			return false
		}
	}
	if slices.Contains(cols, -1) {
		return false
	}
	p.cols, p.how = cols, "cell under the header cell of its grid column"
	return true
}

// lineOrder returns the cells of the one line of a section by the form's figures,
// in the order in which the header names the columns under each group; nil where
// that order cannot be told.
func (r *reader) lineOrder(rr *rowRead) []int {
	sec := &r.form.Sections[rr.section]
	width, all := len(sec.Columns), len(sec.Columns)*len(sec.Rows)
	cols := inOrder(all)
	if rr.header == nil {
		return cols
	}
	if len(rr.header.cols) != all {
		// Cut or joined header cells; what is named must keep the form's order.
		last := -1
		for _, c := range rr.header.cols {
			if c.col >= 0 && c.col <= last && c.col != 0 && last != width-1 {
				return nil
			}
			if c.col >= 0 {
				last = c.col
			}
		}
		return cols
	}
	for g := 0; g < all; g += width {
		named := slices.Repeat([]int{-1}, width)
		unknown := 0
		for i, c := range rr.header.cols[g : g+width] {
			switch {
			case c.col < 0:
				unknown++
			case named[c.col] >= 0:
				return nil
			default:
				named[c.col] = i
			}
		}
		for col, i := range named {
			switch {
			case i >= 0 && (unknown == 0 || i == col):
				cols[g+col] = g + i
			case i >= 0:
				return nil
			}
		}
	}
	return cols
}
