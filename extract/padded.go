package extract

// Some renderings print a table one cell a line and fill each row up to the width of
// the table with strokes, one for each column that its cells span:
//
//	三、本年度办理结果 |
//	（一）予以公开 |
//	5 |
//	…
//	|
//	（二）部分公开 |
//	3 |
//	…
//	||
//
// One stroke alone looks like an empty cell. Where all rows of a table come out at one
// width, each of them ends where its cells are as many.

const (
	mostColumns = 24 // of such a table
	leastPadded = 3  // rows that prove its width
	mostShort   = 4  // of so many rows that do, one may have less
)

// padding counts the strokes of a run on a line of its own; one stroke is no run.
func padding(text string) int {
	n := 0
	for _, r := range text {
		if !isPipe(r) {
			return 0
		}
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// markRowEnds marks the last cells of the rows of padded tables.
func markRowEnds(rows []row) {
	drawn := func(w *row) bool {
		return !w.hard && w.table > 0 && (w.cells[0].text == "" || w.cells[0].bordered)
	}
	for from := 0; from < len(rows); from++ {
		if !drawn(&rows[from]) {
			continue
		}
		to, padded := from, false
		for ; to < len(rows) && drawn(&rows[to]) && rows[to].table == rows[from].table; to++ {
			padded = padded || rows[to].pads > 0
		}
		if padded {
			markEnds(rows[from:to])
		}
		from = to - 1
	}
}

// markEnds marks the last cells of the rows of one table, and the numbers and blanks
// before their labels, where only one width fits.
func markEnds(cells []row) {
	var ends []int
	for width := 2; width <= mostColumns; width++ {
		for blank := range 2 { // the table's first cell, where it is empty
			if e := endsAt(cells, width, blank); e != nil {
				if ends != nil {
					return
				}
				ends = e
			}
		}
	}
	for _, i := range ends {
		cells[i].ends = true
		if i+2 < len(cells) {
			cells[i+1].leads = isValue(&cells[i+1]) && !isValue(&cells[i+2])
		}
	}
}

// isValue tells a figure or a blank from a text.
func isValue(w *row) bool { return w.cells[0].text == "" || looksLikeFigure(w.cells[0].text) }

// endsAt lists the last cells of the rows that are of a width, n cells of the first
// apart, which are not among those given; nil where too many are not. Those that end
// with less have lost cells, or their strokes, as the last row of a table does. Padding
// fills its row up, a known label behind a figure begins the next one, and its number
// or a blank may stand before its own label.
func endsAt(cells []row, width, n int) []int {
	var ends []int
	short, texts, values := 0, 0, 0 // values before a label are its number
	for i := range cells {
		switch known := cells[i].cells[0].targets != nil; {
		case isValue(&cells[i]):
			values++
		case texts == 0 && values < 2:
			texts, values = 1, 0
		case values > 0 && known && texts > 0:
			short++
			n, texts, values = 0, 1, 0
		case texts == 0:
			return nil
		default:
			texts++
		}
		n += 1 + cells[i].pads
		switch {
		case n > width, n < width && cells[i].pads > 0:
			return nil
		case n == width:
			ends = append(ends, i)
			n, texts, values = 0, 0, 0
		}
	}
	if len(ends) < leastPadded || short > len(ends)/mostShort {
		return nil
	}
	return ends
}

// ownCells tells the rows whose cells are certain to be their own, because the text
// tells where the row ends: they are just the form's, or what follows is padding.
func (r *reader) ownCells() {
	exact := r.exactRows()
	for i := range r.found {
		rr := &r.found[i]
		n := r.figuresOf(rr)
		if !rr.ended || len(rr.cells) < n || rr.corner && rr.filled() < len(rr.cells) || rr.row >= 0 && !exact.has(rr.section) {
			continue
		}
		if rr.padded && rr.row >= 0 && rr.filled() <= n {
			rr.cells = rr.cells[:n]
		}
		rr.own = len(rr.cells) == n
	}
}
