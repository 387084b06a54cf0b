package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAgenciesAreCorrectedByHand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	_, url := markedSite(t)
	crawlTo(t, path, url)
	cmd := func(args ...string) result { return gongkai(t, append([]string{"--db", path}, args...)...) }
	ids := strings.Fields(cmd("sql", "--format", "csv", "SELECT agency_id FROM agency_view ORDER BY name").ok(t).out)[1:]
	if len(ids) != 2 {
		t.Fatalf("agencies %q", ids)
	}
	list := cmd("agencies", "--format", "csv", "样例市").ok(t).out
	for _, id := range ids {
		if !strings.Contains(list, id) {
			t.Errorf("%s is not listed in\n%s", id, list)
		}
	}
	cmd("agencies", "set", "样例市甲局", "--region", "360482", "--kind", "department", "--note", "机构名录").ok(t)
	if got := cmd("agencies", "--region", "360000", "--kind", "department", "--format", "csv").ok(t).out; strings.Count(got, "\n") != 2 || !strings.Contains(got, "共青城市") {
		t.Errorf("in the province:\n%s", got)
	}
	if got := cmd("reports", "--region", "360400", "--format", "csv").ok(t).out; strings.Count(got, "\n") != 2 {
		t.Errorf("reports of the city:\n%s", got)
	}
	cmd("agencies", "merge", "样例市乙局", "样例市甲局").ok(t)
	show := cmd("agencies", "show", "样例市乙局", "--format", "csv").ok(t).out
	for _, want := range []string{"样例市甲局", "样例市乙局", "merge", "set by hand: 机构名录"} {
		if !strings.Contains(show, want) {
			t.Errorf("%q is not in\n%s", want, show)
		}
	}
	if got := cmd("reports", "--agency", ids[0], "--format", "csv").ok(t).out; strings.Count(got, "\n") != 3 {
		t.Errorf("reports of the merged:\n%s", got)
	}
	cmd("agencies", "merge", "样例市甲局", "样例市乙局").oneLine(t, 2, "already")
	cmd("agencies", "set", "样例市甲局").oneLine(t, 2, "nothing to set")
	cmd("agencies", "set", "样例市甲局", "--region", "999999").oneLine(t, 2, "GB/T 2260")
	cmd("agencies", "show", "查无此局").oneLine(t, 2, "not found")
	cmd("agencies", "split", "样例市甲局").oneLine(t, 2, "agencies show")
	cmd("agencies", "--region", "36").oneLine(t, 2, "six digits")
	cmd("agencies", "reset", "a1nothing").oneLine(t, 2, "not found")
}
