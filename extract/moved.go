package extract

import "slices"

// leastMoved is how many rows prove that the total of a section stands elsewhere
// than they were read.
const leastMoved = 3

// movedTotal is why rows are not read whose sums hold in another order only.
const movedTotal = "its sums hold only where another of its figures is the total"

// leastMovedShare is the share of them that must keep their sums in that order: the
// others may be misprinted.
const leastMovedShare = 0.75

// doubtMoved takes back the rows of sections whose figures were given to columns in
// an order in which no row keeps its sum, where nearly all keep it with one other
// figure as the total: the header that told so was lost.
func (r *reader) doubtMoved(all []placement) {
	bySection := make([][]*placement, len(r.form.Sections))
	for i := range all {
		p := &all[i]
		if rr := p.rowRead; p.cols != nil && rr.row >= 0 && !slices.Contains(p.cols, -1) && printed(rr.cells) > 0 {
			bySection[rr.section] = append(bySection[rr.section], p)
		}
	}
	for s, rows := range bySection {
		total := r.totalColumn(s)
		if total < 0 || len(rows) < leastMoved || slices.ContainsFunc(rows, func(p *placement) bool { return r.rowHolds(p.rowRead.cells, s, p.cols) }) {
			continue
		}
		for j := range r.width(s) {
			moved := 0
			for _, p := range rows {
				cols := slices.Delete(slices.Clone(p.cols), j, j+1)
				if r.rowHolds(p.rowRead.cells, s, slices.Insert(cols, total, p.cols[j])) {
					moved++
				}
			}
			if moved < leastMoved || float64(moved) < leastMovedShare*float64(len(rows)) {
				continue
			}
			for _, p := range rows {
				p.cols, p.why = nil, movedTotal
			}
			break
		}
	}
}
