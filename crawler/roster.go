package crawler

import (
	"context"
	"sync"
)

// roster knows which sites still work. A site that has nothing left rests
// until another one finds an address for it, or all rest.
type roster struct {
	mu      sync.Mutex
	bySite  map[string]*place
	working int
	done    chan struct{}
}

type place struct {
	resting bool
	// missed is set when something was found while the site still worked.
	missed bool
	wake   chan struct{}
}

func newRoster(jobs []*job) *roster {
	r := &roster{bySite: map[string]*place{}, working: len(jobs), done: make(chan struct{})}
	for _, j := range jobs {
		r.bySite[j.site] = &place{wake: make(chan struct{}, 1)}
	}
	return r
}

// has tells whether a site is crawled in this run.
func (r *roster) has(site string) bool {
	return r.bySite[site] != nil
}

// found tells a site that it has something to do.
func (r *roster) found(site string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.bySite[site]
	if p == nil {
		return
	}
	if !p.resting {
		p.missed = true
		return
	}
	p.resting = false
	r.working++
	p.wake <- struct{}{}
}

// rest returns true when the site has work again and false when the run is over.
func (r *roster) rest(ctx context.Context, site string) bool {
	r.mu.Lock()
	p := r.bySite[site]
	if p.missed {
		p.missed = false
		r.mu.Unlock()
		return true
	}
	p.resting = true
	r.working--
	if r.working == 0 {
		close(r.done)
	}
	r.mu.Unlock()
	select {
	case <-p.wake:
		return true
	case <-r.done:
		return false
	case <-ctx.Done():
		return false
	}
}
