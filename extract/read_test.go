package extract

import (
	"strings"
	"testing"
)

// Each test is a small page on which a figure could be taken for another's.

const titleOfText = "样例县样例局2020年政府信息公开工作年度报告"

// lines writes the parts of a text under one another.
func lines(parts ...string) string { return strings.Join(parts, "\n") }

// head19Text is the header of the first table in text, a name a line.
var head19Text = lines("第二十条第（一）项", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")

func TestANoteCutOffEndsBeforeFiguresAndLabels(t *testing.T) {
	l := readLesson(t, titleOfText, lines(head19Text, "规章 7 8 9",
		"三、本年度办理结果 （一）予以公开 1 0 0 0 0 0 1",
		"（二）部分公开（区分处理的，只计这一 2 0 0 0 0 0 2",
		"（三）不予公开 1.属于国家秘密 3 0 0 0 0 0 3",
		"2.其他法律行政法规禁止公开 4 0 0 0 0 0 4"))
	l.row(t, "requests", "partially_granted", seven, "2 0 0 0 0 0 2")
	l.row(t, "requests", "denied.state_secret", seven, "3 0 0 0 0 0 3")
}

func TestAUnitBehindANoteCutOffIsNoPartOfIt(t *testing.T) {
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", "<table><tr><td>统计指标<td>单位<td>统计数</tr>"+
		tr("<td>（三）从事政府信息公开工作人员数</td>", "人", 3)+
		tr("<td>1.专职人员数（不包括政府公报及政府网站工作人员数）</td>", "人", 1)+tr("<td>2.兼职人员数</td>", "人", 2)+
		tr("<td>（四）政府信息公开专项经费（不包括用于政府公报编辑管理</td>", "元", 4130)+"</table>")
	if st := l.figures["indicators/capacity.budget/value"]; st.Value == nil || st.Value.String() != "0.413" {
		t.Errorf("budget is %v, printed 4130元", st.Value)
	}
}

func TestAUnitGluedToADamagedLabelIsAUnit(t *testing.T) {
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", lines("统计指标 单位 统计数",
		"四、行政复议数量 件 3", "（一）维持具体行政行为数 件 1", "（二）被依法纠错数 件 1", "（三）其他情形数 件 1",
		"六、举报投诉数量 件 5", "七、依申请公开信息收取的费用元 463.40"))
	if st := l.figures["indicators/fees/value"]; st.Value == nil || st.Value.String() != "0.04634" {
		t.Errorf("fees are %v, printed 463.40元", st.Value)
	}
}

// cellLines writes rows in text, a cell a line, each closed by a pipe.
func cellLines(rows ...string) string {
	var b strings.Builder
	for _, row := range rows {
		for c := range strings.SplitSeq(row, " ") {
			b.WriteString(strings.Trim(c, "_") + " |\n")
		}
	}
	return b.String()
}

func TestADamagedHeadingIsNoSentenceInPlaceOfAFigure(t *testing.T) {
	for _, head := range []string{"三、年度办理结果", "本年度办理结？", "三"} {
		l := readLesson(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+cellLines(
			"一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21",
			"二、上年结转政府信息公开申请数量 _ 5 _ _ _ 6",
			head, "（一）予以公开 1 0 0 0 0 0 1", "（二）部分公开 2 0 0 0 0 0 2"))
		l.row(t, "requests", "new_requests", seven, "1 2 3 4 5 6 21")
		l.row(t, "requests", "carried_in", seven, "? ? ? ? ? ? ?")
		l.row(t, "requests", "granted", seven, "1 0 0 0 0 0 1")
	}
}

func TestAWordPrintedInTwoRowsIsACellOfBoth(t *testing.T) {
	l := readLesson(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+cellLines(
		"一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21",
		"二、上年结转政府信息公开申请数量 详见附件 2 3 4 5 6 20 _",
		"三、本年度办理结果", "（一）予以公开 1 2 3 4 详见附件 6 16 _", "（二）部分公开 2 0 0 0 0 0 2 _"))
	for _, col := range strings.Fields(seven) {
		if st := l.figures["requests/granted/"+col]; st.Value != nil && col != "total" && st.Value.String() == "16" {
			t.Errorf("granted/%s is %v, the total", col, st.Value)
		}
	}
}

func TestALabelOfTwoRowsBelongsBesideItsNeighbours(t *testing.T) {
	row := func(label string, n any) string { return tr("<td>"+label+"</td>", "件", n) }
	half := row("四、行政复议数量", 18) + row("（一）维持具体行政行为数", 5) + row("（二）被依法纠□的", 7) + row("（三）其他情形数", 6) +
		row("五、行政诉讼数量", 19) + row("（一）维持具体行政行为或者驳回原告诉讼请求数", 8) + row("（二）被依法纠错数", 2) + row("（三）其他情形数", 9) + row("六、举报投诉数量", 4)
	const head = "<tr><td>统计指标<td>单位<td>统计数</tr>"
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", "<table>"+head+half+"</table><table>"+head+half+"</table>")
	if st := l.figures["indicators/reconsideration.corrected/value"]; st.Value != nil && st.Value.String() == "2" {
		t.Errorf("reconsideration.corrected is %v, which litigation.corrected is", st.Value)
	}
	l.row(t, "indicators", "litigation.corrected", "value", "2")
}

func TestNamesAllDamagedAreTheHeaderAlsoBeforeABlankCell(t *testing.T) {
	l := readLesson(t, titleOfText, "<table>"+head19+tr("<td>规章</td>", 7, 8, 9)+
		"<tr><td colspan=4>第二十条第（九）项</td></tr><tr><td>信息内容<td>购总金额<td>止购项目数量<td></tr><tr><td>政府集中采购<td>0<td>920<td></tr></table>")
	l.row(t, "art20_9", "procurement", "projects amount", "920 0")
}

func TestAUnitInBracketsStandsBeforeABorder(t *testing.T) {
	l := readLesson(t, titleOfText, lines(head19Text, "规章 7 8 9", "第二十条第（九）项 |", "信息内容 | 采购项目数量 | 采购总金额（单位：元） |", "政府集中采购 | 920 | 88421 |"))
	if st := l.figures["art20_9/procurement/amount"]; st.Value == nil || st.Value.String() != "8.8421" {
		t.Errorf("amount is %v, printed 88421元", st.Value)
	}
}

func TestBlanksAtBothEndsOfTheOneLineStayOpen(t *testing.T) {
	l := readLesson(t, titleOfText, head19Text+"\n规章 7 8 9\n四、政府信息公开行政复议、行政诉讼情况\n"+cellLines("行政复议 行政诉讼", "_ _ 3 4 5 12 1 2 3 4 10 1 2 3 _ 6 _"))
	for key, st := range l.figures {
		if strings.HasPrefix(key, "review/") && st.Value != nil {
			t.Errorf("%s is %v: one of two blanks before it is a placeholder, or none", key, st.Value)
		}
	}
}
