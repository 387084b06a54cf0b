package extract

import (
	"strings"
	"testing"
)

// What a text lost, and what took its place: rows of which no figure is certain.

// open asks that no figure of a row is told, nor that one is blank.
func (l lesson) open(t *testing.T, section, row, cols string) {
	t.Helper()
	for col := range strings.FieldsSeq(cols) {
		if st := l.figures[section+"/"+row+"/"+col]; st.Status == StatusRead || st.Status == StatusBlank || st.Status == StatusDerived {
			t.Errorf("%s/%s/%s is %s %q, and is not certain", section, row, col, st.Status, deref(st.Raw))
		}
	}
}

func TestASentenceBehindADamagedLabelStandsInPlaceOfAFigure(t *testing.T) {
	l := readLesson(t, titleOfText, "<table>"+head19+tr("<td>规章</td>", 1, 2, 3)+"</table><table>"+head3+
		tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", 1, 2, 3, 4, 5, 6, 21, "")+
		tr("<td colspan=3>二、上年结转政府信息公开申请数</td>", "未作统计", 2, 3, 4, 5, 6, 20, "")+"</table>")
	l.row(t, "requests", "carried_in", seven, "? 2 3 4 5 6 20")
}

func TestAnEmptyRowBehindTheFiguresIsNotTheOneLine(t *testing.T) {
	names := "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>"
	above := strings.ReplaceAll(names, "<td>", "<td rowspan=2>")
	l := readLesson(t, titleOfText, "<table>"+head19+tr("<td>规章</td>", 1, 2, 3)+"</table><table>"+"<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"+above+"<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>"+names+names+"</tr>"+
		tr("", "", "", "", "", "未作统计", 2, 3, 4, 5, 14, 1, 0, 0, 0, 1)+tr("", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "")+"</table>")
	l.row(t, "review", "litigation_direct", five, "2 3 4 5 14")
}

func TestAWordBehindTheEndOfARowIsNoFigureOfIt(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（六）项 |", "|||", "信息内容 |", "上一年项目数量 |", "本年增/减 |", "处理决定数量 |", "||",
		"行政处罚 |", "1261 |", "9819 |", "4423 |", "||", "行政强制 |", "3814 |", "4822 |", "||", "行政检查 |", titleOfText, "- 4 -", "6716 |", "1585 |", "8063 |", "||"))
	l.open(t, "art20_6", "coercion", "items_last_year items_change decisions")
}

func TestALoneFigureBeforeTheFirstLabelTellsThatFiguresStandFirst(t *testing.T) {
	l := readProse(t, titleOfText, lines(head19Text, "7121", "规章", "8187", "5992", "3658", "规范性文件",
		"第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "4121", "行政许可", "-4507", "其他对外管理服务事项"))
	l.open(t, "art20_1", "regulations", "made disclosed disclosed_total")
}

func TestFiguresBehindALabelThatEndsInItsOwnAreTheNextRows(t *testing.T) {
	l := readProse(t, titleOfText, lines("三、收到和处理政府信息公开申请情况",
		"一、本年新收政府信息公开申请数量21034010", "2.其他法律行政法规禁止公开0000202", "1", "0", "0", "0", "0", "0", "1", "3.危及“三安全一稳定”", "2", "0", "0", "0", "0", "0", "2", "4.保护第三方合法权益"))
	l.open(t, "requests", "denied.security_stability", seven)
}

func TestARowOfFewerCellsThanAsDeepAndDeeperOnesHasLostSome(t *testing.T) {
	l := readProse(t, titleOfText, lines("三、收到和处理政府信息公开申请情况",
		"一、本年新收政府信息公开申请数量 |  |  | 1 | 2 | 3 | 4 | 5 | 6 | 21 |",
		"三、本年度办理结果 | （一）予以公开 |  | 970 |  | 9559 | 8645 | 3298 | 3212 | 32714 |",
		" | （二）部分公开 |  | 969 | 7347 | 2844 | 6589 | 2103 | 9173 | 29025 |",
		" | （三）不予公开 | 1.属于国家秘密 | 6192 | 440 | 1653 | 3394 | 2949 | 3595 | 18223 |",
		" |  | 2.其他法律行政法规禁止公开 | 8115 | 9143 | 1481 | 3224 | 2744 | 8803 | 33510 |",
		" |  | 3.危及“三安全一稳定” | 9730 | 6641 | 2622 | 625 | 9458 | 6317 | 35393 |",
		" | （七）总计 |  | 99018 |  | 105468 | 88840 | 111088 | 597549 |"))
	l.open(t, "requests", "processed_total", seven)
	l.row(t, "requests", "granted", seven, "970  9559 8645 3298 3212 32714")
}

func TestARowNarrowerThanRowsWithoutFiguresHasLostCells(t *testing.T) {
	wide := func(cells string) string { return cells + strings.Repeat(" | ", 15-strings.Count(cells, "|")) }
	l := readProse(t, titleOfText, lines(wide("三、收到和处理政府信息公开申请情况"), wide(" |  |  | 申请人情况"), wide(" |  |  | 自然人 | 法人或其他组织 |  |  |  |  | 总计"), wide(" |  |  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | "),
		"一、本年新收政府信息公开申请数量 |  |  | 0 |  |  |  |  |  |", "三、本年度办理结果 | （一）予以公开 |  | 0 |  |  |  |  |  |", " | （二）部分公开 |  | 0 |  |  |  |  |  |", " | （三）不予公开 | 1.属于国家秘密 | 0 | 1 | 0 |  |  |  |  |  |", " | （七）总计 |  | 0 |  |  |  |  |  |",
		strings.Repeat("结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | ", 3)))
	l.open(t, "requests", "granted", seven)
}

func TestALoneFigureBesideLoneTotalsMayHaveMoved(t *testing.T) {
	l := readProse(t, titleOfText, lines("四、政府信息公开行政复议、行政诉讼情况", "| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |", "| 行政复议 |  |  |  |  | 30642 |",
		"| 行政诉讼 未经复议直接起诉 |  |  |  | 15527 |  |", "| 行政诉讼 复议后起诉 |  |  |  |  | 26361 |"))
	l.open(t, "review", "litigation_direct", five)
	l.row(t, "review", "reconsideration", five, "    30642")
}

func TestTheBlankBehindTheOnlyRowUnderASpanMayStandForIt(t *testing.T) {
	l := readProse(t, titleOfText, head19Text+"\n规章 7 8 9\n四、政府信息公开行政复议、行政诉讼情况\n"+cellLines("类别 结果维持 结果纠正 其他结果 尚未审结 总计",
		"行政复议 1 2 3 4 10", "行政诉讼 未经复议直接起诉 5 0 0 5", "_ 复议后起诉 4 3 2 1 10"))
	l.open(t, "review", "litigation_direct", five)
}

func TestANumberThatIsMissingAmongThoseOfPagesMayBeOne(t *testing.T) {
	l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", lines("政府信息公开情况统计表", "统计指标", "统计数", "（一）收到申请数", "110", "3", "1.当面申请数", "765", "2.传真申请数", "4", "3.网络申请数", "663", "5", "4.信函申请数", "391"))
	l.open(t, "indicators", "requests.fax", "value")
	l.row(t, "indicators", "requests.in_person", "value", "765")
}

func TestASparseRowWithTheNumberOfAPageIsLeftOpen(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（六）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政处罚", "2717", "-9415", "行政强制", "3", "-6613", "3821",
		"三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "4", "5", "四、政府信息公开行政复议、行政诉讼情况", "行政复议", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "8"))
	l.open(t, "art20_6", "coercion", "items_last_year items_change decisions")
}

func TestTheLastRowOfATableTellsNotHowItsRowsEnd(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（五）项", "|", "信息内容 |", "上一年项目数量 |", "本年增/减 |", "处理决定数量 |", "|", "行政许可 |", "|", "|", "|", "其他对外管理服务事项 |", "|", "|", "6114 |",
		"第二十条第（六）项", "|", "信息内容 |", "上一年项目数量 |", "本年增/减 |", "处理决定数量 |", "|", "行政处罚 |", "|", "7463 |", "2750 |", "|", "行政强制 |", "|", "|", "|"))
	l.open(t, "art20_5", "licensing", "items_last_year items_change decisions")
}

func TestASignBehindALabelIsItsFigures(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（六）项 |", "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |", "行政处罚 | 12 | 7 | 6 |", "行政强制-41 | 12 | 44 |"))
	l.row(t, "art20_6", "coercion", "items_last_year", "-41")
}

func TestAPagesHeadIsNoNameOfADrawnHeader(t *testing.T) {
	l := readProse(t, titleOfText, lines(head19Text, "规章 7 8 9", "| 第二十条第（八）项 |  |  |", "| 信息内容 | 上一年项目数 | 本年增/减 |", "| 行政事业性收费 | 47 | 32 |",
		"| 第二十条第（九）项 |  |  |", "| 信息内容 | 采购项目的量 | 的购总金额（万元） |", titleOfText, "- 3 -", "| 政府集中采购 | 3323 | 0 |"))
	l.row(t, "art20_9", "procurement", "projects amount", "3323 0")
}

func TestTheCornerOfAHeaderIsNoCellOfTheRowBefore(t *testing.T) {
	stroke := func(rows ...string) string { return "|\n" + strings.Join(rows, "|\n") }
	text := stroke(cellLines("申请人情况"), cellLines("自然人 法人或其他组织 总计"), cellLines("商业企业 科研机构 社会公益组织 法律服务机构 其他"))
	for _, label := range []string{"一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开"} {
		text += stroke(cellLines(label + " 1 2 3 4 5 6 21"))
	}
	text += stroke(cellLines("5.属于三类内部事务信息 1 2 3 4 5 15")) + stroke(cellLines("_ 申请人情况"), cellLines("自然人 法人或其他组织 总计"), cellLines("商业企业 科研机构 社会公益组织 法律服务机构 其他")) +
		stroke(cellLines("6.属于四类过程性信息 1 2 3 4 5 6 21"), cellLines("7.属于行政执法案卷 3 4 5 12"))
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+text)
	l.open(t, "requests", "denied.internal_affairs", seven)
}

func TestANumberAndATextBeforeFiguresAreALabelOfTheirOwn(t *testing.T) {
	l := readLesson(t, titleOfText, "<table>"+head3+tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", 1, 2, 3, 4, 5, 6, 21)+
		tr("<td colspan=3>二、上年结转政府信息公开申请数量</td>", 1, 0, 0, 0, 0, 0, 1)+tr("<td>（六）其他处理</td><td>1.</td><td>□□囗无正□理</td>", 97, "", "", 57, "", "", "")+"</table>")
	l.open(t, "requests", "other", seven)
}

func TestLabelsThatLostTheirBordersKeepTheirPlaces(t *testing.T) {
	l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", lines("政府信息公开情况统计表", "统计指标", "单位", "统计数", "三、依申请公开情况", "（一）收到申请数", "件", "9",
		"四、行政复议数量件18", "（二）被依法纠错数件9", "（三）其他情形数", "件", "8454", "五、行政诉讼数量件17", "（二）被依法纠错数件95", "（三）其他情形数件4440", "六、举报投诉数量", "件", "7763"))
	l.absent(t, "indicators", "litigation.other")
}

func TestABlankBehindARowMayStandForASpanAmongItsFigures(t *testing.T) {
	l := readProse(t, titleOfText, lines("第二十条第（五）项 |", "|||", "信息内容 |", "上一年项目数量 |", "本年增/减 |", "处理决定数量 |", "行政许可 |", "1811 |", "510 |", "|", "其他对外管理服务事项 |", "7978 |", "-1906 |", "7134 |"))
	l.open(t, "art20_5", "licensing", "items_last_year items_change decisions")
}
