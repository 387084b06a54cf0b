package extract

import (
	"strings"
	"unicode/utf8"
)

// row is a line prepared for reading: rows of tables as they are, lines of text
// cut into the cells they hold.
type row struct {
	cells []cell
	hard  bool
	table int
	n     int // row in the table, or line on the page
	line  int // index of the line it comes from
}

// rowsOf prepares the lines from..to of a page. Text that draws tables with
// pipes, tabs or spaces is cut into cells; an empty cell that was drawn stays
// as an explicit blank.
func rowsOf(ix *index, lines []line) []row {
	rows := make([]row, 0, len(lines))
	table := 0
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
		rows = appendSoft(rows, ix, l, i)
		i++
	}
	return rows
}

func isPipe(r rune) bool { return r == '|' || r == '｜' || r == '│' || r == '┃' }

func hasPipe(s string) bool { return strings.ContainsAny(s, "|｜│┃") }

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
		for i := range lines {
			rows = appendPipeRow(rows, lines[i].cells[0].text, first+i, table, i+1)
		}
		return rows
	}
	return appendPipeCells(rows, lines, first, table)
}

func appendPipeRow(rows []row, text string, line, table, n int) []row {
	if !hasPipe(text) {
		return append(rows, row{cells: []cell{{text: text, col: -1}}, line: line, n: n})
	}
	var cells []cell
	start, rule := 0, true
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
	return append(rows, row{cells: cells, hard: true, table: table, n: n, line: line})
}

func appendPipeCells(rows []row, lines []line, first, table int) []row {
	closed := false // the last thing seen was a pipe
	for i := range lines {
		text := lines[i].cells[0].text
		start := 0
		put := func(s string) {
			if s = trimSpace(s); s != "" {
				rows = append(rows, row{cells: []cell{{text: s, col: -1}}, table: table, n: i + 1, line: first + i})
				closed = false
			}
		}
		for j, r := range text {
			if !isPipe(r) {
				continue
			}
			put(text[start:j])
			if closed {
				rows = append(rows, row{cells: []cell{{col: -1}}, table: table, n: i + 1, line: first + i})
			}
			closed = true
			start = j + utf8.RuneLen(r)
		}
		put(text[start:])
	}
	return rows
}

// appendSoft adds a line of text: as it is, or cut at tabs or spaces where its
// pieces are figures and labels.
func appendSoft(rows []row, ix *index, l *line, i int) []row {
	text := l.cells[0].text
	whole := row{cells: l.cells, n: l.row, line: i}
	if len(text) > maxLineBytes {
		return rows
	}
	if strings.IndexByte(text, '\t') >= 0 {
		var cells []cell
		for _, c := range strings.Split(text, "\t") {
			cells = append(cells, cell{text: trimSpace(c), col: -1})
		}
		return append(rows, row{cells: cells, hard: true, n: l.row, line: i})
	}
	if !strings.ContainsFunc(text, isSpace) {
		return append(rows, whole)
	}
	if _, ts := ix.lookup(text); ts != nil || looksLikeFigure(text) {
		return append(rows, whole)
	}
	fields := strings.FieldsFunc(text, isSpace)
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
	for _, f := range fields {
		rows = append(rows, row{cells: []cell{{text: f, col: -1}}, n: l.row, line: i})
	}
	return rows
}
