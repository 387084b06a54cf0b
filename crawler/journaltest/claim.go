package journaltest

import (
	"testing"

	"gongkai/crawler"
)

// furtherFirst wishes for further pages of lists, which come before all else.
func furtherFirst(_ *testing.T, b *bench) {
	next := func(n, score int) crawler.Address {
		a := scored(n, score)
		a.Kind = crawler.KindNext
		return a
	}
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), nil, scored(1, 90), next(2, 10), next(3, 20), next(4, 10))
	b.further = true
	for _, n := range []int{3, 2} {
		b.wantNext(n)
	}
	b.further = false
	b.wantNext(1)
	b.further = true
	for _, n := range []int{4, -1} {
		b.wantNext(n)
	}
}

// commitClaims commits visits that ask for the next address at once.
func commitClaims(t *testing.T, b *bench) {
	further := scored(2, 10)
	further.Kind = crawler.KindNext
	b.begin()
	b.seed(start(0))
	at := b.wantNext(0)
	for _, tt := range []struct {
		further bool
		found   []crawler.Address
		want    int
	}{
		{false, []crawler.Address{scored(1, 90), further, scored(3, 50)}, 1},
		{true, nil, 2},
		{true, nil, 3},
		{false, nil, -1},
	} {
		got := b.commit(at, func(v *crawler.Visit) { v.ClaimNext, v.Further = true, tt.further }, tt.found...).Next
		if got == nil && tt.want < 0 {
			return
		}
		if got == nil || tt.want < 0 || got.URL != address(tt.want).URL {
			t.Fatalf("claimed %v, want %d", got, tt.want)
		}
		at = *got
	}
}

// spelledOtherwise finds addresses by other spellings of those that are known.
func spelledOtherwise(t *testing.T, b *bench) {
	spelled := func(query string, score int) crawler.Address {
		a := scored(1, score)
		a.URL += "?" + query
		a.Key = crawler.SpellingKey(a.URL)
		return a
	}
	b.begin()
	b.seed(start(0))
	b.commit(b.wantNext(0), nil, spelled("b=1&a=2", 10), spelled("a=2&b=2", 20))
	// Known by its first spelling only, and with the better score.
	a := b.next()
	if a == nil || a.URL != spelled("a=2&b=2", 0).URL {
		t.Fatalf("%+v", a)
	}
	b.commit(*a, nil, spelled("a=2&b=1", 90))
	if a = b.next(); a == nil || a.URL != spelled("b=1&a=2", 0).URL || a.Score != 90 {
		t.Fatalf("%+v", a)
	}
	b.commit(*a, nil)
	b.wantNext(-1)
}
