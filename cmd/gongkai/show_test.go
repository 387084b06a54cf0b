package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestShowTellsWhatOtherReportsContradict serves the report of a year, and the same
// as that of the year after: what the one carries over is not what the other takes on.
func TestShowTellsWhatOtherReportsContradict(t *testing.T) {
	pages, _ := reportPages(t, "portal")
	var page string
	for _, p := range pages {
		if p.Name == "shuyang-2025-ucap-two-tables" {
			page = string(p.Body)
		}
	}
	srv := serve(t, map[string]string{
		"/":       `<title>政府信息公开年报</title><a href="/4.html">样例县2024年政府信息公开工作年度报告</a><a href="/5.html">样例县2025年政府信息公开工作年度报告</a>`,
		"/4.html": strings.ReplaceAll(page, "2025", "2024"),
		"/5.html": page,
	})
	db := filepath.Join(t.TempDir(), "a.db")
	gongkai(t, "--db", db, "crawl", "--allow-private", "--delay", "0", srv.URL).ok(t)
	got := gongkai(t, "--db", db, "show", srv.URL+"/5.html").ok(t).out
	for _, want := range []string{"Against other reports", "! error: ", "carried_in", "36", "31", "2024"} {
		if _, beyond, _ := strings.Cut(got, "Against other reports"); !strings.Contains("Against other reports"+beyond, want) {
			t.Errorf("%q is not told in\n%s", want, beyond)
		}
	}
	if got := gongkai(t, "--db", db, "show", srv.URL+"/4.html").ok(t).out; strings.Contains(got, "Against other reports") {
		t.Errorf("the first year contradicts no earlier one:\n%s", got)
	}
}
