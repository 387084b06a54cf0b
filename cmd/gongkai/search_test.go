package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// withFullText fails or skips where the program is built without it.
func withFullText(t *testing.T, db string) {
	t.Helper()
	if r := gongkai(t, "--db", db, "search", "政府"); r.status == statusUsage && strings.Contains(r.err, "sqlite_fts5") {
		r.oneLine(t, statusUsage, "built without full text search", "-tags sqlite_fts5")
		t.Skip("built without -tags sqlite_fts5")
	}
}

func TestSearchShowsWhereTheTermsStand(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	gongkai(t, "--db", db, "demo", "--delay", "0")
	withFullText(t, db)
	r := gongkai(t, "--db", db, "search", "宿迁 复议").ok(t)
	if !strings.Contains(r.out, "«宿迁»") || !strings.Contains(r.out, "«复议»") {
		t.Errorf("nothing is marked:\n%s", r.out)
	}
	r = gongkai(t, "--db", db, "search", "宿迁", "--year", "2024", "--format", "json").ok(t)
	var hits []struct {
		ReportID, Agency, Title string
		Year                    int
	}
	if err := json.Unmarshal([]byte(r.out), &hits); err != nil {
		t.Fatal(err)
	}
	if len(hits) != 1 || hits[0].Agency != "宿迁市人民政府" || hits[0].Year != 2024 || !strings.HasPrefix(hits[0].Title, "«宿迁»市") {
		t.Errorf("%+v", hits)
	}
	r = gongkai(t, "--db", db, "search", "政府", "--limit", "2", "--offset", "2")
	if r.status != 0 || r.err != "there are more: --offset 4 goes on\n" || strings.Count(r.out, "\n") != 4 {
		t.Errorf("status %d, %q:\n%s", r.status, r.err, r.out)
	}
	gongkai(t, "--db", db, "search", "，。").oneLine(t, statusUsage, "no letter, digit or Chinese character")
	gongkai(t, "--db", db, "search", "政府", "--limit", "0").oneLine(t, statusUsage, "--limit")
}

func TestForgottenReportsAreNotFound(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	gongkai(t, "--db", db, "demo", "--delay", "0")
	withFullText(t, db)
	if r := gongkai(t, "--db", db, "search", "沭阳").ok(t); !strings.Contains(r.out, "沭阳") {
		t.Fatalf("nothing to forget:\n%s", r.out)
	}
	gongkai(t, "--db", db, "forget", "沭阳县人民政府", "--reason", "test")
	if r := gongkai(t, "--db", db, "search", "沭阳县人民政府").ok(t); strings.Contains(r.out, "沭阳") {
		t.Errorf("forgotten reports are found:\n%s", r.out)
	}
}
