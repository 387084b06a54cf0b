package extract

import (
	"fmt"
	"strings"
)

// unknownRow tries to mend the label of row i, whose first unmatched cell is j;
// what the form does not know is kept as a problem where it stands among the
// form's rows.
func (r *reader) unknownRow(i, j int) {
	cells := r.rows[i].cells
	last := j
	for last+1 < len(cells) && cells[last+1].text != "" && !looksLikeFigure(cells[last+1].text) {
		last++
	}
	values := cells[last+1:]
	if len(values) == 0 {
		return
	}
	for from := j; from <= last; from++ {
		key := newLabel(joinText(cells[from : last+1])).key
		if s, row, how := r.mend(i, key, values); row >= 0 {
			r.take(i, s, row, key, how, values, last+1)
			return
		}
	}
	s := r.section
	if s < 0 || r.heads[s].table != r.rows[i].table || r.rows[i].table == 0 || r.headers[s] == nil && r.lastRow[s] < 0 {
		return
	}
	var figures []string
	for _, v := range values {
		if f := readFigure(v.text); f.status == StatusRead {
			figures = append(figures, v.text)
		}
	}
	if len(figures) == 0 || len(values) < r.width(s) {
		return
	}
	r.used[r.rows[i].line] = true
	r.problems = append(r.problems, Problem{"unknown_row", fmt.Sprintf("%s: table %d row %d: the form has no row %q (printed: %s)",
		r.form.Sections[s].Code, r.rows[i].table, r.rows[i].n, joinText(cells[j:last+1]), strings.Join(figures, ", "))})
}

// mend finds the row that a damaged label means, in the sections announced here.
func (r *reader) mend(i int, key string, values []cell) (section, row int, how string) {
	figures := 0
	for _, v := range values {
		if looksLikeFigure(v.text) {
			figures++
		}
	}
	if figures == 0 || key == "" {
		return -1, -1, ""
	}
	for s := range r.form.Sections {
		if !r.announced(s, i) {
			continue
		}
		if row := r.ix.nearRow(r.f, s, key); row >= 0 && !r.form.Sections[s].Rows[row].HeadingOnly {
			return s, row, "label mended: " + key
		}
	}
	s := r.section
	if s >= 0 && len(r.form.Sections[s].Rows) >= 10 && r.lastRow[s] >= 0 && r.announced(s, i) && len(values) >= r.width(s) {
		if row := r.ix.rowInOrder(r.f, s, r.lastRow[s], key); row >= 0 && !r.form.Sections[s].Rows[row].HeadingOnly {
			return s, row, "label mended by its place: " + key
		}
	}
	return -1, -1, ""
}
