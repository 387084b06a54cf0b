package extract

import (
	"fmt"
	"slices"
	"strings"
)

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
}

// place gives each cell of each row its column. Cells are taken in order where
// their number is the form's; the grid and the header decide where they agree;
// what stays open is left open.
func (r *reader) placeAll() []placement {
	out := make([]placement, len(r.found))
	for i := range r.found {
		out[i] = placement{rowRead: &r.found[i]}
		r.placeRow(&out[i])
	}
	r.placeSurplus(out)
	r.placeByChecks(out)
	return out
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
	if rr.doubt == "" && n > 1 && k > 0 && rr.cells[0].glued {
		rr.doubt = "no border is printed between its figures and its label"
	}
	if rr.doubt != "" {
		p.why = rr.doubt
		return
	}
	if rr.row >= 0 {
		if r.placeByHeader(p, n) {
			return
		}
		if r.placeByGrid(p, n) {
			return
		}
	}
	if f := rr.header.foreign(); f != "" {
		p.why = "its header names columns of form " + f
		return
	}
	switch {
	case k == n && rr.row < 0:
		if p.cols = r.lineOrder(rr); p.cols == nil {
			p.why = otherOrder
		}
		p.how = "the line of all figures, in its header's order"
	case k == n:
		if !r.formOrder(rr) {
			p.why = otherOrder
			return
		}
		p.cols = inOrder(n)
		p.how = "cells in the form's order"
	case k == 1 && n > 1 && rr.cells[0].span == n && readFigure(rr.cells[0].text).status == StatusInvalid:
		p.cols = make([]int, n)
		p.how = "one cell over all columns"
	case k < n:
		p.why = fmt.Sprintf("%d of %d figures are printed", printed(rr.cells), n)
	}
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
	if h == nil || len(sec.ColumnGroups) > 0 || sec.Layout != "" || len(h.cols) != len(rr.cells) {
		return false
	}
	cols := slices.Repeat([]int{-1}, n)
	named := 0
	for i, c := range h.cols {
		if c.col < 0 {
			continue
		}
		if cols[c.col] >= 0 {
			return false
		}
		cols[c.col] = i
		named++
	}
	if named == n || len(h.cols) > n && named > 0 { // in the latter, some columns are not the form's
		p.cols, p.how = cols, "cell for cell under its header"
		return true
	}
	return false
}

// placeByGrid uses the grid where the cells stand exactly under the header.
func (r *reader) placeByGrid(p *placement, n int) bool {
	rr := p.rowRead
	h := rr.header
	if h == nil || !rr.hard || len(h.cols) != n {
		return false
	}
	at := make(map[int]int, n) // grid column → column
	first := maxColumns
	for _, c := range h.cols {
		if c.col < 0 || c.grid < 0 {
			return false
		}
		if _, twice := at[c.grid]; twice {
			return false
		}
		at[c.grid] = c.col
		first = min(first, c.grid)
	}
	cols := slices.Repeat([]int{-1}, n)
	for i, c := range rr.cells {
		col, ok := at[c.col]
		if !ok {
			if c.text != "" && c.col >= first {
				return false // before the header's columns stand units and notes
			}
			continue
		}
		cols[col] = i
	}
	if slices.Contains(cols, -1) {
		return false
	}
	p.cols, p.how = cols, "cell under the header cell of its grid column"
	return true
}

// formOrder tells whether the header, as far as it is known, is printed in the
// form's order. In headers of two levels 总计 may stand anywhere: flattening
// prints it before or after the columns of the second level.
func (r *reader) formOrder(rr *rowRead) bool {
	h := rr.header
	if h == nil {
		return true
	}
	sec := &r.form.Sections[rr.section]
	if len(sec.ColumnGroups) == 0 {
		if len(h.cols) != len(rr.cells) {
			return true // cut or joined header cells tell no order
		}
		for i, c := range h.cols {
			if c.col >= 0 && c.col != i {
				return false
			}
		}
		return true
	}
	last := -1
	seen := make([]bool, len(sec.Columns))
	if total := r.totalColumn(rr.section); total > 0 && len(h.cols) > 0 && h.cols[0].col == total {
		return false
	}
	grouped := sec.ColumnGroups[len(sec.ColumnGroups)-1].Columns
	for _, c := range h.cols {
		if c.col < 0 || !slices.Contains(grouped, sec.Columns[c.col].Code) || seen[c.col] {
			continue // also the rest of a label, in the next line: 商业 … | 企业 …
		}
		if c.col < last {
			return false
		}
		last, seen[c.col] = c.col, true
	}
	return true
}

func inOrder(n int) []int {
	cols := make([]int, n)
	for i := range cols {
		cols[i] = i
	}
	return cols
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

// placeSurplus reads rows with more cells than figures: placeholders stand for
// spans, all before the figures or all behind them. Which, is told by all rows
// of a table together; what fits in several ways with different outcome stays
// open.
func (r *reader) placeSurplus(all []placement) {
	type key struct{ table, cells, figures int }
	groups := map[key][]int{}
	var order []key
	for i := range all {
		p := &all[i]
		n := r.figuresOf(p.rowRead)
		if p.cols != nil || p.why != "" || len(p.rowRead.cells) <= n {
			continue
		}
		k := key{p.rowRead.table, len(p.rowRead.cells), n}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	if len(order) == 0 {
		return
	}
	offsets := map[key][]int{}
	trailing, leading := map[int]bool{}, map[int]bool{}
	for _, k := range order {
		var fit []int
		for o := 0; o+k.figures <= k.cells; o++ {
			ok := true
			for _, i := range groups[k] {
				if !fitsAt(all[i].rowRead.cells, o, k.figures) {
					ok = false
					break
				}
			}
			if ok {
				fit = append(fit, o)
			}
		}
		offsets[k] = fit
		if len(fit) == 1 {
			trailing[k.table] = trailing[k.table] || fit[0] == 0
			leading[k.table] = leading[k.table] || fit[0] > 0
		}
	}
	block := r.valueColumns(all)
	for _, k := range order {
		fit := offsets[k]
		for _, i := range groups[k] {
			p := &all[i]
			at := -1
			switch {
			case len(fit) == 1:
				at = fit[0]
			case r.atColumn(p, block[p.rowRead.table]) >= 0:
				at = r.atColumn(p, block[p.rowRead.table])
			case len(fit) > 1 && fit[0] == 0 && p.rowRead.row >= 0 && trailing[k.table] && !leading[k.table]:
				at = 0
			case printed(p.rowRead.cells) == 0:
				at = 0
			case len(fit) == 0:
				// The rows disagree; one alone may still fit in one way only.
				at = onlyFit(p.rowRead.cells, k.figures)
			}
			if at < 0 {
				p.why = fmt.Sprintf("%d cells for %d figures", k.cells, k.figures)
				continue
			}
			cols := inOrder(k.figures)
			if p.rowRead.row < 0 {
				cols = r.lineOrder(p.rowRead)
			} else if !r.formOrder(p.rowRead) {
				cols = nil
			}
			if cols == nil {
				p.why = otherOrder
				continue
			}
			for c := range cols {
				cols[c] += at
			}
			p.cols, p.how = cols, fmt.Sprintf("%d of %d cells are placeholders", k.cells-k.figures, k.cells)
		}
	}
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
		if column > 0 && c.col == column && i+n <= len(p.rowRead.cells) && p.rowRead.cells[i+n-1].col == column+n-1 && fitsAt(p.rowRead.cells, i, n) {
			return i
		}
	}
	return -1
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

// headerUnit returns the unit that a header cell names: 采购总金额（万元）.
func headerUnit(s string) string {
	if !strings.ContainsAny(s, "元件") {
		return ""
	}
	t := narrow(s)
	open := strings.LastIndexByte(t, '(')
	if open < 0 {
		if i := strings.Index(t, "单位"); i >= 0 {
			open = i - 1
		} else {
			return ""
		}
	}
	t = strings.TrimSpace(strings.TrimRight(t[open+1:], ") "))
	t = strings.TrimLeft(strings.TrimPrefix(t, "单位"), " :：")
	if _, ok := moneyExponent(t); ok {
		return t
	}
	return ""
}
