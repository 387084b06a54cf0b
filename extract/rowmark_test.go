package extract

import (
	"strings"
	"testing"
)

// strokesBefore prints a table one cell a line, a stroke before each row.
func strokesBefore(rows ...[]string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString("|\n" + strings.Join(row, " |\n") + " |\n")
	}
	return b.String()
}

var requestsHead = [][]string{
	{"申请人情况"},
	{"自然人", "法人或其他组织", "总计"},
	{"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"},
}

const requestsCols = "natural_person enterprise research_institution public_welfare legal_service other_organization total"

func TestStrokesBeforeRowsAreNoCells(t *testing.T) {
	text := "二、主动公开政府信息情况\n" + strokesBefore(
		[]string{"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
		[]string{"规章", "1", "2", "3"},
		[]string{"行政规范性文件", "4", "5", ""},
	) + "三、收到和处理政府信息公开申请情况\n" + strokesBefore(append(requestsHead,
		[]string{"一、本年新收政府信息公开申请数量", "7", "", "", "", "1", "", ""},
		[]string{"二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2"},
		[]string{"三、本年度办理结果", "（一）予以公开", "5", "0", "0", "0", "0", "0", "5"},
		[]string{"（二）部分公开", "3", "0", "0", "0", "9"}, // cells are lost
		[]string{"（七）总计", "8", "0", "0", "0", "0", "0", "8"},
		[]string{"四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"},
	)...) + "四、政府信息公开行政复议、行政诉讼情况\n" + strokesBefore(
		[]string{"行政复议", "行政诉讼"},
		[]string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"},
		[]string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"},
		[]string{"1", "0", "0", "2", "3", "0", "0", "4", "0", "4", "0", "5", "0", "0", "6"}, // contradicts its own sum
	)
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", text)
	l.row(t, "art20_1", "normative_documents", "issued repealed in_force", "4 5 ")
	l.row(t, "requests", "new_requests", requestsCols, "7    1  ")
	l.row(t, "requests", "partially_granted", requestsCols, "? ? ? ? ? ? ?")
	l.row(t, "requests", "carried_out", requestsCols, "1 0 0 0 0 0 1")
	l.row(t, "review", "litigation_after_reconsideration", "upheld corrected other pending total", "0 5 0 0 6")
}

// Without strokes, a blank before a label in a group stands for the group's span, and
// none stands before the others.
func TestBlanksBeforeSomeLabelsAreNoStrokes(t *testing.T) {
	row := func(cells ...string) string { return strings.Join(cells, " |\n") + " |\n" }
	text := "二、主动公开政府信息情况\n" +
		row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数") + row("规章", "1", "2", "3") + row("行政规范性文件", "4", "5", "6") +
		"三、收到和处理政府信息公开申请情况\n" + row("申请人情况") + row(requestsHead[1]...) + row(requestsHead[2]...) +
		row("一、本年新收政府信息公开申请数量", "7", "0", "0", "0", "1", "0", "8") +
		row("二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2") +
		row("三、本年度办理结果", "（一）予以公开", "5", "0", "0", "0", "0", "0", "5") +
		row("", "（二）部分公开", "3", "0", "0", "0", "0", "0", "3")
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", text)
	l.row(t, "requests", "granted", requestsCols, "5 0 0 0 0 0 5")
	l.row(t, "requests", "carried_in", requestsCols, "2 0 0 0 0 0 2")
}
