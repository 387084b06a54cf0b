package web

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// memo keeps answers of the database that take long. An answer is given as long
// as the database says the same. When it says something else the old one is given
// while another is made, so that nobody waits for what a crawl changes every
// second, but only for as long as mostBehind tells. Its size is bounded.
type memo struct {
	mu     sync.Mutex
	known  map[string]*kept
	weight int // of all that is known
	uses   int // counts them
	// life ends what is being made.
	life   context.Context
	end    context.CancelFunc
	makers sync.WaitGroup
}

// kept is an answer, or the place of one that is being made.
type kept struct {
	value   any
	err     error // of the last try
	version int64 // of the database before it was asked
	// current is when the answer was last known to be what the database says, due
	// when it may be made anew.
	current, due time.Time
	weight, used int
	making       chan struct{} // closed when it is made; nil while nobody makes it
}

// maker makes an answer and weighs it.
type maker func(context.Context) (value any, weight int, err error)

const (
	// mostKept and mostWeight bound a memo: answers, and points in all of them.
	mostKept   = 256
	mostWeight = 60_000
	// mostBehind is how long an answer is given that the database left behind.
	mostBehind = time.Minute
	// An answer stands for leastRest, and for restTimes what it took to make, before
	// it is made anew: a crawl must not have the processors work for that alone.
	leastRest = 10 * time.Second
	restTimes = 10
)

// errStopped is told to those who wait for an answer when the server ends.
var errStopped = errors.New("the server stops")

func newMemo() *memo {
	m := &memo{known: map[string]*kept{}}
	m.life, m.end = context.WithCancel(context.Background())
	return m
}

// close breaks off what is being made, and waits until nobody asks any more.
func (m *memo) close() {
	m.mu.Lock()
	m.end()
	m.mu.Unlock()
	m.makers.Wait()
}

// remember answers a question from the memo, else asks; who asks the same at the
// same time waits for the same answer. weight counts what an answer holds, nil
// where few questions of its kind can be asked. Answers are not to be changed.
func remember[T any](ctx context.Context, s *Server, question string, ask func(context.Context) (T, error), weight func(T) int) (T, error) {
	var none T
	version, err := s.DB.DataVersion(ctx)
	if err != nil {
		return none, err
	}
	value, err := s.memo.get(ctx, question, version, func(ctx context.Context) (any, int, error) {
		ctx, cancel := context.WithTimeout(ctx, s.Timeout)
		defer cancel()
		v, err := ask(ctx)
		if err != nil || weight == nil {
			return v, 0, err
		}
		return v, weight(v), nil
	})
	if err != nil {
		return none, err
	}
	return value.(T), nil
}

// get returns the answer to a question to a version of the database.
func (m *memo) get(ctx context.Context, question string, version int64, ask maker) (any, error) {
	m.mu.Lock()
	k := m.known[question]
	if k == nil {
		k = &kept{}
		m.known[question] = k
	}
	m.uses++
	k.used = m.uses
	now := time.Now()
	if k.value != nil && k.version == version {
		k.current = now
	}
	if k.value == nil || k.version != version && !now.Before(k.due) {
		m.start(question, k, version, ask)
	}
	value, made := k.value, k.making
	if value != nil && (made == nil || now.Sub(k.current) < mostBehind) {
		m.mu.Unlock()
		return value, nil
	}
	m.mu.Unlock()
	select {
	case <-made:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return k.value, k.err
}

// start has an answer made, unless that is under way. The lock is held.
func (m *memo) start(question string, k *kept, version int64, ask maker) {
	if k.making != nil {
		return
	}
	k.making = make(chan struct{})
	if m.life.Err() != nil {
		k.err = errStopped
		close(k.making)
		return
	}
	m.makers.Go(func() {
		began := time.Now()
		value, weight, err := safely(m.life, ask)
		m.mu.Lock()
		defer m.mu.Unlock()
		now := time.Now()
		k.err = err
		switch {
		case err == nil:
			k.value, k.version, k.current = value, version, began
			m.weigh(question, k, weight)
		case k.value == nil:
			m.forget(question)
		}
		k.due = now.Add(max(leastRest, restTimes*now.Sub(began)))
		close(k.making)
		k.making = nil
	})
}

// safely makes an answer. What goes wrong with it must not end the server, which
// net/http sees to only where a request is answered.
func safely(ctx context.Context, ask maker) (value any, weight int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return ask(ctx)
}

// weigh makes room for an answer, if need be by forgetting those that were not
// asked for longest. What is too heavy is not kept. The lock is held.
func (m *memo) weigh(question string, k *kept, weight int) {
	m.weight += weight - k.weight
	k.weight = weight
	if weight > mostWeight/2 {
		m.forget(question)
	}
	for m.weight > mostWeight || len(m.known) > mostKept {
		oldest := ""
		for q, other := range m.known {
			if other != k && other.making == nil && (oldest == "" || other.used < m.known[oldest].used) {
				oldest = q
			}
		}
		if oldest == "" {
			return
		}
		m.forget(oldest)
	}
}

func (m *memo) forget(question string) {
	m.weight -= m.known[question].weight
	delete(m.known, question)
}
