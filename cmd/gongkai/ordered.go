package main

import (
	"context"
	"iter"
)

// inOrder applies work to items on n goroutines and yields the results in the
// order of the items. It looks at most 5n items ahead of the result it yields,
// so that a slow item holds the others up instead of filling the memory. It
// ends early when ctx does. When the loop is left, the goroutines end as soon as
// items and work return.
func inOrder[T, R any](ctx context.Context, n int, items iter.Seq[T], work func(context.Context, T) R) iter.Seq[R] {
	type job struct {
		item T
		out  chan R // holds one result
	}
	return func(yield func(R) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		jobs, order := make(chan job), make(chan chan R, 4*n)
		go func() {
			defer close(jobs)
			defer close(order)
			for item := range items {
				j := job{item, make(chan R, 1)}
				if !send(ctx, order, j.out) || !send(ctx, jobs, j) {
					return
				}
			}
		}()
		for range n {
			go func() {
				for j := range jobs {
					j.out <- work(ctx, j.item)
				}
			}()
		}
		for {
			out, ok := receive(ctx, order)
			if !ok {
				return
			}
			r, ok := receive(ctx, out)
			if !ok || !yield(r) {
				return
			}
		}
	}
}

// send reports whether v could be handed on before ctx ended.
func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

// receive reports whether c had a value before it was closed or ctx ended.
func receive[T any](ctx context.Context, c <-chan T) (v T, ok bool) {
	select {
	case v, ok = <-c:
		return v, ok
	case <-ctx.Done():
		return v, false
	}
}
