package extract

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// opening is the beginning of a page, written after a real one of its kind and
// labelled by hand.
type opening struct {
	Name   string
	Title  string            // of the window
	Meta   map[string]string // named meta tags
	Source string
	Lines  []string // paragraphs; those that begin with | are rows of a table
	Rest   string   // how the page goes on: see rests
	Tail   []string // lines at the end
	Want   struct {
		Report    bool
		Agency    string
		Year      int
		Scope     Scope
		Problem   string // a code that must be told
		None      string // a code that must not be
		Index     string
		Published string
	}
}

// rests are how the pages go on behind their openings.
var rests = map[string]string{
	"": "",
	"tables": `<p>一、总体情况</p><p>全年按照条例的要求推进工作，网站专栏更新及时，没有发生泄密的事情，群众反映良好。</p><p>二、主动公开政府信息情况</p>
<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>3</td><td>1</td><td>12</td></tr>
<tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan=3>217</td></tr></table>
<p>五、存在的主要问题及改进情况</p><p>栏目更新还不够均衡，下一年将加强培训。</p>`,
	"empty form": `<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td></td><td></td><td></td></tr><tr><td>行政规范性文件</td><td></td><td></td><td></td></tr></table>`,
	"sections": `<p>一、总体情况</p><p>全年按照条例的要求推进工作，主动公开信息125条，网站专栏更新及时，没有发生泄密的事情，群众反映良好。</p>
<p>二、主动公开政府信息情况</p><p>通过网站和公告栏公开。</p><p>三、收到和处理政府信息公开申请情况</p><p>收到申请2件，均按时答复。</p><p>五、存在的主要问题及改进情况</p><p>栏目更新还不够均衡，下一年将加强培训。</p>`,
	"old sections": `<p>一、概述</p><p>全年按照条例的要求推进工作，成立了领导小组，明确了专人，各项制度逐步健全，没有发生泄密的事情。</p>
<p>二、主动公开政府信息情况</p><p>全年主动公开信息125条，其中政策法规类12条，工作动态类113条。</p><p>三、依申请公开政府信息情况</p><p>全年收到书面申请2件，均按时答复。</p>
<p>四、收费及减免情况</p><p>没有收费。</p><p>五、行政复议和行政诉讼情况</p><p>没有发生。</p><p>六、存在的主要问题和改进措施</p><p>公开的内容还不够全面，今后将进一步改进。</p>`,
	"pictures":      `<p>一、总体情况</p><p>工作情况见下图。</p><p><img src="/upload/2020/W02020.png"></p><p>二、主动公开政府信息情况</p><p><img src="/upload/2020/W02021.png"></p>`,
	"pictures only": `<p><img src="/upload/2020/W02020.jpg"></p><p><img src="/upload/2020/W02021.jpg"></p>`,
	"attachment":    `<p>附件：<a href="/files/P0202101.pdf">政府信息公开工作年度报告.pdf</a></p>`,
	"links":         strings.Repeat(`<li><a href="/a.html">样例市某某局2022年政府信息公开工作年度报告</a> 2023-01-20</li>`, 20),
}

func (o *opening) page(t testing.TB) string {
	t.Helper()
	rest, ok := rests[o.Rest]
	if !ok {
		t.Fatalf("%s: no rest %q", o.Name, o.Rest)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><meta charset=utf-8><title>%s</title>", o.Title)
	for k, v := range o.Meta {
		fmt.Fprintf(&b, "<meta name=%q content=%q>", k, v)
	}
	b.WriteString(`</head><body><div><a href="/"><img src="/images/logo.png"></a></div><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/hd">互动交流</a></li></ul><div>`)
	row := false
	for _, l := range o.Lines {
		cells, isRow := strings.CutPrefix(l, "|")
		if isRow != row {
			b.WriteString(map[bool]string{true: "<table>", false: "</table>"}[isRow])
			row = isRow
		}
		if isRow {
			b.WriteString("<tr>")
			for c := range strings.SplitSeq(strings.TrimSuffix(cells, "|"), "|") {
				fmt.Fprintf(&b, "<td>%s</td>", c)
			}
			b.WriteString("</tr>")
			continue
		}
		fmt.Fprintf(&b, "<p>%s</p>", strings.ReplaceAll(l, ">", "&gt;"))
	}
	if row {
		b.WriteString("</table>")
	}
	b.WriteString(rest)
	for _, l := range o.Tail {
		fmt.Fprintf(&b, "<p>%s</p>", l)
	}
	b.WriteString(`</div><div>主办单位：样例市人民政府办公室 <a href="/map">网站地图</a></div></body></html>`)
	return b.String()
}

// minPrecision is what must be right of what is claimed.
const minPrecision = 0.98

// score counts claims: made, right, and those that should have been made.
type score struct{ made, right, due int }

func (s *score) claim(made, right, due bool) {
	for n, is := range map[*int]bool{&s.made: made, &s.right: made && right, &s.due: due} {
		if is {
			*n++
		}
	}
}

func (s *score) precision() float64 { return float64(s.right) / float64(max(s.made, 1)) }
func (s *score) recall() float64    { return float64(s.right) / float64(max(s.due, 1)) }

// TestOpenings tells reports from what is none, whose they are, of which year
// and scope, on openings labelled by hand. Each held-out set was labelled before
// the rules saw it, measured once, and then joined those that must not get worse.
// Of the eleven sets from heldout4 on, 682 openings with 380 reports, the first
// measurements were together: report 380 of 384 claims right, agency 372 of 377
// (one wrong by a slip in the made page), year 378 of 379, scope aggregate 32 of
// 32, scope own 303 of 305, index number and date 62 of 62. Taken alone, a set of
// 33 to 38 reports falls below 0.98 with a single mistake: eight of the eleven did,
// heldout11 and the last two, heldout13 and heldout14, had none.
func TestOpenings(t *testing.T) {
	x := newExtractor(t)
	files, err := os.ReadDir("testdata/openings")
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for _, f := range files {
		t.Run(strings.TrimSuffix(f.Name(), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile("testdata/openings/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			var openings []opening
			if err := json.Unmarshal(raw, &openings); err != nil {
				t.Fatal(err)
			}
			all += len(openings)
			scoreOpenings(t, x, openings)
		})
	}
	if all < 800 {
		t.Errorf("only %d openings", all)
	}
}

func scoreOpenings(t *testing.T, x *Extractor, openings []opening) {
	t.Helper()
	var report, agency, year, aggregate, own, fields score
	for i := range openings {
		o := &openings[i]
		got, err := x.Extract(Input{Body: []byte(o.page(t)), ContentType: "text/html", Source: o.Source})
		var not *NotReportError
		if err != nil && !errors.As(err, &not) {
			t.Fatalf("%s: %v", o.Name, err)
		}
		report.claim(len(got) > 0, o.Want.Report, o.Want.Report)
		if len(got) > 1 {
			t.Errorf("%s: %d reports", o.Name, len(got))
		}
		if (len(got) > 0) != o.Want.Report {
			t.Logf("%s: report %v, want %v (%v)", o.Name, len(got) > 0, o.Want.Report, err)
		}
		if len(got) == 0 || !o.Want.Report {
			continue
		}
		r := got[0]
		agency.claim(r.Agency != "", r.Agency == o.Want.Agency, true)
		year.claim(r.Year != 0, r.Year == o.Want.Year, true)
		aggregate.claim(r.Scope == ScopeAggregate, o.Want.Scope == ScopeAggregate, o.Want.Scope == ScopeAggregate)
		own.claim(r.Scope == ScopeOwn, o.Want.Scope == ScopeOwn, o.Want.Scope == ScopeOwn)
		if r.Agency != o.Want.Agency || r.Year != o.Want.Year || r.Scope != o.Want.Scope {
			t.Logf("%s: %q %d %s (%s), want %q %d %s", o.Name, r.Agency, r.Year, r.Scope, r.ScopeEvidence, o.Want.Agency, o.Want.Year, o.Want.Scope)
		}
		for _, f := range []struct{ got, want string }{{deref(r.IndexNumber), o.Want.Index}, {deref(r.PublishedOn), o.Want.Published}} {
			fields.claim(f.got != "", f.got == f.want, f.want != "")
			if f.got != f.want {
				t.Logf("%s: field %q, want %q", o.Name, f.got, f.want)
			}
		}
		has := func(code string) bool {
			return slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == code })
		}
		if o.Want.Problem != "" && !has(o.Want.Problem) || o.Want.None != "" && has(o.Want.None) {
			t.Errorf("%s: problems %v, want %q, not %q", o.Name, r.Problems, o.Want.Problem, o.Want.None)
		}
	}
	for _, s := range []struct {
		what string
		score
	}{{"report", report}, {"agency", agency}, {"year", year}, {"scope aggregate", aggregate}, {"scope own", own}, {"index number, date", fields}} {
		t.Logf("%-18s precision %.3f (%d of %d claims), recall %.3f (%d of %d)", s.what, s.precision(), s.right, s.made, s.recall(), s.right, s.due)
		if s.precision() < minPrecision {
			t.Errorf("%s: precision %.3f, want %.2f", s.what, s.precision(), minPrecision)
		}
	}
}
