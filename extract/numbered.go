package extract

import "slices"

// What proves running numbers: so many neighbours that count on by one, such a
// share of all of them, and so many rows that have a figure too many.
const (
	leastNumbered      = 5
	leastNumberedShare = 0.5
	leastNumberedRows  = 2
	// Without rows that have one too many, so many neighbours and such a share are
	// reason to doubt the rows, or proof.
	mostlyNumbered      = 8
	mostlyNumberedShare = 0.7
	surelyNumbered      = 15
	surelyNumberedShare = 0.85

	firstNumber   = 3 // at most: they count from one
	maxUnnumbered = 5 // neighbours in turn that do not count on: a heading's number is part of its label
)

// doubtRunning is why rows are not read that may have lost figures, so that none has
// one too many.
const doubtRunning = "one of its figures may be a running number"

// dropRunningNumbers takes back, in flattened text, the running numbers of rows:
// before labels (序号), where they stand behind the figures of the row before (2 |
// 当面申请数 | 5 | 3 | 传真申请数 …), or behind them (代码), before the row's own. The
// last or first figures of neighbours then count on by one.
func (r *reader) dropRunningNumbers() {
	var rows []int // flattened tokens with figures
	for k := range r.tokens {
		if t := &r.tokens[k]; !t.hard && len(t.values) > 0 {
			rows = append(rows, k)
		}
	}
	if len(rows) <= leastNumbered {
		return
	}
	last := func(v []cell) int { return max(len(v)-1-blanksAtEnd(v), 0) } // blanks behind it stand for spans before the label
	first := func([]cell) int { return 0 }
	r.dropNumbers(rows, last, true)
	rows = slices.DeleteFunc(rows, func(k int) bool { return len(r.tokens[k].values) == 0 })
	r.dropNumbers(rows, first, false)
}

// dropNumbers drops, from the tokens where it counts on, the figure that at picks
// among the values of each. Headings over rows have a number alone. Ahead is set for
// numbers that stand before the label of the next row.
func (r *reader) dropNumbers(rows []int, at func([]cell) int, ahead bool) {
	number, place := make([]int64, len(rows)), make([]int, len(rows))
	padded := 0
	for i, k := range rows {
		t := &r.tokens[k]
		j := at(t.values)
		if n := slices.IndexFunc(t.values, func(c cell) bool { return wholeNumber(c.text) > 0 }); n >= 0 && r.isHeading(t) {
			j = n
		}
		s := t.values[j].text
		place[i] = j
		if number[i] = wholeNumber(s); len(s) > 1 && s[0] == '0' && number[i] > 0 {
			padded++ // 01, 02: no figure is printed so
		}
	}
	countsOn := func(i int) bool {
		return number[i] > 0 && number[i+1] == number[i]+1 && !r.headBetween(rows[i], rows[i+1])
	}
	for from := 0; from+leastNumbered < len(rows); {
		to, on, last := from, 0, from // last is behind the last that counts on
		for misses := 0; to+1 < len(rows) && misses < maxUnnumbered; to++ {
			if misses++; countsOn(to) {
				on++
				misses, last = 0, to+1
			}
		}
		share := float64(on) / float64(to-from)
		proved := number[from] <= firstNumber && on >= leastNumbered && share >= leastNumberedShare && (r.surplus(rows[from:to]) >= leastNumberedRows || padded >= leastNumbered)
		if !proved {
			// Figures of one column may count on by chance, or by an author's choice.
			share = float64(on) / float64(max(last-from, 1))
			if !countsOn(from) || on < mostlyNumbered || share < mostlyNumberedShare || number[from] > firstNumber+maxUnnumbered && !r.anyWide(rows[from:to]) {
				from++
				continue
			}
			proved = number[from] <= firstNumber && on >= surelyNumbered && share >= surelyNumberedShare
		}
		counted := int64(0) // a page's head may stand between a number and the next
		for i := from; i <= to; i++ {
			if i > from && r.headBetween(rows[i-1], rows[i]) {
				counted = 0
			}
			if ahead && rows[i]+1 < len(r.tokens) && r.headBetween(rows[i], rows[i]+1) {
				continue // before a heading stands no number of a row
			}
			if i < to && countsOn(i) || i > from && countsOn(i-1) || counted > 0 && number[i] == counted+1 {
				counted = number[i]
				t := &r.tokens[rows[i]]
				j := place[i]
				switch t.numbered = proved; {
				case !proved:
					t.doubt = doubtRunning
				case j == 0:
					t.values = t.values[1:]
				default:
					t.values = t.values[:j]
				}
			}
		}
		from = to + 1
	}
}

// headBetween tells whether a heading of a section stands between two tokens, or is the
// second: its rows are numbered from one, or not at all.
func (r *reader) headBetween(from, to int) bool {
	return slices.ContainsFunc(r.tokens[from+1:to+1], func(t token) bool {
		_, ok := r.mine(t.targets, isHead)
		return ok
	})
}

// doubtNumbered marks flattened rows that end in what may be the running number of the
// next, where their header names a column of such numbers and none of theirs was told.
// Rows that keep their own sum end in a figure, and behind the last row none follows.
func (r *reader) doubtNumbered() {
	named, told := r.numberedSections(), sections(0)
	for i := range r.found {
		if r.found[i].numbered {
			told.add(r.found[i].section)
		}
	}
	for i := range r.found {
		rr := &r.found[i]
		k, n := len(rr.cells), r.figuresOf(rr)
		if !named.has(rr.section) || rr.hard || rr.numbered || rr.inline && !rr.apart || rr.doubt != "" || k == 0 || !mayNumberPage(rr.cells[k-1]) || told.has(rr.section) && r.lastOfSection(i) {
			continue
		}
		if k != n || printed(rr.cells) < n || !r.rowHolds(rr.cells, rr.section, inOrder(n)) {
			rr.doubt = doubtRunning
		}
	}
}

// numberedSections are those whose flattened rows follow the name of a column of running
// numbers.
func (r *reader) numberedSections() sections {
	var out sections
	for k := range r.tokens {
		t := &r.tokens[k]
		if t.hard || !slices.Contains(numberColumns, t.label.key) {
			continue
		}
		line := r.rows[t.row].line
		if i := slices.IndexFunc(r.found, func(rr rowRead) bool { return rr.line > line }); i >= 0 && r.found[i].row >= 0 {
			out.add(r.found[i].section)
		}
	}
	return out
}

// anyWide tells whether one of the tokens is a row of several figures.
func (r *reader) anyWide(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(k int) bool {
		row, ok := r.mine(r.tokens[k].targets, isRow)
		return ok && r.width(int(row.section)) > 1
	})
}

// surplus counts the rows among tokens that have just one figure too many.
func (r *reader) surplus(tokens []int) int {
	n := 0
	for _, k := range tokens {
		t := &r.tokens[k]
		row, ok := r.mine(t.targets, isRow)
		if !ok || r.isHeading(t) {
			continue
		}
		if w := r.width(int(row.section)); len(t.values) == w+1 || printed(t.values) == w+1 {
			n++
		}
	}
	return n
}

// isHeading tells a row of the form that has no figures.
func (r *reader) isHeading(t *token) bool {
	row, ok := r.mine(t.targets, isRow)
	return ok && r.form.Sections[row.section].Rows[row.idx].HeadingOnly
}

// wholeNumber reads a cell, -1 where it is no whole number.
func wholeNumber(s string) int64 {
	f := readFigure(s)
	if n, ok := f.value.Int(); ok && f.status == StatusRead && f.unit == "" {
		return n
	}
	return -1
}
