package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
)

// The demo's pages hold a report whose totals are printed as 0, and one whose
// text tells other counts than its tables.
func TestChecksOfTheDemo(t *testing.T) {
	db, _ := demoed(t)
	checks := func(args ...string) string {
		t.Helper()
		return gongkai(t, append([]string{"--db", db, "checks"}, args...)...).ok(t).out // nothing is out of date after a crawl
	}
	const byCode = `code,title,findings,reports
claim_conflict,warning: A count in the text against the tables,2,1
requests.balance,error: New and carried-in applications against processed and carried-out ones,7,1
requests.outcomes,error: Processed applications against the sum of their outcomes,7,1
`
	if got := checks("--count-by", "code", "--format", "csv"); got != byCode {
		t.Errorf("by code:\n%s", got)
	}
	if got := checks("--count-by", "severity", "--format", "csv"); got != "severity,title,findings,reports\nerror,,14,1\nwarning,,2,1\n" {
		t.Errorf("by severity:\n%s", got)
	}
	if got := checks("--count-by", "year", "--format", "csv", "--severity", "error"); got != "year,title,findings,reports\n2022,,14,1\n" {
		t.Errorf("by year:\n%s", got)
	}
	rows, err := csv.NewReader(strings.NewReader(checks("--format", "csv", "--agency", "宿迁", "--section", "review"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	var list []struct {
		Severity, Code, Agency, Statistics, Explanation, URL string
		Year                                                 int
		Left, Right                                          float64
		ReportID                                             string `json:"report_id"`
		PageDigest                                           string `json:"page_digest"`
		Compared                                             struct {
			At   string
			Left struct {
				Figures []struct {
					Statistic, Raw string
					Value          float64
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(checks("--format", "json", "--code", "claim_conflict", "--limit", "1")), &list); err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	f := list[0]
	if f.Severity != "warning" || f.Code != "claim_conflict" || f.Agency != "宿迁市人民政府" || f.Year != 2024 || f.Left != 170 || f.Right != 134 ||
		f.Statistics != "review/reconsideration/total" || f.Compared.At != "reconsiderations" || len(f.Compared.Left.Figures) != 1 || f.Compared.Left.Figures[0].Raw != "170" ||
		!strings.HasPrefix(f.URL, "http://demo.gongkai.invalid/") || !strings.HasPrefix(f.PageDigest, "sha256:") || !strings.Contains(f.Explanation, "170") {
		t.Errorf("%+v", f)
	}
	if got := checks("--report", f.ReportID, "--format", "csv", "--count-by", "code"); strings.Count(got, "\n") != 2 || !strings.Contains(got, "claim_conflict") {
		t.Errorf("of one report:\n%s", got)
	}
	if got := checks("--lang", "zh", "--limit", "1"); !strings.Contains(got, "正文所述行政复议为134") {
		t.Errorf("in Chinese:\n%s", got)
	}
	if got := checks("--year", "1999", "--format", "csv"); strings.Count(got, "\n") != 1 {
		t.Errorf("of no year:\n%s", got)
	}
}

func TestChecksRefusesUnknownCodes(t *testing.T) {
	gongkai(t, "checks", "--code", "nonsense").oneLine(t, 2, "nonsense")
}
