package browser_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/cmd/gongkai/web"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/fixtures"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/nationtest"
)

// injection is what a hostile site prints wherever text can be. Were it taken
// for markup, it would open a dialog, add elements or ask another host.
const injection = `</td></p></script></title><script>alert('taken')</script><img src=x onerror=alert(1)><svg onload=alert(2)>"'><a href="javascript:alert(3)">=1+1`

// hostileURL is the address of the hostile report, hostileSite its site.
const (
	hostileSite = "www.example.gov.cn"
	hostileURL  = "http://www.example.gov.cn/nb/2023.html?x=%3Cscript%3E\"'><script>alert(4)</script>"
)

// hostileYear is later than all others: the report stands first in lists of what is new.
const hostileYear = 2024

// hostileBody is the archived page, which tries to run scripts too.
const hostileBody = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=http://evil.example/"><title>t</title></head>` +
	`<body onload="alert(5)"><script>alert(6); top.document.body.innerHTML = ""</script><img src="http://evil.example/x.png"><form action="http://evil.example/"><button autofocus>send</button></form><p>archived text</p></body></html>`

// database makes one of a drawn nation, the saved pages and a hostile report.
func database(t testing.TB) string {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n, err := nationtest.New(nationtest.Options{Agencies: 30, FromYear: 2018, ToYear: 2023, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Load(ctx, db); err != nil {
		t.Fatal(err)
	}
	crawlFixtures(t, db)
	storeHostile(t, db)
	catalogue, err := checks.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := checks.Refresh(ctx, db, catalogue, func(int) {}); err != nil {
		t.Fatal(err)
	}
	return path
}

// crawlFixtures crawls the saved pages into db.
func crawlFixtures(t testing.TB, db *store.Store) {
	t.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(fixtures.Handler(pages))
	defer site.Close()
	reader, err := harvest.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	c, err := crawler.New(crawler.Config{Starts: []string{site.URL + fixtures.Start}, AllowPrivate: true, Delay: crawler.NoDelay}, reader, harvest.NewJournal(db, "test"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// storeHostile stores a report in which every text is an injection, in two revisions.
func storeHostile(t testing.TB, db *store.Store) {
	t.Helper()
	ctx := context.Background()
	if err := db.LabelSites(ctx, []store.Label{{Site: hostileSite, Title: injection, Region: "110000"}}); err != nil {
		t.Fatal(err)
	}
	run, err := db.Begin(ctx, store.RunInfo{Program: "test " + injection, Options: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		at := time.Date(hostileYear+1, 3, 1+i, 0, 0, 0, 0, time.UTC)
		body := []byte(hostileBody + string(rune('a'+i)))
		p := &store.Page{URL: hostileURL, FinalURL: hostileURL, Status: 200, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
			Body: body, FetchedAt: at, Digest: store.DigestOf(body)}
		if err := db.Archive(ctx, p); err != nil {
			t.Fatal(err)
		}
		_, err := db.Commit(ctx, &store.Visit{RunID: run, Site: hostileSite, Address: store.Address{URL: hostileURL, Kind: "report"}, At: at, Outcome: "fetched", Status: 200,
			Reason: injection, Page: p, Reading: &store.Reading{Extractor: "test" + injection, Reports: []extract.Report{hostileReport(i)}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.End(ctx, run, store.Summary{}); err != nil {
		t.Fatal(err)
	}
}

// hostileReport is a report whose every text is an injection.
func hostileReport(revision int) extract.Report {
	number := func(n int64) *decimal.Number { v := decimal.New(n, 0); return &v }
	cell := func(section, row, col string, status extract.Status, raw string, value *decimal.Number) extract.Statistic {
		unit := "件" + injection
		return extract.Statistic{Section: section, Row: row, Col: col, Status: status, Raw: &raw, Value: value, Unit: &unit, UnitSource: extract.UnitFromHeader}
	}
	no, day, kind, index := false, "2025-01-31", injection, injection
	return extract.Report{
		Title: "报告" + injection, Agency: "北京市" + injection, Year: hostileYear, Format: "2021", PublishedOn: &day, PublishedOnKind: &kind, IndexNumber: &index,
		Scope: extract.ScopeOwn, Quality: extract.QualityInconsistent, Flags: []extract.Quality{extract.QualityInconsistent},
		Statistics: []extract.Statistic{
			cell("requests", "new_requests", "natural_person", extract.StatusInvalid, injection, nil),
			cell("requests", "new_requests", "enterprise", extract.StatusInvalid, `=HYPERLINK("http://evil.example/","1")`, nil),
			cell("requests", "new_requests", "total", extract.StatusRead, "@134", number(134+int64(revision))),
			cell("requests", injection, "total", extract.StatusAmbiguous, "+1 -2", nil),
			cell("review", "reconsideration", "total", extract.StatusRead, "-5", number(5)),
			cell("review", "reconsideration", "upheld", extract.StatusRead, "9", number(9)),
		},
		Checks:    []extract.Check{{ID: "review.row_total", At: "reconsideration", Left: number(5), Right: number(9), Holds: &no}},
		Narrative: []extract.Section{{Section: injection, Text: "全年收到申请170件" + injection + "。\n" + injection}},
		Claims:    []extract.Claim{{What: "requests_received", Value: *number(170), Sentence: "全年收到申请170件" + injection + "。"}},
		Problems:  []extract.Problem{{Code: "unknown_row", Message: injection}, {Code: injection, Message: injection}},
	}
}

// serve serves a database as `gongkai serve` does on loopback.
func serve(t testing.TB, path string) string {
	t.Helper()
	db, err := store.OpenReadOnly(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s, err := web.New(web.Options{DB: db, ShowArchive: true, Version: "test", Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return srv.URL
}
