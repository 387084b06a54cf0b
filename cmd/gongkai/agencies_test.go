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

// The old id of a merged agency is not in any page: it must come along.
func TestOldIDsComeAlongWithAnArchive(t *testing.T) {
	dir := t.TempDir()
	path, other, file := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db"), filepath.Join(dir, "a.warc.gz")
	_, url := markedSite(t)
	crawlTo(t, path, url)
	cmd := func(args ...string) result { return gongkai(t, append([]string{"--db", path}, args...)...) }
	ids := strings.Fields(cmd("sql", "--format", "csv", "SELECT agency_id FROM agency_view ORDER BY name").ok(t).out)[1:]
	cmd("agencies", "merge", ids[0], ids[1]).ok(t)
	again := func(from, to string) {
		t.Helper()
		gongkai(t, "--db", from, "archive", "export", "--out", file).ok(t)
		gongkai(t, "--db", to, "archive", "import", file).ok(t)
		for _, ask := range [][]string{{"agencies", "show", ids[0], "--format", "csv"}, {"reports", "--agency", ids[0], "--format", "csv"}, {"checks", "--refresh", "--agency", ids[0], "--format", "csv"}} {
			want, got := gongkai(t, append([]string{"--db", path}, ask...)...).ok(t).out, gongkai(t, append([]string{"--db", to}, ask...)...).ok(t).out
			if got != want || !strings.Contains(want, "\n") {
				t.Errorf("%q: %s\nwant %s", ask, got, want)
			}
		}
	}
	again(path, other)
	third := filepath.Join(dir, "c.db") // by an archive of an archive
	again(other, third)
	gongkai(t, "--db", third, "agencies", "reset", ids[0]).ok(t)
	if got := gongkai(t, "--db", third, "agencies", "show", ids[1], "--format", "csv").ok(t).out; strings.Contains(got, ids[0]) {
		t.Errorf("still led there after a reset:\n%s", got)
	}
}
