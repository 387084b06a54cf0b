package crawler

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
)

// job is one site's share of a run. Only its own goroutine touches it, but
// for the budget.
type job struct {
	*run
	site   string
	starts map[string]bool
	budget atomic.Int64
	shells []*shell
	ahead  outlook

	visits  int
	sent    int
	reports int
	// readStart is set once a start address was read; else startTrouble
	// says what came of the first.
	readStart    bool
	startTrouble string
	broke        bool
	// fruitless counts pages in a row without a new report, trap says why the
	// site was left for them.
	fruitless int
	trap      string
}

func newJob(r *run, g group) *job {
	j := &job{run: r, site: g.site, starts: map[string]bool{}}
	for _, a := range g.starts {
		j.starts[a.URL] = true
	}
	j.budget.Store(int64(r.cfg.MaxPagesOf(g.site)))
	return j
}

// work goes on until the whole run is done, since other sites may find
// addresses for this one. It returns an error only if the run must stop.
func (j *job) work(ctx context.Context) error {
	for {
		if err := j.drain(ctx); err != nil {
			return err
		}
		j.tally.siteDone(SiteResult{
			Site: j.site, Visits: j.visits, Requests: j.sent, Reports: j.reports, Failure: j.failure(),
		})
		if !j.sites.rest(ctx, j.site) {
			return ctx.Err()
		}
	}
}

// step is how far the work on an address has come: it was asked, or read and
// committed as well.
type step struct {
	address  Address
	shell    *shell
	asked    *asked
	finished bool
	result   CommitResult
	err      error
}

// drain visits due addresses, best first, as many at a time as one host may be
// asked, until none is left or the budget is used up. While pages are read that
// were expected to be reports, and so lead to little, the next are asked already.
// What comes next is claimed with the commit before: so the order in which
// addresses are asked does not depend on which of reading and asking takes longer.
func (j *job) drain(ctx context.Context) error {
	steps := make(chan step)
	var b bench
	failure := j.foresee(ctx, nil)
	for {
		goesOn := failure == nil && j.affords()
		for goesOn && b.room(j.cfg.Concurrency) {
			a, err := j.journal.Next(ctx, j.site, j.id, j.further(&b))
			if err != nil {
				failure, goesOn = fmt.Errorf("next address of %s: %w", j.site, err), false
			}
			if a == nil {
				break
			}
			b.claimed(*a)
		}
		for goesOn {
			a, ok := b.ask(j.cfg.Concurrency)
			if !ok {
				break
			}
			s := j.borrow()
			go func() {
				asked, err := j.ask(ctx, s, a)
				steps <- step{address: a, shell: s, asked: asked, err: err}
			}()
		}
		for b.next(j.cfg.Concurrency) {
			one := b.take()
			one.visit.ClaimNext = goesOn && b.roomAfter(one.visit.Address, j.cfg.Concurrency)
			one.visit.Further = j.further(&b)
			go func() { steps <- j.serve(ctx, one) }()
		}
		if b.idle() {
			return failure
		}
		s := <-steps
		if !s.finished {
			j.shells = append(j.shells, s.shell)
		}
		switch {
		case s.finished && s.err == nil:
			b.done(s.asked)
			if s.result.Next != nil {
				b.claimed(*s.result.Next)
			}
			j.settle(s.asked.visit, s.result)
			failure = errors.Join(failure, j.foresee(ctx, s.asked.visit))
		case s.finished:
			b.done(s.asked)
			failure = errors.Join(failure, s.err)
		case s.err == nil:
			b.put(s.asked)
		default:
			b.lost(s.address)
			if errors.Is(s.err, errBudget) {
				j.broke = true
			} else {
				failure = errors.Join(failure, s.err)
			}
		}
	}
}

// further tells whether a further page of a list is to be claimed before anything
// else: every other address, so that early on a site shows how long it is, which
// decides when it gets a connection; but not where what is known already takes
// more than half of the budget.
func (j *job) further(b *bench) bool {
	return !b.list && j.ahead.Lists > 0 && 2*int64(j.ahead.Lists+j.ahead.Others) < j.budget.Load()
}

func (j *job) affords() bool {
	if j.budget.Load() <= 0 {
		j.broke = true
	}
	return !j.broke
}

func (j *job) borrow() *shell {
	if n := len(j.shells); n > 0 {
		s := j.shells[n-1]
		j.shells = j.shells[:n-1]
		return s
	}
	return newShell(j.net)
}

// serve reads and commits what was asked.
func (j *job) serve(ctx context.Context, a *asked) step {
	s := step{asked: a, finished: true}
	if s.err = j.finish(ctx, a); s.err != nil {
		return s
	}
	if s.result, s.err = j.journal.Commit(ctx, a.visit); s.err != nil {
		s.err = fmt.Errorf("commit %s: %w", a.visit.Address.URL, s.err)
	}
	return s
}

// settle counts a committed visit and tells other sites what was found for them.
func (j *job) settle(v *Visit, result CommitResult) {
	j.visits++
	j.sent += len(v.Requests)
	if v.Reading != nil && v.Reading.Reports > 0 {
		j.reports++
	}
	if j.starts[v.Address.URL] {
		if v.Outcome.read() {
			j.readStart = true
		} else if j.startTrouble == "" {
			j.startTrouble = fmt.Sprintf("%s: %s: %s", v.Address.URL, v.Outcome, v.Reason)
		}
	}
	j.harvest(v, result)
	j.tally.visited(v, result)
	for _, a := range v.Found {
		if a.Site != j.site {
			j.sites.found(a.Site)
		}
	}
}

// failure says why the site failed, "" if a start address was read, or if none
// was due: a run that goes on with another has them behind it.
func (j *job) failure() string {
	switch {
	case j.readStart:
		return ""
	case j.startTrouble != "":
		return j.startTrouble
	case j.broke:
		return "the page budget was used up before a start address was read"
	}
	return ""
}
