package extract

import (
	"fmt"
	"strings"
)

// unknownRow keeps as a problem a row that the form does not have, printed among
// the form's rows with as many figures as they have.
func (r *reader) unknownRow(k int) {
	t := &r.tokens[k]
	s := r.section
	if s < 0 || !r.mayStandIn[k].has(s) || r.headers[s] == nil && !r.hasRead(s) {
		return
	}
	table := r.rows[t.row].table
	if t.hard && (table == 0 || !r.inTable(s, table)) {
		return
	}
	if w := r.width(s); len(t.values) < w || !t.hard && len(t.values) != w {
		return
	}
	var figures []string
	for _, v := range t.values {
		if f := readFigure(v.text); f.status == StatusRead {
			figures = append(figures, v.text)
		}
	}
	if len(figures) == 0 {
		return
	}
	// The label before it, printed without figures, was a heading over such rows.
	if n := len(r.found); !t.hard && n > 0 && r.found[n-1].cells == nil && r.found[n-1].section == s {
		r.found = r.found[:n-1]
	}
	r.use(t)
	text := t.text
	for p := k - 1; p >= 0 && t.hard && r.tokens[p].row == t.row && r.roles[p] == roleNone; p-- {
		text = r.tokens[p].text + text
	}
	r.problems = append(r.problems, Problem{"unknown_row", fmt.Sprintf("%s: %s: the form has no row %q (printed: %s)",
		r.form.Sections[s].Code, r.place(t), text, strings.Join(figures, ", "))})
}

// hasRead tells whether a row of section s was read.
func (r *reader) hasRead(s int) bool {
	for i := range r.found {
		if r.found[i].section == s {
			return true
		}
	}
	return false
}

// inTable tells whether a table holds the header of section s or a row of it.
func (r *reader) inTable(s, table int) bool {
	if h := r.headers[s]; h != nil && h.table == table {
		return true
	}
	for i := range r.found {
		if r.found[i].section == s && r.found[i].table == table {
			return true
		}
	}
	return false
}

// place names where a token stands for a reader of the page.
func (r *reader) place(t *token) string {
	w := &r.rows[t.row]
	if w.hard {
		return fmt.Sprintf("table %d row %d", w.table, w.n)
	}
	return fmt.Sprintf("line %d", w.n)
}

// howExact tells how an exact label was put together.
func howExact(t *token) string {
	unit := "lines"
	if t.hard {
		unit = "cells"
	}
	if t.pieces > 1 {
		return fmt.Sprintf("label joined from %d %s", t.pieces, unit)
	}
	return "label"
}
