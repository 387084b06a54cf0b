package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// PendingPage is an archived page whose last reading is of another extractor
// version. Exchange gives its bytes and headers.
type PendingPage struct {
	Site, URL, Digest string
}

// PendingExtraction lists pages that the extractor version has not read yet,
// at most limit. SaveExtraction takes a page off the list, also where it
// records that the page could not be read.
func (s *Store) PendingExtraction(ctx context.Context, version string, limit int) ([]PendingPage, error) {
	pages, err := pendingPages(ctx, s.read, `SELECT t.name, (SELECT d.url FROM appearance p JOIN address d ON d.id = p.address
		                  WHERE p.body = g.body AND d.site = g.site ORDER BY p.since, d.url LIMIT 1), b.digest
		  FROM reading g JOIN site t ON t.id = g.site JOIN body b ON b.id = g.body
		 WHERE g.live = 1 AND g.extractor <> ? AND b.emptied_at IS NULL ORDER BY g.id LIMIT ?`, version, limit)
	return pages, wrap(err, "reading")
}

func pendingPages(ctx context.Context, q queryer, query string, args ...any) ([]PendingPage, error) {
	pages := []PendingPage{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var p PendingPage
		err := rows.Scan(&p.Site, &p.URL, &p.Digest)
		pages = append(pages, p)
		return err
	}, query, args...)
	return pages, err
}

// EmptiedExtraction counts pages that keep the reading of another extractor
// version because their bytes were removed.
func (s *Store) EmptiedExtraction(ctx context.Context, version string) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM reading g JOIN body b ON b.id = g.body
		WHERE g.live = 1 AND g.extractor <> ? AND b.emptied_at IS NOT NULL`, version).Scan(&n)
	return n, wrap(err, "reading")
}

// SaveExtraction stores a new reading of an archived page, in place of what
// counted before. Reports whose identity it changes keep their old ids as
// references (FindReport).
func (s *Store) SaveExtraction(ctx context.Context, p PendingPage, r *Reading) (CommitResult, error) {
	var res CommitResult
	err := s.tx(ctx, func(tx *transaction) error {
		var site, body int64
		err := tx.QueryRowContext(ctx, `SELECT g.site, g.body FROM reading g JOIN site t ON t.id = g.site
			JOIN body b ON b.id = g.body WHERE t.name = ? AND b.digest = ? AND g.live = 1`, p.Site, p.Digest).Scan(&site, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		res, err = s.saveReading(ctx, tx, site, shownBody{id: body, read: true}, r, stamp(s.now()))
		return err
	})
	if err != nil {
		return CommitResult{}, fmt.Errorf("save extraction of %s: %w", p.URL, err)
	}
	return res, nil
}
