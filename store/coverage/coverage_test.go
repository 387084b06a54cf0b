package coverage_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/series"
)

// now is the moment of the tests: reports for 2025 are due, those for 2026 are not.
var now = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)

// crawl is a run that is told visit by visit.
type crawl struct {
	t   *testing.T
	db  *store.Store
	run int64
	sum store.Summary
}

func begin(t *testing.T) *crawl {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	run, err := db.Begin(t.Context(), store.RunInfo{Program: "test", Options: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	return &crawl{t: t, db: db, run: run}
}

// list visits a site's start page, which leads to the addresses found.
func (c *crawl) list(site string, at time.Time, outcome string, found ...string) {
	c.t.Helper()
	v := c.visit(site, "http://"+site+"/", "start", at, outcome)
	for _, url := range found {
		v.Found = append(v.Found, store.Address{URL: url, Kind: "report"})
	}
	c.commit(v)
}

// report visits a page with an agency's report.
func (c *crawl) report(site, agency string, year int, quality extract.Quality, publishedOn string) {
	c.t.Helper()
	url := fmt.Sprintf("http://%s/%s/%d", site, agency, year)
	v := c.visit(site, url, "report", now.AddDate(0, 0, -20), "fetched")
	body := []byte(url)
	v.Page = &store.Page{URL: url, FinalURL: url, Status: 200, Proto: "HTTP/1.1", Body: body, FetchedAt: v.At, Digest: store.DigestOf(body)}
	if err := c.db.Archive(c.t.Context(), v.Page); err != nil {
		c.t.Fatal(err)
	}
	r := extract.Report{Title: agency, Agency: agency, Year: year, Scope: extract.ScopeOwn, Quality: quality, Flags: []extract.Quality{quality}}
	if publishedOn != "" {
		kind := "发布日期"
		r.PublishedOn, r.PublishedOnKind = &publishedOn, &kind
	}
	v.Reading = &store.Reading{Extractor: "test", Reports: []extract.Report{r}}
	c.commit(v)
}

func (c *crawl) visit(site, url, kind string, at time.Time, outcome string) *store.Visit {
	return &store.Visit{RunID: c.run, Site: site, Address: store.Address{URL: url, Kind: kind}, At: at, Outcome: outcome, Status: 200}
}

func (c *crawl) commit(v *store.Visit) {
	c.t.Helper()
	if _, err := c.db.Commit(c.t.Context(), v); err != nil {
		c.t.Fatal(err)
	}
}

func (c *crawl) end() *store.Store {
	c.t.Helper()
	if err := c.db.End(c.t.Context(), c.run, c.sum); err != nil {
		c.t.Fatal(err)
	}
	return c.db
}

func TestStatesAccuseNobodyWrongly(t *testing.T) {
	c := begin(t)
	after := time.Date(2026, 4, 15, 8, 0, 0, 0, time.UTC)
	whole := func(site string) { c.list(site, after, "fetched") }
	only2024 := func(site, agency string) { c.report(site, agency, 2024, extract.QualityComplete, "2025-01-20") }

	whole("full.gov.cn")
	only2024("full.gov.cn", "进贤县教育局")
	c.report("full.gov.cn", "进贤县财政局", 2023, extract.QualityPartial, "2024-02-01")
	c.report("full.gov.cn", "进贤县财政局", 2025, extract.QualityNoTables, "2026-01-31")
	c.list("early.gov.cn", time.Date(2026, 1, 31, 15, 59, 0, 0, time.UTC), "fetched") // 23:59 there
	only2024("early.gov.cn", "德安县教育局")
	c.list("waiting.gov.cn", after, "fetched", "http://waiting.gov.cn/new")
	only2024("waiting.gov.cn", "会昌县教育局")
	whole("turning.gov.cn")
	only2024("turning.gov.cn", "南昌县教育局")
	c.commit(c.visit("turning.gov.cn", "http://turning.gov.cn/list", "list", after, "pager_unknown"))
	whole("blocked.gov.cn")
	only2024("blocked.gov.cn", "永修县教育局")
	c.commit(c.visit("blocked.gov.cn", "http://blocked.gov.cn/1", "report", after, "blocked"))
	c.list("down.gov.cn", after, "failed")
	only2024("down.gov.cn", "湖口县教育局")
	c.sum.Sites = append(c.sum.Sites, store.SiteSummary{Site: "down.gov.cn", Failed: true, Reason: "no such host"})
	only2024("pages.gov.cn", "彭泽县教育局") // no list of it was read
	whole("gone.gov.cn")
	only2024("gone.gov.cn", "武宁县教育局")
	c.commit(c.visit("gone.gov.cn", "http://gone.gov.cn/武宁县教育局/2024", "report", after, "gone"))
	whole("yearless.gov.cn")
	only2024("yearless.gov.cn", "修水县教育局")
	c.report("yearless.gov.cn", "修水县教育局", 0, extract.QualityComplete, "")
	whole("two.gov.cn")
	only2024("two.gov.cn", "都昌县教育局")
	c.report("down.gov.cn", "都昌县教育局", 2023, extract.QualityComplete, "")
	whole("empty.gov.cn")
	db := c.end()
	if err := db.LabelSites(t.Context(), []store.Label{{Site: "empty.gov.cn", Title: "星子县", Region: "360427"}, {Site: "never.gov.cn", Title: "瑞昌市", Region: "360481"},
		{Site: "full.gov.cn", Title: "进贤县", Region: "360124"}}); err != nil {
		t.Fatal(err)
	}
	records, err := coverage.Records(t.Context(), db, coverage.Query{FromYear: 2023, ToYear: 2026, Dates: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]coverage.Record{}
	for _, r := range records {
		got[fmt.Sprint(r.Agency, r.Year)] = r
	}
	want := map[string]struct {
		state    coverage.State
		expected string
	}{
		"进贤县教育局2024": {coverage.Published, coverage.Seen}, "进贤县教育局2025": {coverage.NotFound, coverage.After}, "进贤县教育局2026": {coverage.NotDue, coverage.After},
		"进贤县财政局2023": {coverage.Published, coverage.Seen}, "进贤县财政局2024": {coverage.NotFound, coverage.Between}, "进贤县财政局2025": {coverage.Unreadable, coverage.Seen},
		"德安县教育局2025": {coverage.NotCrawled, coverage.After}, "会昌县教育局2025": {coverage.NotCrawled, coverage.After}, "南昌县教育局2025": {coverage.NotCrawled, coverage.After},
		"永修县教育局2025": {coverage.Blocked, coverage.After}, "湖口县教育局2025": {coverage.Unreachable, coverage.After}, "彭泽县教育局2025": {coverage.NotCrawled, coverage.After},
		"武宁县教育局2024": {coverage.Withdrawn, coverage.Seen}, "武宁县教育局2025": {coverage.NotFound, coverage.After},
		"修水县教育局2025": {coverage.Unreadable, coverage.After}, "都昌县教育局2025": {coverage.Unreachable, coverage.After},
		"星子县2023": {coverage.NotFound, coverage.Listed}, "星子县2026": {coverage.NotDue, coverage.Listed}, "瑞昌市2025": {coverage.NotCrawled, coverage.Listed},
	}
	for name, w := range want {
		if r := got[name]; r.State != w.state || r.Expected != w.expected {
			t.Errorf("%s is %s (%s: %s), want %s (%s)", name, r.State, r.Expected, r.Reason, w.state, w.expected)
		}
	}
	for _, name := range []string{"进贤县教育局2023", "德安县教育局2023"} {
		if r, there := got[name]; there {
			t.Errorf("%s is expected before anything of it was seen: %+v", name, r)
		}
	}
	if r := got["进贤县教育局2025"]; !r.AsOf.Equal(after) || r.Reason != "full.gov.cn: read to its end" {
		t.Errorf("%s, %s", r.AsOf, r.Reason)
	}
	for name, late := range map[string]bool{"进贤县财政局2023": true, "进贤县财政局2025": false, "进贤县教育局2024": false} {
		if r := got[name]; !r.Dated || r.Late != late {
			t.Errorf("%s: dated %v, late %v", name, r.Dated, r.Late)
		}
	}

	m, err := coverage.Count(t.Context(), db, coverage.Query{FromYear: 2025, ToYear: 2025, Region: "360000", Now: now}, series.ByRegion)
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]int{}
	for _, cell := range m.Cells {
		cells[cell.Label+" "+string(cell.State)] = cell.Agencies
	}
	for cell, n := range map[string]int{"南昌市 not_found": 1, "南昌市 published_unreadable": 1, "南昌市 not_crawled": 1, "九江市 blocked": 1, "九江市 unreachable": 2,
		"九江市 not_crawled": 3, "赣州市 not_crawled": 1} {
		if cells[cell] != n {
			t.Errorf("%s: %d, want %d (%v)", cell, cells[cell], n, cells)
		}
	}
	if n, there := cells["景德镇市 no_roster"]; !there || n != 0 {
		t.Errorf("a region without a roster: %d %v", n, there)
	}
}

func TestDueDays(t *testing.T) {
	for _, tt := range []struct {
		kind string
		year int
		want string
	}{
		{"department", 2025, "2026-01-31T16:00:00Z"}, {"township", 2019, "2020-01-31T16:00:00Z"}, {"vertical", 2024, "2025-01-31T16:00:00Z"},
		{"government", 2025, "2026-03-31T16:00:00Z"}, {"unknown", 2025, "2026-03-31T16:00:00Z"}, {"department", 2017, "2018-03-31T16:00:00Z"},
	} {
		if got := coverage.Due(tt.kind, tt.year).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("%s %d: %s, want %s", tt.kind, tt.year, got, tt.want)
		}
	}
}

func TestEveryStateIsExplained(t *testing.T) {
	letters := map[string]bool{}
	for _, s := range coverage.States() {
		if s.Meaning == "" || letters[s.Letter] {
			t.Errorf("%+v", s)
		}
		letters[s.Letter] = true
	}
	if len(letters) != 9 {
		t.Errorf("%d states", len(letters))
	}
}
