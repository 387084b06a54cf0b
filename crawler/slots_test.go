package crawler

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestConnectionsGoToTheLongestWayAndByAge has six hosts wait for one connection.
func TestConnectionsGoToTheLongestWayAndByAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSlots(1)
		if err := s.take(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		var order []time.Duration
		for _, left := range []time.Duration{1, 5, 2, 9, 3, 4} {
			go func() {
				if err := s.take(t.Context(), left); err != nil {
					t.Error(err)
				}
				order = append(order, left)
				s.give()
			}()
			synctest.Wait()
		}
		s.give()
		synctest.Wait()
		// The first to come has the shortest way to go, and is the fourth to be served.
		if want := []time.Duration{9, 5, 4, 1, 3, 2}; !slices.Equal(order, want) {
			t.Errorf("served %v, want %v", order, want)
		}
		if s.free != 1 || len(s.waiting) != 0 {
			t.Errorf("%d free, %d waiting", s.free, len(s.waiting))
		}
	})
}

func TestAWaitThatIsGivenUpKeepsNoConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSlots(1)
		if err := s.take(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		for range 3 {
			go func() {
				switch err := s.take(ctx, 0); {
				case err == nil:
					s.give()
				case !errors.Is(err, context.Canceled):
					t.Error(err)
				}
			}()
		}
		synctest.Wait()
		stop()
		s.give() // at the same moment: one of them may get it
		synctest.Wait()
		if s.free != 1 || len(s.waiting) != 0 {
			t.Errorf("%d free, %d waiting", s.free, len(s.waiting))
		}
	})
}

func TestOutlook(t *testing.T) {
	visit := func(k Kind) *Visit { return &Visit{Address: Address{Kind: k}} }
	var o outlook
	for _, step := range []struct {
		what string
		do   func()
		want int
	}{
		{"a start address", func() { o.reckon(Ahead{Others: 1}, nil) }, 1 + behindNone},
		{"a list nobody has read", func() { o.reckon(Ahead{Lists: 1}, visit(KindStart)) }, 1 + behindNone},
		{"ten reports and fifty lists, as long", func() { o.reckon(Ahead{Lists: 50, Others: 10}, visit(KindList)) }, 10 + 50 + 50*10},
		{"a report less", func() { o.visited(visit(KindReport)) }, 9 + 50 + 50*10},
		{"a list that leads nowhere", func() { o.visited(visit(KindNext)) }, 9 + 49 + 49*5},
		{"one list is left", func() { o.reckon(Ahead{Lists: 1, Others: 9}, visit(KindReport)) }, 9 + 1 + behindLists},
		{"no list any more", func() { o.visited(visit(KindNext)) }, 9},
	} {
		step.do()
		if got := o.requests(); got != step.want {
			t.Errorf("%s: %d, want %d", step.what, got, step.want)
		}
	}
	o = outlook{Ahead: Ahead{Lists: 1}, seen: 300, lists: 15, gained: 290}
	if got := o.requests(); got != 1+2*300 {
		t.Errorf("the next page of a long list: %d", got)
	}
}
