package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/store"
)

// sitesCmd is `gongkai sites` and its file commands.
type sitesCmd struct {
	List  sitesListCmd  `cmd:"" default:"withargs" help:"List the sites asked so far."`
	Check sitesCheckCmd `cmd:"" help:"Check a sites file."`
	Add   sitesAddCmd   `cmd:"" help:"Add a site to a sites file."`
}

// sitesListCmd lists the sites asked so far.
type sitesListCmd struct{ listFlags }

// Run lists the sites.
func (*sitesListCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	sites, err := db.Sites(ctx)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "site", "reports", "due", "done", "outcomes", "last_request", "failure")
	if err != nil {
		return err
	}
	for _, s := range sites {
		var outcomes []string
		for o, n := range s.Outcomes {
			outcomes = append(outcomes, fmt.Sprintf("%s %d", o, n))
		}
		slices.Sort(outcomes)
		reason := ""
		if s.LastFailed {
			reason = s.LastReason
		}
		if err := l.row(s.Name, s.Reports, s.Due, s.Done, strings.Join(outcomes, ", "), s.LastRequest, reason); err != nil {
			return err
		}
	}
	return l.close()
}

// runsCmd lists the crawls, newest first.
type runsCmd struct {
	listFlags
	Limit int `default:"20" help:"Most runs to list; 0 for all."`
}

// Help adds to the generated help.
func (*runsCmd) Help() string {
	return `old_tls counts the sites with which TLS before 1.2 and unsafe ciphers were
permitted (--old-tls, old_tls in a sites file).`
}

// Run lists the runs.
func (c *runsCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	runs, err := db.Runs(ctx, c.Limit)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "run", "started", "ended", "state", "sites", "failed_sites", "drift", "old_tls", "fetched", "unchanged", "failed", "gone", "reports", "new", "revised", "archived_bytes")
	if err != nil {
		return err
	}
	for _, r := range runs {
		failed := 0
		for _, si := range r.Sites {
			if si.Failed {
				failed++
			}
		}
		if err := l.row(r.ID, r.Started, r.Ended, r.State, len(r.Sites), failed, r.Drifted, oldTLSOf(&r), r.Fetched, r.Unchanged, r.Failed, r.Gone, r.Reports, r.New, r.Revised, r.Archived); err != nil {
			return err
		}
	}
	return l.close()
}

// oldTLSOf counts the sites of a run that might speak old TLS; records of runs
// that say nothing of it count none.
func oldTLSOf(r *store.Run) int {
	var o harvest.RunOptions
	if json.Unmarshal([]byte(r.Options), &o) != nil {
		return 0
	}
	return len(o.OldTLS)
}
