package extract

import (
	"fmt"
	"strings"
)

// maxRunTexts bounds the label pieces kept for mending.
const maxRunTexts = 5

// softRow reads a piece of flattened text: a label, or a figure of the run that
// follows one. It returns the index of the last row it consumed.
func (r *reader) softRow(i int) int {
	text := r.rows[i].cells[0].text
	if text == "" || looksLikeFigure(text) {
		r.run.cells = append(r.run.cells, cell{text: text, col: i})
		return i
	}
	if r.run.known && len(r.run.cells) == 0 && r.units[r.run.target.section][text] {
		r.used[r.rows[i].line] = true
		return i // the row's unit, before its figure
	}
	l, ts, n := r.join(&r.rows[i].cells[0], func(k int) (string, bool) {
		if i+k >= len(r.rows) || r.rows[i+k].hard {
			return "", false
		}
		t := r.rows[i+k].cells[0].text
		return t, t != "" && !looksLikeFigure(t)
	}, maxJoin)
	if len(r.run.cells) > 0 {
		r.partEnumerator(text, l, ts)
		r.closeRun()
	}
	if n == 0 {
		r.dropRun()
		if len(text) > maxLabelBytes {
			r.run.texts = r.run.texts[:0]
			return i
		}
		r.run.texts = append(r.run.texts, token{text, i, 0})
		if len(r.run.texts) > maxRunTexts {
			r.run.texts = append(r.run.texts[:0], r.run.texts[1:]...)
		}
		return i
	}
	r.dropRun()
	r.run.texts = r.run.texts[:0]
	t, isR := r.mine(ts, isRow)
	c, isC := r.mine(ts, isCol)
	if isR && isC {
		// 其他 and 总计 name columns too; as rows they follow their neighbours.
		d := int(t.idx) - r.lastRow[t.section]
		isR = r.lastRow[t.section] >= 0 && d >= 1 && d <= 4
		isC = !isR
	}
	if h, ok := r.mine(ts, isHead); ok && !isR {
		r.heading(h, i)
		return i + n - 1
	}
	switch {
	case isR:
		r.run.known, r.run.target, r.run.start = true, t, i
		r.run.label, r.run.how = l.key, "label"
		if n > 1 {
			r.run.how = fmt.Sprintf("label joined from %d lines", n)
		}
	case isC:
		text := ""
		for k := range n {
			text += r.rows[i+k].cells[0].text
			r.use(i + k)
		}
		r.header(i, int(c.section), []headCell{{col: int(c.idx), grid: -1, span: 1, text: text}})
	default:
		for k := range n {
			r.use(i + k)
		}
	}
	return i + n - 1
}

// partEnumerator takes back the last figure of a run where it is the number of
// the label that follows: 5 | .要求…, or 1 | 属于国家秘密. Where that cannot be
// told for certain, the run is left open.
func (r *reader) partEnumerator(text string, l label, ts []target) {
	cells := r.run.cells
	last := cells[len(cells)-1].text
	if isEnumeratorOf(last, text) {
		r.run.cells = cells[:len(cells)-1]
		return
	}
	t, ok := r.mine(ts, isRow)
	if !ok || l.enum != "" || t.enum == "" || t.enum != last || !r.run.known {
		return
	}
	switch n := r.width(int(r.run.target.section)); {
	case len(cells) == n+1:
		r.run.cells = cells[:n]
	case len(cells) <= n:
		r.run.doubt = "the last figure may be the number of the next label"
	}
}

// use marks a line as part of a flattened table, where one was announced.
func (r *reader) use(i int) {
	if r.section >= 0 && r.announced(r.section, i) {
		r.used[r.rows[i].line] = true
	}
}

// dropRun ends a label that no figure follows. In a flattening that drops
// blanks and repeated values the row is still printed, its figures unknown.
func (r *reader) dropRun() {
	if !r.run.known || len(r.run.cells) > 0 {
		return
	}
	t, i := r.run.target, r.run.start
	r.run.known = false
	s := int(t.section)
	row := &r.form.Sections[s].Rows[t.idx]
	if row.HeadingOnly || len(row.AlternativeTo) > 0 || r.oneLine(s) || !r.announced(s, i) || r.lastRow[s] >= int(t.idx) {
		return
	}
	r.take(i, s, int(t.idx), r.run.label, r.run.how, nil, 0)
}

// closeRun gives the gathered figures to the row whose label stands before them.
func (r *reader) closeRun() {
	cells := r.run.cells
	known, t, start := r.run.known, r.run.target, r.run.start
	texts := r.run.texts
	doubt := r.run.doubt
	r.run.cells, r.run.known, r.run.texts, r.run.doubt = nil, false, texts[:0], ""
	if len(cells) == 0 {
		return
	}
	figures := 0
	last := 0
	for _, c := range cells {
		last = c.col
		if c.text != "" {
			figures++
		}
	}
	for k := range cells {
		cells[k].col = -1
	}
	mark := func(s, from int) {
		for k := from; k <= last; k++ {
			r.used[r.rows[k].line] = true
		}
		r.heads[s].row = last
	}
	if known {
		s := int(t.section)
		sec := &r.form.Sections[s]
		if sec.Rows[t.idx].HeadingOnly || !r.announced(s, start) && !(r.rowTelling(s, int(t.idx)) && figures > 0) {
			return
		}
		if r.oneLine(s) && figures == 0 {
			return
		}
		if r.oneLine(s) && figures >= len(sec.Rows)*len(sec.Columns) && r.headers[s] != nil {
			// The last column group's label stands right before the one line.
			r.take(start, s, -1, "", "the line under the header", cells, 0)
			mark(s, start)
			return
		}
		r.take(start, s, int(t.idx), r.run.label, r.run.how, cells, 0)
		r.found[len(r.found)-1].doubt = doubt
		mark(s, start)
		return
	}
	if len(texts) > 0 && figures > 0 {
		joined := ""
		for k := len(texts) - 1; k >= 0 && k >= len(texts)-4; k-- {
			joined = texts[k].text + joined
			if s, row, how := r.mend(texts[k].row, newLabel(joined).key, cells); row >= 0 {
				r.take(texts[k].row, s, row, newLabel(joined).key, how, cells, 0)
				mark(s, texts[k].row)
				return
			}
		}
		r.unknownRun(texts[len(texts)-1], cells, figures)
		return
	}
	if s := r.section; s >= 0 && r.oneLine(s) && r.headers[s] != nil && !r.headers[s].closed && figures > 0 {
		i := last - len(cells) + 1
		if i-r.headers[s].at <= 12 {
			r.take(max(i, 0), s, -1, "", "the line under the header", cells, 0)
			mark(s, max(i, 0))
		}
	}
}

// unknownRun keeps as a problem a row that the form does not have, printed with
// as many figures as its neighbours.
func (r *reader) unknownRun(label token, cells []cell, figures int) {
	s := r.section
	if s < 0 || figures == 0 || len(cells) != r.width(s) || !r.announced(s, label.row) || r.headers[s] == nil && r.lastRow[s] < 0 {
		return
	}
	// The label before it, printed without figures, was a heading over such rows.
	if n := len(r.found); n > 0 && r.found[n-1].cells == nil && r.found[n-1].section == s {
		r.found = r.found[:n-1]
	}
	texts := make([]string, len(cells))
	for i := range cells {
		texts[i] = cells[i].text
		r.used[r.rows[label.row].line] = true
	}
	r.problems = append(r.problems, Problem{"unknown_row", fmt.Sprintf("%s: line %d: the form has no row %q (printed: %s)",
		r.form.Sections[s].Code, r.rows[label.row].n, label.text, strings.Join(texts, ", "))})
}
