package extract

import "slices"

// Where the figures of a row with more cells begin, other rows of its table tell.

// tableSection is a section's part of a table.
type tableSection struct{ table, section int }

// leastEndTogether is how many rows prove where their figures end.
const leastEndTogether = 3

// endTogether tells the tables in which the last figure of every row is just the
// form's last, counted from its label, though the rows differ in the blank cells
// behind it: before their figures, none stand for spans.
func (r *reader) endTogether(all []placement) map[tableSection]bool {
	type ends struct {
		rows, cells int
		differ      bool // in their number of cells
		apart       bool
	}
	found := map[tableSection]ends{}
	for i := range all {
		rr := all[i].rowRead
		n := r.figuresOf(rr)
		if rr.row < 0 || n < 2 || rr.filled() == 0 {
			continue
		}
		k := tableSection{rr.table, rr.section}
		e := found[k]
		e.differ = e.differ || e.rows > 0 && e.cells != len(rr.cells)
		e.apart = e.apart || rr.filled() != n
		e.rows, e.cells = e.rows+1, len(rr.cells)
		found[k] = e
	}
	out := map[tableSection]bool{}
	for k, e := range found {
		out[k] = e.rows >= leastEndTogether && e.differ && !e.apart
	}
	return out
}

// likeRows tells, by section and number of cells, at which cell the figures begin
// of the rows of tables that were placed, -1 where they differ.
type likeRows map[[2]int]int

func placedLike(all []placement) likeRows {
	out := likeRows{}
	for i := range all {
		p := &all[i]
		rr := p.rowRead
		if p.cols == nil || rr.row < 0 || !rr.inGrid() {
			continue
		}
		k := [2]int{rr.section, len(rr.cells)}
		at := p.cols[0]
		if old, ok := out[k]; ok && old != at || !slices.IsSorted(p.cols) || p.cols[len(p.cols)-1] != at+len(p.cols)-1 {
			at = -1
		}
		out[k] = at
	}
	return out
}

// at returns the cell at which the figures of a row begin, -1 where no row like it tells.
func (l likeRows) at(p *placement) int {
	if at, ok := l[[2]int{p.rowRead.section, len(p.rowRead.cells)}]; ok {
		return at
	}
	return -1
}
