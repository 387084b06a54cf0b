package checks

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/store"
)

// Every kind of finding in words of both languages, whole.
func TestExplanations(t *testing.T) {
	c := load(t)
	k, e := c.Checker(), c.Explainer()
	no := false
	rep := read(t, "2021", "review/reconsideration/upheld=1", "review/reconsideration/corrected=0", "review/reconsideration/other=0",
		"review/reconsideration/pending=0", "review/reconsideration/total=2", "requests/new_requests/total=134", "art20_8/fees/amount=251000元")
	rep.Statistics[6].Value, rep.Statistics[6].Status, rep.Statistics[6].UnitSource = num(t, "25.1"), extract.StatusRead, extract.UnitFromCell
	rep.Checks = []extract.Check{{ID: "review.row_total", At: "reconsideration", Left: num(t, "2"), Right: num(t, "1"), Holds: &no}}
	rep.Problems = []extract.Problem{{Code: "claim_conflict", Message: "requests_received (新收申请): the text tells 170, the table 134 (requests/new_requests/total): 我局共收到申请170件。"}}
	found := k.Within("r2022", rep)
	const doc = "art20_1/normative_documents/"
	found = append(found, k.Years([]*Report{
		paper(t, k, 2022, "2021", doc+"in_force=20", fees+"=25.1"), paper(t, k, 2023, "2021", doc+"issued=4", doc+"repealed=1", doc+"in_force=2400", fees+"=251000"),
	})...)
	found = append(found, outliers(k, crowd(t, k, fees, append(many(10, "20", "25", "30"), "251000")...))...)
	found = append(found, outliers(k, crowd(t, k, "art20_6/penalties/decisions", append(many(30, "0"), "1000")...))...)
	found = append(found, Sources([]store.Differing{{ReportID: "r1", Year: 2022, Statistic: "requests/granted/total", Own: statisticOf(t, "requests/granted/total=3"),
		Others: []store.OtherPrint{{ReportID: "r2", Statistic: statisticOf(t, "requests/granted/total=4")}}}})...)
	want := []string{
		"review.row_total", "The report prints review/reconsideration/total as 2, and review/reconsideration/upheld + review/reconsideration/corrected + review/reconsideration/other + review/reconsideration/pending with the sum 1. The total counts every result once.",
		"报告所印“行政复议·总计”为2，“行政复议·结果维持”加“行政复议·结果纠正”加“行政复议·其他结果”加“行政复议·尚未审结”合计1。总计应为各项结果之和。",
		"claim_conflict", "The text tells 170 (requests_received); the tables print requests/new_requests/total with the sum 134. Sentence: 我局共收到申请170件。",
		"正文所述新收申请为170；表中所印“本年新收政府信息公开申请数量·总计”合计134。原句：我局共收到申请170件。",
		"unit_printed", "The report prints “251000元” as art20_8/fees/amount, for which the form asks for 万元. The value is converted by the unit printed: 25.1 万元.",
		"报告所印“行政事业性收费”为“251000元”，而表格要求以万元为单位。其值按所印单位换算为25.1万元。",
		"in_force", "In the report for 2023, " + doc + "in_force − " + doc + "issued + " + doc + "repealed gives 2397; the report for 2022 prints 20 as " + doc + "in_force. Documents in force are those of last year with the issued and without the repealed ones.",
		"2023年度报告中“行政规范性文件·现行有效件数”减“行政规范性文件·本年制发件数”加“行政规范性文件·本年废止件数”得2397；2022年度报告所印“行政规范性文件·现行有效件数”为20。现行有效件数一般等于上年现行有效加本年制发减本年废止。",
		"year_jump", "The report for 2023 prints " + doc + "in_force as 2400; the report for 2022 prints " + doc + "in_force as 20.",
		"2023年度报告所印“行政规范性文件·现行有效件数”为2400；2022年度报告所印“行政规范性文件·现行有效件数”为20。",
		"unit_slip.years", "The report for 2023 prints “251000” as art20_8/fees/amount (251000 万元 by the unit printed); the agency's reports of neighbouring years give 25.1 万元 (2022). A ratio near 10,000 is also that of 元 to 万元.",
		"2023年度报告所印“行政事业性收费”为“251000”（按所印单位为251000万元）；该机关相邻年度报告为25.1万元（2022年）。约一万倍之差也是元与万元之差。",
		"unit_slip.peers", "The report prints “251000” as art20_8/fees/amount (251000 万元 by the unit printed). Of 31 reports for 2022 (county, department) the median is 25 万元. Divided by 10,000 it would be among them, and 10,000 is the ratio of 元 to 万元.",
		"报告所印“行政事业性收费”为“251000”（按所印单位为251000万元）。2022年度同类报告31份（县级部门）的中位数为25万元。除以一万则与之相当，而一万倍也是元与万元之差。",
		"outlier", "The report prints art20_6/penalties/decisions as 1000. Of 31 reports for 2022 (county, department) the median is 0: 7.5 robust standard deviations away, on the logarithm.",
		"报告所印“行政处罚”为1000。2022年度同类报告31份（县级部门）的中位数为0，取对数后相差7.5个稳健标准差。",
		"sources_differ", "1 figures of section requests differ between this report and other sources of the agency's report for 2022: here “3”, there “4” (requests/granted/total).",
		"该机关2022年度报告的不同来源有1个数字不同（“予以公开·总计”）：此处所印为“3”，他处所印为“4”。",
	}
	if len(found)*3 != len(want) {
		t.Fatalf("%d findings, want %d:\n%s", len(found), len(want)/3, brief(found))
	}
	for i := range found {
		f := &found[i]
		if got := []string{f.Code, e.English(f), e.Chinese(f)}; strings.Join(got, "\n") != strings.Join(want[3*i:3*i+3], "\n") {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want[3*i:3*i+3], "\n"))
		}
	}
}

// A catalogue that does not fit what is checked is refused.
func TestCatalogueIsHeldAgainstTheForms(t *testing.T) {
	c := load(t)
	for name, change := range map[string]struct {
		do   func(*Check) bool
		want string
	}{
		"unknown code":       {func(k *Check) bool { k.Code += "x"; return k.Code == "carry_overx" }, "carry_overx"},
		"other severity":     {func(k *Check) bool { k.Severity = Warning; return k.Code == "carry_over" }, "hard"},
		"no severity":        {func(k *Check) bool { k.Severity = ""; return k.Code == "outlier" }, "severity"},
		"no title":           {func(k *Check) bool { k.TitleZH = ""; return k.Code == "outlier" }, "titles"},
		"no text":            {func(k *Check) bool { k.Text = ""; return k.Code == "outlier" }, "both languages"},
		"bad placeholder":    {func(k *Check) bool { k.TextZH = "{lft}"; return k.Code == "outlier" }, "lft"},
		"no parameter":       {func(k *Check) bool { k.Parameters = nil; return k.Code == "outlier" }, "parameters"},
		"parameter too many": {func(k *Check) bool { k.Parameters = map[string]float64{"x": 1}; return k.Code == "carry_over" }, "parameters"},
	} {
		t.Run(name, func(t *testing.T) {
			file := map[string]any{}
			if err := json.Unmarshal(checksJSON, &file); err != nil {
				t.Fatal(err)
			}
			var list []Check
			for _, k := range c.Checks {
				if copied := k; change.do(&copied) {
					k = copied
				}
				list = append(list, k)
			}
			file["checks"] = list
			b, err := json.Marshal(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parse(b, c.forms, c.across); err == nil || !strings.Contains(err.Error(), change.want) {
				t.Errorf("error %v, want one with %q", err, change.want)
			}
		})
	}
}
