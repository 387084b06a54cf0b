package store

import (
	"context"
	"database/sql"
	"errors"
)

// hour is how much of a stamp tells the hour.
const hour = len("2006-01-02T15")

// frontierRow is what is known of an address that was found.
type frontierRow struct {
	id int64
	// dropped tells a report that no list named any more until now.
	dropped bool
}

// addAddress puts an address on the frontier. One that is there already keeps
// all but the higher score and the smaller depth, and notes the hour in which it
// was found again: most links of a page lead to what its neighbours led to, and
// a row that stays as it is costs a tenth of one that is written. One with a
// tombstone stays away and has the row 0.
func addAddress(ctx context.Context, tx *transaction, site int64, a Address, now string) (frontierRow, error) {
	var f frontierRow
	var score, depth int
	var seen string
	var retired, keyed bool
	look := func(where string, what any) error {
		return tx.QueryRowContext(ctx, `SELECT id, score, depth, last_seen, retired_at IS NOT NULL, dropped, spelling_key IS NOT NULL
			FROM address WHERE `+where, what).Scan(&f.id, &score, &depth, &seen, &retired, &f.dropped, &keyed)
	}
	err := look(`url = ?`, a.URL)
	if errors.Is(err, sql.ErrNoRows) && a.Key != "" {
		err = look(`id = (SELECT min(id) FROM address WHERE spelling_key = ?)`, a.Key)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		f.id, err = insertAddress(ctx, tx, site, a, now)
	case err != nil:
	case !keyed && a.Key != "", retired || a.Score > score || a.Depth < depth:
		_, err = tx.ExecContext(ctx, `UPDATE address SET score = max(score, ?2), depth = min(depth, ?3), last_seen = max(last_seen, ?4),
			  state = CASE WHEN retired_at IS NOT NULL AND state = 'done' THEN 'due' ELSE state END, retired_at = NULL,
			  spelling_key = coalesce(spelling_key, ?5)
			WHERE id = ?1`, f.id, a.Score, a.Depth, now, orNull(a.Key))
	case now[:hour] > seen[:hour]:
		_, err = tx.ExecContext(ctx, `UPDATE address SET last_seen = ? WHERE id = ?`, now, f.id)
	}
	return f, wrap(err, "address")
}

// insertAddress returns the row of a new address, 0 where a tombstone keeps it away.
func insertAddress(ctx context.Context, tx *transaction, site int64, a Address, now string) (int64, error) {
	if a.Site != "" {
		var err error
		if site, err = siteID(ctx, tx, a.Site, now); err != nil {
			return 0, err
		}
	}
	r, err := tx.ExecContext(ctx, `INSERT INTO address (site, url, kind, depth, score, why, found_on, state, first_seen, last_seen, read_year, spelling_key)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'due', ?8, ?8, ?9, ?10
		 WHERE NOT EXISTS (SELECT 1 FROM tombstone WHERE kind = 'url' AND what IN (?2, ?10))`,
		site, a.URL, a.Kind, a.Depth, a.Score, a.Why, a.From, now, a.Year, orNull(a.Key))
	if err != nil {
		return 0, err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return 0, err
	}
	return r.LastInsertId()
}

// Spelling returns the spelling by which an address is known that has the key, ""
// if none is. Addresses without a key have one spelling.
func (s *Store) Spelling(ctx context.Context, key string) (string, error) {
	var url string
	err := s.read.QueryRowContext(ctx, `SELECT url FROM address WHERE id = (SELECT min(id) FROM address WHERE spelling_key = ?)`, key).Scan(&url)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return url, wrap(err, "address")
}
