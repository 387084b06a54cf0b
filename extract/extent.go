package extract

// How many cells the rows of a drawn table have tells which of them lost some.

// extent is how many cells the rows of a section have in a drawn table: with their labels,
// and without them by the depth of the label.
type extent struct {
	rows  int
	ends  map[int]int         // rows by the column in which they end
	cells map[int]map[int]int // and by depth and cells behind the label
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
			e = &extent{ends: map[int]int{}, cells: map[int]map[int]int{}}
			out[at] = e
		}
		e.rows++
		e.ends[rr.edge()]++
		depth := r.depth(rr.section, rr.row)
		if e.cells[depth] == nil {
			e.cells[depth] = map[int]int{}
		}
		e.cells[depth][len(rr.cells)]++
	}
	return out
}

// mostlyEven is the share of rows that end in one column in a table drawn to its width.
const mostlyEven = 0.75

// lostCells tells a drawn row of n figures that has blanks, and fewer cells than others of
// its table: rows have as many cells as others behind their labels, or end in one column,
// and with their labels as many as the row of their header.
func (r *reader) lostCells(rr *rowRead, n int, extents map[tableSection]*extent) bool {
	k := len(rr.cells)
	if !rr.drawn() || rr.row < 0 || k < n || printed(rr.cells) >= n {
		return false
	}
	if rr.edge() < r.headerCells(rr) {
		return true
	}
	e := extents[tableSection{rr.table, rr.section}]
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
