package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readAll extracts the reports of some text or markup.
func readAll(t testing.TB, body string) []Report {
	t.Helper()
	got, err := newExtractor(t).Extract(Input{Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A small table, and the text around it.
const lessonTable = `<p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>%d</td><td>1</td><td>12</td></tr></table>`

// figureOf returns the figure that tells the parts of a page apart.
func figureOf(r *Report) string {
	for _, st := range r.Statistics {
		if st.Row == "normative_documents" && st.Col == "issued" && st.Value != nil {
			return st.Value.String()
		}
	}
	return ""
}

// TestLesson12YearComesFromTitleAndPeriodTogether: neither the address's date
// nor the generation date nor a left-over introduction is the report year.
func TestLesson12YearComesFromTitleAndPeriodTogether(t *testing.T) {
	for _, c := range []struct {
		name, title, opening string
		year                 int
		conflict             bool
	}{
		{"both agree", "样例局2020年政府信息公开工作年度报告", "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止，详见正文各节。", 2020, false},
		{"lost characters", "样例局2019年政府信息公开工作年度报告", "本报告所列数据的统计期限为20191月1日至201912月31日，详见正文各节。", 2019, false},
		{"digits run together", "样例局2021年政府信息公开工作年度报告", "本报告所列数据的统计期限自202111日起至20211230日止，月度数据另见专栏。", 2021, false},
		{"a digit too many", "样例局2020年政府信息公开工作年度报告", "本报告所列数据的统计期限自2020年1月1日至202020年12月31日，详见正文各节。", 2020, false},
		{"the title has none", "样例局政府信息公开工作年度报告", "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止，详见正文各节。", 2022, false},
		{"left over from last year", "样例局2021年政府信息公开工作年度报告", "本报告由样例局编制的2020年度政府信息公开年度报告改编。所列数据统计期限为2021年1月1日至12月31日。", 2021, false},
		{"they contradict", "样例局2021年政府信息公开工作年度报告", "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止，详见正文各节。", 2021, true},
		{"since the regulations began", "样例局2009年政府信息公开工作年度报告", "本报告所列数据的统计期限自2008年5月1日起至2009年12月31日止，详见正文各节。", 2009, false},
		{"a law's year is none", "样例局政府信息公开工作年度报告", "本报告根据2007年公布的条例编制。2018年，我局认真落实条例的各项要求，工作稳步推进。", 2018, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<h1>" + c.title + "</h1><p>发布日期：2024-05-06 生成日期：2023-01-01</p><p>" + c.opening + "</p>" + fmt.Sprintf(lessonTable, 3)
			r := readAll(t, page)[0]
			if r.Year != c.year || hasProblem(&r, "year_conflict", "") != c.conflict {
				t.Errorf("year %d, want %d; problems %v", r.Year, c.year, r.Problems)
			}
			if deref(r.PublishedOn) != "2024-05-06" || deref(r.PublishedOnKind) != "发布日期" {
				t.Errorf("published %q (%q)", deref(r.PublishedOn), deref(r.PublishedOnKind))
			}
		})
	}
}

// TestLesson13MissingTableIsAStatus: pictures, attachments and empty sections
// are told; the metadata block is a table and no data.
func TestLesson13MissingTableIsAStatus(t *testing.T) {
	head := `<html><body><div><a href="/"><img src="/img/logo.png"></a></div><table><tr><td>索引号</td><td>0123/2020-00007</td><td>发布机构</td><td>样例局</td></tr><tr><td>文 号</td><td></td><td>发布日期</td><td>2020-01-20</td></tr></table><h1>样例县样例局2019年政府信息公开工作年度报告</h1>`
	sections := `<p>一、总体情况</p><p>全年主动公开信息125条，网站专栏更新及时，没有发生泄密的事情，群众的反映是良好的。</p><p>二、主动公开政府信息情况</p>%s<p>三、收到和处理政府信息公开申请情况</p><p>全年收到申请2件，都已经按照规定的期限作出答复。</p>`
	for _, c := range []struct{ name, body, problem string }{
		{"pictures", fmt.Sprintf(sections, `<p><img src="W020200120.png"></p>`), "tables_as_pictures"},
		{"attachment beside the text", fmt.Sprintf(sections, `<p><a href="P020200120.docx">统计表</a></p>`), "attachment_only"},
		{"attachment alone", `<p>附件：<a href="P020200120.pdf">年度报告</a></p>`, "attachment_only"},
		{"an embedded document", `<iframe src="/pdf/viewer.html?file=P020200120.pdf"></iframe>`, "attachment_only"},
		{"empty sections", fmt.Sprintf(sections, ""), "no_tables"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readAll(t, head+c.body+"<p>主办单位：样例县人民政府</p></body></html>")[0]
			if !hasProblem(&r, c.problem, "") || r.Quality != QualityNoTables || len(r.Statistics) != 0 || r.Format != "" {
				t.Errorf("%s, %d statistics, problems %v, want %s", r.Quality, len(r.Statistics), r.Problems, c.problem)
			}
			if deref(r.IndexNumber) != "0123/2020-00007" || r.DocumentNumber != nil || deref(r.PublishedOn) != "2020-01-20" {
				t.Errorf("index %q, document %q, published %q", deref(r.IndexNumber), deref(r.DocumentNumber), deref(r.PublishedOn))
			}
		})
	}
	_, err := newExtractor(t).Extract(Input{Body: []byte(head + "</body></html>"), ContentType: "text/html"})
	var not *NotReportError
	if !errors.As(err, &not) {
		t.Errorf("a title alone is a report: %v", err)
	}
}

// TestLesson14SectionsByContent: numbering nests, restarts and repeats, reports
// have seven parts, and several share a page.
func TestLesson14SectionsByContent(t *testing.T) {
	long := "全年按照条例的要求推进各项工作，明确了专人负责，各项制度逐步健全，没有发生泄密的事情。"
	for _, c := range []struct {
		name     string
		headings []string
		want     int
	}{
		{"seven parts", []string{"一、概述", "二、主动公开情况", "三、依申请公开情况", "四、收费及减免情况", "五、复议、诉讼情况", "六、存在的主要问题", "七、下一步工作思路"}, 7},
		{"numbers that repeat", []string{"一、总体情况", "一、总体情况", "二、主动公开政府信息情况", "二、收到和处理政府信息公开申请情况"}, 4},
		{"spaced numbers", []string{"一 、概 述", "二 、主动公开政府信息情况", "三 、依申请公开政府信息情况"}, 3},
		{"parts", []string{"第一部分 概述", "第二部分 主动公开政府信息情况"}, 2},
		{"brackets of the second order", []string{"（一）概述", "（二）主动公开政府信息情况", "（三）依申请公开政府信息情况"}, 3},
		{"Arabic numbers", []string{"1.概述", "2.主动公开政府信息情况", "3.依申请公开政府信息情况"}, 3},
		{"no numbers", []string{"概述", "主动公开政府信息情况", "依申请公开政府信息情况", "存在的主要问题和改进措施"}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("样例局2010年政府信息公开工作年度报告\n")
			for _, h := range c.headings {
				fmt.Fprintf(&b, "%s\n（一）组织领导。%s\n1.网站。%s\n", h, long, long)
			}
			r := readAll(t, b.String())[0]
			var got []string
			for _, s := range r.Narrative {
				got = append(got, s.Section)
				if !strings.Contains(s.Text, "1.网站") {
					t.Errorf("the text under %q is %q", s.Section, s.Text)
				}
			}
			if !slices.Equal(got, c.headings) || len(got) != c.want {
				t.Errorf("sections %q, want %q", got, c.headings)
			}
			if r.Quality != QualityNoTables || !hasProblem(&r, "no_tables", "") {
				t.Errorf("%s %v", r.Quality, r.Problems)
			}
		})
	}
}

// TestLesson14SeveralReportsOnAPage: one record each, nothing lost between.
func TestLesson14SeveralReportsOnAPage(t *testing.T) {
	part := func(title string, figure int) string {
		return "<p>" + title + "</p><p>一、总体情况</p><p>与2018年政府信息公开工作年度报告相比，内容更加充实。</p>" + fmt.Sprintf(lessonTable, figure) + "<p>五、存在的主要问题及改进情况</p><p>栏目更新还不够均衡。</p>"
	}
	row := func(title string, figure int) string {
		return "<table><tr><td>" + title + "</td></tr></table>" + strings.Replace(part("", figure), "<p></p>", "", 1)
	}
	old := strings.Repeat("<p>全年按照条例的要求推进各项工作，明确了专人负责，各项制度逐步健全，没有发生泄密的事情。</p>", 3)
	text := func(title string) string {
		return "<p>" + title + "</p><p>一、概述</p>" + old + "<p>二、主动公开政府信息情况</p>" + old
	}
	type want struct {
		agency string
		year   int
		figure string
	}
	for _, c := range []struct {
		name, body string
		want       []want
	}{
		{"two years", part("样例州样例局2019年政府信息公开工作年度报告", 3) + part("样例州样例局2020年政府信息公开工作年度报告", 4),
			[]want{{"样例州样例局", 2019, "3"}, {"样例州样例局", 2020, "4"}}},
		{"two agencies of a year", part("样山镇2019年政府信息公开工作年度报告", 3) + part("样水镇2019年政府信息公开工作年度报告", 4),
			[]want{{"样山镇", 2019, "3"}, {"样水镇", 2019, "4"}}},
		{"titles in tables", row("样例局2019年政府信息公开工作年度报告", 3) + row("样例局2020年政府信息公开工作年度报告", 4),
			[]want{{"样例局", 2019, "3"}, {"样例局", 2020, "4"}}},
		{"a repeated title is no second report", "<h1>样例局2019年政府信息公开工作年度报告</h1><p>样例局2019年政府信息公开工作年度报告</p><p>2019年政府信息公开工作年度报告</p>" + part("样例局2019年政府信息公开工作年度报告", 3),
			[]want{{"样例局", 2019, "3"}}},
		{"links to other years are none", part("样例局2019年政府信息公开工作年度报告", 3) + "<p>上一篇：样例局2018年政府信息公开工作年度报告</p><p><a href=x>样例局2020年政府信息公开工作年度报告</a></p>",
			[]want{{"样例局", 2019, "3"}}},
		{"broken titles", part("样例州样例局</p><p>2019年政府信息公开工作年度报告", 3) + part("样例州样例局</p><p>2020年政府信息公开工作年度报告", 4),
			[]want{{"样例州样例局", 2019, "3"}, {"样例州样例局", 2020, "4"}}},
		{"years of the free form", text("样例局2009年政府信息公开工作年度报告") + text("样例局2010年政府信息公开工作年度报告") + text("样例局2011年政府信息公开工作年度报告"),
			[]want{{"样例局", 2009, ""}, {"样例局", 2010, ""}, {"样例局", 2011, ""}}},
		{"the second without a year", part("样例局2019年政府信息公开工作年度报告", 3) + strings.Replace(part("样例局政府信息公开工作年度报告", 4), "与2018年", "本报告统计期限为2020年1月1日至12月31日。与2018年", 1),
			[]want{{"样例局", 2019, "3"}, {"样例局", 2020, "4"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []want
			for _, r := range readAll(t, "<html><body><div>样例州人民政府</div>"+c.body+"</body></html>") {
				got = append(got, want{r.Agency, r.Year, figureOf(&r)})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// TestLesson14FieldsAboveATitleBelongToItsReport: each report of a page keeps
// its own index number and date.
func TestLesson14FieldsAboveATitleBelongToItsReport(t *testing.T) {
	part := func(index, day, title string) string {
		return "<p>索引号：" + index + " 发布日期：" + day + "</p><p>" + title + "</p><p>一、总体情况</p><p>全年按照条例的要求推进各项工作，明确了专人负责，各项制度逐步健全，没有发生泄密的事情。</p>" + fmt.Sprintf(lessonTable, 3)
	}
	got := readAll(t, "<html><body>"+part("A/2020-1", "2020-01-20", "样例局2019年政府信息公开工作年度报告")+part("A/2021-2", "2021-01-21", "样例局2020年政府信息公开工作年度报告")+"</body></html>")
	if len(got) != 2 {
		t.Fatalf("%d reports", len(got))
	}
	for i, want := range []string{"A/2020-1 2020-01-20", "A/2021-2 2021-01-21"} {
		if is := deref(got[i].IndexNumber) + " " + deref(got[i].PublishedOn); is != want {
			t.Errorf("report %d has %s, want %s", i, is, want)
		}
	}
}

// TestLesson15MirrorsAreNotTrusted: spam on a foreign host is told, the same
// words on a government's are its business, and traditional copies are refused.
func TestLesson15MirrorsAreNotTrusted(t *testing.T) {
	x := newExtractor(t)
	page := func(title, text string) []byte {
		return []byte("<html><head><title>" + title + "</title></head><body><h1>样例县样例局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>" + text + "</p>" + fmt.Sprintf(lessonTable, 3) + "</body></html>")
	}
	for _, c := range []struct {
		name, source, title, text string
		want                      bool
	}{
		{"a betting house in the title", "https://www.example.com/1.html", "样例县样例局2021年政府信息公开工作年度报告-凯发国际", "全年公开信息12条。", true},
		{"two weak words", "https://www.example.com/1.html", "", "全年通过欧洲杯买球平台公开信息12条，竞猜官网平台公开3条。", true},
		{"one weak word", "https://www.example.com/1.html", "", "全年公开整治网络博彩的信息12条。", false},
		{"a government's host", "http://xxgk.example.gov.cn/1.html", "", "公安机关打击投注站、博彩网站和棋牌赌场，公开信息12条。", false},
		{"a host that only looks like one", "http://www.gov.cn.example.com/1.html", "", "开元棋牌官网平台公开信息12条。", true},
		{"a clean file", "", "", "全年公开信息12条。", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := x.Extract(Input{Body: page(c.title, c.text), ContentType: "text/html", Source: c.source})
			if err != nil {
				t.Fatal(err)
			}
			if hasProblem(&got[0], "mirror_suspected", "") != c.want {
				t.Errorf("problems %v", got[0].Problems)
			}
		})
	}
	_, err := x.Extract(Input{Body: []byte("樣例縣樣例局2021年政府信息公開工作年度報告\n一、總體情況\n全年主動公開政府信息125條，及時更新網站，群眾反映良好，沒有發生洩密的事情。\n二、主動公開政府信息情況\n")})
	var not *NotReportError
	if !errors.As(err, &not) || !strings.Contains(not.Reason, "traditional") {
		t.Errorf("a traditional copy: %v", err)
	}
}
