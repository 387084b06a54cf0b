package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// row is a line prepared for reading: rows of tables as they are, lines of text
// cut into the cells they hold.
type row struct {
	cells []cell
	hard  bool
	drawn bool // in text, with pipes or tabs: hard, but without the borders of a table
	table int
	n     int // row in the table, or line on the page
	line  int // index of the line it comes from

	// Of text with one cell a line: the strokes of a run behind it, whether a row of
	// its table ends with it, and whether one begins with it that has its label next.
	pads        int
	ends, leads bool
}

// ahead is the cell right before the label of a token, empty where there is none.
func (w *row) ahead(t *token) string {
	if t.cell == 0 {
		return ""
	}
	return w.cells[t.cell-1].text
}

// rowsOf prepares the lines from..to of a page. Text that draws tables with
// pipes, tabs or spaces is cut into cells; an empty cell that was drawn stays
// as an explicit blank.
func rowsOf(ix *index, lines []line) []row {
	rows := make([]row, 0, len(lines))
	table, tabbed := 0, -1<<30 // tabbed is the last line cut at tabs
	for i := range lines {
		table = max(table, lines[i].table)
	}
	for i := 0; i < len(lines); {
		l := &lines[i]
		if l.hard {
			rows = append(rows, row{cells: l.cells, hard: true, table: l.table, n: l.row, line: i})
			i++
			continue
		}
		if end := pipeRegion(lines, i); end > i {
			table++
			rows = appendPiped(rows, lines[i:end], i, table)
			i = end
			continue
		}
		if strings.IndexByte(l.cells[0].text, '\t') >= 0 && len(l.cells[0].text) < maxLineBytes {
			if i-tabbed > maxPipeGap {
				table++
			}
			tabbed = i
			rows = append(rows, row{cells: cutTabs(l.cells[0].text), hard: true, drawn: true, table: table, n: l.row, line: i})
			i++
			continue
		}
		rows = appendSoft(rows, ix, l, i)
		i++
	}
	for i := range rows {
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			c.label, c.targets = ix.lookup(c.text)
		}
	}
	markRowEnds(rows)
	cutEmptyColumns(rows)
	gridSpread(rows)
	return ix.parted(rows)
}

// parted cuts cells that hold several labels, or a label and its figure.
func (ix *index) parted(rows []row) []row {
	for i := 0; i < len(rows); i++ {
		for j := 0; j < len(rows[i].cells); j++ {
			c := &rows[i].cells[j]
			if c.targets != nil {
				continue
			}
			pieces := ix.unglue(c.text)
			if pieces == nil {
				continue
			}
			cells := make([]cell, len(pieces))
			for k, p := range pieces {
				cells[k] = cell{text: p, col: c.col, span: c.span, glued: true}
				cells[k].label, cells[k].targets = ix.lookup(p)
			}
			if rows[i].hard {
				rows[i].cells = slices.Concat(rows[i].cells[:j], cells, rows[i].cells[j+1:])
				j += len(cells) - 1
				continue
			}
			own := make([]row, len(cells))
			for k := range cells {
				own[k] = rows[i]
				own[k].cells = cells[k : k+1]
			}
			rows = slices.Replace(rows, i, i+1, own...)
			i += len(own) - 1
		}
	}
	return rows
}

func cutTabs(text string) []cell {
	var cells []cell
	for c := range strings.SplitSeq(text, "\t") {
		cells = append(cells, cell{text: trimSpace(c), col: -1})
	}
	return cells
}

func isPipe(r rune) bool { return r == '|' || r == '｜' || r == '│' || r == '┃' }

// pipeMarks are what isPipe tells: looked for one by one, which is far sooner done in
// Chinese text than strings.ContainsAny.
var pipeMarks = []string{"|", "｜", "│", "┃"}

func hasPipe(s string) bool { return containsAny(s, pipeMarks) }

// maxPipeGap is how many lines without a pipe may stand between two with one.
const maxPipeGap = 4

// pipeRegion returns the end of the run of lines drawn with pipes that begins
// at line i, or i where none does. A single pipe in running text is none.
func pipeRegion(lines []line, i int) int {
	text := lines[i].cells[0].text
	if !hasPipe(text) && !(i+1 < len(lines) && !lines[i+1].hard && trimSpace(lines[i+1].cells[0].text) == "|") {
		return i
	}
	end, pipes := i, 0
	for j := i; j < len(lines) && j-end <= maxPipeGap && !lines[j].hard; j++ {
		if t := lines[j].cells[0].text; hasPipe(t) && len(t) < maxLineBytes {
			end = j
			pipes++
		}
	}
	if pipes < 4 {
		return i
	}
	return end + 1
}

// appendPiped cuts a run of lines drawn with pipes. Where most lines hold a
// whole row, lines are rows; where most hold one cell, the pipes separate cells
// and rows are told by the labels alone.
func appendPiped(rows []row, lines []line, first, table int) []row {
	rowLike, cellLike := 0, 0
	for i := range lines {
		t := lines[i].cells[0].text
		pipes, filled := 0, 0
		for _, c := range strings.FieldsFunc(t, isPipe) {
			if trimSpace(c) != "" {
				filled++
			}
		}
		for _, r := range t {
			if isPipe(r) {
				pipes++
			}
		}
		switch {
		case pipes == 0:
		case filled >= 2 || filled == 1 && pipes >= 4:
			rowLike++
		default:
			cellLike++
		}
	}
	if rowLike >= cellLike {
		framed := allBeginWithPipe(lines)
		for i := range lines {
			t := lines[i].cells[0].text
			if framed {
				t = strings.TrimLeftFunc(t, isSpace)
				r, n := utf8.DecodeRuneInString(t)
				if isPipe(r) {
					t = t[n:]
				}
			}
			rows = appendPipeRow(rows, t, first+i, table, i+1)
		}
		return rows
	}
	return appendPipeCells(rows, lines, first, table)
}

// allBeginWithPipe tells tables drawn with a frame, | a | b |, from those where
// a leading pipe is an empty cell under a span from above.
func allBeginWithPipe(lines []line) bool {
	piped, framed := 0, 0
	for i := range lines {
		t := trimSpace(lines[i].cells[0].text)
		if !hasPipe(t) {
			continue
		}
		piped++
		if r, _ := utf8.DecodeRuneInString(t); isPipe(r) {
			framed++
		}
	}
	return framed*10 >= piped*9
}

func appendPipeRow(rows []row, text string, line, table, n int) []row {
	if !hasPipe(text) {
		return append(rows, row{cells: []cell{{text: text, col: -1}}, line: line, n: n})
	}
	var cells []cell
	start, rule := 0, true
	text = cutPadding(text)
	for i, r := range text {
		if isPipe(r) {
			cells = append(cells, cell{text: trimSpace(text[start:i]), col: -1})
			start = i + utf8.RuneLen(r)
		}
	}
	if rest := trimSpace(text[start:]); rest != "" {
		cells = append(cells, cell{text: rest, col: -1})
	}
	for _, c := range cells {
		if strings.Trim(c.text, ":-— ") != "" || len(c.text) < 3 {
			rule = false
		}
	}
	if rule { // |---|---|
		return rows
	}
	return append(rows, row{cells: cells, hard: true, drawn: true, table: table, n: n, line: line})
}

// cutPadding drops the unspaced run of pipes by which some renderers pad a short
// row to the width of the table: 3 | 3 | |||||. It stands for no cell: a row
// that lost its blank cells must look short, not blank at its end. A row
// without any figure keeps it.
func cutPadding(text string) string {
	t := strings.TrimRightFunc(text, isSpace)
	rest := strings.TrimRightFunc(t, isPipe)
	run := utf8.RuneCountInString(t[len(rest):])
	closed := strings.TrimRightFunc(rest, isSpace)
	if last, _ := utf8.DecodeLastRuneInString(closed); !isPipe(last) {
		run-- // the first pipe of the run closes the cell before it
		if run > 0 {
			rest += "|"
		}
	}
	if run < 1 || run == 1 && strings.HasSuffix(rest, " ") {
		return text
	}
	filled := 0
	for _, c := range strings.FieldsFunc(rest, isPipe) {
		if trimSpace(c) != "" {
			filled++
		}
	}
	if filled < 2 {
		return text
	}
	return rest
}

// closeThemselves tells whether figures stand on one line with the pipe behind
// them: one without is the number of a page. Where there are many without, they
// must count up as pages do.
func closeThemselves(lines []line) bool {
	with, without := 0, 0
	closed, open := 0, 0 // lines of words
	page, pages := int64(0), true
	for i := range lines {
		text := lines[i].cells[0].text
		cell := strings.TrimRightFunc(strings.TrimRightFunc(text, isPipe), isSpace)
		switch {
		case cell == "":
			continue
		case looksLikeFigure(cell):
		case hasPipe(text):
			closed++
			continue
		default:
			open++
			continue
		}
		if hasPipe(text) {
			with++
			continue
		}
		without++
		n := wholeNumber(text)
		pages = pages && n > page && n < maxPageNumber
		page = n
	}
	return with >= 10*without || pages && (with > without || closed > 4*open)
}

// maxPageNumber is above any report's.
const maxPageNumber = 200

func appendPipeCells(rows []row, lines []line, first, table int) []row {
	closed := false // the last thing seen was a pipe
	ownPipes := closeThemselves(lines)
	for i := range lines {
		text := lines[i].cells[0].text
		if isPageNumber(text) || ownPipes && !hasPipe(text) && looksLikeFigure(text) {
			continue
		}
		if n := padding(text); n > 0 && len(rows) > 0 && rows[len(rows)-1].table == table {
			rows[len(rows)-1].pads += n
		}
		start := 0
		// A pipe alone on its line is an empty cell; further pipes behind a
		// cell, or a run of them, pad the row to the width of the table.
		single := utf8.RuneCountInString(text) == 1 && hasPipe(text)
		put := func(s string, bordered bool) {
			if s = trimSpace(s); s != "" {
				rows = append(rows, row{cells: []cell{{text: s, col: -1, bordered: bordered}}, table: table, n: i + 1, line: first + i})
				closed = closed && ownPipes && !hasPipe(text) // a page's head has no border of its own
			}
		}
		for j, r := range text {
			if !isPipe(r) {
				continue
			}
			put(text[start:j], ownPipes)
			if closed && single {
				rows = append(rows, row{cells: []cell{{col: -1}}, table: table, n: i + 1, line: first + i})
			}
			closed = true
			start = j + utf8.RuneLen(r)
		}
		put(text[start:], false)
	}
	return rows
}

// appendSoft adds a line of text: as it is, or cut at its spaces where its
// pieces are figures and labels.
func appendSoft(rows []row, ix *index, l *line, i int) []row {
	text := l.cells[0].text
	whole := row{cells: l.cells, n: l.row, line: i}
	if len(text) > maxLineBytes {
		return rows
	}
	if isPageNumber(text) {
		if n := len(rows); n > 0 && !rows[n-1].hard && rows[n-1].line == i-1 {
			if _, ok := parseTitle(rows[n-1].cells[0].text); ok {
				return rows[:n-1] // a running head
			}
		}
		return rows
	}
	if !strings.ContainsFunc(text, isSpace) {
		return append(rows, whole)
	}
	fields := strings.FieldsFunc(text, isSpace)
	fields = slices.DeleteFunc(fields, func(f string) bool { return strings.TrimLeftFunc(f, isPipe) == "" }) // borders
	if len(fields) == 0 {
		return append(rows, whole)
	}
	// Labels are compared without their dashes, and without a note that is cut off:
	// 规章 - - and 规章（… 3 4 are no labels.
	marked := len(fields) > 1 && (isBlankMark(fields[len(fields)-1]) || opensNote(text) && looksLikeFigure(fields[len(fields)-1]))
	if _, ts := ix.lookup(text); ts != nil && !marked || looksLikeFigure(text) {
		return append(rows, whole)
	}
	telling := false
	for _, f := range fields {
		if looksLikeFigure(f) {
			telling = true
			break
		}
		if _, ts := ix.lookup(f); ts != nil {
			telling = true
			break
		}
	}
	if !telling {
		return append(rows, whole)
	}
	for k := 0; k < len(fields); k++ {
		f := fields[k]
		if k+1 < len(fields) && isEnumeratorOf(f, fields[k+1]) {
			f += fields[k+1]
			k++
		}
		rows = append(rows, row{cells: []cell{{text: f, col: -1}}, n: l.row, line: i})
	}
	return rows
}

// isEnumeratorOf tells a number that was parted from its delimiter: 5 .要求….
func isEnumeratorOf(number, next string) bool {
	if len(number) == 0 || len(number) > 2 || number[0] < '1' || number[0] > '9' {
		return false
	}
	r, n := utf8.DecodeRuneInString(next)
	if !strings.ContainsRune(".．、)）", r) || len(next) == n {
		return false
	}
	after, _ := utf8.DecodeRuneInString(next[n:])
	return after < '0' || after > '9'
}
