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

	visits  int
	sent    int
	reports int
	// readStart is set once a start address was read; else startTrouble
	// says what came of the first.
	readStart    bool
	startTrouble string
	broke        bool
	// fruitless counts pages in a row without a new report, known are the
	// contents and the report pages the site showed, trap says why it was left for them.
	fruitless int
	known     map[string]bool
	trap      string
}

func newJob(r *run, g group) *job {
	j := &job{run: r, site: g.site, starts: map[string]bool{}, known: map[string]bool{}}
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

// ended is what a worker reports of one address.
type ended struct {
	shell  *shell
	visit  *Visit
	result CommitResult
	err    error
}

// drain visits due addresses, best first, as many at a time as one host may
// be asked, until none is left or the budget is used up.
func (j *job) drain(ctx context.Context) error {
	results := make(chan ended)
	busy := 0
	var failure error
	for {
		for failure == nil && busy < j.cfg.Concurrency && j.affords() {
			a, err := j.journal.Next(ctx, j.site, j.id)
			if err != nil {
				failure = fmt.Errorf("next address of %s: %w", j.site, err)
				break
			}
			if a == nil {
				break
			}
			busy++
			s := j.borrow()
			go func() { results <- j.serve(ctx, s, *a) }()
		}
		if busy == 0 {
			return failure
		}
		e := <-results
		busy--
		j.shells = append(j.shells, e.shell)
		switch {
		case errors.Is(e.err, errBudget):
			j.broke = true
		case e.err != nil:
			failure = errors.Join(failure, e.err)
		default:
			j.settle(e)
		}
	}
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

// serve visits and commits one address.
func (j *job) serve(ctx context.Context, s *shell, a Address) ended {
	e := ended{shell: s}
	if e.visit, e.err = j.visit(ctx, s, a); e.err != nil {
		return e
	}
	if e.result, e.err = j.journal.Commit(ctx, e.visit); e.err != nil {
		e.err = fmt.Errorf("commit %s: %w", a.URL, e.err)
	}
	return e
}

// settle counts a committed visit and tells other sites what was found for them.
func (j *job) settle(e ended) {
	v := e.visit
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
	j.harvest(v)
	j.tally.visited(v, e.result)
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
