package extract

import (
	"maps"
	"slices"
)

// How many cells the rows of a drawn table have tells which of them lost some.

// extent is how many cells the rows of a section have in a drawn table: with their labels,
// and without them by the depth of the label.
type extent struct {
	rows  int
	ends  map[int]int         // rows by the column in which they end
	cells map[int]map[int]int // and by depth and cells behind the label

	filled map[int]int // by depth, the most cells behind a label up to the last figure
}

// extents measures the rows of all drawn tables.
func (r *reader) extents() map[tableSection]*extent {
	out := map[tableSection]*extent{}
	for i := range r.found {
		rr := &r.found[i]
		if !rr.drawn() || rr.row < 0 {
			continue
		}
		at := tableSection{rr.table, rr.section}
		e := out[at]
		if e == nil {
			e = &extent{ends: map[int]int{}, cells: map[int]map[int]int{}, filled: map[int]int{}}
			out[at] = e
		}
		e.rows++
		e.ends[rr.edge()]++
		depth := r.depth(rr.section, rr.row)
		if e.cells[depth] == nil {
			e.cells[depth] = map[int]int{}
		}
		e.cells[depth][len(rr.cells)]++
		e.filled[depth] = max(e.filled[depth], rr.filled())
	}
	return out
}

// mostlyEven is the share of rows that end in one column in a table drawn to its width.
const mostlyEven = 0.75

// lostCells tells a drawn row of n figures that has blanks, and fewer cells than others of
// its table: rows have as many cells as others behind their labels, or end in one column,
// and with their labels as many as the row of their header.
func (r *reader) lostCells(rr *rowRead, n int, extents map[tableSection]*extent, widths map[int]int) bool {
	k := len(rr.cells)
	if !rr.drawn() || rr.row < 0 || k < n || printed(rr.cells) >= n {
		return false
	}
	if rr.edge() < max(r.headerCells(rr), widths[rr.table]) {
		return true
	}
	e := extents[tableSection{rr.table, rr.section}]
	if e.endsEarly(rr.edge(), k, r.depth(rr.section, rr.row)) {
		return true
	}
	even := 0
	for _, rows := range e.ends {
		even = max(even, rows)
	}
	if float64(even) >= mostlyEven*float64(e.rows) {
		return false
	}
	most, usual := 0, 0 // cells, in the section and at most rows of the same depth
	for depth, rows := range e.cells {
		for cells, count := range rows {
			most = max(most, cells)
			if own := e.cells[depth]; depth == r.depth(rr.section, rr.row) && (count > own[usual] || count == own[usual] && cells > usual) {
				usual = cells
			}
		}
	}
	return k > n && k < most || k < usual
}

// leastEven is how many rows without figures prove that a table is drawn to one width.
const leastEven = 3

// evenWidths finds the drawn tables whose rows without figures, which lose no cells, all
// have the same number of them: such a table fills all its rows up.
func (r *reader) evenWidths() map[int]int {
	width, rows := map[int]int{}, map[int]int{}
	for i := range r.rows {
		w := &r.rows[i]
		if !w.drawn || hasNumber(w.cells) {
			continue
		}
		if n := len(w.cells); rows[w.table] == 0 || width[w.table] == n {
			width[w.table] = n
		} else {
			width[w.table] = 0
		}
		rows[w.table]++
	}
	for table, n := range rows {
		if n < leastEven {
			delete(width, table)
		}
	}
	return width
}

// endsEarly tells a row of k cells that ends before others, where the figures of one whose
// label is as deep or deeper, and so spans no more columns, end farther behind it.
func (e *extent) endsEarly(edge, k, depth int) bool {
	for d, filled := range e.filled {
		if d >= depth && filled > k {
			return edge < slices.Max(slices.Collect(maps.Keys(e.ends)))
		}
	}
	return false
}

// headerCells is the number of cells of the row that names a drawn row's columns, 0 where
// they have several levels or none.
func (r *reader) headerCells(rr *rowRead) int {
	h := rr.header
	if h == nil || len(h.cols) == 0 || !h.oneRow() || len(r.form.Sections[rr.section].ColumnGroups) > 0 {
		return 0
	}
	w := &r.rows[h.cols[0].row]
	if !w.drawn || w.table != rr.table {
		return 0
	}
	return len(w.cells)
}
