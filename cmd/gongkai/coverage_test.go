package main

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
)

func TestCoverageTellsStates(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	gongkai(t, "--db", db, "demo", "--delay", "0")
	r := gongkai(t, "--db", db, "coverage", "--from", "2019", "--to", "2021").ok(t)
	for _, want := range []string{"360000", "江西省", "2021", "p published: ", "b blocked: ", "– no_roster: ", "unknown"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%s", want, r.out)
		}
	}
	if strings.Contains(r.out, "n not_found") {
		t.Errorf("a state that nobody is in is explained:\n%s", r.out)
	}
	r = gongkai(t, "--db", db, "coverage", "--by", "agency", "--late", "--format", "csv").ok(t)
	rows, err := csv.NewReader(strings.NewReader(r.out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	published := 0
	for _, row := range rows[1:] {
		at := func(name string) string { return row[column[name]] }
		if seen := at("expected") == "seen"; seen != (at("report_id") != "") || seen && at("reason") != "" {
			t.Errorf("%v", row)
		}
		if at("state") == "published" {
			published++
		}
		if at("state") == "blocked" && (!strings.Contains(at("reason"), "robots") || at("as_of") == "") {
			t.Errorf("blocked without reason: %v", row)
		}
	}
	if published < 20 {
		t.Errorf("%d published", published)
	}
	r = gongkai(t, "--db", db, "coverage", "--by", "level", "--state", "published", "--format", "csv", "--year", "2019")
	if r.status != statusUsage {
		t.Errorf("--year: status %d", r.status)
	}
	gongkai(t, "--db", db, "coverage", "--from", "2020", "--to", "2019").oneLine(t, statusUsage, "--from 2020 is after --to 2019")
}
