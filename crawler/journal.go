package crawler

import (
	"context"
	"time"
)

// RunInfo describes a run when it begins.
type RunInfo struct {
	Started   time.Time
	UserAgent string
	// Starts are the canonical start addresses in the order given.
	Starts []string
	// OldTLS are the sites that SiteSettings.OldTLS permits old TLS with, by name.
	OldTLS []string
}

// CommitResult tells what a commit stored for the first time.
type CommitResult struct {
	// New counts reports not known before, Revised those that got a new revision.
	New     int
	Revised int
	// Fresh counts reports of which nothing stored says the same, whatever address
	// or report it belongs to.
	Fresh int
	// Next is what a visit with ClaimNext claimed, nil if nothing was due.
	Next *Address
}

// Ahead counts what Next could claim of a site: lists and further pages of lists,
// and all others.
type Ahead struct{ Lists, Others int }

// Journal keeps the frontier and all that was fetched. The crawler may be
// killed between any two calls: what was committed stays, what was only
// claimed is claimed again in the next run. Implementations are safe for
// concurrent use. An error of any method stops the run.
//
// Package journaltest holds the behaviour every implementation must show.
type Journal interface {
	// Begin opens a run. Claims of earlier runs are released.
	Begin(ctx context.Context, info RunInfo) (runID int64, err error)
	// End closes a run and releases the claims it did not commit.
	End(ctx context.Context, runID int64, summary Summary) error
	// Seed adds a site's start addresses. A known address becomes KindStart
	// and moves to the site; all else about it stays.
	Seed(ctx context.Context, site string, addresses []Address) error
	// Next claims the best due address of a site for the run, nil if none is.
	// Due is what is not claimed, was not committed in this run, and whose
	// NextDue is not after the start of the run; what an interrupted run
	// committed without a NextDue is not due in those that go on with it.
	// Start addresses come before others, then those without attempts before those with, then by score,
	// then in the order they were found. Dropped reports (see Commit) come last, whatever their NextDue.
	// Where further is wished for, the best address of KindNext comes before all of them.
	Next(ctx context.Context, site string, runID int64, further bool) (*Address, error)
	// Ahead counts what Next could claim for the run.
	Ahead(ctx context.Context, site string, runID int64) (Ahead, error)
	// Archive keeps the raw page before anything reads it, and gives it the Digest
	// if it has none. Archiving the same page again changes nothing.
	Archive(ctx context.Context, page *Page) error
	// Commit stores a visit, all or nothing: its outcome, the new state of
	// its address (one attempt more, claim released, validators and next due
	// time as the visit has them), what was found and what was read. A found
	// address that is known, by its URL or its Key, keeps all but score (the higher) and depth (the smaller).
	// Where the visit is Listed, addresses of KindList and KindNext that its
	// page led to before, and no page does now, are retired with what only
	// they led to: they are not due and lose their validators until they are
	// found or seeded again. Those whose page held reports stay. Addresses of
	// KindReport or with reports that no page leads to any more are dropped, that
	// is due in this run, until one does, unless this run asked them or they are gone.
	// A visit with ClaimNext then does what Next does for its site and its Further,
	// with the rest or not at all: one write where a busy site would need two.
	Commit(ctx context.Context, visit *Visit) (CommitResult, error)
}

// due tells whether an address may be asked in a run that began at started.
func due(next, started time.Time) bool {
	return next.IsZero() || !next.After(started)
}
