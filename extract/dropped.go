package extract

import "slices"

// What a text lost on its way: whole cells, units, lines that were printed before.

// leastUnique is how many cells of a text that are all different are no chance: names
// of columns and words such as 其他 are printed once for each table.
const leastUnique = 40

// printsNothingTwice tells a text that lost cells and of which every line stands once:
// some extractors drop those that were printed before, figures among them.
func (r *reader) printsNothingTwice() bool {
	short := false
	for i := range r.found {
		rr := &r.found[i]
		if rr.hard {
			return false
		}
		short = short || len(rr.cells) < r.figuresOf(rr) || r.units[rr.section] != nil && rr.unit == ""
	}
	if !short {
		return false
	}
	end := len(r.rows)
	for end > 0 && !r.used[r.rows[end-1].line] {
		end--
	}
	seen := map[string]bool{}
	for i := range r.rows[:end] {
		w := &r.rows[i]
		if w.line < r.found[0].line || w.hard || w.cells[0].text == "" {
			continue
		}
		text := w.cells[0].text
		if seen[text] {
			return false
		}
		seen[text] = true
	}
	return len(seen) >= leastUnique
}

// codedRows tells the sections of one column whose rows print a single figure each behind
// their labels, and these count on from row to row, while those before them do not: the
// first are codes, and the figures are the last. Where a header names a column of codes,
// rows of one cell, or with one glued to the label, have no figure at all.
func (r *reader) codedRows() sections {
	var out sections
	named := slices.ContainsFunc(r.tokens, func(t token) bool { return slices.Contains(codeColumns, t.label.key) })
	for s := range r.form.Sections {
		if r.width(s) != 1 {
			continue
		}
		rows, on, figures, ascend, glued := 0, 0, 0, 0, false
		var last, lastAhead int64
		for i := range r.found {
			rr := &r.found[i]
			if rr.section != s || printed(rr.cells) != 1 {
				continue
			}
			n := wholeNumber(rr.cells[rr.first()].text)
			if rows++; n > 0 && n == last+1 {
				on++
			}
			if n > last {
				ascend++
			}
			glued = glued || rr.cells[0].glued
			ahead := wholeNumber(rr.ahead)
			if ahead >= 0 && ahead != lastAhead+1 || named && (len(rr.cells) == 1 || rr.cells[0].glued) {
				figures++
			}
			last, lastAhead = n, ahead
		}
		counted := 2*figures > rows && on >= mostlyNumbered && float64(on) >= mostlyNumberedShare*float64(rows-1)
		// Where some are glued to their labels, rows between them may be missing.
		if counted || named && glued && ascend == rows && rows >= mostlyNumbered {
			out.add(s)
		}
	}
	return out
}

// blanksAtEnds tells the sections without sums of a text of which no row has a blank but its
// last cell: behind a cell that spans two columns stands one, too.
func (r *reader) blanksAtEnds() sections {
	var out sections
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		if (!rr.hard || rr.text) && n > 1 && len(rr.cells) == n && slices.ContainsFunc(rr.cells[:n-1], func(c cell) bool { return readFigure(c.text).status == StatusBlank }) {
			return 0
		}
		if r.totalColumn(rr.section) < 0 {
			out.add(rr.section)
		}
	}
	return out
}

// leastTotals is how many rows with nothing but their total prove that all print only it.
const leastTotals = 2

// totalsAlone tells the sections whose rows print nothing but their totals, most of them
// in their places.
func (r *reader) totalsAlone() sections {
	totals, parts := make([]int, len(r.form.Sections)), make([]int, len(r.form.Sections))
	var out, more sections
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		if len(rr.cells) != n || r.totalColumn(rr.section) != n-1 {
			continue
		}
		switch printed(rr.cells) {
		case 0:
		case 1:
			if rr.cells[n-1].text != "" {
				totals[rr.section]++
			} else {
				parts[rr.section]++
			}
		default:
			more.add(rr.section)
		}
	}
	for s := range totals {
		if totals[s] >= leastTotals && totals[s] > parts[s] {
			out.add(s)
		}
	}
	return out &^ more
}

// goesOnInWords tells a flattened row that lacks figures before a cell of its text that
// no label matches: it may stand for one of them.
func (r *reader) goesOnInWords(k, s, row int, cells []cell) bool {
	n := r.width(s)
	if row < 0 {
		n *= len(r.form.Sections[s].Rows)
	}
	filled := printed(cells)
	if r.tokens[k].hard || k+1 == len(r.tokens) || len(cells) == 0 || filled >= n || filled == 0 && len(cells) >= n || len(cells) == n && cells[n-1].text != "" {
		return false
	}
	next := &r.tokens[k+1]
	return !next.hard && next.figures() < n-filled && next.targets == nil && next.label.enum == "" && withoutNotes(next.text) != "" && r.rows[next.row].cells[0].bordered
}

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
	return out | r.onlyUnderSpan()
}

// onlyUnderSpan tells the section of the only flattened row of a report with just the form's
// cells before a row that a label spans with it: no other shows whether a placeholder for
// that label stands between them, which would be its last cell.
func (r *reader) onlyUnderSpan() sections {
	var out sections
	rows := 0
	for i := range r.found {
		rr := &r.found[i]
		if rr.hard || rr.row < 0 || r.lastOfSection(i) || len(rr.cells) != r.figuresOf(rr) || !r.oneLabelOver(rr, &r.found[i+1]) {
			continue
		}
		if rows++; rr.filled() < len(rr.cells) {
			out.add(rr.section)
		}
	}
	if rows > 1 {
		return 0
	}
	return out
}

// oneLabelOver tells rows that a label spans together: in a group of rows, or where the
// section is one line otherwise, whose labels have others over them.
func (r *reader) oneLabelOver(a, b *rowRead) bool {
	return b.row > 0 && r.depth(a.section, a.row) > 0 && r.depth(b.section, b.row) > 0 || r.oneLine(a.section) && a.row > 0
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
// than the form's, or than whole ones with the blanks that follow each of them. Lossy
// is set where several are.
func (r *reader) shortRows() (out sections, lossy bool) {
	padding, last := map[int]int{}, map[int]int{} // by section, the fewest blanks behind a whole row, and behind the last
	for i := range r.found {
		rr := &r.found[i]
		if n := r.figuresOf(rr); !rr.hard && n > 1 && rr.filled() == n && (printed(rr.cells) == n || len(r.form.Sections[rr.section].Groups) == 0) {
			pad := len(rr.cells) - n
			if r.lastOfSection(i) {
				last[rr.section] = pad
				continue
			}
			if least, ok := padding[rr.section]; ok {
				pad = min(pad, least)
			}
			padding[rr.section] = pad
		}
	}
	usual := usualPadding(padding)
	rows := 0
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		if !r.lastOfSection(i) {
			pad, known := padding[rr.section]
			if !known && rr.row >= 0 && len(r.form.Sections[rr.section].Groups) == 0 {
				pad = last[rr.section] // where labels span nothing, the last row is like the others
			}
			if !known {
				pad = max(pad, usual) // the same hand flattened all tables
			}
			n += pad // no row follows the last one, whose own blanks they may be
		}
		if !rr.hard && len(rr.cells) > 0 && len(rr.cells) < n {
			out.add(rr.section)
			if rr.doubt == "" {
				rows++
			}
		}
	}
	return out, rows > 1
}

// usualPadding is the padding of sections without a whole row: what all others have, if
// it stands for borders, and not for columns of a wider table.
func usualPadding(padding map[int]int) int {
	usual := -1
	for _, pad := range padding {
		if usual >= 0 && pad != usual || pad > mostPlaceholders {
			return 0
		}
		usual = pad
	}
	return max(usual, 0)
}
