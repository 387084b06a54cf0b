package extract

import "gongkai/extract/form"

// rowRead is a form's row found on the page with the cells printed for it.
type rowRead struct {
	section int
	row     int // index in the form; -1 for a line that holds all rows of the section side by side
	cells   []cell
	hard    bool
	table   int
	at      Place
	header  *header
	line    int    // index of the page line, for the narrative to leave out
	doubt   string // why the cells are not certain to be this row's
}

// header is the line or lines that name a section's columns.
type header struct {
	section int
	table   int
	at      int // index of the row it was last seen in
	cols    []headCell
	closed  bool // rows were read under it: a column seen later begins another
}

// headCell is one header cell: the column it names, -1 if the form knows none.
type headCell struct {
	col  int
	grid int
	span int
	text string
}

// reader reads the rows of one report by the labels of one form.
type reader struct {
	ix   *index
	f    int
	form *form.Form
	rows []row

	found    []rowRead
	headers  []*header // the last header of each section
	latest   *header   // the last header of all
	heads    []evidence
	section  int // the section the last heading or header belongs to, -1
	lastRow  []int
	problems []Problem
	used     map[int]bool // page lines that are part of tables

	run pending
	// units are the words that a column of units may hold, by section; nil
	// where the form prints none.
	units []map[string]bool
}

// evidence tells where a section was last announced.
type evidence struct{ row, table int }

// pending is a run of figures of a flattened table being gathered.
type pending struct {
	texts  []token // label pieces since the last figure
	target target  // the row label the figures belong to
	known  bool
	how    string
	label  string
	cells  []cell
	start  int // index of the row of the label
	doubt  string
}

type token struct {
	text string
	row  int
	col  int
}

func newReader(ix *index, f int, rows []row) *reader {
	n := len(ix.forms[f].Sections)
	r := &reader{
		ix: ix, f: f, form: ix.forms[f], rows: rows, section: -1,
		headers: make([]*header, n), heads: make([]evidence, n), lastRow: make([]int, n),
		used: map[int]bool{},
	}
	for i := range r.form.Sections {
		r.units = append(r.units, unitWords(&r.form.Sections[i]))
	}
	for i := range r.heads {
		r.heads[i] = evidence{-1 << 30, -1}
		r.lastRow[i] = -1
	}
	return r
}

// read finds every row of the form on the page.
func (r *reader) read() {
	for i := 0; i < len(r.rows); i++ {
		if r.rows[i].hard {
			r.closeRun()
			r.run.texts = r.run.texts[:0]
			r.hardRow(i)
			continue
		}
		i = r.softRow(i)
	}
	r.closeRun()
}

// mine filters the meanings of a label down to this form.
func (r *reader) mine(ts []target, kinds ...targetKind) (out target, ok bool) {
	best := -1
	for _, t := range ts {
		if int(t.form) != r.f {
			continue
		}
		for _, k := range kinds {
			if t.kind != k {
				continue
			}
			if score := r.likely(t); score > best {
				best, out, ok = score, t, true
			}
		}
	}
	return out, ok
}

// likely ranks several meanings of one label: the section being read first,
// then the row that comes next in the form.
func (r *reader) likely(t target) int {
	score := 0
	if int(t.section) == r.section {
		score += 4
	}
	if t.kind == isRow {
		if d := int(t.idx) - r.lastRow[t.section]; d > 0 {
			score += 2
			if d == 1 {
				score++
			}
		}
	}
	return score
}

// join matches the label that begins with a cell, joined with the texts that
// follow it up to most pieces; the longest match wins. It returns the number of
// pieces, 0 where nothing matches.
func (r *reader) join(first *cell, texts func(k int) (string, bool), most int) (label, []target, int) {
	l, ts := first.label, first.targets
	key := l.key
	if key == "" && l.enum == "" {
		return l, nil, 0
	}
	bestL, bestTS, bestN := l, ts, 0
	if ts != nil {
		bestN = 1
	}
	if l.key != "" && !r.ix.begins(l.key) {
		return bestL, bestTS, bestN
	}
	joined := first.text
	for k := 1; k < most; k++ {
		next, ok := texts(k)
		if !ok || len(joined)+len(next) > maxLabelBytes {
			break
		}
		joined += next
		l, ts := r.ix.lookup(joined)
		if ts != nil {
			bestL, bestTS, bestN = l, ts, k+1
		} else if l.key != "" && !r.ix.begins(l.key) {
			break
		}
	}
	return bestL, bestTS, bestN
}

// maxJoin is over how many cells or lines a split label is joined.
const maxJoin = 6

// heading notes that a section is announced at row i.
func (r *reader) heading(t target, i int) {
	s := int(t.section)
	r.section = s
	r.heads[s] = evidence{i, r.rows[i].table}
	r.headers[s] = nil
	r.used[r.rows[i].line] = true
}

// announced tells whether a row of a section may be read at row i: a heading or
// header of the section stands near enough before it, or one of any section in
// the same table or run of text.
func (r *reader) announced(s, i int) bool {
	if r.rows[i].hard && i-r.heads[s].row <= 14 {
		return true
	}
	for _, e := range r.heads {
		if t := r.rows[i].table; t != 0 && e.table == t || !r.rows[i].hard && i-e.row <= 60 {
			return true
		}
	}
	return false
}

// rowTelling tells whether a row's label alone is proof of its section: short
// words such as 规章 or 行政许可 stand in other tables too.
func (r *reader) rowTelling(s, row int) bool {
	sec := &r.form.Sections[s]
	return len(sec.Rows) >= 10 && len([]rune(newLabel(sec.Rows[row].Label).key)) >= 4
}

// unitWords are the units of a section whose rows have units of their own: its
// table prints them in a column before the figures.
func unitWords(s *form.Section) map[string]bool {
	var words map[string]bool
	for _, row := range s.Rows {
		if row.Unit == nil {
			continue
		}
		if words == nil {
			words = map[string]bool{}
		}
		words[*row.Unit] = true
	}
	return words
}

// width is how many figures a row of the section has.
func (r *reader) width(s int) int { return len(r.form.Sections[s].Columns) }
