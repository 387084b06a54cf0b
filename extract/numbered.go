package extract

import "slices"

// What proves running numbers: so many neighbours that count on by one, such a
// share of all of them, and so many rows that have a figure too many.
const (
	leastNumbered      = 5
	leastNumberedShare = 0.8
	leastNumberedRows  = 2
	firstNumber        = 3 // at most: they count from one
)

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
	r.dropNumbers(rows, func(v []cell) *cell { return &v[len(v)-1] }, func(v []cell) []cell { return v[:len(v)-1] })
	rows = slices.DeleteFunc(rows, func(k int) bool { return len(r.tokens[k].values) == 0 })
	r.dropNumbers(rows, func(v []cell) *cell { return &v[0] }, func(v []cell) []cell { return v[1:] })
}

// dropNumbers drops, from the tokens where it counts on, the figure that at picks
// among the values of each.
func (r *reader) dropNumbers(rows []int, at func([]cell) *cell, without func([]cell) []cell) {
	number := make([]int64, len(rows))
	for i, k := range rows {
		number[i] = wholeNumber(at(r.tokens[k].values).text)
	}
	padded := 0
	for _, k := range rows {
		if s := at(r.tokens[k].values).text; len(s) > 1 && s[0] == '0' && wholeNumber(s) > 0 {
			padded++ // 01, 02: no figure is printed so
		}
	}
	countsOn := func(i int) bool { return number[i] > 0 && number[i+1] == number[i]+1 }
	for from := 0; from+leastNumbered < len(rows); {
		to, on := from, 0
		for misses := 0; to+1 < len(rows) && misses < 2; to++ {
			if misses++; countsOn(to) {
				on++
				misses = 0
			}
		}
		if number[from] > firstNumber || on < leastNumbered || float64(on) < leastNumberedShare*float64(to-from) || r.surplus(rows[from:to]) < leastNumberedRows && padded < leastNumbered {
			from++
			continue
		}
		for i := from; i <= to; i++ {
			if i < to && countsOn(i) || i > from && countsOn(i-1) {
				t := &r.tokens[rows[i]]
				t.values = without(t.values)
			}
		}
		from = to + 1
	}
}

// surplus counts the rows among tokens that have just one figure too many.
func (r *reader) surplus(tokens []int) int {
	n := 0
	for _, k := range tokens {
		t := &r.tokens[k]
		row, ok := r.mine(t.targets, isRow)
		if !ok {
			continue
		}
		if w := r.width(int(row.section)); (len(t.values) == w+1 || printed(t.values) == w+1) && !r.form.Sections[row.section].Rows[row.idx].HeadingOnly {
			n++
		}
	}
	return n
}

// wholeNumber reads a cell, -1 where it is no whole number.
func wholeNumber(s string) int64 {
	f := readFigure(s)
	if n, ok := f.value.Int(); ok && f.status == StatusRead && f.unit == "" {
		return n
	}
	return -1
}
