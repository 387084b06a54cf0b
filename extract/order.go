package extract

import (
	"cmp"
	"slices"
)

// In which order does a row print its figures? The header tells: by its grid in
// tables, and in flattened text by the order of its names, where the columns
// under a group stand in the group's place.

// order is what is known of the order of a section's columns in print.
type order struct {
	// cells holds, by column of the form, the ordinal of its cell among the
	// figures of a row; nil where that cannot be told.
	cells []int
	// form is set where cells is the form's own order, or nothing speaks against it.
	form bool
	// moved is set where the total does not stand where the form has it.
	moved bool
}

// orderOf reads the order of the columns from a header; nil headers tell nothing
// against the form's.
func (r *reader) orderOf(s int, h *header) order {
	n := r.width(s)
	inForm := order{cells: inOrder(n), form: true}
	if h == nil {
		return inForm
	}
	seq := r.sequence(s, h)
	if h.gaps || !h.oneRow() && len(r.form.Sections[s].ColumnGroups) == 0 {
		if ascends(seq) {
			return inForm
		}
		return order{}
	}
	known, last, ascending := 0, -1, true
	at := slices.Repeat([]int{-1}, n)
	for i, c := range seq {
		if c < 0 {
			continue
		}
		if at[c] >= 0 {
			if at[c] != c || i != c+1 || len(seq) != n {
				return order{} // named twice
			}
			continue // 本年新制作数量 over two columns: one of them is misprinted
		}
		at[c] = i
		ascending = ascending && c > last
		last = c
		known++
	}
	switch {
	case len(seq) != n:
		// Cut, joined or lost cells. What is named must keep the form's order, also
		// to the row that follows.
		if after := unknownAtEnd(seq); !ascending || h.endsEarly && last >= 0 && last+after != n-1 && len(r.form.Sections[s].ColumnGroups) == 0 {
			return order{}
		}
		return inForm
	case known == n-1: // the one cell that is not understood is the column left over
		free := slices.IndexFunc(inForm.cells, func(i int) bool { return !slices.Contains(at, i) })
		at[slices.Index(at, -1)] = free
	case known < n:
		for c, i := range at {
			if i >= 0 && i != c {
				return order{}
			}
		}
		return inForm
	}
	o := order{cells: at, form: slices.Equal(at, inForm.cells)}
	if total := r.totalColumn(s); total >= 0 {
		o.moved = at[total] != total
	}
	return o
}

// doubtHeaderless marks rows of several figures without any header of their section
// where another section's header names its columns in another order than the form's:
// theirs may, too. Headers of several levels are moved about by flattening alone.
func (r *reader) doubtHeaderless() {
	simple := func(rr *rowRead) bool {
		return rr.row >= 0 && r.width(rr.section) > 1 && len(r.form.Sections[rr.section].ColumnGroups) == 0
	}
	bare := func(rr *rowRead) bool { return simple(rr) && rr.header == nil && rr.prior == nil }
	if !slices.ContainsFunc(r.found, func(rr rowRead) bool { return bare(&rr) }) {
		return
	}
	var last *header
	shuffled := false
	for i := range r.found {
		rr := &r.found[i]
		if h := rr.header; h != nil && h != last && simple(rr) {
			last = h
			o := r.orderOf(rr.section, h)
			shuffled = shuffled || o.cells != nil && !o.form
		}
	}
	for i := range r.found {
		if rr := &r.found[i]; shuffled && rr.doubt == "" && bare(rr) {
			rr.doubt = "other headers name the columns in another order, and it has none"
		}
	}
}

// ascends tells whether the names that are understood keep the form's order.
func ascends(seq []int) bool {
	last := -1
	for _, c := range seq {
		if c >= 0 && c <= last {
			return false
		}
		last = max(last, c)
	}
	return true
}

// unknownAtEnd counts the cells behind the last one that is understood.
func unknownAtEnd(seq []int) int {
	n := 0
	for n < len(seq) && seq[len(seq)-1-n] < 0 {
		n++
	}
	return n
}

// sequence lists the columns that a header names in the order of print, -1 for a
// cell that is not understood. Cells over several columns are groups and left out.
func (r *reader) sequence(s int, h *header) []int {
	sec := &r.form.Sections[s]
	cells := make([]headCell, 0, len(h.cols))
	gridded := true
	for _, c := range h.cols {
		if c.col < 0 && (c.group || c.span > 1) && len(sec.ColumnGroups) > 0 {
			continue
		}
		gridded = gridded && c.grid >= 0
		cells = append(cells, c)
	}
	if gridded && r.saneGrid(s, h) {
		slices.SortStableFunc(cells, func(a, b headCell) int { return cmp.Compare(a.grid, b.grid) })
		cells = slices.CompactFunc(cells, func(a, b headCell) bool { return a.col == b.col && a.col >= 0 }) // 商业 over 企业
	} else if len(sec.ColumnGroups) > 0 {
		cells = r.regrouped(s, h)
	}
	seq := make([]int, len(cells))
	for i, c := range cells {
		seq[i] = c.col
	}
	return seq
}

// saneGrid tells whether the columns under a group stand within its span. They do
// not in a header that is repeated beside labels which span rows: its own spans
// then run into theirs.
func (r *reader) saneGrid(s int, h *header) bool {
	sec := &r.form.Sections[s]
	if len(sec.ColumnGroups) == 0 {
		return true
	}
	inner := sec.ColumnGroups[len(sec.ColumnGroups)-1].Columns
	i := slices.IndexFunc(h.cols, func(c headCell) bool { return c.inner })
	if i < 0 || h.cols[i].span < 2 {
		return true
	}
	group := h.cols[i]
	return !slices.ContainsFunc(h.cols, func(c headCell) bool {
		return c.col >= 0 && slices.Contains(inner, sec.Columns[c.col].Code) && (c.grid < group.grid || c.grid >= group.grid+group.span)
	})
}

// regrouped puts the columns under a group, which flattening prints behind the
// whole first level, back into the group's place. A label that goes on in the
// next line (商业 … | 企业 …) counts once.
func (r *reader) regrouped(s int, h *header) []headCell {
	sec := &r.form.Sections[s]
	inner := sec.ColumnGroups[len(sec.ColumnGroups)-1].Columns
	var outer, leaves []headCell
	place := -1
	seen := make([]bool, len(sec.Columns))
	for _, c := range h.cols {
		switch {
		case c.group:
			if place < 0 && c.inner {
				place = len(outer)
			}
		case c.col >= 0 && seen[c.col]:
		case c.col >= 0 && slices.Contains(inner, sec.Columns[c.col].Code):
			seen[c.col] = true
			leaves = append(leaves, c)
		default:
			if c.col >= 0 {
				seen[c.col] = true
			}
			outer = append(outer, c)
		}
	}
	if place < 0 {
		// Without the group's own label, its columns stand where the form has them.
		place = 0
		for i, c := range outer {
			if c.col >= 0 && len(leaves) > 0 && leaves[0].col >= 0 && c.col < leaves[0].col {
				place = i + 1
			}
		}
	}
	return slices.Concat(outer[:place], leaves, outer[place:])
}

func inOrder(n int) []int {
	cells := make([]int, n)
	for i := range cells {
		cells[i] = i
	}
	return cells
}
