package journaltest

import (
	"testing"

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
