package extract

import (
	"fmt"
	"html"
	"strings"
	"testing"
)

// outcomes is a table of made-up rows; first is the figure of the first one.
func outcomes(first int) string {
	var b strings.Builder
	b.WriteString("<table>")
	for i, label := range []string{"予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "本年新收", "上年结转", "结转下年", "重复申请", "国家秘密", "商业企业"} {
		fmt.Fprintf(&b, "<tr><td>%s<td>%d<td>%d", label, first+i, i)
	}
	return b.String() + "</table>"
}

// fees is a table with other labels.
const fees = "<table><tr><td>行政许可<td>41<tr><td>行政处罚<td>42<tr><td>行政强制<td>43</table>"

func TestHiddenPassagesThatCompleteAPageAreRead(t *testing.T) {
	const title = "<h1>样例局2023年政府信息公开工作年度报告</h1>"
	for _, c := range []struct {
		name, page string
		want       string // the figures beside 予以公开 and 行政许可, in order
		unread     int
	}{
		{"nothing hidden", title + outcomes(11) + fees, "11 41", 0},
		{"a report hidden until a tab is clicked", title + "<div style='display:none'><p>2023年，样例局。</p>" + outcomes(11) + fees + "</div>", "11 41", 0},
		{"sections behind tabs, in their order", title + "<div hidden>" + fees + "</div>" + outcomes(11), "41 11", 0},
		{"a copy for telephones", title + outcomes(11) + "<div style='display:none'>" + outcomes(11) + "</div>", "11", 0},
		{"two hidden copies", title + "<div hidden>" + outcomes(11) + "</div><div hidden>" + outcomes(11) + "</div>", "11", 0},
		{"the flattened text is shown, the table hidden", title + "<p>予以公开 11</p><p>部分公开 12</p><p>不予公开 13</p><p>无法提供</p><p>不予处理</p><p>本年新收</p><div hidden>" + outcomes(11) + "</div>", "", 0},
		{"last year's report behind another tab", title + outcomes(11) + "<div hidden><p>样例局2022年政府信息公开工作年度报告</p>" + fees + "</div>", "11", 1},
		{"another year's figures", title + outcomes(11) + "<div hidden><p>2022年办理情况</p>" + fees + "</div>", "11", 1},
		{"two hidden editions, and nothing tells which is meant", title + "<div hidden>" + outcomes(11) + "</div><div hidden>" + outcomes(21) + "</div>", "", 1},
		{"a hidden menu", title + outcomes(11) + "<div hidden><table><tr><td>首页<td>新闻</table></div>", "11", 0},
		{"markup in a field", title + "<textarea style='display:none'>" + html.EscapeString(outcomes(11)) + "</textarea>", "11", 0},
		{"markup in a hidden value", title + `<input type="hidden" value="` + html.EscapeString(outcomes(11)+fees) + `">`, "11 41", 0},
		{"markup in a template", title + "<script type='text/html'>" + outcomes(11) + "</script>", "11", 0},
		{"a template with placeholders", title + "<script type='text/html'>" + strings.Replace(outcomes(11), "予以", "{{x}}予以", 1) + "</script>", "", 0},
		{"markup that a script writes", title + "<script>document.write('" + outcomes(11) + "')</script>", "", 0},
		{"a hidden row stays hidden", title + strings.Replace(outcomes(11), "<tr>", "<tr hidden>", 1), "", 0},
	} {
		p := layOutHTML(Decoded{Text: c.page})
		var got []string
		for i := range p.lines {
			if l := &p.lines[i]; l.hard && (l.cells[0].text == "予以公开" || l.cells[0].text == "行政许可") {
				got = append(got, l.cells[1].text)
			}
			if l := &p.lines[i]; !l.hard && l.row != i+1 {
				t.Errorf("%s: line %d is numbered %d", c.name, i+1, l.row)
			}
		}
		if s := strings.Join(got, " "); s != c.want || p.unread != c.unread {
			t.Errorf("%s: figures %q, %d unread; want %q, %d", c.name, s, p.unread, c.want, c.unread)
		}
	}
}

func TestASecondCopyIsDropped(t *testing.T) {
	report := func(year, first int) string {
		return fmt.Sprintf("<h1>样例局%d年政府信息公开工作年度报告</h1><p>一、总体情况</p>", year) + outcomes(first) + "<p>六、其他</p>"
	}
	for _, c := range []struct {
		name, page string
		want       int // tables left
	}{
		{"one", report(2023, 11), 1},
		{"a copy for telephones", "<div class=pc>" + report(2023, 11) + "</div><div class=wap>" + report(2023, 11) + "</div>", 1},
		{"a copy with lines before and between", "<p>首页</p>" + report(2023, 11) + "<p>手机版</p>" + report(2023, 11) + "<p>版权</p>", 1},
		{"another figure", report(2023, 11) + report(2023, 12), 2},
		{"the same figures in another year", report(2022, 11) + report(2023, 11), 2},
		{"a copy and something more", report(2023, 11) + report(2023, 11) + outcomes(30), 3},
	} {
		p := layOutHTML(Decoded{Text: c.page})
		n := 0
		for i := range p.lines {
			if l := &p.lines[i]; l.hard && l.cells[0].text == "予以公开" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d tables, want %d", c.name, n, c.want)
		}
	}
}
