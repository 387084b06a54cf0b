package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/fixtures"
	"gongkai/store"
)

// demoed runs the demo into a new database and returns its path and output.
func demoed(t *testing.T) (string, result) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	r := gongkai(t, "--db", path, "demo", "--delay", "0")
	if r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.err)
	}
	return path, r
}

func TestDemoStoresEveryReportOnce(t *testing.T) {
	path, first := demoed(t)
	for _, want := range []string{"26 reports new", "共青城市政府办公室", "new_requests", "3511"} {
		if !strings.Contains(first.out, want) {
			t.Errorf("the demo does not print %q:\n%s", want, first.out)
		}
	}
	if r := gongkai(t, "--db", path, "demo", "--delay", "0"); r.status != 0 || !strings.Contains(r.out, "0 reports new, 0 revised") {
		t.Errorf("second run: status %d %s %s", r.status, r.out, r.err)
	}
}

func TestReportsShowAndExport(t *testing.T) {
	path, _ := demoed(t)
	var rows []map[string]any
	if err := json.Unmarshal([]byte(gongkai(t, "--db", path, "reports", "--format", "json").ok(t).out), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != fixtures.Reports {
		t.Fatalf("%d reports, want %d", len(rows), fixtures.Reports)
	}
	list := gongkai(t, "--db", path, "reports", "--agency", "共青城", "--year", "2019", "--format", "csv").ok(t).out
	records, err := csv.NewReader(strings.NewReader(list)).ReadAll()
	if err != nil || len(records) != 2 {
		t.Fatalf("%v, %v", records, err)
	}
	id, url := records[1][0], records[1][11]
	byID := gongkai(t, "--db", path, "show", id).ok(t).out
	for _, want := range []string{"共青城市政府办公室", "398.3675", "一、本年新收政府信息公开申请数量", "sha256:", id} {
		if !strings.Contains(byID, want) {
			t.Errorf("show does not print %q", want)
		}
	}
	if byURL := gongkai(t, "--db", path, "show", url).ok(t).out; byURL != byID {
		t.Error("show by address differs from show by id")
	}
	gongkai(t, "--db", path, "show", "nothing").oneLine(t, 1, "not found")

	out := filepath.Join(t.TempDir(), "figures.csv")
	gongkai(t, "--db", path, "export", "--out", out).ok(t)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var count []map[string]int
	if err := json.Unmarshal([]byte(gongkai(t, "--db", path, "sql", "--format", "json", "SELECT count(*) AS n FROM statistic_view").ok(t).out), &count); err != nil {
		t.Fatal(err)
	}
	if len(figures)-1 != count[0]["n"] || count[0]["n"] < 2000 {
		t.Errorf("%d figures exported, %d stored", len(figures)-1, count[0]["n"])
	}
	jsonl := gongkai(t, "--db", path, "export", "--format", "jsonl", "--agency", "共青城").ok(t).out
	if n := strings.Count(jsonl, "\n"); n != 198 {
		t.Errorf("%d lines, want 198", n)
	}
	for line := range strings.Lines(jsonl) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil || len(row) != len(figures[0]) {
			t.Fatalf("%s: %v", line, err)
		}
	}
	claims := gongkai(t, "--db", path, "export", "--claims").ok(t).out
	// Exports hold no personal data.
	for _, p := range []string{`1[3-9]\d{9}`, `0\d{2,3}-\d{7,8}`, `\d{17}[\dXx]`, `[\w.]+@[\w.]+`} {
		all := string(b) + jsonl + byID + claims
		if m := regexp.MustCompile(p).FindString(regexp.MustCompile(`sha256:[0-9a-f]+`).ReplaceAllString(all, "")); m != "" {
			t.Errorf("an export holds %q", m)
		}
	}
}

func TestClaimsAreShownAndExportedApart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	sentence := "全年共收到政府信息公开申请170件，办结168件。"
	rep := extract.Report{
		Title: "样例市样例局2019年政府信息公开工作年度报告", Agency: "样例市样例局", Year: 2019, Format: "2019",
		Scope: extract.ScopeAggregate, ScopeEvidence: "本报告汇总各科室数据。", Quality: extract.QualityPartial,
		Claims: []extract.Claim{
			{What: "requests_received", Value: decimal.New(170, 0), Sentence: sentence},
			{What: "requests_closed", Value: decimal.New(168, 0), Sentence: sentence},
		},
		Problems: []extract.Problem{{Code: "claim_conflict", Message: "the text tells 170 where the table has 134"}},
	}
	commitReport(t, path, "http://www.example.gov.cn/1.html", rep)
	shown := gongkai(t, "--db", path, "show", "http://www.example.gov.cn/1.html").ok(t).out
	for _, want := range []string{"requests_received 170 · requests_closed 168", "“" + sentence + "”", "! the text tells 170 where the table has 134", "aggregate · “本报告汇总各科室数据。”"} {
		if strings.Count(shown, want) != 1 {
			t.Errorf("show has not once %q:\n%s", want, shown)
		}
	}
	records, err := csv.NewReader(strings.NewReader(gongkai(t, "--db", path, "export", "--claims").ok(t).out)).ReadAll()
	if err != nil || len(records) != 3 {
		t.Fatalf("%q, %v", records, err)
	}
	if !slices.Equal(records[0], store.ClaimColumns()) || !slices.Equal(records[1][2:], []string{"样例市样例局", "aggregate", "2019", "requests_received", "170", sentence}) {
		t.Errorf("%q", records)
	}
	var row struct {
		What  string
		Value int
		Year  int
	}
	lines := gongkai(t, "--db", path, "export", "--claims", "--format", "jsonl", "--agency", "样例").ok(t).out
	_, second, _ := strings.Cut(lines, "\n")
	if err := json.Unmarshal([]byte(second), &row); err != nil || row.What != "requests_closed" || row.Value != 168 || row.Year != 2019 {
		t.Errorf("%s: %+v, %v", lines, row, err)
	}
	if figures := gongkai(t, "--db", path, "export").ok(t).out; strings.Count(figures, "\n") != 1 {
		t.Errorf("claims stand among the figures: %s", figures)
	}
	gongkai(t, "--db", path, "export", "--claims", "--section", "requests").oneLine(t, 2, "--section")
}

// commitReport stores a report as if a crawl had read it at url.
func commitReport(t *testing.T, path, url string, rep extract.Report) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run, err := db.Begin(ctx, store.RunInfo{Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	p := &store.Page{URL: url, FinalURL: url, Status: 200, Proto: "HTTP/1.1", Body: []byte(url), FetchedAt: now, Digest: store.DigestOf([]byte(url))}
	if err := db.Archive(ctx, p); err != nil {
		t.Fatal(err)
	}
	_, err = db.Commit(ctx, &store.Visit{RunID: run, Site: "www.example.gov.cn", Address: store.Address{URL: url, Kind: "report"}, At: now,
		Outcome: "fetched", Status: 200, Page: p, Reading: &store.Reading{Extractor: "1", Reports: []extract.Report{rep}}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAuditKeepsVerdicts(t *testing.T) {
	path, _ := demoed(t)
	r := gongkaiWith(t, "n\nnonsense\nn\nart20_1/normative_documents/nonsense\ny\nn\nart20_5/licensing/decisions\ny\ny\n", "--db", path, "audit", "--sample", "4", "--seed", "3")
	if r.status != 0 || !strings.Contains(r.out, "Figures wrong: 1 of ") {
		t.Errorf("status %d %s\n%s", r.status, r.err, r.out[max(0, len(r.out)-400):])
	}
	again := gongkaiWith(t, "q\n", "--db", path, "audit", "--sample", "1")
	if !strings.Contains(again.out, "Figures wrong: 1 of ") {
		t.Errorf("the verdicts are gone: %s", again.out)
	}
}

func TestSQLRefusesToWrite(t *testing.T) {
	path, _ := demoed(t)
	for _, q := range []string{"DELETE FROM report", "DROP TABLE report", "ATTACH '/tmp/x.db' AS x", "PRAGMA user_version = 9", "nonsense", "SELECT 1; SELECT 2"} {
		r := gongkai(t, "--db", path, "sql", q)
		r.oneLine(t, 2)
		if r.out != "" {
			t.Errorf("%s: printed %q", q, r.out)
		}
	}
	if n := strings.Count(gongkai(t, "--db", path, "reports").ok(t).out, "\n"); n != fixtures.Reports+2 {
		t.Errorf("%d lines after refused writes", n)
	}
}

func TestDatabasesThatAreNotOurs(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite3", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	newer, _ := demoed(t)
	if db, err = sql.Open("sqlite3", newer); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	text := write(t, dir, "text.db", strings.Repeat("no database at all\n", 100))
	for path, why := range map[string]string{
		foreign: "not a gongkai database", newer: "newer", text: "not a gongkai database", dir: "", filepath.Join(dir, "none.db"): "no such database",
	} {
		gongkai(t, "--db", path, "reports").oneLine(t, 2, why)
	}
	for path, why := range map[string]string{foreign: "not a gongkai database", newer: "newer", text: "not a gongkai database", dir: ""} {
		before, _ := os.ReadFile(path)
		r := gongkai(t, "--db", path, "crawl", "--allow-private", "http://127.0.0.1:1/")
		if r.status != 2 || !strings.Contains(r.err, why) || strings.Count(r.err, "\n") != 1 {
			t.Errorf("crawl into %s: status %d %q", path, r.status, r.err)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
}

func TestCrawlOfBadAddresses(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	path := filepath.Join(t.TempDir(), "t.db")
	r := gongkai(t, "--db", path, "crawl", "--allow-private", "--delay", "0", "--json", srv.URL)
	if r.status != 1 || !strings.Contains(r.err, "failed") {
		t.Errorf("a 404: status %d %q", r.status, r.err)
	}
	var sum map[string]any
	if err := json.Unmarshal([]byte(r.out), &sum); err != nil || sum["sites"] != 1.0 || sum["gone"] != 1.0 || sum["reports"] != 0.0 {
		t.Errorf("summary %q: %v", r.out, err)
	}
	if r := gongkai(t, "--db", path, "crawl", "--allow-private", "--delay", "0", "--fail-on", "new", srv.URL); r.status != 0 {
		t.Errorf("a site that failed before fails --fail-on new: status %d %q", r.status, r.err)
	}
	gongkai(t, "--db", path, "crawl", "www.example.gov.cn").oneLine(t, 2, "contact")
	gongkai(t, "--db", path, "crawl", "--delay", "-1s", srv.URL).oneLine(t, 2)
	gongkai(t, "--db", path, "crawl", "--fail-on", "sometimes", srv.URL).oneLine(t, 2)
	gongkai(t, "--db", path, "crawl").oneLine(t, 2)
	// Without --allow-private nothing on loopback is asked.
	if r := gongkai(t, "--db", path, "crawl", "--delay", "0", srv.URL); r.status != 1 {
		t.Errorf("a private address: status %d %q", r.status, r.err)
	}
}

func TestReextractReadsWhatAnotherVersionRead(t *testing.T) {
	path, _ := demoed(t)
	if r := gongkai(t, "--db", path, "reextract").ok(t); !strings.HasPrefix(r.out, "0 pages read") {
		t.Errorf("right after the crawl: %s", r.out)
	}
	before := gongkai(t, "--db", path, "export").ok(t).out
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE reading SET extractor = '0'"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if r := gongkai(t, "--db", path, "reextract").ok(t); !strings.Contains(r.out, "0 reports new, 0 revised") || strings.HasPrefix(r.out, "0 pages") {
		t.Errorf("after an older version: %s", r.out)
	}
	if after := gongkai(t, "--db", path, "export").ok(t).out; after != before {
		t.Error("reading the same pages by the same rules changed the figures")
	}
}
