package main

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
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
