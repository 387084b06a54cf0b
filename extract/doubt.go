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
	inner  map[int]bool // tables of text with a blank between figures
	glued  map[int]bool // tables of text that lost borders
	spread map[int]bool // tables of text that print what spans columns once for each

	leading sections    // flattened rows end in a blank that belongs to the next
	short   sections    // flattened rows lost cells
	lossy   bool        // several flattened rows did
	empty   sections    // flattened rows print no cell
	cut     sections    // drawn rows lost cells at their end
	units   sections    // flattened rows lost the units before their figures
	united  sections    // rows print units before their figures
	whole   sections    // rows print all their figures
	merged  bool        // figures may be printed without borders between them
	inline  sections    // flattened rows print their figures on the lines of their labels
	coded   sections    // rows print one figure each, and these count on as codes do
	unique  bool        // the text prints nothing twice
	strokes bool        // strokes open rows
	totals  sections    // rows print nothing but their totals
	spans   sections    // flattened rows end in one figure, once for each column that it spans
	ends    sections    // the only blanks of text are single ones at the end of rows, where no sums tell
	widest  map[int]int // by section, the cells of its rows with their labels
}

func (r *reader) wear() wear {
	w := wear{
		inner: map[int]bool{}, glued: map[int]bool{}, spread: map[int]bool{}, widest: map[int]int{},
		units: r.lostUnits(), inline: r.inlineRows(), coded: r.codedRows(), unique: r.printsNothingTwice(),
		strokes: r.marks != nil, totals: r.totalsAlone(),
	}
	w.short, w.lossy = r.shortRows()
	w.leading = r.leadingBlanks(w.short)
	for i := range r.found {
		rr := &r.found[i]
		w.widest[rr.section] = max(w.widest[rr.section], rr.edge())
		if rr.unit != "" {
			w.united.add(rr.section)
		}
		if !rr.hard && len(rr.cells) == 0 {
			w.empty.add(rr.section)
		}
		switch n, k := r.figuresOf(rr), printed(rr.cells); {
		case k == n:
			w.whole.add(rr.section)
		case !rr.hard && k > n && n > 1 && k == len(rr.cells) && repeatsAtEnd(rr.cells) >= leastRepeated:
			w.spans.add(rr.section)
		case n == 1 && k > n, k > 0 && k < n && rr.cells[0].glued:
			w.merged = true
		}
		w.glued[rr.table] = w.glued[rr.table] || rr.text && len(rr.cells) > 0 && rr.cells[0].glued
		if k := len(rr.cells); rr.hard && rr.text && rr.row >= 0 && k > 0 && rr.filled() == k && k < r.figuresOf(rr) {
			w.cut.add(rr.section)
		}
		w.spread[rr.table] = w.spread[rr.table] || rr.drawn() && rr.repeated
	}
	w.ends = r.blanksAtEnds()
	for i := range r.found {
		if rr := &r.found[i]; rr.hard && rr.text && rr.showsBlank(r.figuresOf(rr), w.cut.has(rr.section)) {
			w.inner[rr.table] = true
		}
	}
	return w
}

// showsBlank tells a row of n figures that prints a blank before one of them: between
// two, or before the first, where it is no placeholder. Cells that were cut off may
// make a placeholder look like one.
func (rr *rowRead) showsBlank(n int, cut bool) bool {
	first, filled := rr.first(), rr.filled()
	if first < 0 {
		return false
	}
	return printed(rr.cells) < filled-first || !cut && len(rr.cells) >= n && first > len(rr.cells)-n
}

// doubtBlanks marks rows of text with blank cells that may stand for others. Some
// converters drop empty cells and pad the row behind: a blank at its end is
// believed only in a table that shows a blank between figures somewhere.
func (r *reader) doubtBlanks() {
	w, extents, widths := r.wear(), r.extents(), r.evenWidths()
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		rr.own = rr.own && (rr.padded || !w.lossy || w.whole.has(rr.section))
		if rr.doubt == "" {
			rr.doubt = w.doubt(rr, n)
		}
		if rr.doubt == "" && r.lostCells(rr, n, extents, widths) {
			rr.doubt = "it has blanks, and fewer cells than other rows"
		}
	}
}

// doubt says why a row of n figures is not certain, "" where it is.
func (w *wear) doubt(rr *rowRead, n int) string {
	k, filled := len(rr.cells), rr.filled()
	// Where the text lost cells of other sections, one without a whole row proves nothing.
	short := w.short.has(rr.section) || w.lossy && !w.whole.has(rr.section)
	switch drawn := rr.drawn(); {
	case w.coded.has(rr.section):
		return "its only figure counts on with those of other rows, as codes do"
	case n == 1 && k > 0 && rr.cells[0].glued && w.merged:
		return "it may be several figures, as other rows have, without borders"
	case !rr.hard && w.unique:
		return "its text prints nothing twice, and may have lost cells"
	case !rr.hard && rr.apart && w.inline.has(rr.section) && slices.ContainsFunc(rr.cells, mayNumberPage):
		return "a figure of it stands on a line of its own, as numbers of pages do"
	case rr.early && rr.unit == "" && w.united.has(rr.section):
		return "a figure before its unit, where others stand behind theirs"
	case !rr.hard && w.units.has(rr.section) && rr.unit == "":
		return "its unit is missing, as lines of this text are"
	case (!rr.hard || rr.text) && n > 1 && len(rr.cells) == n && w.ends.has(rr.section) && rr.filled() == n-1 && printed(rr.cells) == n-1:
		return "its last blank cell may be padding for a cell that spans two columns"
	case !rr.hard && k == n && w.spans.has(rr.section) && repeatsAtEnd(rr.cells) >= leastRepeated:
		return "one figure may be printed once for each column that it spans"
	case rr.own:
		return ""
	case (!rr.hard || rr.text) && w.totals.has(rr.section) && printed(rr.cells) == 1 && k == n && rr.cells[n-1].text == "":
		return "its only figure is no total, as those of other rows are, and may have moved"
	case drawn && (k > n || w.cut.has(rr.section) && rr.onlyFirstBlank(n)) && rr.cells[0].text == "" && (rr.edge() < w.widest[rr.section] || filled == k && w.cut.has(rr.section) && !w.whole.has(rr.section)):
		return "it is shorter than other rows, and begins with blank cells"
	case !rr.hard && short && k > n && printed(rr.cells) < n:
		return "blank cells behind it may stand for others that its text drops"
	case !rr.hard && (w.leading.has(rr.section) || short) && k == n && filled < n:
		return "its last blank cell may stand before the next label"
	case !rr.hard && (w.short.has(rr.section) || rr.row < 0 && w.short != 0) && (rr.onlyFirstBlank(n) || w.strokes && !rr.ended && k > 0 && rr.cells[0].text == ""):
		return "its first blank cell may stand before its label, and another be lost"
	case !rr.hard && rr.row < 0 && rr.onlyFirstBlank(n):
		return "its first blank cell may stand behind its header, and another be lost"
	case !rr.hard && (k > n || short || w.empty.has(rr.section)) && rr.worded(short):
		return "a text among its figures may be the label of another row"
	case drawn && w.spread[rr.table] && k > n:
		return "its table prints what spans several columns once for each of them"
	case rr.text && w.glued[rr.table] && printed(rr.cells) < n && (filled < n || k != n):
		return "its table has lost borders, and it has blank cells"
	case rr.hard && rr.text && !drawn && (w.cut.has(rr.section) || w.cut != 0 && !w.whole.has(rr.section)) && filled < k && printed(rr.cells) < n:
		return "its last blank cell may be padding, for rows of its table lost cells"
	case rr.hard && rr.text && filled > 0 && filled < min(k, n) && (!w.inner[rr.table] || w.cut != 0 && !w.whole.has(rr.section) && !rr.showsBlank(n, false)):
		return "blank cells at its end may be padding for others that were dropped"
	}
	return ""
}

// mostPlaceholders is how many blank cells may stand for spans before a row's figures.
const mostPlaceholders = 3

// onlyFirstBlank tells a row of n cells or more, all of them printed but few at its
// start, and fewer than n.
func (rr *rowRead) onlyFirstBlank(n int) bool {
	first := rr.first()
	return len(rr.cells) >= n && first > 0 && first <= mostPlaceholders && printed(rr.cells) == len(rr.cells)-first && printed(rr.cells) < n
}

// first is the first cell that is printed, -1 where none is.
func (rr *rowRead) first() int {
	return slices.IndexFunc(rr.cells, func(c cell) bool { return c.text != "" })
}

// worded tells a row with a text that is no figure before a figure, or anywhere.
func (rr *rowRead) worded(anywhere bool) bool {
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
	return text && anywhere
}

// edge is the number of cells of its row up to its last.
func (rr *rowRead) edge() int { return rr.at.Cell - 1 + len(rr.cells) }
