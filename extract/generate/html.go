package generate

import (
	"fmt"
	"html"
	"strings"
)

// htmlBody writes the blocks of a page as HTML.
func (g *generator) htmlBody(blocks []block) string {
	var b strings.Builder
	style := g.choose("style", "bare", "word", "wps", "paragraphs", "cms", "th", "excel", "sloppy")
	deep := 0
	if g.on("tables:nested", 0.15) {
		deep = 1 + g.rnd("nested").IntN(3)
	}
	for range deep {
		b.WriteString(`<table width="980" align="center" border="0"><tr><td class="left">栏目导航</td><td>`)
	}
	for i := range blocks {
		switch bl := &blocks[i]; {
		case bl.sheet == nil:
			g.htmlText(&b, bl, style)
		case bl.hidden:
			b.WriteString(pick(g.rnd("hidden way"), `<div style="display:none">`, `<div hidden>`, `<div style="DISPLAY: none;">`))
			g.htmlTable(&b, bl.sheet, style)
			b.WriteString("</div>\n")
		case bl.sheet.section != "decoy" && !g.keepsSpaces() && g.some("layout:mixed", 0.05, 0.5):
			// One of the tables came in as text.
			b.WriteString("<p>" + strings.Join(escaped(texts(g.flattenTable(bl.sheet))), "</p>\n<p>") + "</p>\n")
		default:
			g.htmlTable(&b, bl.sheet, style)
		}
	}
	for range deep {
		b.WriteString("</td></tr></table>\n")
	}
	return b.String()
}

func (g *generator) htmlText(b *strings.Builder, bl *block, style string) {
	t := html.EscapeString(bl.text)
	switch {
	case bl.level == 1:
		fmt.Fprintf(b, pick(g.rnd("title way"), "<h1>%s</h1>\n", "<h2 class=\"title\">%s</h2>\n", "<div class=\"article-title\">%s</div>\n", "<p style=\"text-align:center\"><strong>%s</strong></p>\n"), t)
	case style == "word":
		fmt.Fprintf(b, "<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>%s<span lang=EN-US><o:p></o:p></span></span></p>\n", t)
	case bl.level == 2:
		fmt.Fprintf(b, pick(g.rnd("heading way"), "<p><strong>%s</strong></p>\n", "<h3>%s</h3>\n", "<p>　　%s</p>\n"), t)
	default:
		fmt.Fprintf(b, "<p>　　%s</p>\n", t)
	}
}

// htmlTable writes one table. Header rows may stand in thead.
func (g *generator) htmlTable(b *strings.Builder, t *sheet, style string) {
	r := g.rnd("table")
	b.WriteString(openTable(style))
	if g.on("table:caption", 0.06) {
		b.WriteString("<caption>" + pick(r, "统计表", "单位：件", "附表") + "</caption>")
	}
	if style == "excel" {
		b.WriteString("<colgroup>" + strings.Repeat("<col width=72>", t.width) + "</colgroup>")
	}
	thead := t.head > 0 && g.on("table:thead", 0.12)
	if thead {
		b.WriteString("<thead>")
	} else if style != "sloppy" {
		b.WriteString("<tbody>")
	}
	for i, row := range t.rows {
		if thead && i == t.head {
			b.WriteString("</thead><tbody>")
		}
		g.htmlRow(b, row, style, i < t.head)
	}
	if style == "word" && g.on("table:word-ruler", 0.3) {
		// Word keeps the widths of the columns in a row without height.
		b.WriteString("<![if !supportMisalignedColumns]>\n<tr height=0>" + strings.Repeat("<td width=60 style='border:none'></td>", max(t.width, 1)) + "</tr>\n<![endif]>\n")
	}
	if style == "sloppy" {
		b.WriteString("</TABLE>\n")
		return
	}
	b.WriteString("</tbody></table>\n")
	if style == "cms" {
		b.WriteString("</div>\n")
	}
}

func openTable(style string) string {
	switch style {
	case "word":
		return "<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 width=624\n style='border-collapse:collapse;border:none'>"
	case "wps":
		return `<table border="1" style="border-collapse:collapse;width:415.3pt;border:none;mso-border-left-alt:0.5pt solid windowtext">`
	case "excel":
		return `<table border=0 cellpadding=0 cellspacing=0 width=648 style='border-collapse:collapse;table-layout:fixed'>`
	case "sloppy":
		return "<TABLE BORDER=1>"
	case "cms":
		return `<div class="table-wrap"><table class="nb-table"><!-- 表格 -->`
	}
	return `<table border="1" cellspacing="0" cellpadding="0">`
}

func (g *generator) htmlRow(b *strings.Builder, row []box, style string, headRow bool) {
	if style == "sloppy" {
		b.WriteString("<TR>")
		for i := range row {
			g.htmlCell(b, &row[i], style, false)
		}
		b.WriteString("\n")
		return
	}
	b.WriteString(pick(g.rnd("tr"), "<tr>", "<tr>\n", `<tr style="height:24pt">`))
	for i := range row {
		g.htmlCell(b, &row[i], style, headRow)
	}
	b.WriteString("</tr>\n")
}
