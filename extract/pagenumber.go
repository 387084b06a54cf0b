package extract

import (
	"cmp"
	"slices"
)

// Numbers of pages among the figures of a text: one may have taken the place of a figure
// that was lost.

// doubtCompleted marks flattened rows that are whole but contradict their own
// sum, in a text that drops cells: a page number may have taken the place of one.
func (r *reader) doubtCompleted(all []placement) {
	drops, strays := false, false // rows that lost a cell, rows that have a figure too many
	for i := range all {
		if rr := all[i].rowRead; !rr.hard && len(rr.cells) > 0 && r.totalColumn(rr.section) >= 0 {
			n := r.figuresOf(rr)
			drops = drops || len(rr.cells) < n
			strays = strays || len(rr.cells) == n+1 && printed(rr.cells) == n+1
		}
	}
	r.doubtPages(all)
	if !strays && r.sumsTellNothing(all) {
		return
	}
	var mostlyShort sections
	if r.printsPageNumbers() {
		mostlyShort = r.mostlyShort()
	}
	for i := range all {
		p := &all[i]
		rr := p.rowRead
		if !drops || rr.hard || p.cols == nil || len(rr.cells) != len(p.cols) || !rr.mayHoldStray() {
			continue
		}
		lost := strays || printed(rr.cells) < len(p.cols) || mostlyShort.has(rr.section) // where cells are lost, blanks are no measure either
		if r.totalColumn(rr.section) < 0 {
			if strays && len(p.cols) > 1 {
				p.cols, p.why = nil, mayBePage
			}
			continue
		}
		width := r.width(rr.section)
		for from := 0; from < len(p.cols); from += width {
			if block := p.cols[from : from+width]; (lost || !r.anyBlank(rr.cells, block)) && !r.rowHolds(rr.cells, rr.section, block) {
				p.cols, p.why = nil, "it contradicts its own sum where other rows have lost figures"
				break
			}
		}
	}
}

// mayBePage is why rows are not read whose number may be a page's.
const mayBePage = "a page number may stand for a figure that was lost"

// onPage is the number of a page and the line at which it stands.
type onPage struct {
	line   int
	number int64
}

// pageNumbers lists the numbers that stand where no figure does: behind a whole row, or
// behind what has no figures, or before a unit. They are the numbers of pages where they
// ascend.
func (r *reader) pageNumbers() []onPage {
	type candidates struct {
		line  int
		cells []cell
	}
	var all []candidates
	for i := range r.found {
		rr := &r.found[i]
		if k := len(rr.cells); !rr.hard && printed(rr.cells) == k && (k == r.figuresOf(rr)+1 || rr.early && k == 1) {
			all = append(all, candidates{rr.line, rr.cells})
		}
	}
	for k := range r.tokens {
		if t := &r.tokens[k]; r.pageBehindName(k) {
			all = append(all, candidates{r.rows[t.row].line, t.values})
		}
	}
	slices.SortStableFunc(all, func(a, b candidates) int { return cmp.Compare(a.line, b.line) })
	var out []onPage
	last := int64(0)
	for _, c := range all {
		next := int64(0) // the least of its numbers that goes on
		for _, v := range c.cells {
			if n := wholeNumber(v.text); mayNumberPage(v) && n > last && (next == 0 || n < next) {
				next = n
			}
		}
		if next == 0 {
			return nil
		}
		out, last = append(out, onPage{c.line, next}), next
	}
	return out
}

// doubtPages marks flattened rows whose own sum does not tell with a figure that may be the
// number of a page: of the one that is missing between its neighbours, or, in a text that
// loses figures, of any between them.
func (r *reader) doubtPages(all []placement) {
	pages := r.pageNumbers()
	loses := slices.ContainsFunc(r.found, func(rr rowRead) bool { return !rr.hard && len(rr.cells) < r.figuresOf(&rr) })
	for i := range all {
		p := &all[i]
		rr := p.rowRead
		if rr.hard || p.cols == nil || len(rr.cells) != len(p.cols) || r.totalColumn(rr.section) >= 0 || !rr.mayHoldStray() {
			continue
		}
		if slices.ContainsFunc(rr.cells, func(c cell) bool { return mayNumberPage(c) && fitsBetween(pages, rr.line, wholeNumber(c.text), loses) }) {
			p.cols, p.why = nil, mayBePage
		}
	}
}

// fitsBetween tells a number at a line that is between those of the pages before and behind
// it; or, unless any will do, the only one between them.
func fitsBetween(pages []onPage, line int, n int64, anyWill bool) bool {
	next, _ := slices.BinarySearchFunc(pages, line+1, func(o onPage, line int) int { return cmp.Compare(o.line, line) })
	before, behind := next > 0, next < len(pages)
	if anyWill {
		return (before || behind) && (!before || n > pages[next-1].number) && (!behind || n < pages[next].number)
	}
	return before && behind && n == pages[next-1].number+1 && n == pages[next].number-1
}

// endsInPage is why the one line of a section is not read.
const endsInPage = "its last figure may be the number of a page"

// endsInPageNumber tells the one line of a section whose figures begin with cell at, behind
// placeholders or alone among blanks, where the last may be a page's.
func (r *reader) endsInPageNumber(rr *rowRead, at int) bool {
	last := rr.cells[len(rr.cells)-1]
	return !rr.hard && (at > 0 || printed(rr.cells) == 1) && !last.bordered && mayNumberPage(last) && !r.lineHolds(rr, at)
}

// sumsTellNothing tells a report most of whose whole flattened rows contradict their
// own sums: that another one does is no sign of anything.
func (r *reader) sumsTellNothing(all []placement) bool {
	hold, fail := 0, 0
	for i := range all {
		p := &all[i]
		if rr := p.rowRead; !rr.hard && rr.row >= 0 && p.cols != nil && len(rr.cells) == len(p.cols) && r.totalColumn(rr.section) >= 0 && printed(rr.cells) == len(p.cols) && !r.anyBlank(rr.cells, p.cols) {
			if r.rowHolds(rr.cells, rr.section, p.cols) {
				hold++
			} else {
				fail++
			}
		}
	}
	return fail > 1 && fail > hold
}

// mayHoldStray tells a row one of whose cells may have come from elsewhere: the number
// of a page, which has no border of its own, or a blank.
func (rr *rowRead) mayHoldStray() bool {
	whole := rr.own || !slices.ContainsFunc(rr.cells, func(c cell) bool { return !c.bordered })
	return !whole && slices.ContainsFunc(rr.cells, mayNumberPage)
}

// mayNumberPage tells a cell that may be the number of a page.
func mayNumberPage(c cell) bool {
	n := wholeNumber(c.text)
	return n > 0 && n < 100 && len(c.text) <= 2
}

// anyBlank tells whether one of the cells is a mark that stands for nothing: its
// row's sum proves nothing.
func (r *reader) anyBlank(cells []cell, block []int) bool {
	return slices.ContainsFunc(block, func(i int) bool { return readFigure(cells[i].text).status == StatusBlank })
}

// mostlyShort tells the sections more of whose flattened rows lack cells than have all.
func (r *reader) mostlyShort() sections {
	short := make([]int, len(r.form.Sections)) // less those that are whole
	for i := range r.found {
		rr := &r.found[i]
		switch k := len(rr.cells); {
		case rr.hard || k == 0:
		case k < r.figuresOf(rr):
			short[rr.section]++
		default:
			short[rr.section]--
		}
	}
	var out sections
	for s, n := range short {
		if n > 0 {
			out.add(s)
		}
	}
	return out
}

// printsPageNumbers tells a text in which a name of a column or a heading, which have no
// figures, stands before one that may be the number of a page.
func (r *reader) printsPageNumbers() bool {
	for k := range r.tokens {
		if r.pageBehindName(k) {
			return true
		}
	}
	return false
}

// pageBehindName tells a name of a column or a heading in text with a number behind it.
func (r *reader) pageBehindName(k int) bool {
	t, role := &r.tokens[k], r.roles[k]
	return !t.hard && printed(t.values) == 1 && (role == roleColumn || role == roleGroup || role == roleHead) && slices.ContainsFunc(t.values, mayNumberPage)
}

// leastInline is how many times as many flattened rows must have their figures on the
// lines of their labels as have some on others, to prove that these are odd.
const leastInline = 3

// inlineRows tells the sections whose flattened rows stand on a line each.
func (r *reader) inlineRows() sections {
	inline, apart := make([]int, len(r.form.Sections)), make([]int, len(r.form.Sections))
	for i := range r.found {
		switch rr := &r.found[i]; {
		case rr.hard:
		case rr.apart:
			apart[rr.section]++
		case rr.inline:
			inline[rr.section]++
		}
	}
	var out sections
	for s := range inline {
		if inline[s] >= leastInline*max(apart[s], 1) {
			out.add(s)
		}
	}
	return out
}
