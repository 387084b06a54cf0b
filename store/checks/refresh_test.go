package checks_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
	"gongkai/store/checks"
)

// paper is a page of an agency that prints what it carries in and out.
type paper struct {
	host, agency string
	year         int
	in, out      int64
}

func (p paper) url() string { return fmt.Sprintf("http://%s/%d.html", p.host, p.year) }

func (p paper) report() extract.Report {
	r := extract.Report{Title: p.agency, Agency: p.agency, Year: p.year, Format: "2021", Scope: extract.ScopeOwn, Quality: extract.QualityComplete}
	for _, f := range []struct {
		row   string
		value int64
	}{{"carried_in", p.in}, {"carried_out", p.out}} {
		n := decimal.New(f.value, 0)
		raw, unit := n.String(), "件"
		r.Statistics = append(r.Statistics, extract.Statistic{Section: "requests", Row: f.row, Col: "total", Value: &n, Raw: &raw,
			Unit: &unit, UnitSource: extract.UnitFromForm, Status: extract.StatusRead})
	}
	return r
}

// desk is a database with a catalogue.
type desk struct {
	t   *testing.T
	db  *store.Store
	c   *checks.Catalogue
	day int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "desk.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c, err := checks.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, db: db, c: c}
}

// publish stores pages as a crawl does, a day after the last.
func (d *desk) publish(papers ...paper) {
	d.t.Helper()
	ctx := context.Background()
	d.day++
	at := time.Date(2026, 1, d.day, 0, 0, 0, 0, time.UTC)
	run, err := d.db.Begin(ctx, store.RunInfo{Program: "test", Options: "{}"})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, p := range papers {
		body := fmt.Appendf(nil, "%+v", p)
		page := &store.Page{URL: p.url(), FinalURL: p.url(), Status: 200, Proto: "HTTP/1.1", Body: body, FetchedAt: at, Digest: store.DigestOf(body)}
		if err := d.db.Archive(ctx, page); err != nil {
			d.t.Fatal(err)
		}
		_, err := d.db.Commit(ctx, &store.Visit{RunID: run, Site: p.host, Address: store.Address{URL: p.url(), Kind: "report"}, At: at, Outcome: "fetched",
			Status: 200, Page: page, Reading: &store.Reading{Extractor: "test", Reports: []extract.Report{p.report()}}})
		if err != nil {
			d.t.Fatal(err)
		}
	}
	if err := d.db.End(ctx, run, store.Summary{}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) refresh() {
	d.t.Helper()
	if err := checks.Refresh(context.Background(), d.db, d.c, func(int) {}); err != nil {
		d.t.Fatal(err)
	}
	d.stale("")
}

// stale holds what is told to be out of date.
func (d *desk) stale(part string) {
	d.t.Helper()
	got, err := d.c.Stale(context.Background(), d.db)
	if err != nil || (part == "") != (got.Why == "") || !strings.Contains(got.String(), part) {
		d.t.Errorf("stale is %q, %v, want %q", got, err, part)
	}
}

func (d *desk) finds(want ...string) {
	d.t.Helper()
	if got := told(d.t, d.c, d.db, store.FindingQuery{}); !slices.Equal(got, want) {
		d.t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const carried = " carry_over requests/carried_in/total "

// Whatever changes what findings are made of, they are told to be out of date
// until they are made anew, and then are as if made of what is there now.
func TestFindingsAreNeverStaleUnseen(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.stale("not all reports were checked")
	const host = "www.example.gov.cn"
	first, second := paper{host, "样例县水务局", 2021, 0, 5}, paper{host, "样例县水务局", 2022, 3, 1}
	d.publish(first, second)
	d.stale("not all reports were checked")
	d.refresh()
	d.finds(second.url() + carried + "3 5")

	// Nothing new: nothing is due.
	d.publish(first, second)
	d.stale("")

	// A page says something else.
	second.in = 4
	d.publish(second)
	d.stale("agencies that changed since 2026-")
	d.refresh()
	d.finds(second.url() + carried + "4 5")

	// A year more, of which nothing is wrong.
	d.publish(paper{host, "样例县水务局", 2023, 1, 0})
	d.stale(": 1")
	d.refresh()
	d.finds(second.url() + carried + "4 5")

	// Another agency, and it turns out to be the same.
	other := paper{"www.other.gov.cn", "样例县水利局", 2024, 8, 0}
	d.publish(other)
	d.stale(": 1")
	d.refresh()
	d.finds(second.url() + carried + "4 5")
	into, err := d.db.FindAgency(ctx, "样例县水务局")
	if err != nil {
		t.Fatal(err)
	}
	from, err := d.db.FindAgency(ctx, "样例县水利局")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.db.Rule(ctx, store.Ruling{What: store.RulingMerge, Agency: from.ID, Into: into.ID}); err != nil {
		t.Fatal(err)
	}
	d.stale("agencies that changed since")
	d.refresh()
	d.finds(second.url()+carried+"4 5", other.url()+carried+"8 0")

	// A page is forgotten: what it printed is told nowhere any more, at once.
	if _, err := d.db.Forget(ctx, first.url(), "request", false); err != nil {
		t.Fatal(err)
	}
	d.stale(": 1")
	d.finds()
	d.refresh()
	d.finds(other.url() + carried + "8 0")

	// What an agency is decides who its peers are.
	if err := d.db.Rule(ctx, store.Ruling{What: store.RulingSet, Agency: into.ID, Set: &store.AgencySet{Level: "city"}}); err != nil {
		t.Fatal(err)
	}
	d.stale(": 1")
}

// A run that another has followed stores nothing.
func TestSupersededRunStoresNothing(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.publish(paper{"www.example.gov.cn", "样例县水务局", 2021, 0, 5})
	old, err := d.db.BeginFindings(ctx, "one")
	if err != nil {
		t.Fatal(err)
	}
	now, err := d.db.BeginFindings(ctx, "two")
	if err != nil || now <= old {
		t.Fatalf("%d after %d, %v", now, old, err)
	}
	agencies, err := d.db.DueAgencies(ctx, now, 10)
	if err != nil || len(agencies) != 1 {
		t.Fatalf("%v, %v", agencies, err)
	}
	if err := d.db.SaveFindings(ctx, agencies, old, nil); !errors.Is(err, store.ErrSuperseded) {
		t.Errorf("got %v", err)
	}
	if err := d.db.EndFindings(ctx, old, nil); !errors.Is(err, store.ErrSuperseded) {
		t.Errorf("got %v", err)
	}
	// What is killed in between is still due.
	if err := d.db.SaveFindings(ctx, agencies, now, nil); err != nil {
		t.Fatal(err)
	}
	st, err := d.db.FindingState(ctx)
	if err != nil || st.Due != 0 || !st.PeersDue || st.Current("two") {
		t.Errorf("%+v, %v", st, err)
	}
	if err := d.db.EndFindings(ctx, now, nil); err != nil {
		t.Fatal(err)
	}
	if st, err = d.db.FindingState(ctx); err != nil || !st.Current("two") || st.Current("one") {
		t.Errorf("%+v, %v", st, err)
	}
}
