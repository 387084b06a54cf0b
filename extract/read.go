package extract

import (
	"gongkai/extract/form"
)

// rowRead is a form's row found on the page with the cells printed for it.
type rowRead struct {
	section int
	row     int // index in the form; -1 for a line that holds all rows of the section side by side
	cells   []cell
	hard    bool
	text    bool // hard, but drawn in text
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
	// ahead is the cell right before its label, empty where there is none.
	ahead string
	// inline and apart are set where figures of a text stand on the line of the
	// label, and on others.
	inline, apart bool
	numbered      bool   // a running number among its cells was told, and dropped
	ended         bool   // strokes in text tell where its cells end
	padded        bool   // they fill its row up
	own           bool   // and they are the form's, none lost and none another's
	early         bool   // they stand before their unit
	corner        bool   // the last may be the empty corner of a header behind it
	doubt         string // why the cells are not certain to be this row's
}

// reader reads the rows of one report by the labels of one form: rows → tokens
// (scan) → roles → the form's rows (align) → rows with their cells (collect).
type reader struct {
	ix   *index
	f    int
	form *form.Form
	rows []row

	marks      []bool // rows of text that are the strokes before rows of tables, nil if none
	tokens     []token
	severed    bool   // numbers stand apart from their labels
	values     []cell // the values of flattened tokens
	roles      []role
	mayStandIn []sections // by token: the sections that rows there may belong to

	found   []rowRead
	orphans []orphan
	// figuresFirst counts the lines of text, and the drawn rows, that print figures
	// before their label.
	figuresFirst int
	// numbers are those that stand alone before labels in drawn rows, perhaps running
	// numbers; alone of them are before labels without figures.
	numbers  []int64
	alone    int
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
		align(items, r.ix.before[r.f][s])
		for _, it := range items {
			if it.chosen < 0 || it.glued {
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
				n := len(r.found)
				r.takeRow(k, c)
				if len(r.found) > n && r.wholeOrPart(k, c, rowOf) {
					r.found[n].doubt = doubtWhole
				}
				if r.roles[k] == roleDamaged {
					continue
				}
			} else if !r.oneLineBehind(k) {
				if t.figures() == 0 {
					r.addHeaderPiece(k)
					r.noteMoney(t)
				}
				r.unknownRow(k)
			}
		case roleNone:
			r.addHeaderPiece(k)
			r.noteMoney(t)
			r.oneLineBehind(k)
		case roleBare:
			r.oneLineBehind(k)
		}
		r.noteOrphan(k)
	}
}

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
	} else if unit == "" && row.Unit != nil {
		unit = moneyAtEnd(t.text, row.Label)
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
	if t.hard && before > 0 && reachedInto(w.cells[before-1:before+len(cells)], r.firstFigure(s, h), len(cells) == r.width(s)) {
		doubt = "a cell of the row above reaches in among its figures"
	}
	if p := r.headers[s]; p != nil && p != r.prior[s] && namesColumn(p.cols) && (r.prior[s] == nil || r.names(s, p) || !r.names(s, r.prior[s])) {
		r.prior[s] = p
	}
	if doubt == "" && r.goesOnInWords(k, s, row, cells) {
		doubt = "the text behind it may stand for one of its figures"
	}
	r.found = append(r.found, rowRead{
		section: s, row: row, cells: cells, hard: t.hard, text: w.drawn, table: w.table, header: h, prior: r.prior[s], line: w.line, doubt: doubt, repeated: t.repeated, inline: t.inline, apart: t.apart, early: t.early, numbered: t.numbered, nearMoney: r.moneyNear(t),
		ended: !t.hard && (r.isMark(t.last+1) || r.rows[t.last].ends), padded: !t.hard && r.rows[t.last].ends,
		corner: !t.hard && k+1 < len(r.tokens) && !r.rows[t.last].ends && r.namesColumns(k+1),
		ahead:  w.ahead(t), at: Place{Table: w.table, Row: w.n, Cell: before + 1, Label: label, How: how},
	})
}

// namesColumns tells a token that names a column or several.
func (r *reader) namesColumns(k int) bool {
	_, group := r.mine(r.tokens[k].targets, isColGroup)
	return r.roles[k] == roleColumn || r.roles[k] == roleGroup && group
}

// firstFigure is the grid column in which the figures of section s begin under a
// header, its damaged names included; -1 where it does not tell.
func (r *reader) firstFigure(s int, h *header) int {
	first := h.firstGrid()
	if first < 0 || r.units[s] != nil {
		return first // or units and codes have names before it
	}
	for _, c := range h.cols {
		if c.grid >= 0 {
			first = min(first, c.grid)
		}
	}
	return first
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
