package crawler

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"
	"time"
)

// closing is how long a cancelled run may take to close its journal entry.
const closing = 2 * time.Second

// Crawler runs crawls over one journal. Build one with New.
type Crawler struct {
	cfg     Config
	reader  Reader
	journal Journal
}

// New checks the configuration and returns a crawler.
func New(cfg Config, reader Reader, journal Journal) (*Crawler, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("crawler configuration: %w", err)
	}
	return &Crawler{cfg: cfg.withDefaults(), reader: reader, journal: journal}, nil
}

// run is what the sites of one Run share.
type run struct {
	cfg     Config
	id      int64
	reader  Reader
	journal Journal
	net     *network
	scope   *scope
	sites   *roster
	tally   *tally
}

// Run crawls all sites of the start addresses side by side and returns when
// nothing is due or affordable any more. If the context ends it stops within
// moments, gives claimed addresses back and returns the context's error. Any
// other error comes from the journal. The summary is valid in every case.
func (c *Crawler) Run(ctx context.Context) (Summary, error) {
	began := c.cfg.Now()
	groups, starts, err := groupStarts(c.cfg.Starts)
	if err != nil {
		return Summary{}, err
	}
	s := newScope(starts)
	keeper, _ := c.journal.(RobotsKeeper)
	r := &run{
		cfg: c.cfg, reader: c.reader, journal: c.journal,
		net: newNetwork(c.cfg, s, keeper), scope: s, tally: &tally{observer: c.cfg.Observer},
	}
	defer r.net.release()
	info := RunInfo{Started: began, UserAgent: c.cfg.UserAgent()}
	for _, u := range starts {
		info.Starts = append(info.Starts, u.String())
	}
	for _, site := range slices.Sorted(maps.Keys(c.cfg.Sites)) {
		if c.cfg.Sites[site].OldTLS {
			info.OldTLS = append(info.OldTLS, site)
		}
	}
	if r.id, err = c.journal.Begin(ctx, info); err != nil {
		return Summary{}, fmt.Errorf("begin run: %w", err)
	}
	jobs, err := r.crawl(ctx, groups)

	summary := r.tally.close(c.cfg.Now().Sub(began))
	summary.Sites = len(groups)
	summary.Interrupted = ctx.Err() != nil
	summary.LeftHosts = r.net.left()
	for _, j := range jobs {
		if j.trap != "" {
			summary.LeftHosts = append(summary.LeftHosts, HostLeft{Host: j.site, Outcome: Fetched, Reason: j.trap})
		}
	}
	summary.FailedSites = []SiteFailure{}
	if summary.OldTLS == nil {
		summary.OldTLS = []string{}
	}
	for _, j := range jobs {
		if f := j.failure(); f != "" {
			summary.FailedSites = append(summary.FailedSites, SiteFailure{Site: j.site, Reason: f})
		}
	}
	closeCtx, stop := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer stop()
	if endErr := c.journal.End(closeCtx, r.id, summary); endErr != nil && err == nil {
		err = fmt.Errorf("end run %d: %w", r.id, endErr)
	}
	return summary, err
}

// crawl seeds every site, then works on all of them until all rest.
func (r *run) crawl(ctx context.Context, groups []group) ([]*job, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	jobs := make([]*job, 0, len(groups))
	for _, g := range groups {
		if err := r.journal.Seed(ctx, g.site, g.starts); err != nil {
			return jobs, fmt.Errorf("seed %s: %w", g.site, err)
		}
		jobs = append(jobs, newJob(r, g))
	}
	r.sites = newRoster(jobs)
	var all sync.WaitGroup
	for _, j := range jobs {
		all.Go(func() {
			if err := j.work(ctx); err != nil {
				stop(err) // the first error wins and ends the others
			}
		})
	}
	all.Wait()
	return jobs, context.Cause(ctx)
}

// group is a site with its start addresses.
type group struct {
	site   string
	starts []Address
}

// startScore ranks what pagers find on start pages; start addresses
// themselves come first whatever their score.
const startScore = 100

// groupStarts sorts start addresses by site, both in the order given.
func groupStarts(raw []string) ([]group, []*url.URL, error) {
	var groups []group
	var starts []*url.URL
	index := map[string]int{}
	seen := map[string]bool{}
	for _, s := range raw {
		u, err := parseStart(s)
		if err != nil {
			return nil, nil, err
		}
		if seen[u.String()] {
			continue
		}
		seen[u.String()] = true
		starts = append(starts, u)
		key := siteKey(u)
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, group{site: key})
		}
		groups[i].starts = append(groups[i].starts, Address{URL: u.String(), Key: SpellingKey(u.String()), Site: key, Kind: KindStart, Score: startScore})
	}
	return groups, starts, nil
}
