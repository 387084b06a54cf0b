package extract

import (
	"slices"

	"gongkai/extract/decimal"
)

// placeByChecks reads rows whose header, flattened, names
// the columns in another order than the form's. Flattening moves header cells
// about, so the print may follow the form or the header: where the row sums of
// all its rows hold in one of the two orders only, it is that one, unless it moves more
// columns than the total, of which sums tell nothing; a row that
// reads the same in both is read in any case.
func (r *reader) placeByChecks(all []placement) {
	type key struct {
		section int
		header  *header
	}
	groups := map[key][]*placement{}
	for i := range all {
		p := &all[i]
		if p.why == otherOrder && p.rowRead.row >= 0 {
			k := key{p.rowRead.section, p.rowRead.header}
			groups[k] = append(groups[k], p)
		}
	}
	for k, rows := range groups {
		o := r.orderOf(k.section, k.header)
		if o.cells == nil || !o.moved {
			continue
		}
		order, leaves := o.cells, r.leavesInOrder(k.section, o.cells)
		form, header := 0, 0 // rows that contradict each order
		for _, p := range rows {
			if !r.rowHolds(p.rowRead.cells[p.at:], p.rowRead.section, inOrder(len(order))) {
				form++
			}
			if !r.rowHolds(p.rowRead.cells[p.at:], p.rowRead.section, order) {
				header++
			}
		}
		chosen, how := inOrder(len(order)), "cells in the form's order, as the row sums tell"
		switch {
		case form == 0 && header > 0 && leaves:
		case header == 0 && form > 0 && leaves:
			chosen, how = order, "cells in the header's order, as the row sums tell"
		default:
			continue
		}
		for _, p := range rows {
			p.cols = make([]int, len(chosen))
			for c, i := range chosen {
				p.cols[c] = p.at + i
			}
			p.how, p.why = how, ""
		}
	}
}

// leastTotalFirst is how many rows prove that the total stands before its parts.
const leastTotalFirst = 2

// doubtTotalFirst marks the rows of text of a section none of which keeps its sum in the
// order that they were read in, but some with the total before its parts: a name of its
// header may be lost.
func (r *reader) doubtTotalFirst(all []placement) {
	hold, first := make([]int, len(r.form.Sections)), make([]int, len(r.form.Sections))
	each := func(do func(p *placement)) {
		for i := range all {
			if p := &all[i]; p.cols != nil && p.rowRead.row >= 0 && (!p.rowRead.hard || p.rowRead.text) && r.width(p.rowRead.section) > 2 && r.totalColumn(p.rowRead.section) == len(p.cols)-1 {
				do(p)
			}
		}
	}
	each(func(p *placement) {
		cells, s := p.rowRead.cells, p.rowRead.section
		n := len(p.cols)
		if readFigure(cells[p.cols[n-1]].text).value == readFigure(cells[p.cols[0]].text).value {
			return // both orders say the same
		}
		if r.rowHolds(cells, s, p.cols) {
			hold[s]++
		}
		if r.rowHolds(cells, s, append(slices.Clone(p.cols[1:]), p.cols[0])) {
			first[s]++
		}
	})
	each(func(p *placement) {
		if s := p.rowRead.section; hold[s] == 0 && first[s] >= leastTotalFirst {
			p.cols, p.why = nil, otherOrder
		}
	})
}

// leavesInOrder tells whether all columns but the total keep the form's order.
func (r *reader) leavesInOrder(s int, cells []int) bool {
	last := -1
	for c, i := range cells {
		if c == r.totalColumn(s) {
			continue
		}
		if i < last {
			return false
		}
		last = i
	}
	return true
}

// rowHolds tells whether the equations between the columns hold for a row whose
// cells stand in an order, blanks counted as nothing; false where one is no number.
func (r *reader) rowHolds(cells []cell, s int, order []int) bool {
	checked := false
	for _, e := range r.ix.equations[r.f][s] {
		if e.byColumn {
			continue
		}
		checked = true
		sum := func(cols []int) (total decimal.Number, ok bool) {
			for _, c := range cols {
				f := readFigure(cells[order[c]].text)
				if f.status == StatusInvalid {
					return total, false
				}
				var err error
				if total, err = total.Add(f.value); err != nil {
					return total, false
				}
			}
			return total, true
		}
		left, okL := sum(e.left)
		right, okR := sum(e.right)
		if !okL || !okR || left != right {
			return false
		}
	}
	return checked
}

// totalColumn is the column that a check says is the sum of the others, or -1.
func (r *reader) totalColumn(s int) int {
	for _, e := range r.ix.equations[r.f][s] {
		if !e.byColumn && len(e.left) == 1 && len(e.right) == r.width(s)-1 {
			return e.left[0]
		}
	}
	return -1
}
