package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// What a run is asking is known in memory alone. The crawl lock ends with the
// process, and its claims with it: the next run finds due what was only claimed.
// So the file need not tell claims, which would write every address once more.

// claim is an address that a run is asking.
type claim struct{ id, site, run int64 }

// claims are those of the process, by URL, and the rows by site.
type claims struct {
	byURL  map[string]claim
	bySite map[int64][]int64
}

func newClaims() claims { return claims{map[string]claim{}, map[int64][]int64{}} }

// set notes a claim, the zero claim for the end of one.
func (c claims) set(url string, one claim) {
	if was, ok := c.byURL[url]; ok {
		delete(c.byURL, url)
		c.bySite[was.site] = slices.DeleteFunc(c.bySite[was.site], func(id int64) bool { return id == was.id })
	}
	if one != (claim{}) {
		c.byURL[url] = one
		c.bySite[one.site] = append(c.bySite[one.site], one.id)
	}
}

// of lists the rows of a site, as JSON.
func (c claims) of(site int64) string { return jsonList(c.bySite[site]) }

// hold is set until the transaction is undone.
func (tx *transaction) hold(url string, c claim) {
	before := tx.store.claims.byURL[url]
	tx.unclaim = append(tx.unclaim, func() { tx.store.claims.set(url, before) })
	tx.store.claims.set(url, c)
}

// release ends the claims of a run, those of all runs for 0.
func (tx *transaction) release(run int64) {
	for url, c := range tx.store.claims.byURL {
		if run == 0 || c.run == run {
			tx.hold(url, claim{})
		}
	}
}

// Next claims the best address of a site that is due, for a run: start addresses
// first, then those never asked for, then by score and order of finding, and after
// all of them reports that no list names any more. Where further is wished for,
// further pages of lists come before all of them. It returns nil when none is.
func (s *Store) Next(ctx context.Context, site string, runID int64, further bool) (*Address, error) {
	var a *Address
	err := s.join(ctx, func(ctx context.Context, tx *transaction) (err error) {
		a, err = claimNext(ctx, tx, site, runID, further)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("next address of %s: %w", site, err)
	}
	return a, nil
}

func claimNext(ctx context.Context, tx *transaction, name string, runID int64, further bool) (*Address, error) {
	site, err := knownSite(ctx, tx, name)
	if err != nil || site == 0 {
		return nil, err
	}
	c := claim{site: site, run: runID}
	var a Address
	// Without the cast SQLite looks at every address for the one of that URL; for the other see connect.go.
	err = tx.QueryRowContext(ctx, `SELECT a.id, a.url, a.kind, a.depth, a.score, a.why, a.found_on, a.attempts,
		  a.etag, a.last_modified, a.read_digest, a.read_content, a.read_reports, a.read_year, a.quiet,
		  coalesce((SELECT f.read_reports FROM address f WHERE f.url = CAST(a.found_on AS TEXT)), 0)
		FROM address a WHERE a.id = coalesce(
		   (SELECT d.id FROM address d WHERE ?3 AND d.site = CAST(?1 AS INTEGER) AND d.state = 'due' AND d.kind = 'next' AND d.id `+unclaimed+`
		     ORDER BY d.attempts > 0, d.score DESC, d.id LIMIT 1),
		   (SELECT d.id FROM address d WHERE d.site = CAST(?1 AS INTEGER) AND d.state = 'due' AND d.id `+unclaimed+`
		     ORDER BY d.kind <> 'start', d.attempts > 0, d.score DESC, d.id LIMIT 1),
		   (SELECT min(d.id) FROM address d WHERE d.site = CAST(?1 AS INTEGER) AND d.dropped = 1 AND d.state = 'done' AND d.id `+unclaimed+`))`,
		site, tx.store.claims.of(site), further).
		Scan(&c.id, &a.URL, &a.Kind, &a.Depth, &a.Score, &a.Why, &a.From, &a.Attempts,
			&a.ETag, &a.LastModified, &a.Digest, &a.Content, &a.Reports, &a.Year, &a.Quiet, &a.FromReports)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap(err, "address")
	}
	tx.hold(a.URL, c)
	return &a, nil
}

// unclaimed leaves out the rows that are listed in ?2.
const unclaimed = `NOT IN (SELECT value FROM json_each(?2))`

// Ahead counts what Next could claim of a site: lists and further pages of them,
// and all others.
func (s *Store) Ahead(ctx context.Context, site string) (lists, others int, err error) {
	err = s.peek(ctx, func(ctx context.Context, q queryer) error {
		var id int64
		err := q.QueryRowContext(ctx, `SELECT id FROM site WHERE name = ?`, site).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		return q.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE kind IN ('list', 'next')), count(*) FILTER (WHERE kind NOT IN ('list', 'next'))
		  + (SELECT count(*) FROM address WHERE site = ?1 AND dropped = 1 AND state = 'done' AND id `+unclaimed+`)
		FROM address WHERE site = ?1 AND state = 'due' AND id `+unclaimed, id, s.claims.of(id)).Scan(&lists, &others)
	})
	return lists, others, wrap(err, "address")
}
