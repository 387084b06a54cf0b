package extract

import (
	"fmt"
	"strings"
)

// hardRow reads one row of a table: label cells, then figures to its end.
func (r *reader) hardRow(i int) {
	cells := r.rows[i].cells
	var (
		label, how string
		row        target
		hasRow     bool
		after      int // index of the first cell behind the row's label
		cols       []headCell
		colSection = -1
		unknown    = -1 // first text cell that no label matches
	)
scan:
	for j := 0; j < len(cells); {
		text := cells[j].text
		if text == "" {
			j++
			continue
		}
		l, ts, n := r.join(&cells[j], func(k int) (string, bool) {
			if j+k < len(cells) && cells[j+k].text != "" && !looksLikeFigure(cells[j+k].text) {
				return cells[j+k].text, true
			}
			return "", false
		}, maxJoin)
		if n == 0 {
			if hasRow {
				// A damaged label behind a group's, or a sentence or a figure in
				// the place of a figure.
				if looksLikeFigure(text) {
					break scan
				}
				s, idx, mended := r.mend(i, l.key, cells[j+1:])
				if idx < 0 || s != int(row.section) {
					break scan
				}
				row.idx, after, label, how = uint8(idx), j+1, l.key, mended
				j++
				continue
			}
			if looksLikeFigure(text) {
				if !r.rowAhead(cells[j+1:]) {
					break scan
				}
				j++ // a running number before the label
				continue
			}
			if unknown < 0 {
				unknown = j
			}
			if len(cols) > 0 {
				cols = append(cols, headCell{-1, cells[j].col, cells[j].span, text})
			}
			j++
			continue
		}
		if t, ok := r.mine(ts, isHead); ok && !r.isOtherRow(ts) {
			r.heading(t, i)
			j += n
			continue
		}
		t, isR := r.mine(ts, isRow)
		c, isC := r.mine(ts, isCol)
		if isR && isC {
			// 其他 and 总计 are both: a row where figures follow, else a column.
			rest := len(cells) - j - n
			if len(cols) > 0 || rest == 0 || !r.figuresAhead(cells[j+n:]) {
				isR = false
			} else {
				isC = false
			}
		}
		switch {
		case isR:
			row, hasRow, after = t, true, j+n
			label, how = l.key, howExact(n)
		case isC:
			if colSection < 0 || int(c.section) == colSection {
				colSection = int(c.section)
			}
			col := int(c.idx)
			if len(cols) > 0 && n == 1 && cols[len(cols)-1].col == col {
				// 商业 | 企业: one column's label in two cells.
				cols[len(cols)-1].span += cells[j].span
			} else {
				cols = append(cols, headCell{col, cells[j].col, cells[j].span, joinText(cells[j : j+n])})
			}
		default: // groups and labels of other forms
			if unknown < 0 && !r.ofThisForm(ts) {
				unknown = j
				if len(cols) > 0 {
					cols = append(cols, headCell{-1, cells[j].col, cells[j].span, text})
				}
			}
		}
		j += n
	}
	switch {
	case hasRow && len(cols) == 0:
		r.hardFigures(i, row, label, how, cells[after:])
	case len(cols) > 0 && !hasRow:
		r.header(i, colSection, cols)
	case len(cols) > 0 && hasRow:
		// 行政复议 over the columns of the review: a header with groups.
		r.header(i, colSection, cols)
	case unknown >= 0:
		r.unknownRow(i, unknown)
	default:
		r.bareRow(i)
	}
}

func howExact(n int) string {
	if n > 1 {
		return fmt.Sprintf("label joined from %d cells", n)
	}
	return "label"
}

func joinText(cells []cell) string {
	if len(cells) == 1 {
		return cells[0].text
	}
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

func (r *reader) isOtherRow(ts []target) bool {
	_, ok := r.mine(ts, isRow)
	return ok
}

func (r *reader) ofThisForm(ts []target) bool {
	for _, t := range ts {
		if int(t.form) == r.f {
			return true
		}
	}
	return false
}

func (r *reader) rowAhead(cells []cell) bool {
	for _, c := range cells {
		if c.text == "" {
			continue
		}
		if _, ok := r.mine(c.targets, isRow); ok {
			return true
		}
	}
	return false
}

func (r *reader) figuresAhead(cells []cell) bool {
	figures := false
	for _, c := range cells {
		if c.text == "" {
			continue
		}
		if !looksLikeFigure(c.text) {
			return false
		}
		figures = true
	}
	return figures
}

// hardFigures takes the cells behind a row's label as its figures.
func (r *reader) hardFigures(i int, t target, label, how string, cells []cell) {
	s := int(t.section)
	for len(cells) > r.width(s) && r.units[s][cells[0].text] {
		cells = cells[1:]
	}
	if len(cells) == 0 || r.form.Sections[s].Rows[t.idx].HeadingOnly {
		return // a group's heading in a row of its own
	}
	if !r.announced(s, i) && !r.rowTelling(s, int(t.idx)) || !r.mayBeFigures(s, cells) {
		return
	}
	r.take(i, s, int(t.idx), label, how, cells, len(r.rows[i].cells)-len(cells))
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
		return figures > 0
	case figures > 0:
		return true
	case texts > 0:
		return len(cells) == n || spans == n
	}
	return true
}

// take records a row and the cells printed for it; row is -1 for the one line
// that holds all rows of a section.
func (r *reader) take(i, s, row int, label, how string, cells []cell, before int) {
	w := &r.rows[i]
	r.section = s
	r.heads[s] = evidence{i, w.table}
	if row >= 0 {
		r.lastRow[s] = row
	}
	r.used[w.line] = true
	h := r.headerFor(s, i)
	if h != nil {
		h.closed = true
	}
	r.found = append(r.found, rowRead{
		section: s, row: row, cells: cells, hard: w.hard, table: w.table, header: h, line: w.line,
		at: Place{Table: w.table, Row: w.n, Cell: before + 1, Label: label, How: how},
	})
}

// bareRow reads a row without any label: the one line of a section that prints
// the columns of all its rows side by side.
func (r *reader) bareRow(i int) {
	s := r.section
	if s < 0 || !r.oneLine(s) || r.headers[s] == nil || r.rows[i].table != r.headers[s].table || r.lineTaken(s) {
		return
	}
	r.take(i, s, -1, "", "the line under the header", r.rows[i].cells, 0)
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
