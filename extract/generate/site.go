package generate

import (
	"fmt"
	"regexp"
	"strings"
)

var titleInBody = regexp.MustCompile(`[^<>\n　]+政府信息公开[^<>\n]*年度报告`)

// frameHTML puts a report into the page of a site.
func (g *generator) frameHTML(body string) string {
	r := g.rnd("site")
	title := titleInBody.FindString(body)
	meta := fmt.Sprintf("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=%s\">", charsetMark)
	if g.on("frame:late-meta", 0.08) {
		meta = "<!--" + strings.Repeat(" 统计代码 ", 400) + "-->" + "<script>var a=1;</script>" + meta
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html><head>%s<title>%s%s</title>", meta, title, pick(r, "", "_样例县人民政府", "-样例市政府门户网站"))
	if g.on("frame:meta-tags", 0.4) {
		fmt.Fprintf(&b, `<meta name="ArticleTitle" content="%s"><meta name="PubDate" content="2023-01-15 09:30"><meta name="ColumnName" content="政府信息公开年报">`, title)
	}
	b.WriteString("<style>td{border:1px solid #000}</style></head><body>\n")
	if g.on("frame:navigation", 0.5) {
		b.WriteString(`<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwgk/xzxk/">行政许可</a></li><li><a href="/zwgk/xzcf/">行政处罚</a></li></ul></div>` + "\n")
	}
	if g.on("frame:metadata", 0.3) {
		b.WriteString(`<table class="xxgk"><tr><td>索引号</td><td>014314799/2023-00002</td><td>发布机构</td><td>样例局</td></tr><tr><td>文号</td><td></td><td>公开日期</td><td>2023-01-15</td></tr></table>` + "\n")
	}
	switch wrap := g.choose("wrapper", "none", "ucap", "trs", "zoom"); wrap {
	case "ucap":
		fmt.Fprintf(&b, "<ucaptitle>%s</ucaptitle><publishtime>2023-01-15 10:00</publishtime><ucapcontent><div id=\"UCAP-CONTENT\">%s</div></ucapcontent>", title, body)
	case "trs":
		fmt.Fprintf(&b, "<div class=\"TRS_Editor\"><style>.TRS_Editor P{margin:0}</style>%s</div>", body)
	case "zoom":
		fmt.Fprintf(&b, "<div id=\"zoom\">%s</div>", body)
	default:
		b.WriteString(body)
	}
	b.WriteString("\n<div class=\"footer\">主办：样例县人民政府办公室 <a href=\"/wzdt/\">网站地图</a></div></body></html>")
	return b.String()
}

// frameText puts flattened lines into a page: plain text as an extractor
// leaves it, or the paragraphs of an editor that pasted text.
func (g *generator) frameText(lines []string) (page string, html bool) {
	ways := []string{"plain", "plain", "paragraphs", "breaks", "pre", "divs"}
	if g.keepsSpaces() {
		ways = []string{"plain", "pre"}
	}
	switch g.choose("text-way", ways...) {
	case "paragraphs":
		return g.frameHTML("<p>" + strings.Join(escaped(lines), "</p>\n<p>") + "</p>"), true
	case "breaks":
		return g.frameHTML("<div>" + strings.Join(escaped(lines), "<br>\n") + "</div>"), true
	case "pre":
		return g.frameHTML("<pre>" + strings.Join(escaped(lines), "\n") + "</pre>"), true
	case "divs":
		return g.frameHTML("<div>" + strings.Join(escaped(lines), "</div><div>") + "</div>"), true
	}
	if g.on("text:blank-lines", 0.3) {
		return strings.Join(lines, "\n\n") + "\n", false
	}
	if g.on("text:crlf", 0.1) {
		return strings.Join(lines, "\r\n") + "\r\n", false
	}
	return strings.Join(lines, "\n") + "\n", false
}

func escaped(lines []string) []string {
	out := make([]string, len(lines))
	r := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	for i, l := range lines {
		out[i] = r.Replace(l)
	}
	return out
}
