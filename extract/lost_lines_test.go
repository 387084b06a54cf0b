package extract

import (
	"strings"
	"testing"
)

// Lines of text whose place among others tells that they are no figures of their row.

func TestATotalAmongNamesIsAColumn(t *testing.T) {
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+lines("5.其他", "申请人情况", "总计", "自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
		"一、本年新收政府信息公开申请数量", "21", "1", "2", "3", "4", "5", "6", "二、上年结转政府信息公开申请数量", "9", "2", "1", "0", "3", "2", "1"))
	l.row(t, "requests", "new_requests", seven, "1 2 3 4 5 6 21")
}

func TestRowsThatKeepTheirSumsWithTheTotalFirstAreNotReadOtherwise(t *testing.T) {
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+lines("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
		"一、本年新收政府信息公开申请数量", "21", "1", "2", "3", "4", "5", "6", "二、上年结转政府信息公开申请数量", "9", "2", "1", "0", "3", "2", "1"))
	l.open(t, "requests", "new_requests", seven)
}

func TestAWordBehindADamagedNameIsAName(t *testing.T) {
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+lines("申请情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服机构", "其他", "1", "2", "3", "4", "5", "6", "21",
		"一、本年新收政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2", "二、上年结转政府信息公开申请数量", "3", "0", "0", "0", "0", "0", "3", "四、结转下年度继续办理"))
	l.open(t, "requests", "new_requests", seven)
}

func TestAnEmptyFirstColumnIsNoCellOfTheOneLine(t *testing.T) {
	tabs := func(cells string) string { return "\t" + strings.ReplaceAll(cells, " ", "\t") }
	names := "结果维持 结果纠正 其他结果 尚未审结 总计"
	l := readProse(t, titleOfText, lines(head19Text, "规章 7 8 9", "四、政府信息公开行政复议、行政诉讼情况", tabs("行政复议 行政诉讼"), tabs(names+" 未经复议直接起诉 复议后起诉"), tabs(names+" "+names), tabs("3 1 4 0 8 2 8 4 22 1 3 1 5 10")))
	l.open(t, "review", "reconsideration", five)
}

func TestOneTotalPrintedForEachColumnIsNotSeveralFigures(t *testing.T) {
	l := readProse(t, titleOfText, "三、收到和处理政府信息公开申请情况\n"+lines("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
		"1.属于国家秘密", "0", "1", "0", "1", "1", "1", "1", "1", "1", "2.其他法律行政法规禁止公开", "0", "3", "3", "3", "3", "3", "3"))
	l.open(t, "requests", "denied.prohibited_by_law", seven)
}

func TestANumberBeforeItsUnitMayBeAPages(t *testing.T) {
	l := readProse(t, "样例县样例局2016年政府信息公开工作年度报告", lines("政府信息公开情况统计表", "统计指标", "单位", "统计数", "1.政府公报公开政府信息数", "条", "12", "2.政府网站公开政府信息数", "条", "13",
		"4.政务微信公开政府信息数", "3", "条", "5.其他方式公开政府信息数", "条", "8019"))
	l.open(t, "indicators", "active.wechat", "value")
}
