package extract

import (
	"strings"
	"testing"
)

// TestCodesAreNoFigures reads rows whose figure is blank beside their code.
func TestCodesAreNoFigures(t *testing.T) {
	page := `<h1>样例县样例局2015年政府信息公开工作年度报告</h1><table><tr><td>统计指标<td colspan=2>代码<td colspan=2>统计数`
	for _, row := range []string{"（一）收到申请数 22 9", "1.当面申请数 23 5", "2.传真申请数 24 ", "3.网络申请数 25 3", "4.信函申请数 26 1", "（二）申请办结数 27 8", "1.按时办结数 28 8"} {
		page += "<tr><td>" + strings.ReplaceAll(row, " ", "<td colspan=2>")
	}
	page += `<tr><td colspan=2>统计指标<td colspan=2>代码<td>统计数<tr><td colspan=2>2.延期办结数<td colspan=2>29<td></table>`
	reports, err := newExtractor(t).Extract(Input{Body: []byte(page), ContentType: "text/html; charset=utf-8"})
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	want := map[string]string{"requests.received": "9", "requests.in_person": "5", "requests.fax": "", "requests.closed_extended": "", "requests.online": "3"}
	seen := 0
	for _, st := range reports[0].Statistics {
		raw, known := want[st.Row]
		if !known {
			continue
		}
		seen++
		if got := st.Raw; st.Value != nil && raw == "" || raw != "" && (got == nil || *got != raw) {
			t.Errorf("%s is %v (%s), want %q", st.Row, st.Value, st.Status, raw)
		}
	}
	if seen < 4 {
		t.Errorf("%d rows of %d: %+v", seen, len(want), reports[0].Statistics)
	}
}

// TestShiftIsMeasuredInColumns reads a row that begins beside its header, on a grid
// that is finer than the columns.
func TestShiftIsMeasuredInColumns(t *testing.T) {
	const page = `<h1>样例县样例局2021年政府信息公开工作年度报告</h1><table>
<tr><td colspan=8>信息内容<td colspan=2>本年制发件数<td colspan=2>本年废止件数<td colspan=2>现行有效件数<td>
<tr><td colspan=8>规章<td colspan=2>1<td colspan=2>2<td colspan=2>3<td>
<tr><td colspan=13>行政规范性文件<td colspan=2>4<td colspan=2>5<td colspan=2>6<td></table>`
	reports, err := newExtractor(t).Extract(Input{Body: []byte(page), ContentType: "text/html; charset=utf-8"})
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	got := ""
	for _, st := range reports[0].Statistics {
		if st.Value != nil {
			got += st.Col + "=" + st.Value.String() + " "
		}
	}
	if want := "issued=1 repealed=2 in_force=3 issued=4 repealed=5 in_force=6 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
