package main

import (
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// records parses CSV without its head, cells joined by bars.
func records(t *testing.T, text string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range rows[1:] {
		out = append(out, strings.Join(row, "|"))
	}
	return out
}

// TestDiffTellsEveryChangeOfARevision serves a report, then the same with one
// figure, one sentence and a date otherwise.
func TestDiffTellsEveryChangeOfARevision(t *testing.T) {
	page := func(figure, sentence, day string) string {
		return `<title>样例县样例局2022年政府信息公开工作年度报告</title><h1>样例县样例局2022年政府信息公开工作年度报告</h1><p>发布日期：` + day + `</p>
<p>一、总体情况</p><p>` + sentence + `</p><p>四、政府信息公开行政复议、行政诉讼情况</p><table>
<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>
<tr><td rowspan=2>结果维持</td><td rowspan=2>结果纠正</td><td rowspan=2>其他结果</td><td rowspan=2>尚未审结</td><td rowspan=2>总计</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>` + figure + `</td><td>1</td><td>0</td><td>0</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr></table>`
	}
	pages := map[string]string{
		"/":       `<title>政府信息公开年报</title><a href="/a.html">样例县样例局2022年政府信息公开工作年度报告</a>`,
		"/a.html": page("2", "全年主动公开信息甲类。", "2023-01-10"),
	}
	srv := serve(t, pages)
	db := filepath.Join(t.TempDir(), "a.db")
	crawl := func() { gongkai(t, "--db", db, "crawl", "--allow-private", "--delay", "0", srv.URL).ok(t) }
	release := func(name, date string) string {
		return released(t, db, name, "--date", date, "--first")
	}
	crawl()
	first := release("1", "2026-01-01")
	gongkai(t, "--db", db, "diff", srv.URL+"/a.html").oneLine(t, 1, "one revision only")
	pages["/a.html"] = page("5", "全年主动公开信息乙类。", "2023-02-20")
	crawl()
	second := release("2", "2026-02-01")
	got := records(t, gongkai(t, "--db", db, "diff", "--format", "csv", srv.URL+"/a.html").ok(t).out)
	for _, want := range []string{
		"meta|published_on|2023-01-10|2023-02-20||",
		"meta|quality|partial|inconsistent||",
		"figure|review/reconsideration/upheld|2 件|5 件|read|read",
		"check|review.row_total reconsideration|3 = 3|3 ≠ 6||",
		"narrative|一、总体情况|甲|乙||",
	} {
		if i := slices.Index(got, want); i < 0 {
			t.Errorf("%q is not told", want)
		} else {
			got = slices.Delete(got, i, i+1)
		}
	}
	got = slices.DeleteFunc(got, func(s string) bool { return strings.HasPrefix(s, "meta|flags|") || strings.HasPrefix(s, "narrative||") })
	if len(got) > 0 {
		t.Errorf("told too: %q", got)
	}
	back := records(t, gongkai(t, "--db", db, "diff", "--format", "csv", "--from", "2", "--to", "1", srv.URL+"/a.html").ok(t).out)
	if !slices.Contains(back, "figure|review/reconsideration/upheld|5 件|2 件|read|read") {
		t.Errorf("the other way round: %q", back)
	}
	between := records(t, gongkai(t, "diff", "--format", "csv", "--releases", first, second).ok(t).out)
	if len(between) != 2 || !strings.HasPrefix(between[0], "revised|") || !strings.HasSuffix(between[1], "|review/reconsideration/upheld|2 件|5 件|read|read") {
		t.Errorf("between releases: %q", between)
	}
	since := records(t, gongkai(t, "--db", db, "diff", "--format", "csv", "--since", "2020-01-01").ok(t).out)
	if len(since) != 2 || !strings.HasPrefix(since[0], "added|") || !strings.HasPrefix(since[1], "revised|") {
		t.Errorf("since: %q", since)
	}
	if none := records(t, gongkai(t, "--db", db, "diff", "--format", "csv", "--since", "2020-01-01", "--until", "2020-02-01").ok(t).out); len(none) != 0 {
		t.Errorf("in a month without changes: %q", none)
	}
}

func TestDiffWantsOneQuestion(t *testing.T) {
	for _, args := range [][]string{{}, {"--releases", "a"}, {"--since", "2026-01-01", "r1"}, {"r1", "r2"}} {
		gongkai(t, append([]string{"diff"}, args...)...).oneLine(t, 2, "--since", "--releases")
	}
	gongkai(t, "diff", "--since", "yesterday").oneLine(t, 2, "yesterday")
	gongkai(t, "diff", "--releases", t.TempDir(), t.TempDir()).oneLine(t, 2, "datapackage.json")
}
