package store

import (
	"context"
	"testing"

	"gongkai/extract"
)

func TestAForgottenListLeavesNothingListed(t *testing.T) {
	ctx, s := context.Background(), openTemp(t)
	run := begin(t, s)
	const list, next = "http://www.example.gov.cn/list.html", "http://www.example.gov.cn/list_2.html"
	_, v := event{url: list, body: "x"}.visit(run)
	v.Page, v.Reading, v.Listed = nil, nil, true
	v.Found = []Address{{URL: next, Kind: "next", Score: 5}}
	if _, err := s.Commit(ctx, v); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, `SELECT count(*) FROM listed`); got != "1|\n" {
		t.Fatalf("listed: %s", got)
	}
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(ctx, next, "why", false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, `SELECT count(*) FROM listed`); got != "0|\n" {
		t.Errorf("listed after: %s", got)
	}
}

// A report that two addresses show is withdrawn when both are gone, and not
// before; a page of an older date that is stored later does not bring it back.
func TestWithdrawnIsWhatNoAddressShows(t *testing.T) {
	ctx, s := context.Background(), openTemp(t)
	run := begin(t, s)
	one := event{url: "http://www.example.gov.cn/1.html", body: "x", at: day(0), reports: []extract.Report{report(t, "甲局", 2019, 1)}}
	two := one
	two.url, two.at = "http://www.example.gov.cn/2.html", day(1)
	store(t, s, run, one, two)
	visit := func(url string, n int, outcome string) {
		t.Helper()
		v := &Visit{RunID: run, Site: testSite, Address: Address{URL: url, Kind: "report"}, At: day(n), Outcome: outcome}
		if _, err := s.Commit(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when, row string) {
		t.Helper()
		if got := dump(t, s, `SELECT withdrawn, date(gone_since), date(last_seen), current FROM report_view`); got != row+"\n" {
			t.Errorf("%s: %swant %s", when, got, row)
		}
	}
	want("at first", "0|<nil>|2026-11-02|1|")
	visit(one.url, 3, "gone")
	want("one gone", "0|<nil>|2026-11-02|1|")
	visit(two.url, 4, "unchanged")
	visit(two.url, 5, "gone")
	want("both gone", "1|2026-11-06|2026-11-05|1|")
	visit(two.url, 6, "gone")
	visit(one.url, 7, "failed")
	visit(one.url, 2, "unchanged") // told late
	want("still gone", "1|2026-11-06|2026-11-05|1|")
	visit(one.url, 8, "unchanged")
	want("back", "0|<nil>|2026-11-09|1|")
}
