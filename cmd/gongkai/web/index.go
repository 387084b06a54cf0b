package web

// index is a list in memory, so that it is narrowed and counted without asking
// the database for all of it again. What its rows are told apart by are values of
// fields, column by column as numbers.
type index struct {
	fields  []values
	columns [][]int32
	rows    int
}

// values are the different values of a field.
type values struct {
	all    []string
	number map[string]int32
}

func newIndex(fields int) index {
	return index{fields: make([]values, fields), columns: make([][]int32, fields)}
}

// add adds a row by its values, one for each field.
func (x *index) add(row ...string) {
	for i, value := range row {
		x.columns[i] = append(x.columns[i], x.fields[i].add(value))
	}
	x.rows++
}

func (v *values) add(value string) int32 {
	n, known := v.number[value]
	if !known {
		if v.number == nil {
			v.number = map[string]int32{}
		}
		n = int32(len(v.all))
		v.all, v.number[value] = append(v.all, value), n
	}
	return n
}

// test tells which values of a field are asked for, nil where all are.
type test func(value string) bool

// narrow lists the rows, by their numbers, whose values pass the tests of their
// fields.
func (x *index) narrow(tests []test) []int32 {
	rows := make([]int32, x.rows)
	for i := range rows {
		rows[i] = int32(i)
	}
	for field, passes := range tests {
		if passes == nil {
			continue
		}
		taken := make([]bool, len(x.fields[field].all))
		for n, value := range x.fields[field].all {
			taken[n] = passes(value)
		}
		some := rows[:0]
		for _, r := range rows {
			if taken[x.columns[field][r]] {
				some = append(some, r)
			}
		}
		rows = some
	}
	return rows
}

// tally counts the values that rows have in a field.
func (x *index) tally(rows []int32, field int) tally {
	counts := make([]int, len(x.fields[field].all))
	for _, r := range rows {
		counts[x.columns[field][r]]++
	}
	t := tally{}
	for n, count := range counts {
		if count > 0 {
			t[x.fields[field].all[n]] = count
		}
	}
	return t
}

// value is what a row has in a field.
func (x *index) value(row int32, field int) string { return x.fields[field].all[x.columns[field][row]] }

// atOnce is how many rows are asked for at once, by their ids.
const atOnce = 500

// windowOf are the ids of the rows of a window, and whether there are more.
func windowOf[T any](ids []T, rows []int32, w window) (some []T, more bool) {
	rows = rows[min(w.offset, len(rows)):]
	if w.limit > 0 && len(rows) > w.limit {
		rows, more = rows[:w.limit], true
	}
	some = make([]T, 0, len(rows))
	for _, r := range rows {
		some = append(some, ids[r])
	}
	return some, more
}
