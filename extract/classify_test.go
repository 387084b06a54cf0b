package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/lineartest"
)

// TestRefusalsNameTheirReason: whoever reads the message knows why.
func TestRefusalsNameTheirReason(t *testing.T) {
	x := newExtractor(t)
	sections := "<p>一、概述</p><p>全年按照条例的要求推进各项工作，明确了专人负责，各项制度逐步健全，没有发生泄密的事情，群众反映良好。</p><p>二、主动公开情况</p><p>全年主动公开信息125条，均按规定的期限在网站上公布。</p>"
	for _, c := range []struct{ name, body, reason string }{
		{"notice", "<title>关于做好2021年政府信息公开工作年度报告编制发布工作的通知</title>" + sections, "about reports"},
		{"empty form", "<title>样例</title><p>样例局政府信息公开工作年度报告</p><p>信息内容</p>" + rests["empty form"], "empty form"},
		{"apology", "<title>样例局2021年政府信息公开工作年度报告</title><p>抱歉，您访问的页面不存在</p>", "says that there is none"},
		{"list", "<title>样例局2021年政府信息公开年报</title>" + rests["links"], "list of links"},
		{"school", "<title>样例大学2021年信息公开年度报告</title>" + sections, "a school"},
		{"traditional", "<title>樣例局2021年政府信息公開工作年度報告</title>" + sections, "traditional"},
		{"template", "<title>政府信息公开工作年度报告</title><p>本报告由XX局编制，统计期限为XX年1月1日至12月31日，全文包括总体情况等部分。</p>" + sections, "template"},
		{"column", "<title>政府信息公开年报</title>" + sections, "neither agency nor year"},
		{"interpretation under the report's title", "<title>样例镇2021年政府信息公开工作年度报告</title><p>一、编制背景</p><p>条例规定每年公布主动公开的情况。</p><p>二、编制依据</p><p>三、主要内容</p><p>主动公开和依申请公开等六项情况，数据统计期限为2021年1月1日至2021年12月31日。</p>" + sections, "interpretation"},
		{"notice under the report's title", "<title>样例县2021年政府信息公开工作年度报告</title><p>各乡镇、县直各部门：为做好年度报告编制工作，现就有关事项通知如下。</p>" + sections, "notice"},
		{"nothing", "<title>样例局2021年政府信息公开工作年度报告</title><p>首页</p><p>机构概况</p><p>政务公开专栏与互动交流</p>", "no table and no text"},
		{"other", "<title>样例县2022年安全生产报告</title>" + sections, "no title of an annual report"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := x.Extract(Input{Body: []byte("<html>" + c.body + "</html>"), ContentType: "text/html"})
			var not *NotReportError
			if !errors.As(err, &not) || !strings.Contains(not.Reason, c.reason) {
				t.Errorf("got %v, want %q in it", err, c.reason)
			}
		})
	}
}

// TestFiguresOutweighAWordInAHeading: a page that prints filled tables is a
// report, whatever a column beside it speaks of; forms and interpretations are none.
func TestFiguresOutweighAWordInAHeading(t *testing.T) {
	x := newExtractor(t)
	for title, want := range map[string]bool{
		"关于公布样例局2021年政府信息公开工作年度报告的通知": true,
		"样例局2021年政府信息公开工作年度报告培训":      true,
		"2021年政府信息公开工作年度报告样表":         false,
		"样例局2021年政府信息公开工作年度报告解读":      false,
	} {
		got, err := x.Extract(Input{Body: []byte("<html><title>" + title + "</title><h1>" + title + "</h1>" + fmt.Sprintf(lessonTable, 3) + "</html>"), ContentType: "text/html"})
		if (len(got) > 0) != want {
			t.Errorf("%s: %d reports, %v", title, len(got), err)
		}
	}
}

// TestUncertainFiguresAreNoEmptyForm: figures that cannot be placed are told so. An
// agency that printed them did publish.
func TestUncertainFiguresAreNoEmptyForm(t *testing.T) {
	x := newExtractor(t)
	const head = "样例县教育局2022年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n"
	lossy := head + "3\n7\n行政规范性文件\n4\n9\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n5\n2\n1\n二、上年结转政府信息公开申请数量\n1\n6\n"
	reports, err := x.Extract(Input{Body: []byte(lossy), ContentType: "text/plain"})
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	for _, st := range reports[0].Statistics {
		if st.Status != StatusAmbiguous {
			t.Errorf("%s/%s/%s is %s", st.Section, st.Row, st.Col, st.Status)
		}
	}
	numbered := head + "1\n行政规范性文件\n2\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n3\n二、上年结转政府信息公开申请数量\n4\n三、本年度办理结果\n5\n"
	var not *NotReportError
	if _, err := x.Extract(Input{Body: []byte(numbered), ContentType: "text/plain"}); !errors.As(err, &not) {
		t.Errorf("a form whose rows have but numbers: %v", err)
	}
}

// TestHostileTextCostsLittle: texts made to be scanned again and again, up to a
// megabyte, are read in time that grows with their length.
func TestHostileTextCostsLittle(t *testing.T) {
	x := newExtractor(t)
	for _, unit := range []string{"地址", "审核：", "由", "信息公开", "信息公开工作情况", "a@", "电话（", "统计期限", "《", "样例局2021年政府信息公开工作年度报告\n", "索引号：", "文 号\n", "各部门汇总报告编制", "一、概述\n", "2021年度"} {
		lineartest.Check(t, fmt.Sprintf("an eighth of a megabyte of %q", unit), func(times int) {
			body := []byte("样例局2020年政府信息公开工作年度报告\n一、总体情况\n" + strings.Repeat(unit, times*(1<<17)/len(unit)) + "。\n二、主动公开政府信息情况\n")
			_, err := x.Extract(Input{Body: body})
			var not *NotReportError
			if err != nil && !errors.As(err, &not) {
				t.Errorf("%q: %v", unit, err)
			}
		})
	}
}
