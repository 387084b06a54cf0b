package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"gongkai/extract"
)

// TestImportsInAnyOrderComeToTheSame imports what two addresses showed when, in
// many orders.
func TestImportsInAnyOrderComeToTheSame(t *testing.T) {
	ctx := context.Background()
	const one, two = "http://www.example.gov.cn/1", "http://www.example.gov.cn/2"
	events := []event{
		{url: one, body: "a", at: day(0), reports: []extract.Report{report(t, "甲局", 2019, 1)}},
		{url: one, body: "b", at: day(1), reports: []extract.Report{report(t, "甲局", 2019, 2)}},
		{url: one, body: "a", at: day(2), reports: []extract.Report{report(t, "甲局", 2019, 1)}},
		{url: one, body: "a", at: day(3), reports: []extract.Report{report(t, "甲局", 2019, 1)}},
		{url: two, body: "b", at: day(4), reports: []extract.Report{report(t, "甲局", 2019, 2)}},
		{url: two, body: "c", at: day(5)},
	}
	want := ""
	for seed := range uint64(12) {
		s := openAt(t, filepath.Join(t.TempDir(), "a.db"))
		r := rand.New(rand.NewPCG(seed, 1))
		if seed > 0 {
			r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		}
		for range 2 { // the second time changes nothing
			for _, e := range events {
				p, v := e.visit(0)
				if _, err := s.Import(ctx, Import{Page: p, Site: testSite, Kind: "report", Reading: v.Reading}); err != nil {
					t.Fatal(err)
				}
			}
		}
		got := dumpViews(t, s) + dump(t, s, `SELECT x.url, b.digest, x.fetched_at FROM exchange x JOIN body b ON b.id = x.body ORDER BY 1, 2`) +
			dump(t, s, `SELECT d.url, b.digest, d.read_digest FROM address d JOIN body b ON b.id = d.body ORDER BY 1`)
		if seed == 0 {
			want = got
		} else if got != want {
			t.Fatalf("another order gives\n%.1500s\nwant\n%.1500s", got, want)
		}
	}
}

func TestImportLeavesWhatACrawlKnows(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	e := event{url: "http://www.example.gov.cn/1", body: "a", at: day(3), reports: []extract.Report{report(t, "甲局", 2019, 1)}}
	run := begin(t, s)
	if _, err := s.Exclude(); !errors.Is(err, ErrLocked) {
		t.Errorf("an import beside a crawl: %v", err)
	}
	store(t, s, run, e)
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
	const known = `SELECT state, attempts, etag, read_digest, last_outcome, body, kind FROM address`
	before := dump(t, s, known)
	e.at, e.body = day(1), "older"
	p, v := e.visit(0)
	if _, err := s.Import(ctx, Import{Page: p, Site: "elsewhere.example.cn", Kind: "other", Reading: v.Reading}); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, known); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
	if got := dump(t, s, `SELECT fetched_at, page_digest FROM report_view`); got != "2026-11-02T08:00:00.000Z|"+DigestOf([]byte("older"))+"|\n" {
		t.Errorf("got %s", got)
	}
}
