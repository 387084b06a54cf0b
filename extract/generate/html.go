package generate

import (
	"fmt"
	"html"
	"strings"
)

// markup is how an editor writes a cell.
type markup int

const (
	bare markup = iota
	word
	wps
	paragraphs
	markups
)

// htmlTables writes the grids as HTML tables.
func (g *generator) htmlTables(grids []grid) string {
	var b strings.Builder
	m := markup(g.rnd.IntN(int(markups)))
	placeholders := g.rnd.IntN(5) == 0
	thead := g.rnd.IntN(4) == 0
	wrongSpans := g.rnd.IntN(6) == 0
	merged := g.rnd.IntN(6) == 0
	nested := g.rnd.IntN(6) == 0
	open := `<table border="1" cellspacing="0" cellpadding="0"><tbody>`
	if nested {
		b.WriteString(`<table width="980" align="center"><tr><td>`)
	}
	inTable := false
	for i, t := range grids {
		art := strings.HasPrefix(t.section, "art20")
		if !art {
			if inTable && !merged {
				b.WriteString("</tbody></table>\n")
				inTable = false
			}
			if !merged {
				fmt.Fprintf(&b, "<p><strong>%s</strong></p>\n", t.heading)
			}
		}
		if !inTable {
			b.WriteString(open)
			inTable = true
		}
		wide := 10
		if merged && !art && t.heading != "" {
			fmt.Fprintf(&b, `<tr><td colspan="%d">%s</td></tr>`, wide, t.heading)
		}
		split := -1
		if len(t.rows) > 15 && g.rnd.IntN(4) == 0 {
			split = 5 + g.rnd.IntN(len(t.rows)-8)
		}
		var covered []int // placeholder mode: rows still covered, by column
		for j, row := range t.rows {
			if j == split {
				b.WriteString("</tbody></table>\n" + open)
				if g.rnd.IntN(2) == 0 {
					for _, h := range t.rows[:t.header] {
						g.tr(&b, h, m, placeholders, nil, false)
					}
				}
			}
			if thead && j == 0 && i > 0 {
				b.WriteString("<!-- page -->")
			}
			g.tr(&b, row, m, placeholders, &covered, wrongSpans && art)
		}
	}
	b.WriteString("</tbody></table>\n")
	if nested {
		b.WriteString("</td></tr></table>\n")
	}
	return b.String()
}

func (g *generator) tr(b *strings.Builder, row []box, m markup, placeholders bool, covered *[]int, wrongSpans bool) {
	b.WriteString("<tr>")
	if placeholders {
		g.placeholderCells(b, row, m, covered)
		b.WriteString("</tr>\n")
		return
	}
	for _, c := range row {
		attrs := ""
		cols := c.cols
		if wrongSpans && len(row) > 2 && g.rnd.IntN(3) == 0 {
			cols++
		}
		if cols > 1 {
			attrs += fmt.Sprintf(` colspan="%d"`, cols)
		}
		if c.rows > 1 {
			attrs += fmt.Sprintf(` rowspan="%d"`, c.rows)
		}
		g.td(b, c.text, attrs, m)
	}
	b.WriteString("</tr>\n")
}

// placeholderCells writes empty cells in place of spans.
func (g *generator) placeholderCells(b *strings.Builder, row []box, m markup, covered *[]int) {
	if covered == nil {
		covered = new([]int)
	}
	col := 0
	skip := func() {
		for col < len(*covered) && (*covered)[col] > 0 {
			(*covered)[col]--
			g.td(b, "", "", m)
			col++
		}
	}
	for _, c := range row {
		skip()
		for k := range c.cols {
			for len(*covered) <= col {
				*covered = append(*covered, 0)
			}
			(*covered)[col] = c.rows - 1
			if k == 0 {
				g.td(b, c.text, "", m)
			} else {
				g.td(b, "", "", m)
			}
			col++
		}
	}
	skip()
}

func (g *generator) td(b *strings.Builder, s, attrs string, m markup) {
	t := html.EscapeString(s)
	pad := pick(g.rnd, "", "", " ", "&nbsp;")
	switch m {
	case word:
		if s == "" {
			t = "<o:p>&nbsp;</o:p>"
		}
		fmt.Fprintf(b, "<td width=%d%s style='width:60.3pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>\n<p class=MsoNormal align=center style='text-align:center'><span\nstyle='font-size:10.0pt;font-family:宋体'>%s<span lang=EN-US><o:p></o:p></span></span></p></td>\n", 60, attrs, t)
	case wps:
		fmt.Fprintf(b, `<td%s valign="center"><p style="text-align:center"><font face="仿宋_GB2312">%s</font>%s<span style="mso-spacerun:'yes'">&nbsp;</span></p></td>`, attrs, t, pad)
	case paragraphs:
		fmt.Fprintf(b, "<td%s><p>%s%s</p></td>", attrs, t, pad)
	default:
		fmt.Fprintf(b, "<td%s>%s%s</td>", attrs, t, pad)
	}
}
