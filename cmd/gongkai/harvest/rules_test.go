package harvest

import (
	"net/url"
	"slices"
	"testing"

	"gongkai/crawler"
	"gongkai/extract"
)

func TestJudge(t *testing.T) {
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	column := &extract.Document{Title: "政府信息公开年报_样例县人民政府", Headings: []string{"政府信息公开年报"}}
	crumbs := &extract.Document{Title: "样例县人民政府", Text: `地理位置<div class=loc>您所在的位置：<a href=/>首页</a> &gt; <a>政府信息公开</a> &gt; 政府信息公开年报</div>`}
	named := &extract.Document{Title: "样例县人民政府", Text: `<html><META NAME="ColumnName" CONTENT="部门年报"/>`}
	directory := &extract.Document{Title: "政府信息公开_样例县人民政府"}
	home := &extract.Document{Title: "样例县人民政府", Headings: []string{"政务公开"}}
	for _, c := range []struct {
		page        *extract.Document
		text, title string
		kind        crawler.Kind
		follow      bool
	}{
		{home, "样例局2022年政府信息公开工作年度报告", "", crawler.KindReport, true},
		{home, "样例局2022年政府信息公开工作年…", "", crawler.KindReport, true},
		{home, "样例局2022年…", "样例局2022年政府信息公开工作年度报告", crawler.KindReport, true},
		{home, "政府信息公开年报", "", crawler.KindList, true},
		{home, "街道信息公开年报", "", crawler.KindList, true},
		{home, "县直部门政府信息公开年度报告", "", crawler.KindList, true},
		{home, "样例镇政府信息公开年报", "", crawler.KindReport, true},
		{home, "政府信息公开", "", crawler.KindList, true},
		{home, "关于做好2022年政府信息公开工作年度报告编制工作的通知", "", crawler.KindOther, false},
		{home, "一图读懂2022年政府信息公开工作年度报告", "", crawler.KindOther, false},
		{home, "县教育局", "", crawler.KindOther, false},
		{home, "新闻中心", "", crawler.KindOther, false},
		{column, "县教育局", "", crawler.KindList, true},
		{column, "2021年", "", crawler.KindList, true},
		{column, "乡镇街道", "", crawler.KindList, true},
		{column, "办事指南", "", crawler.KindOther, false},
		{column, "网站首页", "", crawler.KindOther, false},
		{column, "更多>>", "", crawler.KindList, true},
		{column, "2021", "", crawler.KindList, true},
		{column, "新闻中心", "", crawler.KindOther, false},
		{crumbs, "县教育局", "", crawler.KindList, true},
		{named, "2021年", "", crawler.KindList, true},
		{home, "2021年", "", crawler.KindOther, false},
		{directory, "县直部门", "", crawler.KindList, true},
		{directory, "样例镇", "", crawler.KindList, true},
		{directory, "领导信箱", "", crawler.KindOther, false},
		{home, "关于做好2024年政府信息公开工作年度报告编…", "", crawler.KindOther, false},
		{home, "企业年报", "", crawler.KindOther, false},
		{home, "法治政府建设年度报告", "", crawler.KindOther, false},
	} {
		l := r.judge(extract.Link{URL: "http://www.example.gov.cn/x", Text: c.text, Title: c.title}, r.placeOf(c.page))
		if l.Kind != c.kind || (l.Score > 0) != c.follow {
			t.Errorf("%q: %s %d (%s), want %s, follow %v", c.text, l.Kind, l.Score, l.Why, c.kind, c.follow)
		}
		if l.Why == "" {
			t.Errorf("%q: no reason", c.text)
		}
	}
}

func TestJudgeAddsUpWhatSpeaksForALink(t *testing.T) {
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	at := r.placeOf(&extract.Document{Title: "样例县人民政府"})
	for _, c := range []struct {
		url, text string
		score     int
		why       string
	}{
		{"http://a.gov.cn/x/", "政府信息公开", 30, "information disclosure (+30)"},
		{"http://a.gov.cn/zwgk/zfxxgknb/", "政府信息公开", 50, "information disclosure (+30), its address names annual reports (+20)"},
		{"http://a.gov.cn/zwgk/zfxxgknb/", "", 20, "its address names annual reports (+20)"},
		{"http://a.gov.cn/zfxxgknb/", "政府信息公开年报", 95, "the column of annual reports (+80), its address names annual reports (+20)"},
		{"http://a.gov.cn/zfxxgknb/", "年报解读", 0, "about reports, or news (-200), the column of annual reports (+80), its address names annual reports (+20)"},
		{"http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2020&area=1", "查看", 60, "its address is one of annual reports (+60)"},
	} {
		if l := r.judge(extract.Link{URL: c.url, Text: c.text}, at); l.Score != c.score || l.Why != c.why {
			t.Errorf("%s %q: %d, %s", c.url, c.text, l.Score, l.Why)
		}
	}
}

func TestFallback(t *testing.T) {
	const form = `<form action="/s" method="get"><input type=hidden name=site value=1><input name=q><input type=submit></form>`
	asked := "http://a.cn/s?q=" + url.QueryEscape(searchWords) + "&site=1"
	for name, c := range map[string]struct {
		at, html string
		links    []crawler.Link
		want     []string
	}{
		"leads on":    {"http://a.cn/", form, []crawler.Link{{Score: goodLink}}, nil},
		"search":      {"http://a.cn/index.html", form, []crawler.Link{{Score: 5}}, []string{"http://a.cn/sitemap.xml", asked}},
		"no search":   {"http://a.cn/", `<form method=post><input name=q></form><form action=http://b.cn/s><input name=q></form><form><input name=a><input name=b></form>`, nil, []string{"http://a.cn/sitemap.xml"}},
		"not at home": {"http://a.cn/x/", form, nil, nil},
	} {
		var got []string
		for _, l := range fallback(c.html, c.at, c.links) {
			got = append(got, l.URL)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
