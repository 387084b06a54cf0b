package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Drift is one thing that a site showed less or worse than before.
type Drift struct {
	Site string
	// What is "list_entries", "reports", "reports_with_tables" (a share),
	// "figures_read" (a share), "pager_unknown", "blocked", "failed" or, of a site's
	// first run, "no_reports".
	What string
	// Was and Became are numbers of them, or shares between 0 and 1; for
	// "failed" 0 and 1, for "no_reports" 0.
	Was, Became float64
}

// tolerance is how far a share may fall before it counts as drift: a new report
// that is read a little worse moves it a little.
const tolerance = 0.01

// measures are what a site shows now, whatever of it was asked today: a list
// that was not modified counts as it was read last, a page that is gone not at
// all, one that failed as before.
type measures struct {
	entries, reports, withTables, figures, unread, pagerUnknown, blocked int64
	failed                                                               bool
}

// MeasureDrift holds the sites of an ended run against their baselines, keeps
// and returns what became less, and moves the baselines on. Of an interrupted
// run only those sites count that it was done with. It is told once: what was
// drift tonight is the baseline of tomorrow. A site without a baseline gets one; of
// it is told what a person should look at: no report, lists not understood, blocked.
func (s *Store) MeasureDrift(ctx context.Context, run int64) ([]Drift, error) {
	var all []Drift
	err := s.tx(ctx, func(tx *transaction) error {
		sites, err := settledSites(ctx, tx, run)
		if err != nil {
			return err
		}
		for _, si := range sites {
			found, err := measure(ctx, tx, run, si)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("drift of run %d: %w", run, err)
	}
	return all, nil
}

// settled is a site whose run is over.
type settled struct {
	id     int64
	name   string
	failed bool
}

func settledSites(ctx context.Context, tx *transaction, run int64) ([]settled, error) {
	var sites []settled
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var si settled
		err := rows.Scan(&si.id, &si.name, &si.failed)
		sites = append(sites, si)
		return err
	}, `SELECT t.id, t.name, s.failed FROM run_site s JOIN site t ON t.id = s.site JOIN run r ON r.id = s.run
		WHERE s.run = ? AND (r.state = 'finished' OR s.failed = 1
		   OR NOT EXISTS (SELECT 1 FROM address a WHERE a.site = t.id AND a.state = 'due'))
		ORDER BY t.name`, run)
	return sites, wrap(err, "run_site")
}

func measure(ctx context.Context, tx *transaction, run int64, si settled) ([]Drift, error) {
	now := measures{failed: si.failed}
	if err := tx.QueryRowContext(ctx, `SELECT
		  coalesce(sum(CASE WHEN last_outcome = 'gone' THEN 0 ELSE entries END), 0),
		  coalesce(sum(last_outcome = 'pager_unknown'), 0), coalesce(sum(last_outcome = 'blocked'), 0)
		FROM address WHERE site = ?`, si.id).Scan(&now.entries, &now.pagerUnknown, &now.blocked); err != nil {
		return nil, wrap(err, "address")
	}
	if err := tx.QueryRowContext(ctx, `WITH shown AS (
		  SELECT DISTINCT e.report, e.content FROM address a
		    JOIN reading g ON g.site = a.site AND g.body = a.body AND g.live = 1
		    JOIN extraction e ON e.reading = g.id
		   WHERE a.site = ? AND a.last_outcome <> 'gone'
		     AND (NOT EXISTS (SELECT 1 FROM attachment t WHERE t.reading = g.id) -- else the page was read in several states
		       OR EXISTS (SELECT 1 FROM revision v WHERE v.extraction = e.id AND v.current = 1)))
		SELECT count(DISTINCT report),
		  count(DISTINCT CASE WHEN (SELECT quality FROM content c WHERE c.id = shown.content) <> 'no_tables' THEN report END),
		  coalesce(sum((SELECT count(*) FROM statistic s WHERE s.content = shown.content)), 0),
		  coalesce(sum((SELECT count(*) FROM statistic_note n WHERE n.content = shown.content AND n.status IN ('ambiguous', 'invalid'))), 0)
		FROM shown`, si.id).Scan(&now.reports, &now.withTables, &now.figures, &now.unread); err != nil {
		return nil, wrap(err, "extraction")
	}
	var was measures
	err := tx.QueryRowContext(ctx, `SELECT entries, reports, with_tables, figures, unread, pager_unknown, blocked, failed
		FROM baseline WHERE site = ?`, si.id).
		Scan(&was.entries, &was.reports, &was.withTables, &was.figures, &was.unread, &was.pagerUnknown, &was.blocked, &was.failed)
	first := errors.Is(err, sql.ErrNoRows)
	if err != nil && !first {
		return nil, wrap(err, "baseline")
	}
	was.failed = was.failed || first // the run says so itself
	drifts, next := compare(was, now)
	if first && !now.failed && now.reports+now.blocked == 0 {
		drifts = append(drifts, Drift{What: "no_reports"})
	}
	for i := range drifts {
		drifts[i].Site = si.name
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO drift (run, site, what, was, became) VALUES (?, ?, ?, ?, ?)`,
			run, si.id, drifts[i].What, drifts[i].Was, drifts[i].Became); err != nil {
			return nil, wrap(err, "drift")
		}
	}
	return drifts, saveBaseline(ctx, tx, si.id, next)
}

// compare returns what became less and the baseline that follows: what there is
// now, but of a share the best since its last drift, so that a slow decline
// within the tolerance is told as well.
func compare(was, now measures) (drifts []Drift, next measures) {
	next = now
	fell := func(what string, before, after int64) {
		if after < before {
			drifts = append(drifts, Drift{What: what, Was: float64(before), Became: float64(after)})
		}
	}
	rose := func(what string, before, after int64) {
		if after > before {
			drifts = append(drifts, Drift{What: what, Was: float64(before), Became: float64(after)})
		}
	}
	fell("list_entries", was.entries, now.entries)
	fell("reports", was.reports, now.reports)
	if before, after := share(was.withTables, was.reports), share(now.withTables, now.reports); now.reports > 0 && after < before-tolerance {
		drifts = append(drifts, Drift{What: "reports_with_tables", Was: before, Became: after})
	}
	before, after := share(was.figures-was.unread, was.figures), share(now.figures-now.unread, now.figures)
	switch {
	case now.figures == 0: // without tables, which is told above
		next.figures, next.unread = was.figures, was.unread
	case after < before-tolerance:
		drifts = append(drifts, Drift{What: "figures_read", Was: before, Became: after})
	case after < before:
		next.figures, next.unread = was.figures, was.unread
	}
	rose("pager_unknown", was.pagerUnknown, now.pagerUnknown)
	rose("blocked", was.blocked, now.blocked)
	if now.failed && !was.failed {
		drifts = append(drifts, Drift{What: "failed", Became: 1})
	}
	return drifts, next
}

// share is a part of a whole, 0 of nothing.
func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func saveBaseline(ctx context.Context, tx *transaction, site int64, m measures) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO baseline
		(site, entries, reports, with_tables, figures, unread, pager_unknown, blocked, failed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		site, m.entries, m.reports, m.withTables, m.figures, m.unread, m.pagerUnknown, m.blocked, m.failed)
	return wrap(err, "baseline")
}
