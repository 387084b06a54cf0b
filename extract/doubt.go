package extract

import (
	"slices"
	"strings"
)

// What makes rows uncertain that have just the cells of the form: cells may have
// been lost on the way to text, and others taken their places.

// wear is what the rows of a report show together of the way that its text was
// made: what it drops, pads or moves.
type wear struct {
	inner  map[int]bool // tables of text with a blank before a figure
	glued  map[int]bool // tables of text that lost borders
	spread map[int]bool // tables of text that print what spans columns once for each

	leading sections    // flattened rows end in a blank that belongs to the next
	short   sections    // flattened rows lost cells
	cut     sections    // drawn rows lost cells at their end
	units   sections    // flattened rows lost the units before their figures
	strokes bool        // strokes open rows
	exact   sections    // rows that strokes end have just the cells of the form
	widest  map[int]int // by section, the cells of its rows with their labels
}

func (r *reader) wear() wear {
	w := wear{
		inner: map[int]bool{}, glued: map[int]bool{}, spread: map[int]bool{}, widest: map[int]int{},
		short: r.shortRows(), units: r.lostUnits(), strokes: r.marks != nil, exact: r.exactRows(),
	}
	w.leading = r.leadingBlanks(w.short)
	for i := range r.found {
		rr := &r.found[i]
		w.widest[rr.section] = max(w.widest[rr.section], rr.edge())
		w.glued[rr.table] = w.glued[rr.table] || rr.text && len(rr.cells) > 0 && rr.cells[0].glued
		if !rr.drawn() {
			continue
		}
		if k := len(rr.cells); rr.row >= 0 && k > 0 && rr.filled() == k && k < r.figuresOf(rr) {
			w.cut.add(rr.section)
		}
		w.spread[rr.table] = w.spread[rr.table] || rr.repeated
		if slices.ContainsFunc(rr.cells[:rr.filled()], func(c cell) bool { return c.text == "" }) {
			w.inner[rr.table] = true
		}
	}
	return w
}

// doubtBlanks marks rows of text with blank cells that may stand for others. Some
// converters drop empty cells and pad the row behind: a blank at its end is
// believed only in a table that shows a blank before a figure somewhere.
func (r *reader) doubtBlanks() {
	w := r.wear()
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		rr.own = rr.ended && len(rr.cells) == n && w.exact.has(rr.section)
		if rr.doubt == "" {
			rr.doubt = w.doubt(rr, n)
		}
	}
}

// doubt says why a row of n figures is not certain, "" where it is.
func (w *wear) doubt(rr *rowRead, n int) string {
	k, filled := len(rr.cells), rr.filled()
	switch drawn := rr.drawn(); {
	case !rr.hard && w.units.has(rr.section) && rr.unit == "":
		return "its unit is missing, as lines of this text are"
	case rr.own:
		return ""
	case drawn && (k > n || w.cut.has(rr.section) && rr.onlyFirstBlank(n)) && rr.cells[0].text == "" && rr.edge() < w.widest[rr.section]:
		return "it is shorter than other rows, and begins with blank cells"
	case !rr.hard && w.short.has(rr.section) && k > n && printed(rr.cells) < n:
		return "blank cells behind it may stand for others that its text drops"
	case !rr.hard && (w.leading.has(rr.section) || w.short.has(rr.section)) && k == n && filled < n:
		return "its last blank cell may stand before the next label"
	case !rr.hard && (w.short.has(rr.section) || rr.row < 0 && w.short != 0) && (rr.onlyFirstBlank(n) || w.strokes && !rr.ended && k > 0 && rr.cells[0].text == ""):
		return "its first blank cell may stand before its label, and another be lost"
	case !rr.hard && (k > n || w.short.has(rr.section)) && rr.worded():
		return "a text among its figures may be the label of another row"
	case drawn && w.spread[rr.table] && k > n:
		return "its table prints what spans several columns once for each of them"
	case rr.text && w.glued[rr.table] && printed(rr.cells) < n && (filled < n || k != n):
		return "its table has lost borders, and it has blank cells"
	case drawn && filled > 0 && filled < min(k, n) && !w.inner[rr.table]:
		return "blank cells at its end may be padding for others that were dropped"
	}
	return ""
}

// mostPlaceholders is how many blank cells may stand for spans before a row's figures.
const mostPlaceholders = 3

// onlyFirstBlank tells a row of n cells, all of them printed but few at its start.
func (rr *rowRead) onlyFirstBlank(n int) bool {
	first := slices.IndexFunc(rr.cells, func(c cell) bool { return c.text != "" })
	return len(rr.cells) == n && first > 0 && first <= mostPlaceholders && printed(rr.cells) == n-first
}

// worded tells a row with a text that is no figure before a figure.
func (rr *rowRead) worded() bool {
	text := false
	for _, c := range rr.cells {
		if c.text == "" {
			continue
		}
		if f := readFigure(c.text); f.status != StatusInvalid {
			if text && f.status == StatusRead {
				return true
			}
			continue
		}
		text = text || !strings.ContainsFunc(c.text, isDigit)
	}
	return false
}

// edge is the number of cells of its row up to its last.
func (rr *rowRead) edge() int { return rr.at.Cell - 1 + len(rr.cells) }

// leadingBlanks tells the sections in whose flattened rows a blank cell stands too
// many at their end: it stands for a span from above, before the next label. Where
// other rows lost cells, one section that shows it speaks for all.
func (r *reader) leadingBlanks(short sections) sections {
	var out sections
	for i := range r.found {
		rr := &r.found[i]
		if n := r.figuresOf(rr); !rr.hard && rr.row >= 0 && len(rr.cells) > n && rr.filled() <= n && rr.filled() > 0 && (!r.lastOfSection(i) || len(r.form.Sections[rr.section].Rows) == 1) {
			out.add(rr.section)
		}
	}
	if out != 0 && short != 0 {
		return 1<<len(r.form.Sections) - 1
	}
	return out
}

// lastOfSection tells a row behind which another section is read, or nothing: the
// blanks behind it may be its own, or those of what follows its table.
func (r *reader) lastOfSection(i int) bool {
	return i+1 == len(r.found) || r.found[i+1].section != r.found[i].section
}

// lostUnits tells the sections of whose flattened rows most, but not all, lack the
// unit that the form prints before each figure: lines were dropped.
func (r *reader) lostUnits() sections {
	with := make([]int, len(r.form.Sections))
	rows := make([]int, len(r.form.Sections))
	for i := range r.found {
		if rr := &r.found[i]; !rr.hard && r.units[rr.section] != nil {
			rows[rr.section]++
			if rr.unit != "" {
				with[rr.section]++
			}
		}
	}
	var out sections
	for s := range rows {
		if with[s] > 0 && 2*with[s] < rows[s] {
			out.add(s)
		}
	}
	return out
}

// shortRows tells the sections whose flattened rows lost cells: rows are shorter
// than the form's, or than whole ones with the blanks that follow each of them.
func (r *reader) shortRows() sections {
	padding := map[int]int{} // by section, the fewest blanks behind a whole row
	for i := range r.found {
		rr := &r.found[i]
		if n := r.figuresOf(rr); !rr.hard && n > 1 && rr.filled() == n && printed(rr.cells) == n && !r.lastOfSection(i) {
			pad := len(rr.cells) - n
			if least, ok := padding[rr.section]; ok {
				pad = min(pad, least)
			}
			padding[rr.section] = pad
		}
	}
	var out sections
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		if !r.lastOfSection(i) {
			n += padding[rr.section] // no row follows the last one, whose own blanks they may be
		}
		if !rr.hard && len(rr.cells) > 0 && len(rr.cells) < n {
			out.add(rr.section)
		}
	}
	return out
}

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
	if !strays && r.sumsTellNothing(all) {
		return
	}
	for i := range all {
		p := &all[i]
		rr := p.rowRead
		if !drops || rr.hard || p.cols == nil || len(rr.cells) != len(p.cols) || !rr.mayHoldStray() {
			continue
		}
		lost := strays || printed(rr.cells) < len(p.cols) // where cells are lost, blanks are no measure either
		if r.totalColumn(rr.section) < 0 {
			if strays && len(p.cols) > 1 {
				p.cols, p.why = nil, "a page number may stand for a figure that was lost"
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

// sumsTellNothing tells a report most of whose whole flattened rows contradict their
// own sums: that another one does is no sign of anything.
func (r *reader) sumsTellNothing(all []placement) bool {
	hold, fail := 0, 0
	for i := range all {
		p := &all[i]
		if rr := p.rowRead; !rr.hard && rr.row >= 0 && p.cols != nil && len(rr.cells) == len(p.cols) && r.totalColumn(rr.section) >= 0 && printed(rr.cells) == len(p.cols) {
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
