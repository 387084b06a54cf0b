package extract

import (
	"strings"
	"testing"
)

// paddedTo prints a table one cell a line, with strokes up to a width behind each row
// but the last, as what stands at the end of a table is trimmed.
func paddedTo(width int, rows ...[]string) string {
	var b strings.Builder
	for i, row := range rows {
		b.WriteString(strings.Join(row, " |\n") + " |\n")
		if pad := width - len(row); pad > 0 && i+1 < len(rows) {
			b.WriteString(strings.Repeat("|", pad) + "\n")
		}
	}
	return b.String()
}

func paddedRequests(rows ...[]string) string {
	return "三、收到和处理政府信息公开申请情况\n" + paddedTo(10, append([][]string{
		{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"}, requestsHead[1], requestsHead[2],
	}, rows...)...)
}

func TestRowsOfPaddedTablesEndAtTheirWidth(t *testing.T) {
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", paddedRequests(
		[]string{"一、本年新收政府信息公开申请数量", "7", "", "", "", "1", "", ""},
		[]string{"二、上年结转政府信息公开申请数量", "2", "", "", "", "", "", "2"},
		[]string{"三、本年度办理结果", "（一）予以公开", "5", "", "", "", "", "", ""}, // and one stroke, no cell
		[]string{"（二）部分公开", "", "3", "", "", "", "", ""},
		[]string{"（三）不予公开", "1.属于国家秘密", "", "", "", "", "", "4", "4"},
		[]string{"2.其他法律行政法规禁止公开", "1", "", "", "", "", "", ""},
		[]string{"（七）总计", "6", "3", "", "", "", "4", ""},
		[]string{"四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"},
	))
	for row, figures := range map[string]string{
		"new_requests":             "7    1  ",
		"carried_in":               "2      2",
		"granted":                  "5      ",
		"partially_granted":        " 3     ",
		"denied.state_secret":      "     4 4",
		"denied.prohibited_by_law": "1      ",
		"processed_total":          "6 3    4 ",
		"carried_out":              "1 0 0 0 0 0 1",
	} {
		l.row(t, "requests", row, requestsCols, figures)
	}
}

// A row that is narrower than the table has lost cells: its strokes prove nothing.
func TestNarrowRowsOfPaddedTablesStayOpen(t *testing.T) {
	text := paddedRequests(
		[]string{"一、本年新收政府信息公开申请数量", "7", "0", "0", "0", "1", "0", "8"},
		[]string{"二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2"},
		[]string{"三、本年度办理结果", "（一）予以公开", "5", "0", "0", "0", "0", "0", "5"},
		[]string{"（二）部分公开", "0", "3", "9", "9", "9", "9", "9"},
		[]string{"四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"},
	)
	text = strings.Replace(text, "9 |\n9 |\n", "9 |\n", 1)
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", text)
	l.row(t, "requests", "partially_granted", requestsCols, "? ? ? ? ? ? ?")
	l.row(t, "requests", "granted", requestsCols, "5 0 0 0 0 0 5")
}
