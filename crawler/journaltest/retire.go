package journaltest

import (
	"testing"
	"time"

	"gongkai/crawler"
)

// unlistedIsRetired has list 0 lead to list 1, that to list 2 and report 3,
// and then to nothing.
func unlistedIsRetired(t *testing.T, b *bench) {
	list := func(n int) crawler.Address {
		a := address(n)
		a.Kind, a.Score = crawler.KindNext, 50-n
		return a
	}
	leads := func(v *crawler.Visit) {
		v.Listed = true
		v.Validators = crawler.Validators{ETag: "e", LastModified: "l", Digest: "d", Content: "c"}
	}
	start := address(0)
	start.Kind = crawler.KindStart
	b.begin()
	b.seed(start)
	b.commit(b.wantNext(0), leads, list(1))
	b.commit(b.wantNext(1), leads, list(2), address(3))
	b.commit(b.wantNext(2), leads, list(1))
	b.commit(b.wantNext(3), nil)
	b.wantNext(-1)
	// Unlisted pages say nothing about what they lead to.
	b.begin()
	b.commit(b.wantNext(0), nil)
	for _, n := range []int{1, 2, 3} {
		b.commit(b.wantNext(n), nil)
	}
	// List 2 leads back to list 1: what leads in a ring stays. Not so
	// when list 2 does not.
	b.begin()
	b.commit(b.wantNext(0), nil)
	b.commit(b.wantNext(1), nil)
	b.commit(b.wantNext(2), leads)
	b.commit(b.wantNext(3), nil)
	b.begin()
	b.commit(b.wantNext(0), leads)
	b.commit(b.wantNext(3), nil) // a report is not retired
	b.wantNext(-1)
	b.begin()
	b.commit(b.wantNext(0), leads, list(1))
	if a := b.wantNext(1); a.Validators != (crawler.Validators{}) {
		t.Errorf("found again with %+v", a.Validators)
	}
}

// droppedAreDue has lists 0 and 1 lead to reports 2 and 3, which rest for a
// month, and then no more.
func droppedAreDue(_ *testing.T, b *bench) {
	list := address(1)
	list.Kind, list.Score = crawler.KindList, 5
	leads := func(v *crawler.Visit) { v.Listed = true }
	rests := func(v *crawler.Visit) { v.NextDue, v.Validators.Reports = b.now.AddDate(0, 1, 0), 1 }
	night := func(on0, on1 []crawler.Address) {
		b.now = b.now.Add(24 * time.Hour)
		b.begin()
		b.commit(b.wantNext(0), leads, append(on0, list)...)
		b.commit(b.wantNext(1), leads, on1...)
	}
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), leads, list, address(2), address(3))
	b.commit(b.wantNext(2), rests)
	b.commit(b.wantNext(3), rests)
	b.commit(b.wantNext(1), leads)
	b.wantNext(-1)
	// Report 3 has moved to the second page: that is no reason to ask it.
	night([]crawler.Address{address(2)}, []crawler.Address{address(3)})
	b.wantNext(-1)
	// It is on neither: it is asked when the lists are, and once.
	night([]crawler.Address{address(2)}, nil)
	b.wantAhead(0, 1)
	b.commit(b.wantNext(3), rests)
	b.wantNext(-1)
	night([]crawler.Address{address(2)}, nil)
	b.wantNext(-1)
	// Report 2 is dropped and the run killed: the next asks it. It is gone.
	night(nil, nil)
	b.restart()
	b.commit(b.wantNext(2), func(v *crawler.Visit) { rests(v); v.Outcome = crawler.Gone })
	b.wantNext(-1)
	// What is known to be gone is not asked again for being on a list and off it.
	night([]crawler.Address{address(2)}, nil)
	night(nil, nil)
	b.wantNext(-1)
}
