package crawler

import (
	"math"
	"slices"
	"sync"
	"time"
)

// Summary counts what a run did. All but Sites, Requests, Reports, New and
// Revised count visits by outcome.
type Summary struct {
	Sites        int `json:"sites"`
	Fetched      int `json:"fetched"`
	Unchanged    int `json:"unchanged"`
	Failed       int `json:"failed"`
	Blocked      int `json:"blocked"`
	Robots       int `json:"robots"`
	TooLarge     int `json:"too_large"`
	OutOfScope   int `json:"out_of_scope"`
	PagerUnknown int `json:"pager_unknown"`
	Gone         int `json:"gone"`
	// Reports counts the report pages read in this run.
	Reports int `json:"reports"`
	New     int `json:"new"`
	Revised int `json:"revised"`
	// Requests counts everything sent, robots.txt, hops and retries included.
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
	// Interrupted is set when the run was cancelled before all was done.
	Interrupted bool `json:"interrupted"`
	// FailedSites are those none of whose start addresses could be read, in
	// the order of the start addresses.
	FailedSites []SiteFailure `json:"failed_sites"`
	// LeftHosts are those that were left alone before all was asked: for a
	// challenge, which is for a human, for failing again and again, for asking
	// for a longer pause than a run waits, or for pages that bring no report.
	LeftHosts []HostLeft `json:"left_hosts"`
	// OldTLS are the sites of which something came over TLS before 1.2 or with
	// an unsafe cipher, in the order of their first answers.
	OldTLS []string `json:"old_tls_sites"`
}

// SiteFailure names a failed site and why.
type SiteFailure struct {
	Site   string `json:"site"`
	Reason string `json:"reason"`
}

// SiteResult is the state of a site when nothing is left to do for it.
type SiteResult struct {
	Site     string
	Visits   int
	Requests int
	Reports  int
	// Failure is "" if a start address could be read.
	Failure string
}

// Observer watches a run, for a progress display or a log. Calls come one at
// a time and hold the crawl up, so they should be short.
type Observer interface {
	// Visited is called after each committed visit.
	Visited(visit *Visit, result CommitResult)
	// SiteDone is called when a site has nothing left; again if another site
	// finds more for it afterwards.
	SiteDone(result SiteResult)
}

type nobody struct{}

func (nobody) Visited(*Visit, CommitResult) {}
func (nobody) SiteDone(SiteResult)          {}

// tally adds visits up and passes them on to the observer.
type tally struct {
	mu       sync.Mutex
	sum      Summary
	observer Observer
}

func (t *tally) visited(v *Visit, r CommitResult) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch v.Outcome {
	case Fetched:
		t.sum.Fetched++
	case Unchanged:
		t.sum.Unchanged++
	case Gone:
		t.sum.Gone++
	case Blocked:
		t.sum.Blocked++
	case Failed:
		t.sum.Failed++
	case Robots:
		t.sum.Robots++
	case TooLarge:
		t.sum.TooLarge++
	case OutOfScope:
		t.sum.OutOfScope++
	case PagerUnknown:
		t.sum.PagerUnknown++
	}
	if v.Reading != nil && v.Reading.Reports > 0 {
		t.sum.Reports++
	}
	t.sum.New += r.New
	t.sum.Revised += r.Revised
	t.sum.Requests += len(v.Requests)
	if v.OldTLS && !slices.Contains(t.sum.OldTLS, v.Site) {
		t.sum.OldTLS = append(t.sum.OldTLS, v.Site)
	}
	t.observer.Visited(v, r)
}

func (t *tally) siteDone(r SiteResult) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.observer.SiteDone(r)
}

// close returns the summary of a run that took that long.
func (t *tally) close(took time.Duration) Summary {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Seconds = math.Round(took.Seconds()*1000) / 1000
	return t.sum
}
