package extract

import (
	"slices"

	"gongkai/extract/form"
)

// rowRead is a form's row found on the page with the cells printed for it.
type rowRead struct {
	section int
	row     int // index in the form; -1 for a line that holds all rows of the section side by side
	cells   []cell
	hard    bool
	table   int
	at      Place
	header  *header
	prior   *header // the last header of the section, perhaps of another table
	line    int     // index of the page line, for the narrative to leave out
	unit    string  // printed in a cell of its own before the figures, empty if none
	// nearMoney is the unit of money that a text right above it prints, which no
	// header took: its names were damaged.
	nearMoney string
	// repeated is set where its label is printed once for each column it spans.
	repeated bool
	doubt    string // why the cells are not certain to be this row's
}

// reader reads the rows of one report by the labels of one form: rows → tokens
// (scan) → roles → the form's rows (align) → rows with their cells (collect).
type reader struct {
	ix   *index
	f    int
	form *form.Form
	rows []row

	tokens     []token
	severed    bool   // numbers stand apart from their labels
	values     []cell // the values of flattened tokens
	roles      []role
	mayStandIn []sections // by token: the sections that rows there may belong to

	found    []rowRead
	orphans  []orphan
	headers  []*header // the open header of each section
	prior    []*header // the last header of each section that rows stood under
	latest   *header   // the last header of all
	section  int       // the section the last heading or header belongs to, -1
	problems []Problem
	used     map[int]bool // page lines that are part of tables

	// money is the last text with a unit of money in brackets, nil if none.
	money *token

	// units are the words that a column of units may hold, by section; nil
	// where the form prints none.
	units []map[string]bool
}

func newReader(ix *index, f int, rows []row) *reader {
	n := len(ix.forms[f].Sections)
	r := &reader{
		ix: ix, f: f, form: ix.forms[f], rows: rows, section: -1,
		headers: make([]*header, n), prior: make([]*header, n), values: make([]cell, 0, len(rows)), used: map[int]bool{},
	}
	for i := range r.form.Sections {
		r.units = append(r.units, unitWords(&r.form.Sections[i]))
	}
	return r
}

// read finds every row of the form on the page.
func (r *reader) read() {
	r.scan()
	r.assignRoles()
	rowOf := make([]rowChoice, len(r.tokens))
	for s, items := range r.itemsBySection() {
		align(items, len(r.form.Sections[s].Rows))
		for _, it := range items {
			if it.chosen < 0 {
				continue
			}
			o := it.options[it.chosen]
			if c := &rowOf[it.token]; c.weight < o.weight {
				*c = rowChoice{section: s, option: o}
			}
		}
	}
	r.collect(rowOf)
	r.doubtReversed()
}

// rowChoice is the form's row that a token was aligned with; weight 0: none.
type rowChoice struct {
	section int
	option
}

// collect goes through the tokens in the order of the page and takes the rows
// with the headers they stand under.
func (r *reader) collect(rowOf []rowChoice) {
	for k := range r.tokens {
		t := &r.tokens[k]
		switch r.roles[k] {
		case roleHead:
			h, _ := r.mine(t.targets, isHead)
			r.section = int(h.section)
			r.headers[r.section] = nil
			r.use(t)
		case roleColumn:
			c, _ := r.mine(t.targets, isCol)
			r.addHeader(k, int(c.section))
			if r.oneLineBehind(k) {
				continue
			}
		case roleGroup:
			r.addGroup(t)
			if r.section >= 0 && r.mayStandIn[k].has(r.section) {
				r.use(t)
			}
			if r.oneLineBehind(k) {
				continue
			}
		case roleRow, roleDamaged:
			if c := rowOf[k]; c.weight > 0 {
				r.takeRow(k, c)
				if r.roles[k] == roleDamaged {
					continue
				}
			} else if !r.oneLineBehind(k) {
				if t.figures() == 0 {
					r.addHeaderPiece(t)
					r.noteMoney(t)
				}
				r.unknownRow(k)
			}
		case roleNone:
			r.addHeaderPiece(t)
			r.noteMoney(t)
			r.oneLineBehind(k)
		case roleBare:
			r.oneLineBehind(k)
		}
		r.noteOrphan(k)
	}
}

// noteOrphan notes figures in flattened text that stand behind something that is
// no row's label.
func (r *reader) noteOrphan(k int) {
	t := &r.tokens[k]
	s := r.section
	if s < 0 || t.hard || t.figures() < min(2, r.width(s)) {
		return
	}
	if n := len(r.found); r.roles[k] == roleDamaged && n > 0 && r.found[n-1].section == s {
		return // a row that the form does not have
	}
	if r.roles[k] == roleRow && !(r.isHeading(t) && hasNumber(t.values)) {
		return
	}
	r.orphans = append(r.orphans, orphan{s, len(r.found)})
}

func hasNumber(cells []cell) bool {
	return slices.ContainsFunc(cells, func(c cell) bool { return readFigure(c.text).status == StatusRead })
}

// orphan is a row of figures without a label: found of the rows were read before it.
type orphan struct{ section, found int }

// doubtReversed marks the rows of a text that prints figures before their
// labels: figures stand before its first label, and too few behind its last. Every label would get its neighbour's figures.
func (r *reader) doubtReversed() {
	var reversed sections
	against := false
	for _, o := range r.orphans {
		end := o.found
		for end < len(r.found) && r.found[end].section == o.section && !r.found[end].hard {
			end++
		}
		whole := end > o.found && len(r.found[end-1].cells) >= r.width(o.section)
		if r.oneLine(o.section) && end-o.found < len(r.form.Sections[o.section].Rows) {
			whole = false // a label without figures is not read there
		}
		if end == o.found || whole {
			against = against || whole
			continue
		}
		reversed.add(o.section)
		for i := o.found; i < end; i++ {
			r.found[i].doubt = beforeLabels
		}
	}
	if against || reversed.count() < leastReversed {
		return
	}
	for i := range r.found { // the same hand flattened all tables
		if rr := &r.found[i]; !rr.hard {
			rr.doubt = beforeLabels
		}
	}
}

// leastReversed is how many sections prove that a text prints all its figures
// before their labels.
const leastReversed = 2

const beforeLabels = "figures seem to stand before their labels"

// takeRow takes the values of token k as those of a row of the form.
func (r *reader) takeRow(k int, c rowChoice) {
	t := &r.tokens[k]
	sec := &r.form.Sections[c.section]
	cells, before := t.values, t.before
	unit := t.unit
	for len(cells) > len(sec.Columns) && r.isUnitIn(c.section, cells[0].text) {
		unit, cells, before = cells[0].text, cells[1:], before+1
	}
	row := &sec.Rows[c.row]
	switch {
	case row.HeadingOnly:
		return
	case t.hard && (len(cells) == 0 || !r.mayBeFigures(c.section, cells)):
		return // a group's heading in a row of its own, or a piece of a header
	case r.oneLine(c.section) && r.oneLineBehind(k):
		return
	case len(cells) == 0:
		// In a flattening that drops blanks and repeated values the row is still
		// printed, its figures unknown.
		if len(row.AlternativeTo) > 0 || r.oneLine(c.section) {
			return
		}
	case r.oneLine(c.section) && t.figures() == 0 && !t.hard:
		return
	}
	how := c.how
	if how == "" {
		how = howExact(t)
	}
	r.take(k, c.section, c.row, c.key, how, cells, before)
	r.found[len(r.found)-1].unit = unit
	for i := c.from; i < k; i++ {
		r.use(&r.tokens[i])
	}
}

// take records a row and the cells printed for it; row is -1 for the one line
// that holds all rows of a section.
func (r *reader) take(k, s, row int, label, how string, cells []cell, before int) {
	t := &r.tokens[k]
	w := &r.rows[t.row]
	r.section = s
	r.use(t)
	h := r.headerFor(s, k)
	if h != nil {
		h.endsEarly = h.endsEarly || !h.closed && !t.hard && t.row == h.at+1
		h.closed = true
	}
	doubt := t.doubt
	if t.hard && before > 0 && reachedInto(w.cells[before-1:before+len(cells)], h.firstGrid(), len(cells) == r.width(s)) {
		doubt = "a cell of the row above reaches in among its figures"
	}
	if p := r.headers[s]; p != nil && namesColumn(p.cols) {
		r.prior[s] = p
	}
	r.found = append(r.found, rowRead{
		section: s, row: row, cells: cells, hard: t.hard, table: w.table, header: h, prior: r.prior[s], line: w.line, doubt: doubt, repeated: t.repeated, nearMoney: r.moneyNear(t),
		at: Place{Table: w.table, Row: w.n, Cell: before + 1, Label: label, How: how},
	})
}

// reachedInto tells whether a span from above takes a grid column among the figures
// that follow a label. Columns before the header's first are labels'; without a
// header, rows with just as many cells as figures are not doubted.
func reachedInto(cells []cell, first int, whole bool) bool {
	for i := 1; i < len(cells); i++ {
		a, b := cells[i-1], cells[i]
		if a.col < 0 || b.col <= a.col+a.span {
			continue
		}
		if first >= 0 && b.col > first || first < 0 && !whole {
			return true
		}
	}
	return false
}

// use marks the lines of a token as part of a table.
func (r *reader) use(t *token) {
	for i := t.row; i <= t.last; i++ {
		r.used[r.rows[i].line] = true
	}
}

// mayBeFigures tells the figures of a row from the rest of a header: text is
// let through only where it stands in place of the figures, and names nothing.
func (r *reader) mayBeFigures(s int, cells []cell) bool {
	figures, texts, spans := 0, 0, 0
	for _, c := range cells {
		spans += max(c.span, 1)
		switch {
		case c.text == "":
		case looksLikeFigure(c.text):
			figures++
		default:
			texts++
			if c.targets != nil {
				return false
			}
		}
	}
	n := r.width(s)
	switch {
	case r.oneLine(s):
		// Blank cells are the row's only under a header with the columns of one: among
		// other rows, or where they stand just under its names.
		h := r.headers[s]
		return figures > 0 || h != nil && len(r.sequence(s, h)) == n && (h.closed || len(cells) == n && cells[0].col >= 0 && cells[0].col == h.firstGrid())
	case figures > 0:
		return true
	case texts > 0:
		return len(cells) == n || spans == n
	}
	return true
}

// maxLineGap is how many lines may stand between a header and the one line.
const maxLineGap = 12

// oneLineBehind takes the values of token k as the one line of a section that
// prints the columns of all its rows side by side; ok is false where they are not.
func (r *reader) oneLineBehind(k int) (ok bool) {
	s := r.section
	t := &r.tokens[k]
	if s < 0 || len(t.values) == 0 || !r.oneLine(s) || r.lineTaken(s) {
		return false
	}
	all := len(r.form.Sections[s].Rows) * r.width(s)
	h := r.headers[s]
	if h == nil || !t.hard && len(h.cols) < all {
		// A header that prints its labels from top to bottom is lost in text; just
		// so many figures behind the heading are the line all the same.
		values := trimBlanks(t.values, all)
		if t.hard || len(values) != all || t.figures() == 0 || !r.mayStandIn[k].has(s) || h != nil && h.closed {
			return false
		}
		r.take(k, s, -1, "", "the line of all figures under its heading", values, t.before)
		return true
	}
	switch {
	case h.closed || t.hard && (!t.bare || r.rows[t.row].table != h.table):
		return false
	case t.hard:
	case t.figures() == 0 && len(t.values) < all:
		return false
	case r.roles[k] == roleRow && len(t.values) < all:
		return false // its own five figures
	case t.row-h.at > maxLineGap:
		return false
	}
	r.take(k, s, -1, "", "the line under the header", t.values, t.before)
	return true
}

// trimBlanks drops blank cells at both ends of a run that are more than n cells.
func trimBlanks(cells []cell, n int) []cell {
	for len(cells) > n && cells[0].text == "" {
		cells = cells[1:]
	}
	for len(cells) > n && cells[len(cells)-1].text == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// oneLine tells whether a section may be printed as one line of figures.
func (r *reader) oneLine(s int) bool { return r.form.Sections[s].Layout != "" }

func (r *reader) lineTaken(s int) bool {
	for i := range r.found {
		if r.found[i].section == s && r.found[i].row < 0 && r.found[i].header == r.headers[s] {
			return true
		}
	}
	return false
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
