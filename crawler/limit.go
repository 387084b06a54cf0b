package crawler

import (
	"context"
	"sync"
	"time"
)

// Sleeper waits for a duration, or until the context ends and returns its error.
type Sleeper func(ctx context.Context, d time.Duration) error

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// arrival is how late after its sending a request is assumed to arrive at the
// server. Counting the delay from there keeps the server from seeing two
// requests closer than the delay when one of them is held up on the way.
const arrival = 10 * time.Millisecond

// gates keeps one gate a site key for the whole run.
type gates struct {
	mu          sync.Mutex
	byKey       map[string]*gate
	delayOf     func(site string) time.Duration
	concurrency int
	now         func() time.Time
	sleep       Sleeper
}

func (g *gates) get(key string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	one := g.byKey[key]
	if one == nil {
		one = &gate{
			slots: make(chan struct{}, g.concurrency), turn: make(chan struct{}, 1),
			delay: g.delayOf(key), now: g.now, sleep: g.sleep, ahead: map[string]int{},
		}
		g.byKey[key] = one
	}
	return one
}

// gate lets the requests to one host through: at most so many at a time, and
// each at least the delay after the one before was sent. Whoever holds the
// turn is about to send; so a slow connection does not let the next request
// overtake the delay.
type gate struct {
	slots chan struct{}
	turn  chan struct{}
	now   func() time.Time
	sleep Sleeper

	mu    sync.Mutex
	delay time.Duration
	next  time.Time
	// ahead is how many requests each of its sites will still need.
	ahead map[string]int
}

// slowDown raises the delay; a shorter one changes nothing.
func (g *gate) slowDown(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if d > g.delay {
		// The request in whose answer the longer delay stood is behind us.
		if !g.next.IsZero() {
			g.next = g.next.Add(d - g.delay)
		}
		g.delay = d
	}
}

// expect notes how many requests a site will still need.
func (g *gate) expect(site string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ahead[site] = n
}

// left is how long what is expected takes at the gate's pace.
func (g *gate) left() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for _, ahead := range g.ahead {
		n += ahead
	}
	return time.Duration(n) * max(g.delay, 1)
}

// enter waits until a request may be sent. The pass must be ended.
func (g *gate) enter(ctx context.Context) (*pass, error) {
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		<-g.slots
		return nil, ctx.Err()
	}
	if err := g.rest(ctx); err != nil {
		<-g.turn
		<-g.slots
		return nil, err
	}
	return &pass{gate: g, turn: true}, nil
}

// rest sleeps until the delay is over, again if it was raised meanwhile.
func (g *gate) rest(ctx context.Context) error {
	for {
		wait := g.wait()
		if wait <= 0 {
			return ctx.Err()
		}
		if err := g.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

func (g *gate) wait() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.next.IsZero() {
		return 0
	}
	return g.next.Sub(g.now())
}

// pass is one request's permission. Its methods may be called from the
// goroutines of an HTTP transport.
type pass struct {
	gate *gate
	mu   sync.Mutex
	turn bool
	sent time.Time
}

// wrote notes that the request has left, from when the delay counts, and lets
// the next one wait for it.
func (p *pass) wrote() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.turn {
		return
	}
	p.sent = p.gate.now()
	p.count(p.sent)
	p.turn = false
	<-p.gate.turn
}

// again waits for another turn of the same request. It returns early only if
// the context ends, and with it the request.
func (p *pass) again(ctx context.Context) {
	p.wrote() // without a word sent, the turn would still be ours
	select {
	case p.gate.turn <- struct{}{}:
	case <-ctx.Done():
		return
	}
	_ = p.gate.rest(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn = true
}

// answered moves the delay's start on to the likely arrival of the request.
func (p *pass) answered() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent.IsZero() {
		return
	}
	at := p.gate.now()
	if latest := p.sent.Add(arrival); at.After(latest) {
		at = latest
	}
	p.count(at)
}

// end gives the pass back, also if nothing could be sent.
func (p *pass) end() {
	p.wrote()
	<-p.gate.slots
}

func (p *pass) count(from time.Time) {
	g := p.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if next := from.Add(g.delay); next.After(g.next) {
		g.next = next
	}
}
