package extract

import "slices"

// maxLineGap is how many lines may stand between a header and the one line.
const maxLineGap = 12

// oneLineBehind takes the values of token k as the one line of a section that
// prints the columns of all its rows side by side; ok is false where they are not.
func (r *reader) oneLineBehind(k int) (ok bool) {
	s := r.section
	t := &r.tokens[k]
	if t.bare && t.before == 0 && len(t.values) > 1 && r.firstIsEmpty(t) {
		t.values, t.before = t.values[1:], 1
	}
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
		if onlyFit(t.values, all) < 0 {
			values = t.values // which of its blanks are placeholders is told by the other rows, or not at all
		}
		r.take(k, s, -1, "", "the line of all figures under its heading", values, t.before)
		return true
	}
	if t.hard && r.wordFirst(k, h, all) {
		r.take(k, s, -1, "", "the line under the header, a text in the place of its first figure", r.rows[t.row].cells, 0)
		return true
	}
	switch {
	case h.closed || t.hard && (!t.bare || r.rows[t.row].table != h.table):
		return false
	case t.hard && t.figures() == 0 && r.interrupted(h.at, t.row):
		return false // an empty row behind that of the figures
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

// firstIsEmpty tells a row of a drawn table whose first column is empty.
func (r *reader) firstIsEmpty(t *token) bool {
	table := r.rows[t.row].table
	return r.rows[t.row].drawn && !slices.ContainsFunc(r.rows, func(w row) bool { return w.drawn && w.table == table && w.cells[0].text != "" })
}

// wordFirst tells a row of n cells, most of them figures or blanks, right under the names
// of a header that begins, blanks apart, with a text that is no label: it stands in the
// place of a figure.
func (r *reader) wordFirst(k int, h *header, n int) bool {
	t := &r.tokens[k]
	cells := r.rows[t.row].cells
	return !h.closed && !t.bare && printed(cells[:t.cell]) == 0 && t.targets == nil && len(cells) == n && len(r.sequence(h.section, h)) == n &&
		t.row == h.at+1 && r.rows[t.row].table == h.table && cells[0].col == h.firstGrid() && 2*(t.cell+t.figures()) > n
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
