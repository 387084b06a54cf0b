package extract

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

// header is the line or lines that name a section's columns.
type header struct {
	section int
	table   int
	at      int // index of the row it was last seen in
	cols    []headCell
	closed  bool // rows were read under it: a column seen later begins another
	// endsEarly is set in flattened text where its last name stands right before a
	// row: nothing is printed between them.
	endsEarly bool
	// edge is the last grid column of its rows, -1 without a grid.
	edge int
	// gaps is set where blank cells stand among its names: what follows may fill
	// them, and its order tells nothing.
	gaps bool
	// blanks is set where blank cells stand behind its last name.
	blanks bool
	// money is the unit of money that a cell of it prints, whatever column that is.
	money string
}

// headCell is one header cell: the column it names, -1 if the form knows none.
type headCell struct {
	col  int
	grid int // grid column, -1 where the document tells none
	span int
	text string
	row  int // index of the row it stands in
	cell int // index of its first cell there
	hard bool
	// group is set for a label over several columns, inner for the innermost.
	group, inner bool
	// foreign is the other form that has the column in this section, "" if none.
	foreign string
}

// maxHeaderRows is over how many rows the cells of one header are gathered.
const maxHeaderRows = 6

// headerFor returns the header that a row of section s stands under: its own,
// or the last one of its table that names columns of the section.
func (r *reader) headerFor(s, k int) *header {
	t := &r.tokens[k]
	w := &r.rows[t.row]
	if h := r.headers[s]; h != nil && (!w.hard || h.table == w.table) {
		return h
	}
	if h := r.rowAbove(s, k); h != nil {
		return h
	}
	if h := r.latest; h != nil && h.table == w.table && t.row-h.at <= maxHeaderRows {
		own := *h
		own.section = s
		if own.cols = r.translate(s, h.cols); namesColumn(own.cols) {
			return &own
		}
	}
	return nil
}

// rowAbove is the header in the row just above token k where every name in it is
// damaged, so that only the row below it tells of which section it is; nil if none.
func (r *reader) rowAbove(s, k int) *header {
	row := r.tokens[k].row - 1
	if row < 0 || !r.tokens[k].hard || r.rows[row].table != r.rows[row+1].table {
		return nil
	}
	h := &header{section: s, table: r.rows[row].table, at: row, edge: edgeOf(r.rows[row].cells)}
	for p := k - 1; p >= 0 && r.tokens[p].row >= row; p-- {
		switch t := &r.tokens[p]; {
		case t.row > row:
		case r.roles[p] != roleNone && r.roles[p] != roleDamaged || t.figures() > 0:
			return nil // damaged is also a name with a blank cell behind it
		default:
			if c := r.headCell(s, t); c.col >= 0 || t.cell > 0 {
				h.add(c)
			}
		}
	}
	slices.Reverse(h.cols)
	if !namesColumn(h.cols) {
		return nil
	}
	return h
}

// addHeader notes the column that token k names; s is the section that the label
// alone tells.
func (r *reader) addHeader(k, s int) {
	t := &r.tokens[k]
	// Article headings announce which of two sections with the same columns
	// (第五项, 第六项) is meant; a header alone keeps the section it stands in.
	if r.section >= 0 && r.section != s && r.columnOf(r.section, t) >= 0 {
		s = r.section
	}
	if r.section >= 0 && r.section != s && !tellingColumn(t.label.key) {
		return // a piece of something else, 其他 | 结果, or of a header that a later name will tell
	}
	h, opened := r.openHeader(s, t)
	if opened {
		r.addBefore(h, k)
	}
	h.add(r.headCell(s, t))
}

// addBefore notes the cells of a header that stand before the first name that
// told it: damaged names, words such as 总计, and in tables what names no column;
// but for the corner over the labels.
func (r *reader) addBefore(h *header, k int) {
	t := &r.tokens[k]
	var before []headCell
	for p := k - 1; p >= 0; p-- {
		b := &r.tokens[p]
		if b.hard != t.hard || t.hard && b.row != t.row || len(b.values) > 0 && !t.hard || r.roles[p] != roleNone && r.roles[p] != roleColumn {
			break
		}
		first := p == 0 || r.tokens[p-1].row != b.row
		c := r.headCell(h.section, b)
		switch {
		case c.col >= 0, c.foreign != "", t.hard && !first:
			before = append(before, c)
		case !t.hard:
			p = 0 // in text, what is no name ends the header
		}
	}
	for i := len(before) - 1; i >= 0; i-- {
		h.add(before[i])
	}
}

// tellingColumn tells whether a column's label is more than a word such as 其他,
// 总计 or 数量, which stand anywhere.
func tellingColumn(key string) bool { return len(key) > 2*len("其") }

// addGroup notes a label over several columns.
func (r *reader) addGroup(t *token) {
	g, ok := r.mine(t.targets, isColGroup)
	if !ok || r.section != int(g.section) && !tellingColumn(t.label.key) {
		return
	}
	h, _ := r.openHeader(int(g.section), t)
	c := r.headCell(r.section, t)
	c.col, c.group = -1, true
	c.inner = int(g.idx) == len(r.form.Sections[g.section].ColumnGroups)-1
	h.add(c)
}

// maxHeaderPiece bounds a line that may be a column's damaged name.
const maxHeaderPiece = 90

// addHeaderPiece notes a text among the cells of a header that names no column of
// the form: one that another form has there, or in a table any text.
func (r *reader) addHeaderPiece(k int) {
	t, h := &r.tokens[k], r.latest
	if h != nil && !h.closed && t.hard && h.at == t.row {
		h.add(r.headCell(h.section, t))
		return
	}
	if h != nil && !h.closed && !t.hard && !h.drawn() && t.row == h.at+1 && (len(r.form.Sections[h.section].ColumnGroups) == 0 || r.columnOf(h.section, t) >= 0) && !r.oneLine(h.section) && len(t.text) < maxHeaderPiece && withoutNotes(t.text) != "" {
		h.add(r.headCell(h.section, t)) // a damaged name in the next line
		h.at = t.last
		h.passBlanks(t, false)
		return
	}
	if s := r.section; s >= 0 && (t.targets != nil || headerUnit(t.text) != "") {
		if c := r.headCell(s, t); c.foreign != "" || r.hasMoney(s) && headerUnit(t.text) != "" {
			h, opened := r.openHeader(s, t)
			if opened {
				r.addBefore(h, k)
			}
			h.add(c)
		}
	}
}

// drawn tells a header whose names stand in the cells of a row.
func (h *header) drawn() bool {
	return slices.ContainsFunc(h.cols, func(c headCell) bool { return c.hard })
}

// hasMoney tells whether a section has a column of money.
func (r *reader) hasMoney(s int) bool {
	return slices.ContainsFunc(r.form.Sections[s].Columns, func(c form.Column) bool { return c.Money })
}

func (h *header) add(c headCell) {
	h.cols = append(h.cols, c)
	if u := headerUnit(c.text); u != "" {
		h.money = u
	}
}

// openHeader returns the header of section s that token t belongs to; opened is
// set where nothing of its row was noted before.
func (r *reader) openHeader(s int, t *token) (h *header, opened bool) {
	h = r.headers[s]
	opened = true
	if h == nil || h.closed || h.table != r.rows[t.row].table || t.row-h.at > maxHeaderRows || t.hard && r.interrupted(h.at, t.row) {
		h = &header{section: s, table: r.rows[t.row].table, edge: -1}
		r.headers[s] = h
	} else {
		opened = t.hard && h.at != t.row
	}
	if t.hard {
		h.edge = max(h.edge, edgeOf(r.rows[t.row].cells))
	}
	r.latest, r.section, h.at = h, s, t.last
	h.passBlanks(t, len(r.form.Sections[s].ColumnGroups) > 0)
	r.use(t)
	return h, opened
}

// passBlanks notes the blank cells behind a name in text. Behind the last name of a
// header of one level they stand before the first row's label.
func (h *header) passBlanks(t *token, levels bool) {
	blanks := !t.hard && len(t.values) > 0 && t.figures() == 0
	h.gaps = h.gaps || h.blanks || blanks && levels
	h.blanks = blanks
}

// interrupted tells whether text, but for the number of a page, or figures stand
// between two rows of tables.
func (r *reader) interrupted(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if text := r.rows[i].cells; !r.rows[i].hard {
			if len(text) > 0 && !isPageNumber(text[0].text) && !looksLikeFigure(text[0].text) {
				return true
			}
			continue
		}
		if slices.ContainsFunc(r.rows[i].cells, func(c cell) bool { return readFigure(c.text).status == StatusRead }) {
			return true
		}
	}
	return false
}

// edgeOf is the last grid column that a row's cells take, -1 without a grid.
func edgeOf(cells []cell) int {
	if n := len(cells); n > 0 && cells[n-1].col >= 0 {
		return cells[n-1].col + cells[n-1].span - 1
	}
	return -1
}

// headCell is token t as a header cell of section s.
func (r *reader) headCell(s int, t *token) headCell {
	c := headCell{grid: -1, span: 1, text: t.text, row: t.row, cell: t.cell, hard: t.hard}
	if t.hard {
		cells := r.rows[t.row].cells[t.cell : t.cell+t.pieces]
		c.grid, c.span = cells[0].col, 0
		for i := range cells {
			c.span += cells[i].span
		}
	}
	return r.named(s, c, t)
}

// named names a header cell by the columns of section s.
func (r *reader) named(s int, c headCell, t *token) headCell {
	c.col, c.foreign = r.columnOf(s, t), ""
	if c.col >= 0 {
		return c
	}
	for _, t := range r.ix.exact[t.label.key] {
		if f := r.ix.forms[t.form]; t.kind == isCol && f.Sections[t.section].Code == r.form.Sections[s].Code {
			c.foreign = f.Format
		}
	}
	return c
}

// firstGrid is the grid column of the first name of a header, -1 where there is none.
func (h *header) firstGrid() int {
	first := -1
	if h != nil {
		for _, c := range h.cols {
			if c.col >= 0 && c.grid >= 0 && (first < 0 || c.grid < first) {
				first = c.grid
			}
		}
	}
	return first
}

// columnSpan is how many columns of the grid one of the header's spans, on average:
// tables that are printed with others share their grid.
func (h *header) columnSpan() int {
	first, end, n := h.firstGrid(), 0, 0
	for _, c := range h.cols {
		if c.col >= 0 && c.grid >= 0 {
			end, n = max(end, c.grid+c.span), n+1
		}
	}
	return max(1, (end-first)/max(n, 1))
}

// foreign returns the other form whose columns a header names, "" if none.
func (h *header) foreign() string {
	if h != nil {
		for _, c := range h.cols {
			if c.foreign != "" {
				return c.foreign
			}
		}
	}
	return ""
}

// translate names the header cells by the columns of section s.
func (r *reader) translate(s int, cols []headCell) []headCell {
	out := make([]headCell, len(cols))
	for i, c := range cols {
		out[i] = r.named(s, c, &token{text: c.text, label: newLabel(c.text)})
	}
	return out
}

func namesColumn(cols []headCell) bool {
	return slices.ContainsFunc(cols, func(c headCell) bool { return c.col >= 0 })
}

// columnOf returns the column of section s that a label names, exactly or
// damaged, or -1.
func (r *reader) columnOf(s int, t *token) int {
	for _, m := range r.ix.exact[t.label.key] {
		if int(m.form) == r.f && int(m.section) == s && m.kind == isCol {
			return int(m.idx)
		}
	}
	if c := r.ix.nearColumn(r.f, s, t.label.key); c >= 0 || !strings.ContainsAny(t.text, "（(") {
		return c
	}
	return r.ix.nearColumn(r.f, s, skeleton(withoutNotes(t.text)))
}
