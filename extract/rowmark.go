package extract

// Some renderings open each row of a table with the stroke of its left border, on a
// line of its own:
//
//	|
//	一、本年新收政府信息公开申请数量 |
//	5 |
//	…
//	|
//	二、上年结转政府信息公开申请数量 |
//
// Such a stroke looks like an empty cell, the last one of the row before. Taken for
// what it is, it tells where that row ends: which of its blanks are its own.

// leastStrokes is how many blanks that are neither figures nor placeholders prove
// that strokes open rows, one at least behind a row and so many between names.
const (
	leastStrokes  = 4
	leastInHeader = 2
)

// rowMarks finds, by row, the strokes that open rows; nil where the text has none.
// In a text that has them no known label stands right behind a figure.
func (r *reader) rowMarks() []bool {
	var marks []bool
	whole, ends, short, names := 0, 0, 0, 0
	c := cellCount{section: -1, line: -1}
	for i := range r.rows {
		w := &r.rows[i]
		if w.hard || w.table == 0 {
			c = cellCount{section: -1, line: -1}
			continue
		}
		switch text := &w.cells[0]; {
		case text.text == "" || looksLikeFigure(text.text):
			c.add(text.text)
			if text.text != "" || !c.opensRow(r, i+1) {
				continue
			}
			if marks == nil {
				marks = make([]bool, len(r.rows))
			}
			marks[i] = true
			switch beyond := c.beyond(r); {
			case c.cells == 1 && !(c.row && r.width(c.section) == 1):
				names++
			case beyond < 0:
				short++ // without its last blank it has too few cells
			case beyond > 0 || !r.beginsOwnRow(r.rows[i+1].cells[0].targets):
			case c.printed == c.cells-1:
				whole++
			case c.filled == c.cells-1:
				ends++
			}
		case text.bordered && text.targets != nil && c.cells > 0 && !c.blank:
			return nil // a row that nothing opens
		default:
			c.label(r, text)
		}
	}
	if names < leastInHeader || names+whole+ends < leastStrokes || whole == 0 && (ends == 0 || short > 0) {
		return nil
	}
	return marks
}

// cellCount counts the figures and blanks behind a label.
type cellCount struct {
	section int  // of the last label that is a row's or a column's, -1 if none
	row     bool // the last label is a row's, or unknown and behind one
	line    int  // the section of one line that the label names a column of, -1 if none
	cells   int
	printed int  // of the cells, those that are no blanks
	filled  int  // the cells up to the last of these
	blank   bool // the last cell is one
}

func (c *cellCount) label(r *reader, text *cell) {
	c.cells, c.printed, c.filled, c.blank, c.line = 0, 0, 0, false, -1
	if text.targets == nil {
		return
	}
	row, isR := r.mine(text.targets, isRow)
	col, isC := r.mine(text.targets, isCol)
	if c.row = isR; isR {
		c.section = int(row.section)
	} else if isC {
		c.section = int(col.section)
	}
	for _, t := range text.targets {
		if int(t.form) == r.f && t.kind == isCol && r.oneLine(int(t.section)) {
			c.line = int(t.section)
		}
	}
}

func (c *cellCount) add(text string) {
	c.cells++
	c.blank = text == ""
	if !c.blank {
		c.printed++
		c.filled = c.cells
	}
}

// beyond is how many cells more than the form's a row has, its last blank apart; it
// is negative where it has fewer, and 1 where the label is no row's.
func (c *cellCount) beyond(r *reader) int {
	if !c.row || c.section < 0 {
		return 1
	}
	return c.cells - 1 - r.width(c.section)
}

// opensRow tells whether the blank cell just counted opens the row that goes on with
// row i: a known label, a text where the row before has all its cells, or, behind the
// names of its columns, the one line of a section.
func (c *cellCount) opensRow(r *reader, i int) bool {
	if i == len(r.rows) || r.rows[i].hard || r.rows[i].table == 0 {
		return false
	}
	next := &r.rows[i].cells[0]
	if next.text == "" || looksLikeFigure(next.text) {
		return c.cells == 1 && c.line >= 0 && r.cellsBehind(i-1) == r.width(c.line)*len(r.form.Sections[c.line].Rows)
	}
	return next.bordered && (next.targets != nil || c.row && c.cells == r.width(c.section)+1)
}

// beginsOwnRow tells a label before which no placeholder stands for a span from above:
// one that is in no group of rows, or of a table whose labels span nothing.
func (r *reader) beginsOwnRow(ts []target) bool {
	if t, ok := r.mine(ts, isRow); ok {
		return r.width(int(t.section)) == 1 || r.depth(int(t.section), int(t.idx)) == 0
	}
	_, head := r.mine(ts, isHead)
	return head
}

// isMark tells whether row i is a stroke that opens a row.
func (r *reader) isMark(i int) bool { return i >= 0 && i < len(r.marks) && r.marks[i] }

// exactRows tells the sections that print nothing but figures behind their labels, and
// nothing for columns that labels span: of the rows that strokes end, most have just
// the form's cells, whatever groups their labels are in.
func (r *reader) exactRows() sections {
	type kind struct{ section, depth int }
	exact := map[kind]int{} // less the rows that have more or fewer
	for i := range r.found {
		rr := &r.found[i]
		if !rr.ended || rr.row < 0 || rr.padded && len(rr.cells) > r.figuresOf(rr) && rr.filled() <= r.figuresOf(rr) {
			continue
		}
		k := kind{rr.section, r.depth(rr.section, rr.row)}
		if len(rr.cells) == r.figuresOf(rr) {
			exact[k]++
		} else {
			exact[k]--
		}
	}
	var out, not sections
	for k, n := range exact {
		if out.add(k.section); n <= 0 {
			not.add(k.section)
		}
	}
	return out &^ not
}
