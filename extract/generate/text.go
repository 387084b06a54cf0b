package generate

import (
	"strings"
)

// Flattening is a convention by which tables become text.
type Flattening int

// The conventions seen. CellParagraphs and Spaced lose empty cells.
const (
	CellLines    Flattening = iota // one cell a line
	CellPipes                      // "cell |", one a line
	PipeBetween                    // a pipe on a line of its own between cells
	PipeRows                       // a | b | c |
	PipeRowsFull                   // | a | b | c |, spans padded behind
	PipeRowsLead                   // as PipeRows, with empty cells for spans from above
	Tabbed                         // a⇥b⇥c
	Spaced                         // a b c
	OneBlock                       // the whole table in one paragraph
	PaddedRows                     // a | b ||||: empty cells dropped, rows padded behind
	PaddedCells                    // the same, one cell a line
	Flattenings
)

// losesBlanks tells conventions that drop empty cells.
func (f Flattening) losesBlanks() bool {
	return f == CellLines || f == PipeBetween || f == Spaced || f == OneBlock || f == PaddedRows || f == PaddedCells
}

// flatten writes the grids as lines of text.
func (g *generator) flatten(grids []grid, f Flattening) []string {
	var lines []string
	var block []string
	for _, t := range grids {
		if t.heading != "" {
			if len(block) > 0 {
				lines = append(lines, strings.Join(block, " "))
				block = nil
			}
			lines = append(lines, t.heading)
		}
		width := 0
		for _, b := range t.rows[0] {
			width += b.cols
		}
		covered := make([]int, width+8)
		for _, row := range t.rows {
			var cells []string
			col := 0
			var lead []string
			for _, b := range row {
				for col < len(covered) && covered[col] > 0 {
					covered[col]--
					lead = append(lead, "")
					col++
				}
				for k := 0; k < b.cols && col+k < len(covered); k++ {
					covered[col+k] = b.rows - 1
				}
				col += b.cols
				cells = append(cells, b.text)
			}
			for ; col < len(covered); col++ {
				if covered[col] > 0 {
					covered[col]--
				}
			}
			switch f {
			case CellLines:
				for _, c := range cells {
					if c != "" {
						lines = append(lines, g.maybeSplit(c)...)
					}
				}
			case CellPipes:
				for _, c := range cells {
					lines = append(lines, c+" |")
				}
				if pad := width - len(cells); pad > 0 {
					lines = append(lines, strings.Repeat("|", pad))
				}
			case PipeBetween:
				for _, c := range cells {
					if c != "" {
						lines = append(lines, c, "|")
					}
				}
			case PipeRows:
				lines = append(lines, strings.Join(cells, " | ")+" |")
			case PipeRowsFull:
				for len(cells) < width {
					cells = append(cells, "")
				}
				lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
			case PipeRowsLead:
				lines = append(lines, strings.Join(append(lead, cells...), " | ")+" |")
			case PaddedRows, PaddedCells:
				var filled []string
				for _, c := range cells {
					if c != "" {
						filled = append(filled, c)
					}
				}
				pad := strings.Repeat("|", max(width-len(filled), 2))
				if f == PaddedRows {
					lines = append(lines, strings.Join(filled, " | ")+" | "+pad)
					continue
				}
				for _, c := range filled {
					lines = append(lines, c+" |")
				}
				lines = append(lines, pad)
			case Tabbed:
				lines = append(lines, strings.Join(cells, "\t"))
			case Spaced:
				lines = append(lines, strings.Join(cells, pick(g.rnd, " ", "  ")))
			case OneBlock:
				block = append(block, cells...)
			}
		}
	}
	if len(block) > 0 {
		lines = append(lines, strings.Join(block, " "))
	}
	return lines
}

// maybeSplit breaks a long label over two lines, as narrow cells do.
func (g *generator) maybeSplit(s string) []string {
	r := []rune(s)
	if !g.split || len(r) < 5 || g.rnd.IntN(4) != 0 || r[0] < 0x80 && r[1] < 0x80 {
		return []string{s}
	}
	at := 3 + g.rnd.IntN(len(r)-4)
	return []string{string(r[:at]), string(r[at:])}
}
