package extract

import "slices"

// gridSpread gives grid columns to the drawn rows of tables that print what spans
// several columns once for each of them: there the place of a cell in its row is
// its column. Rows of another length have lost cells, and stay without a grid.
func gridSpread(rows []row) {
	type shape struct{ table, cells int }
	spread := map[shape]bool{}
	for i := range rows {
		if w := &rows[i]; w.drawn && printsSpans(w.cells) {
			spread[shape{w.table, len(w.cells)}] = true
		}
	}
	if len(spread) == 0 {
		return
	}
	for i := range rows {
		w := &rows[i]
		if !w.drawn || !spread[shape{w.table, len(w.cells)}] {
			continue
		}
		for j := range w.cells {
			w.cells[j].col, w.cells[j].span = j, 1
		}
	}
}

// leastSpread is how often a label that is no heading must stand side by side to
// prove that it spans as many columns: labels of rows may have lost figures behind them.
const leastSpread = 5

// printsSpans tells a row in which a heading, or a label of a header, stands once
// in each column that it spans.
func printsSpans(cells []cell) bool {
	for i := 0; i < len(cells); {
		n := 1
		for i+n < len(cells) && cells[i+n].text == cells[i].text {
			n++
		}
		ts := cells[i].targets
		if ts != nil && (n >= leastSpread || n > 1 && slices.ContainsFunc(ts, func(t target) bool { return t.kind == isHead || t.kind == isColGroup })) {
			return true
		}
		i += n
	}
	return false
}

// cutEmptyColumns drops the blank cells in which every row of a drawn table ends,
// those of its header included: columns left empty behind the table's last. A name
// must stand right before them; what pads rows is wider behind names.
func cutEmptyColumns(rows []row) {
	empty, named := map[int]int{}, map[int]int{} // by table
	least := func(of map[int]int, table, n int) {
		if old, ok := of[table]; !ok || n < old {
			of[table] = n
		}
	}
	for i := range rows {
		w := &rows[i]
		if !w.drawn || len(w.cells) < 2 {
			continue
		}
		n := blanksAtEnd(w.cells)
		least(empty, w.table, n)
		if n < len(w.cells) && !looksLikeFigure(w.cells[len(w.cells)-1-n].text) {
			least(named, w.table, n)
		}
	}
	for i := range rows {
		w := &rows[i]
		if n, ok := named[w.table]; ok && n == empty[w.table] && w.drawn && len(w.cells) >= 2 {
			w.cells = w.cells[:len(w.cells)-n]
		}
	}
}

func blanksAtEnd(cells []cell) int {
	n := 0
	for n < len(cells) && cells[len(cells)-1-n].text == "" {
		n++
	}
	return n
}
