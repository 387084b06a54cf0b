package extract

// What proves running numbers: so many neighbours that count on by one, such a
// share of all of them, and so many rows that have a figure too many.
const (
	leastNumbered      = 5
	leastNumberedShare = 0.8
	leastNumberedRows  = 2
	firstNumber        = 3 // at most: they count from one
)

// dropRunningNumbers takes back, in flattened text, the running numbers (序号)
// before labels, which stand behind the figures of the row before: 2 | 当面申请数 |
// 5 | 3 | 传真申请数 | … The last figures of neighbours then count on by one.
func (r *reader) dropRunningNumbers() {
	var rows []int     // flattened tokens with figures
	var number []int64 // the last figure of each, -1 where it is no whole number
	for k := range r.tokens {
		if t := &r.tokens[k]; !t.hard && len(t.values) > 0 {
			rows = append(rows, k)
			number = append(number, lastFigure(t.values))
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
		if number[from] > firstNumber || on < leastNumbered || float64(on) < leastNumberedShare*float64(to-from) || r.surplus(rows[from:to]) < leastNumberedRows {
			from++
			continue
		}
		for i := from; i <= to; i++ {
			if i < to && countsOn(i) || i > from && countsOn(i-1) {
				t := &r.tokens[rows[i]]
				t.values = t.values[:len(t.values)-1]
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
		if row, ok := r.mine(t.targets, isRow); ok && printed(t.values) == r.width(int(row.section))+1 && !r.form.Sections[row.section].Rows[row.idx].HeadingOnly {
			n++
		}
	}
	return n
}

// lastFigure is the last figure of a run, -1 where it is no whole number.
func lastFigure(values []cell) int64 {
	f := readFigure(values[len(values)-1].text)
	if n, ok := f.value.Int(); ok && f.status == StatusRead && f.unit == "" {
		return n
	}
	return -1
}
