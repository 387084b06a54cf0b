package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/fixtures"
)

// townSite serves three reports and a list of them; redesigned, the list leads
// to one of them and the others are gone; down, nothing answers.
type townSite struct {
	*httptest.Server
	state atomic.Value // "", "redesigned" or "down"
}

func newTownSite(t *testing.T) *townSite {
	t.Helper()
	all, _ := reportPages(t, "town")
	if len(all) < 3 {
		t.Fatalf("%d report pages", len(all))
	}
	byPath := map[string]fixtures.Page{}
	links := []string{}
	for i, p := range all[:3] {
		path := fmt.Sprintf("/r%d.html", i)
		byPath[path] = p
		links = append(links, fmt.Sprintf("<li><a href=%s>样例镇%d年政府信息公开工作年度报告</a></li>\n", path, 2019+i))
	}
	s := &townSite{}
	s.state.Store("")
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		state := s.state.Load().(string)
		page, known := byPath[r.URL.Path]
		switch {
		case state == "down":
			http.Error(w, "no", http.StatusForbidden)
		case r.URL.Path == "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			shown := links
			if state == "redesigned" {
				shown = links[:1]
			}
			fmt.Fprintf(w, "<title>政府信息公开年报</title><ul>%s</ul>", strings.Join(shown, ""))
		case !known || state == "redesigned" && r.URL.Path != "/r0.html":
			http.NotFound(w, r)
		default:
			w.Header().Set("Content-Type", page.Header.Get("Content-Type"))
			w.Write(page.Body) //nolint:errcheck // a test's server
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestARedesignedSiteIsDriftOnTheSecondRun(t *testing.T) {
	site := newTownSite(t)
	dir := t.TempDir()
	db, told, report := filepath.Join(dir, "t.db"), filepath.Join(dir, "told"), filepath.Join(dir, "report.json")
	sites := write(t, dir, "sites.yaml", "sites:\n  - name: 样例镇\n    region: 360482\n    start: "+site.URL+"\n    private: true\n    delay: 0\n")
	night := func(args ...string) result {
		t.Helper()
		os.Remove(told) //nolint:errcheck // there is none the first time
		return gongkai(t, append([]string{"--db", db, "crawl", "--sites", sites, "--revisit", "0", "--quiet", "--report", report, "--notify", "cat > '" + told + "'"}, args...)...)
	}
	was := func() string {
		b, err := os.ReadFile(told)
		if err != nil {
			return ""
		}
		return string(b)
	}
	if r := night().ok(t); !strings.Contains(r.out, "3 reports new") || r.out != was() || strings.Contains(r.out, "drift") {
		t.Errorf("first night: %q, told %q", r.out, was())
	}
	if r := night().ok(t); r.out != "" || was() != "" {
		t.Errorf("nothing changed, but: %q, told %q", r.out, was())
	}
	site.state.Store("redesigned")
	r := night()
	for _, want := range []string{"drift: 1\n", "list_entries 3 → 1", "reports 3 → 1"} {
		if r.status != 0 || !strings.Contains(r.out, want) || !strings.Contains(was(), want) {
			t.Errorf("redesigned: status %d %q, told %q, want %q", r.status, r.out, was(), want)
		}
	}
	var m morning
	b, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &m); err != nil || m.Run != 3 || m.State != "finished" || m.Sites != 1 || len(m.Drift) != 2 || m.Ended.Before(m.Started) {
		t.Errorf("report %s: %v", b, err)
	}
	var status []map[string]any
	if err := json.Unmarshal([]byte(gongkai(t, "--db", db, "status", "--format", "json").ok(t).out), &status); err != nil || len(status) != 1 {
		t.Fatalf("%v, %v", status, err)
	}
	st := status[0]
	if st["name"] != "样例镇" || st["region"] != "360482" || st["state"] != "ok" || st["last_success"] == nil || st["last_failure"] != nil ||
		st["blocked"] != false || st["next_due"] != "next run" || !strings.Contains(st["drift"].(string), "reports 3 → 1") {
		t.Errorf("status %v", st)
	}
	if runs := gongkai(t, "--db", db, "runs", "--format", "csv").ok(t).out; !strings.Contains(runs, ",finished,1,0,1,") {
		t.Errorf("runs: %s", runs)
	}
	if r := night().ok(t); r.out != "" || was() != "" {
		t.Errorf("drift is told again: %q, %q", r.out, was())
	}

	site.state.Store("down")
	if r := night(); r.status != 1 || !strings.Contains(r.out, "failed: 1\n") || strings.Contains(r.out, "again: ") || !strings.Contains(was(), "403") {
		t.Errorf("down: status %d %q %q, told %q", r.status, r.out, r.err, was())
	}
	if r := night("--fail-on", "new").ok(t); r.out != "" || was() != "" {
		t.Errorf("a known failure with --fail-on new: %q, told %q", r.out, was())
	}
	if r := night("--fail-on", "1"); r.status != 0 {
		t.Errorf("a share of 1 may fail: status %d %q", r.status, r.err)
	}
	if r := night("--fail-on", "0.5"); r.status != 1 || !strings.Contains(r.out, "again: ") {
		t.Errorf("all of one site failed: status %d %q", r.status, r.out)
	}
	if err := json.Unmarshal([]byte(gongkai(t, "--db", db, "status", "--format", "json").ok(t).out), &status); err != nil {
		t.Fatal(err)
	}
	if st := status[0]; st["state"] != "failed" || st["last_failure"] == nil || !strings.Contains(st["reason"].(string), "403") {
		t.Errorf("status %v", st)
	}
	site.state.Store("")
	if r := gongkai(t, "--db", db, "crawl", "--sites", sites, "--notify", "exit 3"); r.status != 1 || !strings.Contains(r.err, "exit status 3") {
		t.Errorf("a failing command: status %d %q", r.status, r.err)
	}
}

func TestAReportFitsAScreen(t *testing.T) {
	m := morning{State: "finished"}
	for i := range 500 {
		name := fmt.Sprintf("s%d.example.gov.cn", i)
		m.FailedSites = append(m.FailedSites, crawler.SiteFailure{Site: name, Reason: "no answer"})
		m.Drift = append(m.Drift, driftItem{name, "reports", 9, 1}, driftItem{name, "list_entries", 9, 1})
		m.Blocked = append(m.Blocked, name)
	}
	text := m.text()
	if n := strings.Count(text, "\n"); n > 40 || !strings.Contains(text, "and 492 more") || !strings.Contains(text, "drift: 500") {
		t.Errorf("%d lines:\n%s", n, text)
	}
}

func TestJSONLogNamesRunSiteOutcomeAndAttempt(t *testing.T) {
	site := newTownSite(t)
	db := filepath.Join(t.TempDir(), "t.db")
	var r result
	for range 2 {
		r = gongkai(t, "--db", db, "--log-format", "json", "-v", "crawl", "--allow-private", "--delay", "0", "--metrics", "127.0.0.1:0", site.URL)
	}
	visits, done := 0, 0
	for line := range strings.Lines(r.err) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		switch e["msg"] {
		case "visit":
			visits++
			if e["run_id"] != 2.0 || e["site"] != strings.TrimPrefix(site.URL, "http://") || e["url"] == "" || e["outcome"] == "" || e["attempt"].(float64) < 1 {
				t.Errorf("%s", line)
			}
		case "site done":
			done++
			if e["run_id"] != 2.0 || e["site"] == "" {
				t.Errorf("%s", line)
			}
		}
	}
	if visits < 4 || done != 1 || r.status != 0 {
		t.Errorf("status %d, %d visits and %d sites in %s", r.status, visits, done, r.err)
	}
}

func TestMetricsNameNoHost(t *testing.T) {
	m, err := serveMetrics("0")
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	if addr := m.addr.String(); !strings.HasPrefix(addr, "127.0.0.1:") {
		t.Errorf("a port alone is served on %s", addr)
	}
	visit := &crawler.Visit{Site: "www.example.gov.cn", Outcome: crawler.Fetched, Requests: []crawler.Request{
		{URL: "http://www.example.gov.cn/", Outcome: crawler.Failed}, {URL: "http://www.example.gov.cn/", Outcome: crawler.Fetched, Bytes: 700, Duration: 300 * time.Millisecond}}}
	m.Visited(visit, crawler.CommitResult{New: 2, Revised: 1})
	m.SiteDone(crawler.SiteResult{Site: "www.example.gov.cn"})
	m.SiteDone(crawler.SiteResult{Site: "b.example.gov.cn", Failure: "no answer"})
	m.SiteDone(crawler.SiteResult{Site: "b.example.gov.cn", Failure: "no answer"})
	res, err := http.Get("http://" + m.addr.String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, want := range []string{
		`gongkai_visits_total{outcome="fetched"} 1`, `gongkai_requests_total{outcome="failed"} 1`, `gongkai_response_bytes_total 700`,
		`gongkai_reports_total{kind="new"} 2`, `gongkai_sites{state="done"} 2`, `gongkai_sites{state="failed"} 1`, `gongkai_request_duration_seconds_count 2`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
	if strings.Contains(text, "example") {
		t.Error("a metric names a host")
	}
	if _, err := serveMetrics("nowhere.invalid:1"); err == nil {
		t.Error("an address that cannot be served was taken")
	}
}

func TestOnlySitesOfTheRunHaveAddressesLeft(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	crawl := func(site *townSite, args ...string) result {
		return gongkai(t, append([]string{"--db", db, "crawl", "--allow-private", "--delay", "0", site.URL}, args...)...)
	}
	first, second := newTownSite(t), newTownSite(t)
	if r := crawl(first, "--max-pages", "3"); !strings.Contains(r.err, "addresses are left for the next run") {
		t.Errorf("a budget that ended early: %q", r.err)
	}
	crawl(second).ok(t)
}
