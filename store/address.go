package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Address is an entry of the frontier: a canonical URL of a site, and what a
// crawl knows of it.
type Address struct {
	URL string
	// Key names all spellings of URL that are one address, "" where there is but
	// one; what has a known key is known.
	Key string
	// Site is the site it belongs to; "" is the site of the call.
	Site string
	// Kind is what its link seemed to lead to: list, report, attached, next or other.
	Kind  string
	Depth int
	// Score orders the due addresses, highest first; equal ones come in the
	// order in which they were found.
	Score int
	// Why tells what the score was given for.
	Why string
	// From is the page it was first found on, "" for a start address; Next tells
	// how many reports that page held, as FromReports.
	From        string
	FromReports int
	// Attempts counts the visits committed so far, whatever their outcome.
	Attempts int
	Validators
}

// Validators are what an earlier visit left to tell by whether an address
// changed: what a conditional request needs, and the digests of the body that
// was last read there and of what was read from it.
type Validators struct {
	ETag, LastModified, Digest string
	Content                    string
	// Reports is how many reports the page held, Year the latest one's year.
	Reports, Year int
	// Quiet counts the visits in a row that brought nothing else.
	Quiet int
}

// Queue counts the addresses of a site by state.
type Queue struct {
	// Due may be claimed now, Later only from Next on, Claimed are being asked.
	Due, Later, Claimed, Done int
	// Next is when the first of Later becomes due; zero if there is none.
	Next time.Time
}

// Seed adds the start addresses of a site. A known address becomes one and
// moves to the site; when it is due again stays as it was.
func (s *Store) Seed(ctx context.Context, site string, addresses []Address) error {
	err := s.join(ctx, func(ctx context.Context, tx *transaction) error {
		now := stamp(s.now())
		id, err := siteID(ctx, tx, site, now)
		if err != nil {
			return err
		}
		for _, a := range addresses {
			var known bool
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM address WHERE url = ?`, a.URL).Scan(&known); err != nil {
				return wrap(err, "address")
			}
			if !known {
				if _, err := addAddresses(ctx, tx, id, []Address{a}, now); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, `UPDATE address SET kind = ?, site = ?, retired_at = NULL WHERE url = ?`, a.Kind, id, a.URL); err != nil {
				return wrap(err, "address")
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("seed %s: %w", site, err)
	}
	return nil
}

// Next claims the best address of a site that is due, for a run: start addresses
// first, then those never asked for, then by score and order of finding, and after
// all of them reports that no list names any more. Where further is wished for,
// further pages of lists come before all of them. It returns
// nil when none is; Pending tells whether one will be.
func (s *Store) Next(ctx context.Context, site string, runID int64, further bool) (*Address, error) {
	var a *Address
	err := s.join(ctx, func(ctx context.Context, tx *transaction) (err error) {
		a, err = claim(ctx, tx, site, runID, further)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("next address of %s: %w", site, err)
	}
	return a, nil
}

func claim(ctx context.Context, tx *transaction, name string, runID int64, further bool) (*Address, error) {
	site, err := knownSite(ctx, tx, name)
	if err != nil || site == 0 {
		return nil, err
	}
	var a Address
	// Without the cast SQLite looks at every address for the one of that URL; for the other see connect.go.
	err = tx.QueryRowContext(ctx, `UPDATE address SET state = 'claimed', claimed_by = ?3 WHERE id = coalesce(
		   (SELECT d.id FROM address d WHERE ?2 AND d.site = CAST(?1 AS INTEGER) AND d.state = 'due' AND d.kind = 'next'
		     ORDER BY d.attempts > 0, d.score DESC, d.id LIMIT 1),
		   (SELECT d.id FROM address d WHERE d.site = CAST(?1 AS INTEGER) AND d.state = 'due'
		     ORDER BY d.kind <> 'start', d.attempts > 0, d.score DESC, d.id LIMIT 1),
		   (SELECT min(d.id) FROM address d WHERE d.site = CAST(?1 AS INTEGER) AND d.dropped = 1 AND d.state = 'done'))
		RETURNING url, kind, depth, score, why, found_on, attempts, etag, last_modified, read_digest, read_content, read_reports, read_year, quiet,
		  coalesce((SELECT f.read_reports FROM address f WHERE f.url = CAST(address.found_on AS TEXT)), 0)`, site, further, runID).
		Scan(&a.URL, &a.Kind, &a.Depth, &a.Score, &a.Why, &a.From, &a.Attempts,
			&a.ETag, &a.LastModified, &a.Digest, &a.Content, &a.Reports, &a.Year, &a.Quiet, &a.FromReports)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &a, wrap(err, "address")
}

// Ahead counts what Next could claim of a site: lists and further pages of them,
// and all others.
func (s *Store) Ahead(ctx context.Context, site string) (lists, others int, err error) {
	err = s.peek(ctx, func(ctx context.Context, q queryer) error {
		return q.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE kind IN ('list', 'next')), count(*) FILTER (WHERE kind NOT IN ('list', 'next'))
		  + (SELECT count(*) FROM address WHERE site = (SELECT id FROM site WHERE name = ?1) AND dropped = 1 AND state = 'done')
		FROM address WHERE site = (SELECT id FROM site WHERE name = ?1) AND state = 'due'`, site).Scan(&lists, &others)
	})
	return lists, others, wrap(err, "address")
}

// Pending tells how the frontier of a site stands.
func (s *Store) Pending(ctx context.Context, site string) (Queue, error) {
	var q Queue
	var next sql.NullString
	err := s.read.QueryRowContext(ctx, `SELECT
		  count(*) FILTER (WHERE state = 'due' AND (next_due IS NULL OR next_due <= ?1)),
		  count(*) FILTER (WHERE state = 'due' AND next_due > ?1),
		  count(*) FILTER (WHERE state = 'claimed'),
		  count(*) FILTER (WHERE state = 'done'),
		  min(next_due) FILTER (WHERE state = 'due' AND next_due > ?1)
		FROM address WHERE site = (SELECT id FROM site WHERE name = ?2)`, stamp(s.now()), site).
		Scan(&q.Due, &q.Later, &q.Claimed, &q.Done, &next)
	if err != nil {
		return q, wrap(err, "address")
	}
	q.Next, err = parseStamp(next)
	return q, err
}
