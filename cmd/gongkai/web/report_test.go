package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
)

// shown is a page that a site showed, and what was read from it.
type shown struct {
	contentType, body string
	at                time.Time
	reports           []extract.Report
}

const shownURL = "http://www.example.gov.cn/nb/2021.html"

// showing serves a database of pages that one address showed in turn.
func showing(t *testing.T, o Options, pages ...shown) (*httptest.Server, *store.Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Begin(t.Context(), store.RunInfo{Program: "test", Options: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range pages {
		p := &store.Page{URL: shownURL, FinalURL: shownURL, Status: 200, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {one.contentType}},
			Body: []byte(one.body), FetchedAt: one.at, Digest: store.DigestOf([]byte(one.body))}
		if err := s.Archive(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		_, err := s.Commit(t.Context(), &store.Visit{RunID: run, Site: "www.example.gov.cn", Address: store.Address{URL: shownURL, Kind: "report"}, At: one.at,
			Outcome: "fetched", Status: 200, Bytes: int64(len(one.body)), Page: p, Reading: &store.Reading{Extractor: "test", Reports: one.reports}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(t.Context(), run, store.Summary{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if o.DB, err = store.OpenReadOnly(context.Background(), path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.DB.Close() })
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(w.Handler())
	t.Cleanup(srv.Close)
	return srv, o.DB
}

func number64(n int64) *decimal.Number { v := decimal.New(n, 0); return &v }

// figureOf is a figure of the form of 2021.
func figureOf(name string, status extract.Status, raw string, value *decimal.Number) extract.Statistic {
	part := strings.Split(name, "/")
	unit := "件"
	s := extract.Statistic{Section: part[0], Row: part[1], Col: part[2], Status: status, Value: value, Unit: &unit, UnitSource: extract.UnitFromForm}
	if status != extract.StatusDerived {
		s.Raw = &raw
	}
	return s
}

const hostile = `</td><script>alert(1)</script><img src=x onerror=alert(1)>"'`

// madeReport has a figure of every status, a false equation, and claims of which
// one contradicts the tables.
func madeReport() extract.Report {
	no := false
	return extract.Report{
		Title: "样例市财政局2021年政府信息公开工作年度报告" + hostile, Agency: "样例市财政局", Year: 2021, Format: "2021", Scope: extract.ScopeOwn,
		Quality: extract.QualityInconsistent, Flags: []extract.Quality{extract.QualityInconsistent, extract.QualityPartial},
		Statistics: []extract.Statistic{
			figureOf("requests/new_requests/natural_person", extract.StatusRead, "１２", number64(12)),
			figureOf("requests/new_requests/enterprise", extract.StatusBlank, "—", nil),
			figureOf("requests/new_requests/research_institution", extract.StatusDerived, "", number64(7)),
			figureOf("requests/new_requests/public_welfare", extract.StatusAmbiguous, "1 2", nil),
			figureOf("requests/new_requests/legal_service", extract.StatusInvalid, hostile, nil),
			figureOf("requests/new_requests/total", extract.StatusRead, "134", number64(134)),
			figureOf("review/reconsideration/total", extract.StatusRead, "5", number64(5)),
			figureOf("review/reconsideration/upheld", extract.StatusRead, "9", number64(9)),
		},
		Checks:    []extract.Check{{ID: "review.row_total", At: "reconsideration", Left: number64(5), Right: number64(9), Holds: &no}},
		Narrative: []extract.Section{{Section: "一、总体情况", Text: "概述。全年收到申请170件，办结168件。\n其余照旧" + hostile + "。"}},
		Claims: []extract.Claim{
			{What: "requests_received", Value: *number64(170), Sentence: "全年收到申请170件，办结168件。"},
			{What: "requests_closed", Value: *number64(168), Sentence: "全年收到申请170件，办结168件。"},
		},
		Problems: []extract.Problem{{Code: "unknown_row", Message: "line 3: " + hostile}},
	}
}

func reportOf(t *testing.T, db *store.Store) store.ReportRow {
	t.Helper()
	list, err := db.ListReports(t.Context(), store.Filter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d reports, %v", len(list), err)
	}
	return list[0]
}

func TestReportPage(t *testing.T) {
	at := time.Date(2022, 3, 1, 2, 3, 4, 0, time.UTC)
	srv, db := showing(t, Options{}, shown{"text/html", "page", at, reportsOf(madeReport())})
	row := reportOf(t, db)
	resp, body := get(t, srv.URL+"/reports/"+row.ReportID)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s\n%s", resp.Status, body)
	}
	for what, want := range map[string]string{
		"a print as printed":         `>１２</td>`,
		"its value":                  `title="requests/new_requests/natural_person: 12 件"`,
		"blank":                      `<b aria-hidden="true">□</b> <span class="hidden">blank: not zero</span>—`,
		"derived":                    `<b aria-hidden="true">~</b> <span class="hidden">not printed, follows from the other figures</span>7`,
		"ambiguous":                  `<span class="hidden">several values fit</span>1 2`,
		"invalid":                    `<b aria-hidden="true">✗</b> <span class="hidden">no number</span>&lt;/td&gt;`,
		"not on the page":            `<span class="hidden">not on the page</span>`,
		"a section that is not told": "The report does not print this table",
		"the mark of the equation":   `>5 <a class="fn" href="#finding-1"`,
		"the finding":                `<li id="finding-1"><span class="severity error">equation false</span>`,
		"the claim in its sentence":  `全年收到申请<mark>170</mark>件，办结<mark>168</mark>件。</span>`,
		"the head over columns":      `colspan="5">法人或其他组织</th>`,
		"the problem in words":       "A row is printed that the form does not have.",
		"all qualities":              `<span class="quality partial">`,
		"when it was fetched":        `<time datetime="2022-03-01T02:03:04Z">`,
		"the digest":                 row.PageDigest,
		"the address":                `<a class="address" rel="nofollow noreferrer" href="` + shownURL + `">`,
		"the archive is not shown":   "The archived page is not shown on this address.",
		"figures as CSV":             `href="/api/v1/statistics.csv?report=` + row.ReportID + `"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %q", what, want)
		}
	}
	for _, never := range []string{"<script>alert", "<img", "style=", "ZgotmplZ"} {
		if strings.Contains(body, never) {
			t.Errorf("%q on the page", never)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
	if _, body = get(t, srv.URL+"/reports/"+row.ReportID+"?lang=zh"); !strings.Contains(body, "空白：不是零") || strings.Contains(body, "Administrative reconsideration") {
		t.Error("not in Chinese")
	}
}

func TestReportAddresses(t *testing.T) {
	srv, db := showing(t, Options{}, shown{"text/html", "page", time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC), reportsOf(madeReport())})
	id := reportOf(t, db).ReportID
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(srv.URL + "/reports/" + id[:8] + "?lang=zh")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMovedPermanently || resp.Header.Get("Location") != "/reports/"+id+"?lang=zh" {
		t.Errorf("beginning of an id: %s to %s", resp.Status, resp.Header.Get("Location"))
	}
	for path, want := range map[string]int{"/reports/r1nobody": 404, "/reports/" + id + "?revision=2": 404, "/reports/" + id + "?revision=x": 400, "/reports/" + id + "?revision=1": 200} {
		if resp, _ := get(t, srv.URL+path); resp.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, resp.Status, want)
		}
	}
}

// TestRevisions shows what a revision says otherwise than the one before.
func TestRevisions(t *testing.T) {
	first, second := madeReport(), madeReport()
	second.Statistics[0] = figureOf("requests/new_requests/natural_person", extract.StatusRead, "13", number64(13))
	second.Statistics = second.Statistics[:len(second.Statistics)-1]
	second.Checks = nil
	second.Narrative = []extract.Section{{Section: "一、总体情况", Text: "改写。"}}
	at := time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC)
	srv, db := showing(t, Options{}, shown{"text/html", "page", at, reportsOf(first)}, shown{"text/html", "page, again", at.AddDate(0, 1, 0), reportsOf(second)})
	id := reportOf(t, db).ReportID
	_, body := get(t, srv.URL+"/reports/"+id)
	_, changes, found := strings.Cut(body, "What revision 2 says otherwise than revision 1")
	if !found {
		t.Fatal(body)
	}
	changes, _, _ = strings.Cut(changes, `id="source"`)
	if n := strings.Count(changes, `<th scope="row"`); n != 2 {
		t.Errorf("%d figures changed, want 2\n%s", n, changes)
	}
	for _, want := range []string{">１２</td>", ">13</td>", ">9</td>", "一、总体情况", "not on the page"} {
		if !strings.Contains(changes, want) {
			t.Errorf("no %q in\n%s", want, changes)
		}
	}
	_, body = get(t, srv.URL+"/reports/"+id+"?revision=1")
	if !strings.Contains(body, "This is revision 1 of 2.") || strings.Contains(body, "says otherwise") || !strings.Contains(body, ">１２</td>") {
		t.Error("the first revision is not shown")
	}
}

func TestArchivedPage(t *testing.T) {
	gbk := "<html><head><meta charset=gb2312></head><body onload=alert(1)><script>alert(1)</script>\xb2\xc6\xd5\xfe</body></html>"
	at := time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC)
	pages := []shown{{"text/html; charset=gb2312", gbk, at, nil}, {"application/pdf", "%PDF-1.4 <script>", at.AddDate(0, 0, 1), nil}, {"text/plain", "<b>plain", at.AddDate(0, 0, 2), nil},
		{"", "<html>no type", at.AddDate(0, 0, 3), nil}, {"image/svg+xml", "<svg onload=alert(1)>", at.AddDate(0, 0, 4), nil}}
	srv, _ := showing(t, Options{ShowArchive: true}, pages...)
	of := func(p shown) string { return srv.URL + "/archive/" + store.DigestOf([]byte(p.body)) }
	resp, body := get(t, of(pages[0]))
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(body, "财政") {
		t.Errorf("%s, %s\n%s", resp.Status, resp.Header.Get("Content-Type"), body)
	}
	for _, p := range pages {
		resp, _ := get(t, of(p))
		policy := resp.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "sandbox; default-src 'none';") || strings.Contains(policy, "allow-") || strings.Contains(policy, "script-src") {
			t.Errorf("%s: policy %q", p.contentType, policy)
		}
		if resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", p.contentType)
		}
	}
	for i, want := range map[int]string{1: "application/octet-stream", 2: "text/plain; charset=utf-8", 3: "application/octet-stream", 4: "application/octet-stream"} {
		resp, body := get(t, of(pages[i]))
		if resp.Header.Get("Content-Type") != want || body != pages[i].body {
			t.Errorf("%q: %s\n%s", pages[i].contentType, resp.Header.Get("Content-Type"), body)
		}
		if download := resp.Header.Get("Content-Disposition"); (want == "application/octet-stream") != strings.HasPrefix(download, "attachment;") {
			t.Errorf("%q: %q", pages[i].contentType, download)
		}
	}
	for path, want := range map[string]int{"/archive/sha256:00": 404, "/archive/..%2f..%2fetc%2fpasswd": 404} {
		if resp, _ := get(t, srv.URL+path); resp.StatusCode != want {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
	closed, _ := showing(t, Options{}, pages...)
	if resp, body := get(t, strings.Replace(of(pages[0]), srv.URL, closed.URL, 1)); resp.StatusCode != http.StatusForbidden || strings.Contains(body, "财政") {
		t.Errorf("shown where it must not be: %s", resp.Status)
	}
}

func TestEveryProblemHasWords(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range fixtureProblems(t) {
		if !w.has("problem." + file) {
			t.Errorf("no words for the problem %s", file)
		}
	}
}

// fixtureProblems are the codes of all problems in the goldens of the saved
// pages, but those that the page tells elsewhere.
func fixtureProblems(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "fixtures", "pages", "*", "*.want.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	seen := map[string]bool{}
	var codes []string
	for _, f := range files {
		for _, rep := range goldenReports(t, f) {
			for _, p := range rep.Problems {
				if !seen[p.Code] && p.Code != "claim_conflict" {
					seen[p.Code] = true
					codes = append(codes, p.Code)
				}
			}
		}
	}
	if len(codes) < 5 {
		t.Fatalf("only %d problems in the goldens", len(codes))
	}
	return codes
}

func goldenReports(t *testing.T, file string) []extract.Report {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(readFile(t, file)))
	var out []extract.Report
	for dec.More() {
		var rep extract.Report
		if err := dec.Decode(&rep); err != nil {
			return nil // a golden of another kind: no report
		}
		out = append(out, rep)
	}
	return out
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func reportsOf(reports ...extract.Report) []extract.Report { return reports }

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
