package harvest

import (
	"testing"

	"gongkai/crawler"
	"gongkai/extract"
)

func TestJudge(t *testing.T) {
	column := &extract.Document{Title: "政府信息公开年报_样例县人民政府", Headings: []string{"政府信息公开年报"}}
	home := &extract.Document{Title: "样例县人民政府"}
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
	} {
		l := judge(extract.Link{URL: "http://www.example.gov.cn/x", Text: c.text, Title: c.title}, c.page)
		if l.Kind != c.kind || (l.Score > 0) != c.follow {
			t.Errorf("%q: %s %d (%s), want %s, follow %v", c.text, l.Kind, l.Score, l.Why, c.kind, c.follow)
		}
		if l.Why == "" {
			t.Errorf("%q: no reason", c.text)
		}
	}
}
