// Package journaltest holds the behaviour that every crawler.Journal must
// show, so that the one in memory and one in a database stay alike.
package journaltest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gongkai/crawler"
)

const site = "www.a.gov.cn"

// Run tests journals. The function must return an empty one each time.
func Run(t *testing.T, newJournal func(t *testing.T) crawler.Journal) {
	for name, test := range map[string]func(*testing.T, *bench){
		"NextOfNothingIsNil":        nextOfNothing,
		"NextGoesBestFirst":         bestFirst,
		"NextClaimsOnce":            claimsOnce,
		"FurtherListPagesFirst":     furtherFirst,
		"CommitClaimsTheNext":       commitClaims,
		"OtherSpellingsAreOne":      spelledOtherwise,
		"AheadCountsWhatIsDue":      aheadCounts,
		"SeedKeepsWhatIsKnown":      seedKeeps,
		"SitesAreApart":             sitesApart,
		"CommitEndsTheRunsInterest": commitOnce,
		"CommitKeepsValidators":     commitValidators,
		"CommitHonoursNextDue":      commitNextDue,
		"CommitNeedsAClaim":         commitNeedsClaim,
		"FoundAgainKeepsTheBetter":  foundAgain,
		"BeginReleasesClaims":       beginReleases,
		"BeginGoesOnAfterAKill":     goesOn,
		"EndReleasesClaims":         endReleases,
		"UnlistedIsRetired":         unlistedIsRetired,
		"DroppedReportsAreDue":      droppedAreDue,
		"ArchiveTwiceIsOnce":        archiveTwice,
		"CancelledContextIsAnError": cancelled,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, &bench{t: t, Journal: newJournal(t), now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
		})
	}
}

// bench calls a journal and fails the test on errors.
type bench struct {
	t *testing.T
	crawler.Journal
	now time.Time
	run int64
	// further is what next wishes for.
	further bool
}

// begin ends the run before, if any, and opens the next.
func (b *bench) begin() {
	b.t.Helper()
	if b.run != 0 {
		if err := b.End(b.t.Context(), b.run, crawler.Summary{Sites: 1}); err != nil {
			b.t.Fatalf("end: %v", err)
		}
	}
	b.restart()
}

// restart opens a run as after a kill of the one before.
func (b *bench) restart() {
	b.t.Helper()
	id, err := b.Begin(b.t.Context(), crawler.RunInfo{Started: b.now, UserAgent: "gongkai/test", Starts: []string{address(0).URL}})
	if err != nil {
		b.t.Fatalf("begin: %v", err)
	}
	b.run = id
}

func (b *bench) seed(addresses ...crawler.Address) {
	b.t.Helper()
	if err := b.Seed(b.t.Context(), site, addresses); err != nil {
		b.t.Fatalf("seed: %v", err)
	}
}

func (b *bench) next() *crawler.Address {
	b.t.Helper()
	a, err := b.Next(b.t.Context(), site, b.run, b.further)
	if err != nil {
		b.t.Fatalf("next: %v", err)
	}
	return a
}

// wantNext claims and checks which address it is; -1 is none.
func (b *bench) wantNext(n int) crawler.Address {
	b.t.Helper()
	a := b.next()
	switch {
	case a == nil && n < 0:
		return crawler.Address{}
	case a == nil:
		b.t.Fatalf("next is nothing, want %s", address(n).URL)
	case n < 0:
		b.t.Fatalf("next is %s, want nothing", a.URL)
	case a.URL != address(n).URL:
		b.t.Fatalf("next is %s, want %s", a.URL, address(n).URL)
	}
	return *a
}

// commit ends the visit of a claimed address that found others.
func (b *bench) commit(a crawler.Address, change func(*crawler.Visit), found ...crawler.Address) crawler.CommitResult {
	b.t.Helper()
	v := &crawler.Visit{
		RunID: b.run, Site: site, Address: a, At: b.now, Outcome: crawler.Fetched, Status: 200,
		Validators: a.Validators, Found: found,
		Requests: []crawler.Request{{URL: a.URL, At: b.now, Status: 200, Outcome: crawler.Fetched}},
	}
	if change != nil {
		change(v)
	}
	result, err := b.Commit(b.t.Context(), v)
	if err != nil {
		b.t.Fatalf("commit %s: %v", a.URL, err)
	}
	return result
}

// address is the nth address of the site, a report of score 10.
func address(n int) crawler.Address {
	return crawler.Address{URL: fmt.Sprintf("http://%s/%d.html", site, n), Site: site, Kind: crawler.KindReport, Depth: 1, Score: 10, From: "http://" + site + "/0.html"}
}

func start(n int) crawler.Address {
	a := address(n)
	a.Kind, a.Depth, a.From = crawler.KindStart, 0, ""
	return a
}

func scored(n, score int) crawler.Address {
	a := address(n)
	a.Score = score
	return a
}

func nextOfNothing(_ *testing.T, b *bench) {
	b.begin()
	b.wantNext(-1)
}

func bestFirst(_ *testing.T, b *bench) {
	b.begin()
	b.seed(start(0), start(1))
	b.commit(b.wantNext(0), nil, scored(2, 5), scored(3, 90), scored(4, 5), scored(5, 90))
	for _, n := range []int{1, 3, 5, 2, 4, -1} {
		b.wantNext(n)
	}
	// The next runs: start addresses, then the others, each with those never asked first.
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(1), nil)
	b.commit(b.wantNext(0), nil)
	b.commit(b.wantNext(3), nil)
	b.begin()
	for _, n := range []int{0, 1, 5, 2, 4, 3, -1} {
		b.wantNext(n)
	}
}

func claimsOnce(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	got := b.wantNext(0)
	if want := start(0); got != want {
		t.Errorf("claimed %+v, want %+v", got, want)
	}
	b.wantNext(-1)
}

func aheadCounts(_ *testing.T, b *bench) {
	list := address(3)
	list.Kind = crawler.KindList
	next := address(4)
	next.Kind = crawler.KindNext
	b.begin()
	b.wantAhead(0, 0)
	b.seed(start(0), start(1))
	b.wantAhead(0, 2)
	a := b.wantNext(0)
	b.wantAhead(0, 1)
	b.commit(a, nil, scored(2, 20), list, next)
	b.wantAhead(2, 2)
	later := b.now.Add(time.Hour)
	for _, n := range []int{1, 2, 3} {
		b.commit(b.wantNext(n), func(v *crawler.Visit) {
			if n == 2 {
				v.NextDue = later
			}
		})
	}
	b.wantAhead(1, 0)
	b.begin()
	b.wantAhead(2, 2)
	b.now = later
	b.begin()
	b.wantAhead(2, 3)
}

// wantAhead checks what could be claimed.
func (b *bench) wantAhead(lists, others int) {
	b.t.Helper()
	got, err := b.Ahead(b.t.Context(), site, b.run)
	if want := (crawler.Ahead{Lists: lists, Others: others}); err != nil || got != want {
		b.t.Fatalf("ahead: %+v, %v, want %+v", got, err, want)
	}
}

func seedKeeps(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), nil, scored(1, 77))
	b.seed(start(1), start(0))
	a := b.wantNext(1)
	if a.Kind != crawler.KindStart || a.Score != 77 || a.Depth != 1 || a.From != start(0).URL {
		t.Errorf("seeded again: %+v", a)
	}
	b.wantNext(-1)
}

func sitesApart(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	other := crawler.Address{URL: "http://www.b.gov.cn/", Site: "www.b.gov.cn", Kind: crawler.KindReport, Score: 1}
	b.commit(b.wantNext(0), nil, other)
	b.wantNext(-1)
	a, err := b.Next(t.Context(), other.Site, b.run, false)
	if err != nil || a == nil || *a != other {
		t.Errorf("next of the other site: %+v, %v", a, err)
	}
}

func commitOnce(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), nil, start(0))
	b.wantNext(-1)
	b.begin()
	if a := b.wantNext(0); a.Attempts != 1 {
		t.Errorf("%d attempts", a.Attempts)
	}
}

func commitValidators(t *testing.T, b *bench) {
	want := crawler.Validators{ETag: `"x"`, LastModified: "Sun, 01 Nov 2026 00:00:00 GMT", Digest: "sha256:00", Content: "c", Reports: 2, Year: 2024, Quiet: 3}
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), func(v *crawler.Visit) { v.Validators = want })
	b.begin()
	a := b.wantNext(0)
	if a.Validators != want {
		t.Errorf("validators %+v", a.Validators)
	}
	b.commit(a, func(v *crawler.Visit) { v.Outcome, v.Validators = crawler.Gone, crawler.Validators{} })
	b.begin()
	if a := b.wantNext(0); a.Validators != (crawler.Validators{}) {
		t.Errorf("validators are left: %+v", a.Validators)
	}
}

func commitNextDue(_ *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	due := b.now.Add(time.Hour)
	b.commit(b.wantNext(0), func(v *crawler.Visit) { v.Outcome, v.NextDue = crawler.Failed, due })
	b.now = due.Add(-time.Second)
	b.begin()
	b.seed(start(0))
	b.wantNext(-1)
	b.now = due
	b.begin()
	b.wantNext(0)
}

func commitNeedsClaim(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	v := &crawler.Visit{RunID: b.run, Site: site, Address: start(0), At: b.now, Outcome: crawler.Fetched, Found: []crawler.Address{address(1)}}
	if _, err := b.Commit(t.Context(), v); err == nil {
		t.Error("committed without a claim")
	}
	b.wantNext(0)
	b.wantNext(-1)
}

func foundAgain(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0), start(1))
	deep := scored(2, 5)
	deep.Depth = 6
	b.commit(b.wantNext(0), nil, deep)
	again := scored(2, 50)
	again.Depth, again.From, again.Kind = 3, start(1).URL, crawler.KindList
	b.commit(b.wantNext(1), nil, again, scored(0, 999))
	a := b.wantNext(2)
	want := deep
	want.Depth, want.Score = 3, 50
	if a != want {
		t.Errorf("found again: %+v, want %+v", a, want)
	}
	b.wantNext(-1)
}

func beginReleases(_ *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	b.wantNext(0)
	b.restart()
	b.wantNext(0)
}

// goesOn kills a run: what it committed is not asked for again, until the run
// that goes on with it has ended.
func goesOn(_ *testing.T, b *bench) {
	b.begin()
	b.seed(start(0), start(1), start(2))
	b.commit(b.wantNext(0), nil)
	due := b.now.Add(time.Hour)
	b.commit(b.wantNext(1), func(v *crawler.Visit) { v.Outcome, v.NextDue = crawler.Failed, due })
	b.wantNext(2)
	b.now = due
	b.restart()
	b.seed(start(0), start(1), start(2))
	b.commit(b.wantNext(2), nil)
	b.restart()
	b.wantNext(1)
	b.wantNext(-1)
	b.begin()
	b.wantNext(0)
}

func endReleases(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0), start(1))
	b.commit(b.wantNext(0), nil)
	b.wantNext(1)
	if err := b.End(t.Context(), b.run, crawler.Summary{Sites: 1, Interrupted: true}); err != nil {
		t.Fatal(err)
	}
	b.restart()
	b.wantNext(1)
	b.wantNext(-1)
}

func archiveTwice(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	a := b.wantNext(0)
	page := &crawler.Page{URL: a.URL, FinalURL: a.URL, Status: 200, Proto: "HTTP/1.1", Body: []byte("x"), FetchedAt: b.now, Digest: "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
	for range 2 {
		if err := b.Archive(t.Context(), page); err != nil {
			t.Fatal(err)
		}
	}
	unnamed := *page
	unnamed.Digest = ""
	if err := b.Archive(t.Context(), &unnamed); err != nil || unnamed.Digest != page.Digest {
		t.Errorf("digest %q: %v", unnamed.Digest, err)
	}
	b.commit(a, func(v *crawler.Visit) { v.Page = page })
}

func cancelled(t *testing.T, b *bench) {
	b.begin()
	b.seed(start(0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if a, err := b.Next(ctx, site, b.run, false); err == nil {
		t.Errorf("next: %v", a)
	}
	b.wantNext(0)
}
