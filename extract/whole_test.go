package extract

import "testing"

// The rows around 其他处理 of a table without numbers, figures 1 to 7 but for the first.
const (
	reconfirm    = "<td>要求行政机关确认或重新出具已获取信息</td>"
	noCorrection = "<td>申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请</td>"
	feeUnpaid    = "<td>申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>"
)

// TestAPartIsToldFromItsWholeByTheRowBefore reads 其他处理 without its number: it
// stands for three rows, and is the last of them.
func TestAPartIsToldFromItsWholeByTheRowBefore(t *testing.T) {
	const title = "样例县样例局2023年政府信息公开工作年度报告"
	row := func(label string, first int) string { return tr(label, first, 0, 0, 0, 0, 0, first) }
	table := func(rows string) string {
		return "<table>" + head21 + tr("<td>规章</td>", 0, 0, 0) + "</table><table>" + head3 + rows + row("<td>（七）总计</td>", 9) + "</table>"
	}

	parts := readLesson(t, title, table(row(reconfirm, 1)+row(noCorrection, 2)+row(feeUnpaid, 3)+row("<td>其他处理</td>", 4)))
	parts.row(t, "requests", "other.other", seven, "4 0 0 0 0 0 4")
	parts.absent(t, "requests", "other")

	whole := readLesson(t, title, table(row(reconfirm, 1)+row("<td>其他处理</td>", 4)))
	whole.row(t, "requests", "other", seven, "4 0 0 0 0 0 4")
	whole.absent(t, "requests", "other.other")

	for name, before := range map[string]string{"unknown": "<td>逾期不来的申请</td>", "sentence with a number": "<td>（六）其他处理</td><td>1.申请人逾期□□□</td>"} {
		unknown := readLesson(t, title, table(row(reconfirm, 1)+row(before, 2)+row("<td>其他处理</td>", 4)))
		unknown.absent(t, "requests", "other")
		unknown.absent(t, "requests", "other.other")
		if t.Failed() {
			t.Fatal(name)
		}
	}

	// The form of 2019 has the whole alone: parts before it speak against it.
	old := readLesson(t, "样例县样例局2020年政府信息公开工作年度报告",
		"<table>"+head19+tr("<td>规章</td>", 0, 0, 0)+"</table><table>"+head3+row(reconfirm, 1)+row(noCorrection, 2)+row(feeUnpaid, 3)+row("<td>其他处理</td>", 4)+"</table>")
	old.absent(t, "requests", "other")
}

func TestALabelUnderAHeadingOfTheSameNameIsAPart(t *testing.T) {
	l := readProse(t, "样例县样例局2023年政府信息公开工作年度报告", lines("三、收到和处理政府信息公开申请情况", "要求提供公开出版物 1 0 0 0 0 0 1", "要求行政机关确认或重新出具已获取信息 1 0 0 0 0 0 1", "其他处理 其他处理 4 0 0 0 0 0 4", "（七）总计 6 0 0 0 0 0 6", "第二十条第（五）项", "信息内容 本年处理决定数量", "行政许可 3"))
	l.absent(t, "requests", "other")
	l.row(t, "requests", "processed_total", seven, "6 0 0 0 0 0 6")
}
