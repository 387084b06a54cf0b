package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// RunInfo describes a crawl that begins.
type RunInfo struct {
	// Program is the name and version that crawls.
	Program string
	// Options are its settings, as JSON or any text a reader understands.
	Options string
	// At is when it begins, the store's clock if zero.
	At time.Time
}

// Summary is what a crawl did, as its end tells it.
type Summary struct {
	Fetched, Unchanged, Failed, Gone int
	// Reports counts report pages read, New and Revised what they brought.
	Reports, New, Revised int
	Sites                 []SiteSummary
	// Interrupted tells a run that was stopped before it was done: the next
	// one goes on where it was.
	Interrupted bool
}

// SiteSummary is what a crawl did on one site. A site failed when none of its
// start addresses could be read.
type SiteSummary struct {
	Site     string
	Failed   bool
	Reason   string
	Requests int
	Reports  int
}

// Run is one crawl as recorded.
type Run struct {
	ID int64
	RunInfo
	Started time.Time
	// Ended is zero while the run goes on, and where it was interrupted
	// without a chance to say when.
	Ended time.Time
	// Drifted counts the sites of which something became less, see MeasureDrift.
	Drifted int
	// State is "running", "finished" or "interrupted".
	State string
	// Archived is what the archive grew by, in packed bytes.
	Archived int64
	Summary
}

// Begin starts a run: it takes the crawl lock (ErrLocked if another run has
// it), takes back the addresses that a dead run had claimed, and makes due
// those whose time has come again. The lock is what claims are leased by: the
// system frees it with the process, sooner than a time would run out, and never
// while a slow answer is waited for. Where the last run was interrupted it goes
// on instead: what that run settled is not asked for again. End, Close or the
// death of the process releases the lock.
func (s *Store) Begin(ctx context.Context, info RunInfo) (int64, error) {
	if s.write == nil {
		return 0, ErrReadOnly
	}
	if err := s.acquire(); err != nil {
		return 0, err
	}
	s.forgetLost()
	var id int64
	err := s.tx(ctx, func(tx *transaction) error {
		now := stamp(s.now())
		if !info.At.IsZero() {
			now = stamp(info.At)
		}
		tx.release(0)
		if _, err := tx.ExecContext(ctx, `UPDATE run SET state = 'interrupted' WHERE state = 'running'`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE address SET state = 'due'
			WHERE state = 'done' AND retired_at IS NULL AND CASE WHEN next_due IS NULL
			    THEN NOT EXISTS (SELECT 1 FROM run WHERE id = (SELECT max(id) FROM run) AND state = 'interrupted')
			    ELSE next_due <= ? END`, now); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `INSERT INTO run (started_at, state, program, options) VALUES (?, 'running', ?, ?)`,
			now, info.Program, info.Options)
		if err != nil {
			return err
		}
		id, err = r.LastInsertId()
		return err
	})
	if err != nil {
		s.unlock()
		return 0, fmt.Errorf("begin run: %w", err)
	}
	return id, nil
}

// End records how a run ended, releases what it still claims, resolves the
// agencies that are new, and releases the lock.
func (s *Store) End(ctx context.Context, runID int64, sum Summary) error {
	state := "finished"
	if sum.Interrupted {
		state = "interrupted"
	}
	err := s.tx(ctx, func(tx *transaction) error {
		now := stamp(s.now())
		r, err := tx.ExecContext(ctx, `UPDATE run SET ended_at = ?, state = ?, fetched = ?,
			unchanged = ?, failed = ?, gone = ?, reports = ?, new = ?, revised = ? WHERE id = ? AND state = 'running'`,
			now, state, sum.Fetched, sum.Unchanged, sum.Failed, sum.Gone, sum.Reports, sum.New, sum.Revised, runID)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return cmpErr(err, fmt.Errorf("run %d: %w", runID, ErrNotFound))
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO run_site (run, site, failed, reason, requests, reports)
			SELECT run, site, 0, '', count(*), 0 FROM request WHERE run = ? GROUP BY site`, runID); err != nil {
			return err
		}
		for _, si := range sum.Sites {
			site, err := siteID(ctx, tx, si.Site, now)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO run_site (run, site, failed, reason, requests, reports)
				VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, site) DO UPDATE SET failed = excluded.failed, reason = excluded.reason,
				requests = max(requests, excluded.requests), reports = excluded.reports`,
				runID, site, si.Failed, si.Reason, si.Requests, si.Reports); err != nil {
				return err
			}
		}
		tx.release(runID)
		_, err = tx.ExecContext(ctx, `UPDATE run SET sites = (SELECT count(*) FROM run_site s WHERE s.run = ?1) WHERE id = ?1`, runID)
		return err
	})
	if err == nil {
		_, err = s.Resolve(ctx)
	}
	if err != nil {
		return fmt.Errorf("end run: %w", err)
	}
	return s.unlock()
}

// cmpErr returns the first error that is one.
func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// Runs lists the last runs, newest first; all of them if limit is 0.
func (s *Store) Runs(ctx context.Context, limit int) ([]Run, error) {
	if limit <= 0 {
		limit = -1
	}
	runs := []Run{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var r Run
		var started, ended sql.NullString
		var sites int
		if err := rows.Scan(&r.ID, &r.Program, &r.Options, &started, &ended, &r.State, &sites, &r.Fetched,
			&r.Unchanged, &r.Failed, &r.Gone, &r.Reports, &r.New, &r.Revised, &r.Drifted, &r.Archived); err != nil {
			return err
		}
		var err error
		if r.Started, err = parseStamp(started); err != nil {
			return err
		}
		r.Ended, err = parseStamp(ended)
		runs = append(runs, r)
		return err
	}, `SELECT id, program, options, started_at, ended_at, state, sites, fetched, unchanged, failed, gone,
		reports, new, revised, (SELECT count(DISTINCT d.site) FROM drift d WHERE d.run = run.id), archived FROM run ORDER BY id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, wrap(err, "run")
	}
	for i := range runs {
		if runs[i].Sites, err = s.runSites(ctx, runs[i].ID); err != nil {
			return nil, wrap(err, "run_site")
		}
	}
	return runs, nil
}

func (s *Store) runSites(ctx context.Context, run int64) ([]SiteSummary, error) {
	sites := []SiteSummary{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var si SiteSummary
		err := rows.Scan(&si.Site, &si.Failed, &si.Reason, &si.Requests, &si.Reports)
		sites = append(sites, si)
		return err
	}, `SELECT t.name, s.failed, s.reason, s.requests, s.reports
		FROM run_site s JOIN site t ON t.id = s.site WHERE s.run = ? ORDER BY t.name`, run)
	return sites, err
}
