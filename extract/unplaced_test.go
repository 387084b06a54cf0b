package extract

import "testing"

func TestRowsThatCouldNotBeReadAreToldWithTheReason(t *testing.T) {
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", "<table>"+head21+
		tr("<td>规章</td>", 1, 2, 3)+tr("<td>行政规范性文件</td>", 4, 5, 6)+tr("<td>规章</td>", 1, 2, 9)+"</table><table>"+head3+
		tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", 11, 12, 13, 14)+"</table>")
	for code, text := range map[string]string{
		"figures_unplaced": "requests: new_requests: 4 of 7 figures are printed",
		"row_twice":        "art20_1/regulations is printed twice with different figures",
	} {
		if !hasProblem(l.Report, code, text) {
			t.Errorf("no problem %s: %s: %v", code, text, l.Problems)
		}
	}
}
