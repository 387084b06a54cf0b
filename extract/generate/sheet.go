package generate

// role tells what a printed cell is for.
type role int

const (
	auxiliary  role = iota // placeholders, running numbers, units
	heading                // the title of a section
	columnHead             // a header cell
	groupLabel             // a label over several rows
	rowLabel               // the label of one row
	figure                 // a cell for a figure
)

// box is a printed cell with its spans; a box for a figure of the form knows
// its truth.
type box struct {
	text       string
	cols, rows int
	role       role
	fig        *Figure
	ruined     bool // a label beyond reading
}

func cellOf(r role, s string) box { return box{text: s, cols: 1, rows: 1, role: r} }

func (b box) over(cols int) box { b.cols = max(cols, 1); return b }
func (b box) down(rows int) box { b.rows = max(rows, 1); return b }

// sheet is a printed table: rows of boxes, the first head of which are header.
type sheet struct {
	section string
	rows    [][]box
	head    int
	width   int // columns of the grid
}

func (s *sheet) add(rows ...[]box) { s.rows = append(s.rows, rows...) }

// figures lists the truths of a printed row.
func figuresOf(row []box) []*Figure {
	var out []*Figure
	for i := range row {
		if row[i].fig != nil {
			out = append(out, row[i].fig)
		}
	}
	return out
}

// leaveOpen marks figures that the layout does not show beyond doubt.
func leaveOpen(figs []*Figure) {
	for _, f := range figs {
		f.Open = true
	}
}

// gridWidth counts the columns that the widest row needs.
func gridWidth(rows [][]box) int {
	width := 0
	walkGrid(rows, func(_, col int, b *box) {
		width = max(width, col+b.cols)
	})
	return width
}

// walkGrid visits every box with its row and grid column.
func walkGrid(rows [][]box, visit func(row, col int, b *box)) {
	var open []int // rows still covered from above, by column
	for i := range rows {
		col := 0
		next := make([]int, len(open))
		for c, n := range open {
			next[c] = max(n-1, 0)
		}
		for j := range rows[i] {
			b := &rows[i][j]
			for col < len(open) && open[col] > 0 {
				col++
			}
			visit(i, col, b)
			for k := range b.cols {
				for len(next) <= col+k {
					next = append(next, 0)
				}
				next[col+k] = max(next[col+k], b.rows-1)
			}
			col += b.cols
		}
		open = next
	}
}

// expand writes a cell for every place that a span covers: an empty one, or one
// that repeats the text.
func (s *sheet) expand(repeat bool) {
	width := gridWidth(s.rows)
	filled := make([][]box, len(s.rows))
	for i := range filled {
		filled[i] = make([]box, width)
		for c := range filled[i] {
			filled[i][c] = cellOf(auxiliary, "")
		}
	}
	walkGrid(s.rows, func(row, col int, b *box) {
		one := *b
		one.cols, one.rows = 1, 1
		filled[row][col] = one
		if !repeat {
			return
		}
		for r := row; r < min(row+b.rows, len(filled)); r++ {
			for c := col; c < col+b.cols; c++ {
				if r != row || c != col {
					filled[r][c] = cellOf(auxiliary, b.text)
				}
			}
		}
	})
	s.rows = filled
	s.width = width
}

// cutSpans ends at a row the spans that reach over it, and begins them again
// there, as an editor does who lets a table go on elsewhere.
func (s *sheet) cutSpans(at int) {
	var again []box
	walkGrid(s.rows, func(row, _ int, b *box) {
		if row < at && row+b.rows > at {
			rest := *b
			rest.rows = row + b.rows - at
			again = append(again, rest)
		}
	})
	for i := range s.rows[:at] {
		for j := range s.rows[i] {
			b := &s.rows[i][j]
			b.rows = min(b.rows, at-i)
		}
	}
	s.rows[at] = append(again, s.rows[at]...)
}
