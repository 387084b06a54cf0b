package extract

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// Each test is a small page on which a figure could be taken for another's.

const titleOfText = "样例县样例局2020年政府信息公开工作年度报告"

// readProse reads a text of which no figure may be certain: prose makes it a report.
func readProse(t *testing.T, title, body string) lesson {
	t.Helper()
	const sentence = "本单位在这一年里按照要求公开各类信息，完善栏目，明确专人，及时答复群众，并对内容逐条核对。"
	return readLesson(t, title, "一、总体情况\n"+strings.Repeat(sentence, 4)+"\n"+body)
}

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

func TestCodesBehindTheLabelsOfFiguresBeforeThemAreNotRead(t *testing.T) {
	labels := []string{"（一）收到申请数", "1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数", "（二）申请办结数", "1.按时办结数", "2.延期办结数", "（三）申请答复数", "1.属于已主动公开范围数", "2.同意公开答复数"}
	for _, order := range []string{"figure label code", "label figure"} {
		text := "| 统计指标 | 代码 | 统计数 |\n| --- | --- | --- |\n"
		for i, l := range labels {
			figure, code := strconv.Itoa(900-7*i), fmt.Sprintf("%02d", 22+i)
			text += "| " + strings.NewReplacer("figure", figure, "label", l, "code", code, " ", " | ").Replace(order) + " |\n"
		}
		l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", text)
		for i, row := range []string{"requests.received", "requests.in_person", "requests.fax"} {
			want := "?"
			if order == "label figure" {
				want = strconv.Itoa(900 - 7*i)
			}
			l.row(t, "indicators", row, "value", want)
		}
	}
}

func TestANumberThatBeginsALineIsNotTheRowsBefore(t *testing.T) {
	l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", lines("序号 统计指标 统计数", "22 （一）收到申请数 15", "23 1.当面申请数", "24 2.传真申请数 9", "25 3.网络申请数", "26 4.信函申请数 6"))
	l.row(t, "indicators", "requests.received", "value", "15")
	l.row(t, "indicators", "requests.fax", "value", "9")
	l.row(t, "indicators", "requests.letter", "value", "6")
	l.absent(t, "indicators", "requests.in_person")
	l.absent(t, "indicators", "requests.online")
}

func TestANumberOnALineOfItsOwnMayBeAPages(t *testing.T) {
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", lines("统计指标  单位  统计数", "（一）收到申请数  件  15", "1.当面申请数  件  3", "2.传真申请数  件  9", "3.网络申请数  件", "4", "4.信函申请数  件  6", "（二）申请办结数  件  15"))
	l.row(t, "indicators", "requests.online", "value", "?")
	l.row(t, "indicators", "requests.letter", "value", "6")
}

func TestASparseTextThatDoesNotShowOnWhichSideFiguresStandIsLeftOpen(t *testing.T) {
	sparse := []string{"一、主动公开情况", "（一）主动公开政府信息数", "5551", "其中：主动公开规范性文件数", "制发规范性文件总数", "（二）通过不同渠道和方式公开政府信息的情况", "1.政府公报公开政府信息数", "2.政府网站公开政府信息数", "769", "3.政务微博公开政府信息数", "4.政务微信公开政府信息数"}
	const title = "样例县样例局2016年政府信息公开工作年度报告"
	l := readProse(t, title, "统计指标\n统计数\n"+lines(sparse...))
	l.absent(t, "indicators", "active.items")
	l.absent(t, "indicators", "active.website")

	shown := readProse(t, title, "统计指标\n统计数\n"+lines(append(sparse, "12", "二、回应解读情况")...))
	shown.row(t, "indicators", "active.items", "value", "5551")
	shown.row(t, "indicators", "active.website", "value", "769")
}

func TestHeadingsBeforeFiguresTellThatFiguresStandFirst(t *testing.T) {
	l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", "统计指标\n单位\n统计数\n"+lines(
		"一、主动公开情况", "——", "——", "71", "（一）主动公开政府信息数", "条", "30", "其中：主动公开规范性文件数", "条",
		"（二）通过不同渠道和方式公开政府信息的情况", "——", "——", "52", "1.政府公报公开政府信息数", "条", "18", "2.政府网站公开政府信息数", "条",
		"九、政府信息公开会议和培训情况", "——", "——", "6", "（一）召开政府信息公开工作会议或专题会议数", "次", "（二）举办各类培训班数次", "2", "（三）接受培训人员数人次", "40"))
	for key, st := range l.figures {
		if st.Value != nil {
			t.Errorf("%s is %v, and figures stand before their labels", key, st.Value)
		}
	}
}

func TestTheNumberBehindAPagesHeadCountsOn(t *testing.T) {
	text := "统计指标\n代码\n统计数\n"
	for i, l := range []string{"（一）收到申请数", "1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数", "（二）申请办结数", "1.按时办结数", "2.延期办结数", "（三）申请答复数", "1.属于已主动公开范围数", "2.同意公开答复数"} {
		if i == 8 {
			text += titleOfText + "\n- 9 -\n"
		}
		text += fmt.Sprintf("%s\n%02d\n", l, i+2)
		if i < 8 || i == 10 {
			text += strconv.Itoa(70+13*i) + "\n"
		}
	}
	l := readProse(t, titleOfText, text)
	l.row(t, "indicators", "requests.received", "value", "70")
	l.absent(t, "indicators", "requests.answered")
	l.absent(t, "indicators", "requests.already_public")
}

func TestSeveralFiguresWithoutBordersAreNotOne(t *testing.T) {
	const head = "第二十条第（五）项\n信息内容\n本年处理决定数量\n"
	l := readProse(t, "样例县样例局2023年政府信息公开工作年度报告", head+"行政许可799800\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n2729\n0\n0\n行政强制550000\n"+cellLines("（一）予以公开 1 0 0 0 0 0 1"))
	l.row(t, "art20_5", "licensing", "decisions", "?")
	l.row(t, "art20_6", "coercion", "decisions", "?")

	l = readProse(t, "样例县样例局2023年政府信息公开工作年度报告", head+"行政许可7998\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n2729\n行政强制5500\n"+cellLines("（一）予以公开 1 0 0 0 0 0 1"))
	l.row(t, "art20_5", "licensing", "decisions", "7998")
}

func TestATextThatPrintsNothingTwiceMayHaveLostFigures(t *testing.T) {
	rows := []string{"规章", "0", "3", "4", "规范性文件", "5", "6", "9", "三、收到和处理政府信息公开申请情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}
	for i, label := range []string{"一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开", "1.属于国家秘密"} {
		rows = append(rows, label)
		for k := range 6 - i {
			rows = append(rows, strconv.Itoa(100+17*i+k))
		}
	}
	l := readProse(t, titleOfText, head19Text+"\n"+lines(rows...))
	l.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "? ? ?")

	twice := readProse(t, titleOfText, head19Text+"\n"+lines(append(rows, "四、结转下年度继续办理", "0", "0")...))
	twice.row(t, "art20_1", "regulations", "made disclosed disclosed_total", "0 3 4")
}

func TestARowWithoutAHeaderIsNotReadWhereOthersAreInAnotherOrder(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（五）项", "信息内容", "处理决定数量", "上一年项目数量", "本年增/减", "行政许可", "7", "8", "9", "其他对外管理服务事项", "1", "0", "2", "第二十条第（六）项", "行政处罚", "4", "5", "6", "行政强制", "1", "2", "3"))
	l.row(t, "art20_5", "licensing", "items_last_year items_change decisions", "8 9 7")
	l.row(t, "art20_6", "penalties", "items_last_year items_change decisions", "? ? ?")
}

func TestATotalPrintedAgainIsNoHeader(t *testing.T) {
	l := readProse(t, titleOfText, lines("申请人情况", "总计", "自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
		"一、本年新收政府信息公开申请数量", "21", "1", "2", "3", "4", "5", "6", "（一）予以公开", "6", "0", "0", "0", "1", "2", "3",
		"（七）", "总计", "总计", "总计", "9", "1", "1", "1", "2", "2", "2", "四、", "结转下年度继续办理", "结转下年度继续办理", "12", "0", "0", "0", "0", "5", "7"))
	if st := l.figures["requests/carried_out/natural_person"]; st.Value != nil && st.Value.String() == "12" {
		t.Errorf("carried_out/natural_person is %v, the total", st.Value)
	}
}

func TestDamagedNamesOfALeveledHeaderKeepTheirPlaces(t *testing.T) {
	l := readProse(t, titleOfText, lines("申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "社会益组织", "科研机构", "法律己务机构", "其他",
		"一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21", "（一）予以公开", "1", "0", "0", "0", "0", "0", "1"))
	l.row(t, "requests", "new_requests", "research_institution public_welfare", "? ?")
}

func TestAPageNumberWithoutABorderIsNoCell(t *testing.T) {
	l := readProse(t, "样例县样例局2023年政府信息公开工作年度报告", cellLines("第二十条第（一）项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 _ _ _", "行政规范性文件 _ _ _",
		"第二十条第（五）项", "信息内容 本年处理决定数量", "行政许可 _")+"3\n"+cellLines("第二十条第（六）项", "信息内容 本年处理决定数量", "行政处罚 _", "行政强制 _"))
	l.absent(t, "art20_5", "licensing")
}

func TestBlanksBehindAreNoFiguresWhereOtherSectionsLostCells(t *testing.T) {
	for _, form := range []struct{ border, head, behind string }{{"\n", "", "\n|\n|\n"}, {" | ", " | ", " |  |\n"}} {
		row := func(cells ...string) string { return strings.Join(cells, form.border) + form.behind }
		text := strings.ReplaceAll(head19Text, "\n", form.border) + "\n" + row("规章", "0") + row("规范性文件", "0") +
			"第二十条第（八）项\n" + row("信息内容", "上一年项目数量", "本年增/减") + row("行政事业性收费", "0") + "三、收到和处理政府信息公开申请情况\n" + row("（一）予以公开", "3", "0") + row("（二）部分公开", "2", "1")
		l := readProse(t, titleOfText, text)
		l.row(t, "art20_8", "fees", "items_last_year items_change", "? ?")
	}
}

func TestPlaceholdersBehindShallowLabelsAreNotToldByDeeperOnes(t *testing.T) {
	// 总计 spans a column more than the others, for which a blank may stand behind it.
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+cellLines("申请人情况", "自然人 法人或其他组织 总计", "商业企业 科研机构 社会公益组织 法律服务机构 其他",
		"（五）不予处理", "2.重复申请 4 0 0 1 0 2 7 _ _", "3.要求提供公开出版物 2 0 _ _ 0 3 2 _ _", "5.要求行政机关确认或重新出具已获取信息 _ _ _ 0 0 _ _ _ _", "（七）总计 _ _ 3 _ _ _ 5 _ _"))
	for _, col := range []string{"research_institution", "total"} {
		if st := l.figures["requests/processed_total/"+col]; st.Value != nil {
			t.Errorf("processed_total/%s is %v: its figures may begin behind one blank or none", col, st.Value)
		}
	}
}

func TestRowsMayEndInTheNumberOfTheNextWhereTheirHeaderNamesNumbers(t *testing.T) {
	body := cellLines("序号", "申请人情况", "自然人 法人或其他组织 总计", "商业企业 科研机构 社会公益组织 法律服务机构 其他", "10",
		"8.属于行政查询事项 0 0 0 0 0 0 0 _", "11", "（四）无法提供", "1.本机关不掌握相关政府信息 _ _ _ _ _ _ _ _", "12", "2.没有现成信息需要另行制作 0 1 0 2 0 0 3 _", "13")
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+body)
	for _, col := range strings.Fields(seven) {
		if st := l.figures["requests/unavailable.not_held/"+col]; st.Value != nil {
			t.Errorf("not_held/%s is %v, a running number", col, st.Value)
		}
	}
}

func TestRunningNumbersEndWithTheirTable(t *testing.T) {
	text := "三、收到和处理政府信息公开申请情况\n"
	for i, label := range []string{"一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "2.其他法律行政法规禁止公开", "四、结转下年度继续办理"} {
		text += cellLines(strconv.Itoa(i+1), label+" 1 0 0 0 0 0 1")
	}
	names := "结果维持 结果纠正 其他结果 尚未审结 总计"
	text += "四、政府信息公开行政复议、行政诉讼情况\n" + cellLines("行政复议 行政诉讼", names+" 未经复议直接起诉 复议后起诉", names+" "+names+" _", "6 0 0 0 6 7 7 32 0 46 0 0 8 0 8")
	l := readLesson(t, titleOfText, text)
	l.row(t, "requests", "granted", seven, "1 0 0 0 0 0 1")
	if st := l.figures["review/reconsideration/upheld"]; st.Status == StatusBlank {
		t.Errorf("upheld is blank, printed 6: the last figure, 8, is no running number")
	}
}

func TestAWordPrintedBeforeIsNoPagesHeadWithoutItsNumber(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "1", "2", "3", "行政奖励", "4", "5", "6",
		"第二十条第（六）项", "行政处罚", "7", "8", "9", "行政强制", "0", "13", "行政奖励", "5"))
	l.row(t, "art20_6", "penalties", "items_last_year items_change decisions", "7 8 9")
	l.row(t, "art20_6", "coercion", "items_last_year items_change decisions", "? ? ?")
}

func TestTheHeadOfATableIsNoFigure(t *testing.T) {
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+cellLines("一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21", "5.属于三类内部事务信息 7 0 8 3 21")+
		cellLines("信息内容 信息内容 本年新制作数量 本年新公开数量")+cellLines("6.属于四类过程性信息 1 0 0 0 0 0 1"))
	l.row(t, "requests", "denied.internal_affairs", seven, "? ? ? ? ? ? ?")
	l.row(t, "requests", "denied.process_information", seven, "1 0 0 0 0 0 1")
}

func TestANumberThatALineDividesIsNotRead(t *testing.T) {
	l := readProse(t, titleOfText, lines("三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "0", "34", "24", "11", "28", "16，804", "16", "，901", "二、上年结转政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"))
	l.row(t, "requests", "new_requests", "total", "?")
	l.row(t, "requests", "carried_in", seven, "1 0 0 0 0 0 1")
}

func TestAWordGluedToALabelIsItsFigure(t *testing.T) {
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", lines("统计指标 | 单位 | 统计数 |", "（一）收到申请数 | 件 | 15 |", "1.当面申请数 | 件 | 3 |", "2.政府网站在线访谈次数 | 次 | 3 |", "其中：主要负责同志参加政府网站在线访谈次数次无法统计 |  |  |", "3.政策解读稿件发布数 | 篇 | 4 |", "4.信函申请数 | 件 | 6 |"))
	if st, ok := l.figures["indicators/response.interviews_by_head/value"]; ok && st.Status == StatusBlank {
		t.Error("interviews_by_head is blank, printed 无法统计")
	}
}

func TestRowsWithMostFiguresBeforeTheirLabelsTellOfAll(t *testing.T) {
	names := "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+lines("申请人情况 |", "自然人 | 法人或其他组织 | 总计 |", "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
		"9 | 2 | 9 | 6 | 1 | 35 | 重复申请 | 8 |", "8 | 1 | 3 | 7 | 4 | 31 | 要求提供公开出版物 | 8 |", "四、政府信息公开行政复议、行政诉讼情况", "行政复议 | 行政诉讼 |", names+" | 未经复议直接起诉 | 复议后起诉 |", names+" | "+names+" |",
		"6 | 6 | 9 | 26 | 2 | 0 | 1 | 2 | 5 | 6 | 1 | 3 | 0 | 10 | 5 |"))
	for key, st := range l.figures {
		if st.Value != nil {
			t.Errorf("%s is %v", key, st.Value)
		}
	}
}

func TestShorterRowsOfATableDrawnToNoWidthHaveLostCells(t *testing.T) {
	row := func(cells string) string { return strings.ReplaceAll(cells, " ", "\t") + "\n" }
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+row(" 申请人情况")+row(" 自然人 法人或其他组织 总计")+row(" 商业企业 科研机构 社会公益组织 法律服务机构 其他")+
		row(" 一、本年新收政府信息公开申请数量 1 2  4 5 6 21     ")+row(" 二、上年结转政府信息公开申请数量 9582  1282  8221      ")+
		row(" 三、本年度办理结果 （一）予以公开 7 6 5 4 3 2 27     ")+row(" （二）部分公开 1 1 1 1 1 1 6     "))
	if st := l.figures["requests/carried_in/legal_service"]; st.Value != nil {
		t.Errorf("legal_service is %v: its row lost a cell", st.Value)
	}
}

func TestARowShorterThanItsHeaderHasLostCells(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（一）项 |  |  |  |  |  |", "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |  |  |", "规章 | 5 |  |  |  |", "规范性文件 | 5 | 6 | 7 |  |  |",
		"第二十条第（五）项 |  |  |  |  |  |", "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |  |  |", "行政许可 | 1 |  | 3 |  |  |"))
	l.row(t, "art20_1", "regulations", "made disclosed disclosed_total", "? ? ?")
	l.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "5 6 7")
}

func TestABlankAtTheEndOfASpreadRowMayBePadding(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（一）项 | 第二十条第（一）项 | 第二十条第（一）项 | 第二十条第（一）项 |", "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |", "规章 | 6415 | 3335 | |", "规范性文件 | 5 | 6 | 7 |"))
	l.row(t, "art20_1", "regulations", "made disclosed disclosed_total", "? ? ?")
	l.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "5 6 7")
}

func TestAWordThatCompletesARowOfALossyTextMayBeALabel(t *testing.T) {
	l := readProse(t, titleOfText, cellLines("第二十条第（一）项", "信息内容 本年新制作数量 本年新公开数量 对外公开总数量", "规章 8810", "规范性文件 590 170", "其他主动公开文件", "第二十条第（五）项", "信息内容 上一年项目数量 本年增/减 处理决定数量", "行政许可 4", "其他对外管理服务事项 5"))
	l.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "? ? ?")
}

func TestRowSumsTellNothingOfOtherColumnsThanTheTotal(t *testing.T) {
	l := readProse(t, titleOfText, lines("申请人情况", "其他", "总计", "自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构",
		"一、本年新收政府信息公开申请数量", "21", "1", "2", "3", "4", "5", "6", "（一）予以公开", "6", "1", "0", "0", "2", "0", "3"))
	l.row(t, "requests", "new_requests", seven, "? ? ? ? ? ? ?")
}

func TestALabelOfTwoRowsNeedsItsNeighbourClose(t *testing.T) {
	l := readLesson(t, "样例县样例局2016年政府信息公开工作年度报告", "<table><tr><td>统计指标<td>单位<td>统计数</tr>"+
		tr("<td>7.告知作出更改补充数</td>", "件", 6)+tr("<td>8.告知通过其他途径办理数</td>", "件", 3)+tr("<td>（二）被依法纠错数</td>", "件", 2)+tr("<td>（二）设置政府信息公开查阅点数</td>", "个", 5)+"</table>")
	l.absent(t, "indicators", "reconsideration.corrected")
}

func TestAFigureBeforeAHeadingIsNoRunningNumber(t *testing.T) {
	text := "三、收到和处理政府信息公开申请情况\n"
	for i, label := range []string{"一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "2.其他法律行政法规禁止公开"} {
		text += cellLines(strconv.Itoa(i+1), label+" 1 0 0 0 0 0 1")
	}
	l := readLesson(t, titleOfText, text+cellLines("7", "四、结转下年度继续办理 _ 5 1 0 1 0 1 8")+"四、政府信息公开行政复议、行政诉讼情况\n")
	if st := l.figures["requests/carried_out/enterprise"]; st.Value != nil && st.Value.String() == "5" {
		t.Errorf("enterprise is %v, natural_person's: the last figure, 8, is no running number", st.Value)
	}
}

func TestAWordBesideRowsThatPrintNoCellMayBeALabel(t *testing.T) {
	l := readProse(t, "样例县样例局2023年政府信息公开工作年度报告", cellLines("第二十条第（一）项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章", "行政规范性文件 0", "其他文件 0", "第二十条第（五）项", "信息内容 本年处理决定数量"))
	l.row(t, "art20_1", "normative_documents", "issued repealed in_force", "? ? ?")
}

func TestTheFirstBlankOfTheOneLineMayCloseItsHeader(t *testing.T) {
	names := "结果维持 结果纠正 其他结果 尚未审结 总计"
	l := readProse(t, titleOfText, head19Text+"\n规章 7 8 9\n四、政府信息公开行政复议、行政诉讼情况\n"+cellLines("行政复议 行政诉讼 _", names+" 未经复议直接起诉 复议后起诉 _", names+" "+names+" _", "2 3 4 5 14 1 2 3 4 10 1 2 3 4"))
	l.row(t, "review", "reconsideration", five, "? ? ? ? ?")
}

func TestCodesWithoutFiguresAreNotRead(t *testing.T) {
	for _, glued := range []bool{false, true} {
		text := "统计指标 | 代码 | 统计数 |\n"
		for i, l := range []string{"（一）收到申请数", "1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数", "（二）申请办结数", "1.按时办结数", "2.延期办结数", "（三）申请答复数", "1.属于已主动公开范围数", "2.同意公开答复数", "3.同意部分公开答复数"} {
			switch {
			case !glued:
				text += fmt.Sprintf("%s | %02d | ||\n", l, i+22)
			case i%4 == 3:
				text += fmt.Sprintf("%s%02d |  |  |\n", l, i+22)
			default:
				text += fmt.Sprintf("%s | %02d |  |\n", l, i+22)
			}
		}
		l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", text)
		l.absent(t, "indicators", "requests.received")
		l.absent(t, "indicators", "requests.closed")
	}
}
