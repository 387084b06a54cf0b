package extract

// headerFor returns the header that row i of section s stands under: its own,
// or the last one of its table that names columns of the section.
func (r *reader) headerFor(s, i int) *header {
	w := &r.rows[i]
	if h := r.headers[s]; h != nil && (!w.hard || h.table == w.table) {
		return h
	}
	if h := r.latest; h != nil && h.table == w.table && i-h.at <= 6 && r.hasColumns(s, h.cols) {
		own := *h
		own.section = s
		own.cols = r.translate(s, h.cols)
		return &own
	}
	return nil
}

// header notes the columns that row i names.
func (r *reader) header(i, s int, cols []headCell) {
	if s < 0 {
		return
	}
	// Article headings announce which of two sections with the same columns
	// (第五项, 第六项) is meant; a header alone keeps the section it stands in.
	if r.section >= 0 && r.section != s && r.hasColumns(r.section, cols) {
		s = r.section
	}
	cols = r.translate(s, cols)
	h := r.headers[s]
	if h == nil || h.closed || h.table != r.rows[i].table || i-h.at > 6 {
		h = &header{section: s, table: r.rows[i].table}
		r.headers[s] = h
	}
	r.latest = h
	h.at = i
	h.cols = append(h.cols, cols...)
	r.section = s
	r.heads[s] = evidence{i, r.rows[i].table}
	r.used[r.rows[i].line] = true
}

// translate names the header cells by the columns of section s.
func (r *reader) translate(s int, cols []headCell) []headCell {
	out := make([]headCell, len(cols))
	for i, c := range cols {
		out[i] = c
		out[i].col = -1
		_, ts := r.ix.lookup(c.text)
		for _, t := range ts {
			if int(t.form) == r.f && int(t.section) == s && t.kind == isCol {
				out[i].col = int(t.idx)
			}
		}
		if out[i].col < 0 {
			out[i].col = r.ix.nearColumn(r.f, s, newLabel(c.text).key)
		}
	}
	return out
}

func (r *reader) hasColumns(s int, cols []headCell) bool {
	for _, c := range r.translate(s, cols) {
		if c.col >= 0 {
			return true
		}
	}
	return false
}
