package extract

import (
	"fmt"
	"slices"
	"strings"
)

// placeSurplus reads rows with more cells than figures: placeholders stand for
// spans, all before the figures or all behind them. Which, is told by all rows
// of a table together; what fits in several ways with different outcome stays
// open.
func (r *reader) placeSurplus(all []placement) {
	groups := map[rowSize][]int{}
	var order []rowSize
	for i := range all {
		p := &all[i]
		k := r.sizeOf(p.rowRead)
		if p.cols != nil || p.why != "" || k.cells <= k.figures {
			continue
		}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	if len(order) == 0 {
		return
	}
	// In flattened text the placeholders before the next label follow a row's own:
	// rows of several sizes do not have them all at the same end.
	sizes := map[int]int{} // figures → how many sizes their rows have
	for _, k := range order {
		sizes[k.figures]++
	}
	offsets := map[rowSize][]int{}
	numbered := r.numberedRows(all)
	trailing, leading := map[int]bool{}, map[int]bool{}
	flat := map[tableSection]int{} // the least depth of rows whose figures stand right behind their labels
	for _, k := range order {
		fit := fitAll(all, groups[k], 0, k.figures)
		if countOn(all, groups[k]) {
			if fit = fitAll(all, groups[k], 1, k.figures); len(fit) > 1 {
				fit = fit[:1] // nothing is printed but the numbers
			}
		}
		offsets[k] = fit
		if p := all[groups[k][0]].rowRead; len(fit) == 1 && (p.row >= 0 || p.hard) { // a blank before the one line ends its header
			trailing[k.table] = trailing[k.table] || fit[0] == 0
			for _, i := range groups[k] {
				rr := all[i].rowRead
				if at := (tableSection{k.table, rr.section}); rr.row >= 0 && onlyFit(rr.cells, k.figures) == 0 {
					depth := r.depth(at.section, rr.row)
					if least, ok := flat[at]; !ok || depth < least {
						flat[at] = depth
					}
				}
			}
			leading[k.table] = leading[k.table] || fit[0] > 0
		}
	}
	block, like, edges := r.valueColumns(all), placedLike(all), r.endTogether(all)
	column := func(p *placement) int {
		if first := p.rowRead.header.firstGrid(); p.rowRead.row < 0 && first >= 0 {
			return first
		}
		return block[p.rowRead.table] // 0 where unknown
	}
	for _, k := range order {
		fit := offsets[k]
		for _, i := range groups[k] {
			p := &all[i]
			at := -1
			switch {
			case numbered[k] > 0:
				at = numbered[k]
			case len(fit) == 1 && (p.rowRead.hard || sizes[k.figures] == 1 || onlyFit(p.rowRead.cells, k.figures) == fit[0]) && (fit[0] != 0 || !r.shallower(flat, p.rowRead) || onlyFit(p.rowRead.cells, k.figures) == 0):
				at = fit[0]
			case r.atColumn(p, column(p)) >= 0:
				at = r.atColumn(p, column(p))
			case len(fit) > 1 && fit[0] == 0 && p.rowRead.row >= 0 && trailing[k.table] && !leading[k.table] && r.notShallower(flat, p.rowRead):
				at = 0
			case p.rowRead.row < 0 && !p.rowRead.hard && k.cells == k.figures+1 && trailing[k.table] && !leading[k.table] && fitsAt(p.rowRead.cells, 1, k.figures):
				at = 1 // each row has a blank before it
			case p.rowRead.row >= 0 && edges[tableSection{k.table, p.rowRead.section}].at(r, p.rowRead) >= 0:
				at = edges[tableSection{k.table, p.rowRead.section}].at(r, p.rowRead)
			case printed(p.rowRead.cells) == 0:
				at = 0
			case p.rowRead.inGrid() && like.at(p) >= 0 && fitsAt(p.rowRead.cells, like.at(p), k.figures):
				at = like.at(p)
			case len(fit) == 0 && k.figures > 1:
				// The rows disagree; one alone may still fit in one way only.
				at = onlyFit(p.rowRead.cells, k.figures)
			}
			if at < 0 {
				p.why = fmt.Sprintf("%d cells for %d figures", k.cells, k.figures)
				continue
			}
			if wordsLead(p.rowRead.cells, k.figures, len(groups[k])) {
				p.why = "a text before its figures may be the label of another row"
				continue
			}
			if rr := p.rowRead; rr.row < 0 && at > 0 && at+k.figures == k.cells && r.endsInPageNumber(rr, at) {
				p.why = endsInPage
				continue
			}
			r.placeAt(p, at, fmt.Sprintf("%d of %d cells are placeholders", k.cells-k.figures, k.cells))
		}
	}
}

// wordsLead tells a row with a text before its first figure that may be the label of what
// the form does not know: it stands behind a number of its own, or leaves room for all n
// figures behind it, and no other of rows has so many cells.
func wordsLead(cells []cell, n, rows int) bool {
	for i := range cells {
		if cells[i].text == "" {
			continue
		}
		if i+1 < len(cells) && enumerator.MatchString(cells[i].text) && !looksLikeFigure(cells[i+1].text) {
			return cells[i+1].text != ""
		}
		if f := readFigure(cells[i].text); f.status == StatusRead {
			return false
		} else if f.status == StatusInvalid && !strings.ContainsFunc(cells[i].text, isDigit) {
			return rows == 1 && len(cells)-i > n
		}
	}
	return false
}

// notShallower tells a flattened row whose label spans no more columns than those of rows of
// its section whose figures stand right behind their labels: placeholders for columns that
// labels span stand there, too, and shallower labels span more.
func (r *reader) notShallower(flat map[tableSection]int, rr *rowRead) bool {
	if rr.hard && !rr.drawn() || len(r.form.Sections[rr.section].Groups) == 0 {
		return true
	}
	_, ok := flat[tableSection{rr.table, rr.section}]
	return ok && !r.shallower(flat, rr)
}

// shallower tells a flattened row that is shallower than all of those.
func (r *reader) shallower(flat map[tableSection]int, rr *rowRead) bool {
	least, ok := flat[tableSection{rr.table, rr.section}]
	return ok && !rr.hard && rr.row >= 0 && least > r.depth(rr.section, rr.row)
}

// rowSize is what rows of a table have in common that are read alike.
type rowSize struct{ table, cells, figures int }

func (r *reader) sizeOf(rr *rowRead) rowSize {
	return rowSize{rr.table, len(rr.cells), r.figuresOf(rr)}
}

// numberedRows tells, for rows of a table that begin with their running numbers,
// at which cell their figures begin, as their header told for others of them.
func (r *reader) numberedRows(all []placement) map[rowSize]int {
	at, rows := map[rowSize]int{}, map[rowSize][]int{}
	for i := range all {
		p := &all[i]
		k := r.sizeOf(p.rowRead)
		if !p.rowRead.hard || k.cells <= k.figures || p.cols == nil && p.why != "" {
			continue
		}
		rows[k] = append(rows[k], i)
		if p.cols == nil {
			continue
		}
		first := p.cols[0]
		for c := range p.cols {
			if p.cols[c] != first+c {
				first = -1
			}
		}
		if before, known := at[k]; known && before != first {
			first = -1
		}
		at[k] = first
	}
	for k, first := range at {
		if first < 1 || !countOn(all, rows[k]) {
			delete(at, k)
		}
	}
	return at
}

// lineHolds tells whether the one line of a section keeps the sums of all its rows
// where its figures begin with cell at.
func (r *reader) lineHolds(rr *rowRead, at int) bool {
	width := r.width(rr.section)
	for ; at+width <= len(rr.cells); at += width {
		if !r.rowHolds(rr.cells[at:], rr.section, inOrder(width)) {
			return false
		}
	}
	return true
}

// countOn tells whether the first cells of rows are their running numbers (代码):
// they ascend from row to row, most by one.
func countOn(all []placement, rows []int) bool {
	byOne := 0
	last := int64(0)
	for k, i := range rows {
		n := wholeNumber(all[i].rowRead.cells[0].text)
		if n <= last && k > 0 || n < 1 {
			return false
		}
		if n == last+1 {
			byOne++
		}
		last = n
	}
	return byOne >= leastNumbered && byOne*2 > len(rows)
}

// valueColumns finds, by table, the grid column at which the figures of its rows
// begin, as the rows tell that have just the cells of their figures; -1 where
// they disagree or are too few.
func (r *reader) valueColumns(all []placement) map[int]int {
	starts := map[int]int{}
	votes := map[int]int{}
	for i := range all {
		rr := all[i].rowRead
		n := r.figuresOf(rr)
		if !rr.hard || all[i].cols == nil || len(rr.cells) != n || n < 2 {
			continue
		}
		at := rr.cells[0].col
		if last := rr.cells[n-1]; at < 0 || last.col != at+n-1 {
			continue
		}
		if old, ok := starts[rr.table]; ok && old != at {
			at = -1
		}
		starts[rr.table] = at
		votes[rr.table]++
	}
	for t, n := range votes {
		if n < 2 || starts[t] < 0 {
			delete(starts, t)
		}
	}
	return starts
}

// atColumn returns the cell of a row that stands at a grid column, where all its
// figures stand from there on; -1 otherwise.
func (r *reader) atColumn(p *placement, column int) int {
	n := r.figuresOf(p.rowRead)
	for i, c := range p.rowRead.cells {
		if (column > 0 || p.rowRead.row < 0) && c.col == column && i+n <= len(p.rowRead.cells) && p.rowRead.cells[i+n-1].col == column+n-1 && fitsAt(p.rowRead.cells, i, n) {
			return i
		}
	}
	return -1
}

// fitAll lists the cells at which the n figures of all rows can begin, the first
// from cells apart.
func fitAll(all []placement, rows []int, from, n int) []int {
	var fit []int
	for o := from; o+n <= len(all[rows[0]].rowRead.cells); o++ {
		if !slices.ContainsFunc(rows, func(i int) bool { return !fitsAt(all[i].rowRead.cells[from:], o-from, n) }) {
			fit = append(fit, o)
		}
	}
	return fit
}

// fitsAt tells whether all that is printed lies within n cells from o.
func fitsAt(cells []cell, o, n int) bool {
	for i, c := range cells {
		if c.text != "" && (i < o || i >= o+n) {
			return false
		}
	}
	return true
}

func onlyFit(cells []cell, n int) int {
	at := -1
	for o := 0; o+n <= len(cells); o++ {
		if fitsAt(cells, o, n) {
			if at >= 0 {
				return -1
			}
			at = o
		}
	}
	return at
}
