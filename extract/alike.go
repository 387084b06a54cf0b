package extract

import (
	"maps"
	"slices"
)

// Where the figures of a row with more cells begin, other rows of its table tell.

// tableSection is a section's part of a table.
type tableSection struct{ table, section int }

// leastEndTogether is how many rows prove where their figures end.
const leastEndTogether = 3

// lastFigures tells, by the depth of a row's label among the groups of its section,
// how many blank cells stand before its figures.
type lastFigures struct {
	rows   int
	before map[int]int // by depth
	cells  int         // of the last row
	differ bool        // rows differ in their number of cells
	apart  bool        // rows of one depth end apart
}

// endTogether finds the tables in which every printed row ends with the form's last
// figure: labels of one depth have the same number of cells from the label to it, the
// deepest just the form's, the others more by the cells that they span.
func (r *reader) endTogether(all []placement) map[tableSection]*lastFigures {
	out := map[tableSection]*lastFigures{}
	for i := range all {
		rr := all[i].rowRead
		n := r.figuresOf(rr)
		if rr.row < 0 || n < 2 || rr.filled() == 0 || len(rr.cells) < n {
			continue
		}
		k := tableSection{rr.table, rr.section}
		e := out[k]
		if e == nil {
			e = &lastFigures{before: map[int]int{}}
			out[k] = e
		}
		depth, before := r.depth(rr.section, rr.row), rr.filled()-n
		if old, ok := e.before[depth]; ok && old != before || before < 0 {
			e.apart = true
		}
		e.before[depth] = before
		e.differ = e.differ || e.rows > 0 && e.cells != len(rr.cells)
		e.rows, e.cells = e.rows+1, len(rr.cells)
	}
	for k, e := range out {
		if e.rows < leastEndTogether || !e.differ || e.apart || !e.descend() {
			delete(out, k)
		}
	}
	return out
}

// descend tells whether deeper labels have fewer cells before their figures, the
// deepest none.
func (e *lastFigures) descend() bool {
	last := -1
	for _, depth := range slices.Sorted(maps.Keys(e.before)) {
		if b := e.before[depth]; last >= 0 && b > last {
			return false
		}
		last = e.before[depth]
	}
	return last == 0
}

// depth is the number of groups that a row of section s is in with others.
func (r *reader) depth(s, row int) int {
	sec := &r.form.Sections[s]
	n := 0
	for i := range sec.Groups {
		if rows := sec.Groups[i].Rows; len(rows) > 1 && slices.Contains(rows, sec.Rows[row].Code) {
			n++
		}
	}
	return n
}

// at returns the cell at which the figures of a row begin, -1 where it is not told.
func (e *lastFigures) at(r *reader, rr *rowRead) int {
	if e == nil {
		return -1
	}
	if b, ok := e.before[r.depth(rr.section, rr.row)]; ok && len(rr.cells) >= b+r.figuresOf(rr) && fitsAt(rr.cells, b, r.figuresOf(rr)) {
		return b
	}
	return -1
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
