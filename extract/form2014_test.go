package extract

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gongkai/extract/form"
)

// TestForm2014 reads the one-column indicator table with its column of units,
// as a table, as pipe rows and as one cell a line. Its wording comes from the
// form's data: no real table has confirmed it.
func TestForm2014(t *testing.T) {
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	var f *form.Form
	for _, x := range forms {
		if x.Format == "2014" {
			f = x
		}
	}
	const title = "样例县样例局2016年政府信息公开工作年度报告"
	var table, pipes, lines strings.Builder
	table.WriteString("<h1>" + title + "</h1><p>一、概述</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>")
	pipes.WriteString(title + "\n一、概述\n统计指标 | 单位 | 统计数 |\n")
	lines.WriteString(title + "\n一、概述\n统计指标\n单位\n统计数\n")
	var want []string
	for _, r := range f.Sections[0].Rows {
		unit, figure := "——", "——"
		if !r.HeadingOnly {
			unit, figure = *r.Unit, strconv.Itoa(1001+len(want))
			want = append(want, r.Code+" "+figure+" "+unit)
		}
		fmt.Fprintf(&table, "<tr><td>%s</td><td>%s</td><td>%s</td></tr>", r.Label, unit, figure)
		fmt.Fprintf(&pipes, "%s | %s | %s |\n", r.Label, unit, figure)
		fmt.Fprintf(&lines, "%s\n%s\n%s\n", r.Label, unit, figure)
	}
	table.WriteString("</table>")
	x := newExtractor(t)
	for name, body := range map[string]string{"table": table.String(), "pipes": pipes.String(), "lines": lines.String()} {
		got, err := x.Extract(Input{Body: []byte(body)})
		if err != nil || len(got) != 1 || got[0].Format != "2014" {
			t.Errorf("%s: %d reports, %v", name, len(got), err)
			continue
		}
		if !hasProblem(&got[0], "experimental_form", f.Format) {
			t.Errorf("%s: not told to be experimental: %v", name, got[0].Problems)
		}
		if n := len(got[0].Statistics); n != len(want) {
			t.Errorf("%s: %d statistics, want %d", name, n, len(want))
			continue
		}
		for i, st := range got[0].Statistics {
			if s := st.Row + " " + deref(st.Raw) + " " + deref(st.Unit); s != want[i] || st.Status != StatusRead {
				t.Errorf("%s: %s (%s), want %s", name, s, st.Status, want[i])
			}
		}
	}
}
