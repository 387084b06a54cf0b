package harvest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/crawler"
	"gongkai/extract"
)

// rule judges a link by words in its text, its title or the title of the page
// it stands on.
type rule struct {
	any   []string // one of them stands in the link's text
	end   bool     // at its end
	on    []string // and, unless empty, one of them in the page's title or headings
	kind  crawler.Kind
	score int
	why   string
}

// rules are tried in order; the first that fits decides.
var rules = []rule{
	{any: []string{"通知", "解读", "图解", "一图", "模板", "格式", "通报", "培训", "召开", "部署"}, kind: crawler.KindOther, why: "about reports, or news"},
	{any: []string{"信息公开年报", "信息公开年度报告", "信息公开工作年度报告", "信息公开工作年报", "政府信息公开年度", "年度报告", "年报"}, kind: crawler.KindList, score: 80, why: "the column of annual reports"},
	{any: []string{"部门", "直属", "单位", "乡镇", "镇街", "街道", "区县", "县区", "县市", "开发区", "垂管", "驻"}, on: reportColumn, kind: crawler.KindList, score: 60, why: "agencies, under the annual reports"},
	{any: yearWords(), on: reportColumn, kind: crawler.KindList, score: 55, why: "a year, under the annual reports"},
	{any: []string{"局", "委", "委员会", "办", "办公室", "政府", "街道", "办事处", "镇", "乡", "院", "中心", "管委会"}, end: true, on: reportColumn, kind: crawler.KindList, score: 40, why: "an agency, under the annual reports"},
	{any: []string{"法定主动公开", "政府信息公开", "信息公开", "政务公开"}, kind: crawler.KindList, score: 30, why: "information disclosure"},
	{any: []string{"公开指南", "公开制度", "公开目录"}, kind: crawler.KindList, score: 10, why: "information disclosure"},
}

// reportColumn marks pages within the column of annual reports.
var reportColumn = []string{"年报", "年度报告"}

func yearWords() []string {
	var out []string
	for y := 2008; y <= 2040; y++ {
		s := string([]byte{byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10)})
		out = append(out, s+"年")
	}
	return out
}

// maxColumnName bounds the name of a column: longer texts are articles.
const maxColumnName = 24

// judge tells what a link seems to lead to, and why.
func judge(l extract.Link, page *extract.Document) crawler.Link {
	out := crawler.Link{URL: l.URL, Text: l.Text, Title: l.Title, Kind: crawler.KindOther}
	for _, s := range []string{l.Title, l.Text} {
		if t, ok := extract.ParseTitle(s); ok && (t.Year != 0 || t.Agency != "") {
			out.Kind, out.Score, out.Why = crawler.KindReport, 100, "a report's title"
			if t.Year == 0 {
				out.Score, out.Why = 70, "a report's title without a year"
			}
			return out
		}
	}
	if isCutTitle(l.Text) {
		out.Kind, out.Score, out.Why = crawler.KindReport, 90, "a report's title, cut off"
		return out
	}
	text := l.Text
	if text == "" {
		text = l.Title
	}
	for _, r := range rules {
		if r.end && !endsWith(text, r.any) || !r.end && !contains(text, r.any) {
			continue
		}
		if r.score > 0 && utf8.RuneCountInString(text) > maxColumnName {
			continue
		}
		if len(r.on) > 0 && !onPage(page, r.on) {
			continue
		}
		out.Kind, out.Score, out.Why = r.kind, r.score, r.why
		return out
	}
	out.Why = "nothing speaks for it"
	return out
}

// isCutTitle recognises 某局2019年政府信息公开工作年…, as lists print long titles.
func isCutTitle(s string) bool {
	s = strings.TrimSpace(s)
	cut := strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") || strings.HasSuffix(s, "..")
	if !cut {
		return false
	}
	s = strings.TrimRight(s, "….")
	for _, rest := range []string{"年度报告", "度报告", "报告", "年报"} {
		if _, ok := extract.ParseTitle(s + rest); ok {
			return true
		}
	}
	return false
}

func contains(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func endsWith(s string, words []string) bool {
	s = strings.TrimSpace(s)
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}

func onPage(d *extract.Document, words []string) bool {
	if contains(d.Title, words) {
		return true
	}
	for _, h := range d.Headings {
		if contains(h, words) && utf8.RuneCountInString(h) <= maxColumnName {
			return true
		}
	}
	return false
}
