package main

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func count(n int, begun *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			begun.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	const workers = 3
	var begun atomic.Int64
	var got []int
	for r := range inOrder(context.Background(), workers, count(100, &begun), func(_ context.Context, i int) int {
		if i%10 == 0 { // a slow one must not be overtaken
			time.Sleep(3 * time.Millisecond)
		}
		return i * i
	}) {
		got = append(got, r)
		// workers at work, 4 a worker waiting, and one on each side in hand
		if ahead := int(begun.Load()) - len(got); ahead > 5*workers+1 {
			t.Fatalf("%d items ahead of the results", ahead)
		}
	}
	var want []int
	for i := range 100 {
		want = append(want, i*i)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// A slow first item must hold the others up, not fill the memory with their
// results; and nothing may be lost or overtake it when it is done at last.
func TestASlowFirstItemHoldsUpFewOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, items = 3, 1000
		release, ended := make(chan struct{}), make(chan struct{})
		var begun, done atomic.Int64
		var got []int
		go func() {
			defer close(ended)
			for r := range inOrder(t.Context(), workers, count(items, &begun), func(_ context.Context, i int) int {
				if i == 0 {
					<-release
				}
				done.Add(1)
				return i
			}) {
				got = append(got, r)
			}
		}()
		synctest.Wait() // until nothing moves any more
		if len(got) != 0 || begun.Load() > 5*workers+1 || done.Load() < 4*workers {
			t.Errorf("%d results, %d items taken, %d done while the first is at work", len(got), begun.Load(), done.Load())
		}
		close(release)
		<-ended
		for i, r := range got {
			if r != i {
				t.Fatalf("result %d is of item %d", i, r)
			}
		}
		if len(got) != items {
			t.Errorf("%d results of %d", len(got), items)
		}
	})
}

func TestInOrderStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var begun atomic.Int64
	work := func(context.Context, int) int { return 0 }
	n := 0
	for range inOrder(ctx, 2, count(1_000_000, &begun), work) {
		if n++; n == 5 {
			break
		}
	}
	for range inOrder(ctx, 2, count(1_000_000, &begun), work) {
		if n++; n == 10 {
			cancel() // what is finished may still come
		}
	}
	time.Sleep(20 * time.Millisecond)
	if b := begun.Load(); b > 200 {
		t.Errorf("%d items were taken for %d results", b, n)
	}
}
