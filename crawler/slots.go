package crawler

import (
	"context"
	"slices"
	"sync"
	"time"
)

// turnOfAge is how often a connection goes to the request that waits longest,
// so that no host starves.
const turnOfAge = 4

// slots are the connections of a run. Where more hosts want one than there are,
// it goes to the host that has the longest way to go at its pace: a host that
// is left behind while others end cannot catch up, since it may be asked only so
// fast. Every few connections go by age instead.
type slots struct {
	mu      sync.Mutex
	free    int
	granted int
	waiting []*waiter // oldest first
}

type waiter struct {
	left  time.Duration
	ready chan struct{}
}

func newSlots(n int) *slots { return &slots{free: n} }

// take waits for a connection for a host that has still so long to go. It must
// be given back.
func (s *slots) take(ctx context.Context, left time.Duration) error {
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return nil
	}
	w := &waiter{left: left, ready: make(chan struct{})}
	s.waiting = append(s.waiting, w)
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.waiting, w); i >= 0 {
		s.waiting = slices.Delete(s.waiting, i, i+1)
		return ctx.Err()
	}
	s.pass() // it was granted at the same moment
	return ctx.Err()
}

// give returns a connection.
func (s *slots) give() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pass()
}

// pass hands a connection to whoever is next.
func (s *slots) pass() {
	if len(s.waiting) == 0 {
		s.free++
		return
	}
	next := 0
	if s.granted++; s.granted%turnOfAge != 0 {
		for i, w := range s.waiting {
			if w.left > s.waiting[next].left {
				next = i
			}
		}
	}
	close(s.waiting[next].ready)
	s.waiting = slices.Delete(s.waiting, next, next+1)
}
