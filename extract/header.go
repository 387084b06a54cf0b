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
	// foreign is the other form that has the column in this section, "" if none.
	foreign string
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
	if r.section >= 0 && r.section != s && !tellingColumn(t.label.key) {
		return // a piece of something else: 其他 | 结果
	}
	c := r.headCell(s, t.label.key, headCell{grid: -1, span: 1, text: t.text})
	if t.hard {
		cells := r.rows[t.row].cells[t.cell : t.cell+t.pieces]
		c.grid, c.span = cells[0].col, 0
		for i := range cells {
			c.span += cells[i].span
		}
	}
	before := 0
	if h := r.headers[s]; h != nil {
		before = h.at
	}
	h := r.openHeader(s, t)
	if n := len(h.cols); n > 0 && t.hard && before == t.row && h.cols[n-1].col == c.col && c.col >= 0 && t.pieces == 1 && len(r.form.Sections[s].Columns) > 1 && !r.oneLine(s) {
		h.cols[n-1].span += c.span // 商业 | 企业: one column's label in two cells
	} else {
		h.cols = append(h.cols, c)
	}
}

// tellingColumn tells whether a column's label is more than a word such as 其他,
// 总计 or 数量, which stand anywhere.
func tellingColumn(key string) bool { return len(key) > 2*len("其") }

// addHeaderPiece notes a text among the cells of a header that names no column of
// the form: one that another form has there, or in a table any text.
func (r *reader) addHeaderPiece(t *token) {
	h := r.latest
	within := h != nil && !h.closed && t.hard && h.at == t.row
	if !within && (r.section < 0 || t.targets == nil) {
		return
	}
	c := headCell{grid: -1, span: 1, text: t.text}
	if t.hard {
		c.grid, c.span = r.rows[t.row].cells[t.cell].col, r.rows[t.row].cells[t.cell].span
	}
	if within {
		h.cols = append(h.cols, r.headCell(h.section, t.label.key, c))
		return
	}
	if c = r.headCell(r.section, t.label.key, c); c.foreign == "" {
		return
	}
	h = r.openHeader(r.section, t)
	h.cols = append(h.cols, c)
}

// openHeader returns the header of section s that token t belongs to.
func (r *reader) openHeader(s int, t *token) *header {
	h := r.headers[s]
	if h == nil || h.closed || h.table != r.rows[t.row].table || t.row-h.at > maxHeaderRows {
		h = &header{section: s, table: r.rows[t.row].table}
		r.headers[s] = h
	}
	r.latest, r.section, h.at = h, s, t.last
	r.use(t)
	return h
}

// headCell names a header cell by the columns of section s.
func (r *reader) headCell(s int, key string, c headCell) headCell {
	c.col, c.foreign = r.columnOf(s, key), ""
	if c.col >= 0 {
		return c
	}
	for _, t := range r.ix.exact[key] {
		if f := r.ix.forms[t.form]; t.kind == isCol && f.Sections[t.section].Code == r.form.Sections[s].Code {
			c.foreign = f.Format
		}
	}
	return c
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
		out[i] = r.headCell(s, newLabel(c.text).key, c)
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
