package generate

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// htmlCell writes a cell as the editor of the page's style does.
func (g *generator) htmlCell(b *strings.Builder, c *box, style string, headRow bool) {
	attrs := ""
	quote := `"`
	if style == "word" || style == "sloppy" {
		quote = ""
	}
	if c.cols > 1 {
		attrs += fmt.Sprintf(" colspan=%s%d%s", quote, c.cols, quote)
	}
	if c.rows > 1 {
		attrs += fmt.Sprintf(" rowspan=%s%d%s", quote, c.rows, quote)
	}
	text := g.cellText(c)
	switch style {
	case "word":
		if c.text == "" {
			text = "<o:p>&nbsp;</o:p>"
		}
		fmt.Fprintf(b, "<td width=60%s valign=top style='width:60.3pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>\n<p class=MsoNormal align=center style='text-align:center'><span\nstyle='font-size:10.0pt;font-family:宋体'>%s<span lang=EN-US><o:p></o:p></span></span></p>\n</td>\n", attrs, text)
	case "wps":
		fmt.Fprintf(b, `<td%s valign="center"><p style="text-align:center"><font face="仿宋_GB2312">%s</font><span style="mso-spacerun:'yes'">%s</span></p></td>`, attrs, text, pick(g.rnd("wps"), "&nbsp;", "", " "))
	case "paragraphs":
		fmt.Fprintf(b, "<td%s><p>%s</p></td>", attrs, text)
	case "cms":
		fmt.Fprintf(b, "<td%s><div align=\"center\"><span class=\"txt\">%s</span></div></td>\n", attrs, text)
	case "th":
		tag := "td"
		if headRow || c.role == columnHead || c.role == heading || c.role == rowLabel && g.on("th:rows", 0.5) {
			tag = "th"
		}
		fmt.Fprintf(b, "<%s%s>%s</%s>", tag, attrs, text, tag)
	case "excel":
		fmt.Fprintf(b, "<td class=xl%d%s x:num>%s</td>\n", 60+c.cols, attrs, text)
	case "sloppy":
		fmt.Fprintf(b, "<TD%s>%s", attrs, text)
	default:
		fmt.Fprintf(b, "<td%s>%s</td>", attrs, text)
	}
}

// entities writes digits as some converters do.
var entities = strings.NewReplacer("0", "&#48;", "1", "&#49;", "7", "&#x37;")

// cellText is the content of a cell with the noise that editors leave in it.
func (g *generator) cellText(c *box) string {
	t := html.EscapeString(c.text)
	t = strings.ReplaceAll(strings.ReplaceAll(t, "\u00a0", "&nbsp;"), "\n", "<br>")
	n := utf8.RuneCountInString(c.text)
	if c.text == "" {
		if g.some("cell:nbsp", 0.3, 0.4) {
			return pick(g.rnd("empty cell"), "&nbsp;", "&nbsp;&nbsp;", "\u3000", "<br>", "<p>&nbsp;</p>", "\u200b", "<span></span>")
		}
		return ""
	}
	if c.role == figure && n > 1 && !strings.ContainsAny(t, "&<") && !g.on("cell:entities", 0.03) && g.some("cell:split-digits", 0.06, 0.6) {
		runes := []rune(t)
		at := 1 + g.rnd("digit").IntN(len(runes)-1)
		t = string(runes[:at]) + "<span>" + string(runes[at:at+1]) + "</span>" + string(runes[at+1:])
	}
	if c.role == figure && g.some("cell:entities", 0.03, 0.5) {
		t = entities.Replace(t)
	}
	if c.role != figure && n > 3 && !strings.ContainsAny(t, "&<") {
		switch runes := []rune(t); {
		case g.some("cell:label-spans", 0.1, 0.4):
			at := 1 + g.rnd("label span").IntN(len(runes)-1)
			t = "<span>" + string(runes[:at]) + "</span><span lang=\"EN-US\">" + string(runes[at:]) + "</span>"
		case g.some("cell:label-breaks", 0.08, 0.4):
			r := g.rnd("label break")
			at := 1 + r.IntN(len(runes)-1)
			t = string(runes[:at]) + pick(r, "<br>", "<br/>\n", "</p><p>") + string(runes[at:])
		}
	}
	if g.some("cell:padded", 0.12, 0.5) {
		r := g.rnd("padding")
		t = pick(r, "\n      ", "&nbsp;", " ", "\u3000", "&ensp;", "\t") + t + pick(r, "&nbsp;", " \n    ", "&#160; ", "\u3000")
	}
	if g.some("cell:zero-width", 0.04, 0.4) {
		r := g.rnd("zero width")
		t = pick(r, "\u200b", "\ufeff", "&#8203;", "&zwnj;", "\u200e") + t + pick(r, "", "\u200b")
	}
	if g.some("cell:empty-paragraphs", 0.05, 0.3) {
		t = "<p>&nbsp;</p><p>" + t + "</p>"
	}
	if g.some("cell:comments", 0.03, 0.3) {
		t += "<!-- 12 -->"
	}
	if c.role == figure && g.some("cell:hidden-text", 0.02, 0.2) {
		t += `<span style="display:none">9</span>`
	}
	return t
}
