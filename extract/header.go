package extract

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
	grid int // grid column, -1 where the document tells none
	span int
	text string
}

// maxHeaderRows is over how many rows the cells of one header are gathered.
const maxHeaderRows = 6

// headerFor returns the header that a row of section s stands under: its own,
// or the last one of its table that names columns of the section.
func (r *reader) headerFor(s int, t *token) *header {
	w := &r.rows[t.row]
	if h := r.headers[s]; h != nil && (!w.hard || h.table == w.table) {
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

// addHeader notes a column that token t names; s is the section that the label
// alone tells.
func (r *reader) addHeader(t *token, s int) {
	// Article headings announce which of two sections with the same columns
	// (第五项, 第六项) is meant; a header alone keeps the section it stands in.
	if r.section >= 0 && r.section != s && r.columnOf(r.section, t.label.key) >= 0 {
		s = r.section
	}
	c := headCell{col: r.columnOf(s, t.label.key), grid: -1, span: 1, text: t.text}
	if t.hard {
		cells := r.rows[t.row].cells[t.cell : t.cell+t.pieces]
		c.grid, c.span = cells[0].col, 0
		for i := range cells {
			c.span += cells[i].span
		}
	}
	h := r.headers[s]
	if h == nil || h.closed || h.table != r.rows[t.row].table || t.row-h.at > maxHeaderRows {
		h = &header{section: s, table: r.rows[t.row].table}
		r.headers[s] = h
	}
	r.latest, r.section = h, s
	r.use(t)
	if n := len(h.cols); n > 0 && t.hard && h.at == t.row && h.cols[n-1].col == c.col && c.col >= 0 && t.pieces == 1 && len(r.form.Sections[s].Columns) > 1 && !r.oneLine(s) {
		h.cols[n-1].span += c.span // 商业 | 企业: one column's label in two cells
	} else {
		h.cols = append(h.cols, c)
	}
	h.at = t.last
}

// addHeaderPiece notes a cell of a header row that names no column of the form.
func (r *reader) addHeaderPiece(t *token) {
	h := r.latest
	if h == nil || h.closed || !t.hard || h.at != t.row {
		return
	}
	c := &r.rows[t.row].cells[t.cell]
	h.cols = append(h.cols, headCell{col: r.columnOf(h.section, t.label.key), grid: c.col, span: c.span, text: t.text})
}

// translate names the header cells by the columns of section s.
func (r *reader) translate(s int, cols []headCell) []headCell {
	out := make([]headCell, len(cols))
	for i, c := range cols {
		out[i] = c
		out[i].col = r.columnOf(s, newLabel(c.text).key)
	}
	return out
}

func namesColumn(cols []headCell) bool {
	for _, c := range cols {
		if c.col >= 0 {
			return true
		}
	}
	return false
}

// columnOf returns the column of section s that a label names, exactly or
// damaged, or -1.
func (r *reader) columnOf(s int, key string) int {
	for _, t := range r.ix.exact[key] {
		if int(t.form) == r.f && int(t.section) == s && t.kind == isCol {
			return int(t.idx)
		}
	}
	return r.ix.nearColumn(r.f, s, key)
}
