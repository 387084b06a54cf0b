package generate

import "strings"

// line is a line of flattened text with the figures of the printed row that it
// belongs to, nil outside of tables.
type line struct {
	text string
	row  []*Figure
	tail bool // the row ends with this line
}

// flattenings are the conventions by which tables become text.
var flattenings = []string{
	"cell-lines",    // one cell a line, empty cells lost
	"cell-pipes",    // "cell |", one a line
	"pipe-between",  // a pipe on a line of its own after each cell
	"lead-pipes",    // the pipe of a row on a line before it
	"pipe-rows",     // a | b | c |
	"pipe-rows-pad", // a | b | c ||||: spans padded behind
	"pipe-rows-full",
	"pipe-rows-lead", // empty cells for spans from above
	"padded-rows",    // empty cells lost, rows padded behind
	"padded-cells",   // the same, one cell a line
	"markdown",       // | a | b | with a rule under the first row
	"tabs",
	"spaced",  // a b c, empty cells lost
	"columns", // aligned with spaces, empty cells lost
	"block",   // the whole table in one paragraph
}

// flattening is the convention of the page.
func (g *generator) flattening() string { return g.choose("flat", flattenings...) }

// keepsSpaces tells conventions whose blanks or columns markup would lose.
func (g *generator) keepsSpaces() bool {
	f := g.flattening()
	return f == "tabs" || f == "columns"
}

// losesBlanks tells conventions that drop empty cells.
func losesBlanks(f string) bool {
	switch f {
	case "cell-lines", "pipe-between", "padded-rows", "padded-cells", "spaced", "columns", "block":
		return true
	}
	return false
}

// padsBehind tells conventions that fill rows up with empty cells.
func padsBehind(f string) bool {
	return f == "pipe-rows-pad" || f == "pipe-rows-full" || f == "markdown"
}

// drawsRows tells conventions that keep the rows of a table, heads included.
func drawsRows(f string) bool {
	return strings.HasPrefix(f, "pipe-rows") || f == "padded-rows" || f == "markdown" || f == "tabs" || f == "spaced" || f == "columns"
}

// flatten writes the blocks of a page as lines of text.
func (g *generator) flatten(blocks []block) []string {
	var lines []line
	for i := range blocks {
		switch b := &blocks[i]; {
		case b.hidden:
		case b.sheet == nil:
			lines = append(lines, line{text: b.text})
		default:
			lines = append(lines, g.flattenTable(b.sheet)...)
		}
	}
	return g.strokes(texts(g.wear(lines)))
}

// flattenTable writes one table.
func (g *generator) flattenTable(t *sheet) []line {
	f := g.flattening()
	width := max(gridWidth(t.rows), 1)
	lead, behind := coverage(t.rows, width)
	var out []line
	var block []string
	var blockRows []*Figure
	for i, row := range t.rows {
		figs := figuresOf(row)
		cells := g.rowTexts(row, f, figs)
		at := len(out)
		switch f {
		case "block":
			block = append(block, cells...)
			blockRows = append(blockRows, figs...)
			continue
		case "pipe-rows-lead":
			cells = append(make([]string, lead[i]), cells...)
		case "pipe-rows-pad", "padded-rows":
			out = append(out, line{text: strings.Join(cells, " | ") + " | " + strings.Repeat("|", max(width-len(cells), 0))})
		case "pipe-rows-full", "markdown":
			cells = append(cells, make([]string, max(width-len(cells), 0))...)
		}
		if len(out) == at {
			pad := behind[i]
			if f == "cell-pipes" && i == len(t.rows)-1 {
				pad = 0 // what stands at the end of a table is trimmed
			}
			out = append(out, g.rowLines(f, cells, pad)...)
		}
		if f == "markdown" && i == 0 {
			out = append(out, line{text: "|" + strings.Repeat(pick(g.rnd("rule"), " --- |", "---|", ":---:|"), width)})
		}
		for k := at; k < len(out); k++ {
			out[k].row = figs
		}
		if len(out) > at {
			out[len(out)-1].tail = true
		}
	}
	if len(block) > 0 {
		out = append(out, line{text: strings.Join(block, " "), row: blockRows})
	}
	return out
}

// rowLines writes the cells of a row in a convention.
func (g *generator) rowLines(f string, cells []string, pad int) []line {
	var out []line
	add := func(s string) { out = append(out, line{text: s}) }
	switch f {
	case "cell-lines":
		for _, c := range cells {
			for _, part := range g.splitLines(c) {
				add(part)
			}
		}
	case "cell-pipes", "padded-cells":
		for _, c := range cells {
			add(c + " |")
		}
		if f == "padded-cells" {
			pad = max(pad, 2)
		}
		if pad > 0 {
			add(strings.Repeat("|", pad))
		}
	case "pipe-between":
		for _, c := range cells {
			add(c)
			add("|")
		}
	case "lead-pipes":
		add("|")
		for _, c := range cells {
			add(c + " |")
		}
	case "pipe-rows-full", "markdown":
		add("| " + strings.Join(cells, " | ") + " |")
	case "tabs":
		add(strings.Join(cells, "\t"))
	case "spaced":
		add(strings.Join(cells, pick(g.rnd("gap"), " ", "  ")))
	case "columns":
		add(strings.Join(cells, strings.Repeat(" ", 2+g.rnd("gap").IntN(12))))
	default:
		add(strings.Join(cells, " | ") + " |")
	}
	return out
}

// coverage counts, for each row, the places covered from above before its first
// cell, and those that spans of its own cells cover.
func coverage(rows [][]box, width int) (lead, behind []int) {
	lead, behind = make([]int, len(rows)), make([]int, len(rows))
	cells := make([]int, len(rows))
	walkGrid(rows, func(row, col int, b *box) {
		if cells[row] == 0 {
			lead[row] = col
		}
		cells[row]++
	})
	for i := range rows {
		behind[i] = max(width-cells[i], 0)
	}
	return lead, behind
}

func texts(lines []line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.text
	}
	return out
}

// strokes changes how the lines are drawn: other strokes for borders, indents.
func (g *generator) strokes(lines []string) []string {
	stroke := "|"
	if g.on("text:other-strokes", 0.05) {
		stroke = pick(g.rnd("stroke"), "｜", "│", "┃")
	}
	indent := ""
	if g.on("text:indented", 0.08) {
		indent = pick(g.rnd("indent"), "    ", "　　", " ")
	}
	for i, l := range lines {
		lines[i] = indent + strings.ReplaceAll(l, "|", stroke)
	}
	return lines
}
