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

	score, depth   int
	seen           string
	retired, keyed bool
}

// addAddresses puts addresses on the frontier and returns their rows. One that is
// there already keeps all but the higher score and the smaller depth, and notes the
// hour in which it was found again: most links of a page lead to what its neighbours
// led to, and a row that stays as it is costs a tenth of one that is written. One
// with a tombstone stays away and has the row 0.
func addAddresses(ctx context.Context, tx *transaction, site int64, found []Address, now string) ([]frontierRow, error) {
	known, err := knownAddresses(ctx, tx, found)
	if err != nil {
		return nil, wrap(err, "address")
	}
	rows := make([]frontierRow, len(found))
	for i, a := range found {
		f := known.find(a)
		unkeyed := f == nil || !f.keyed
		if f == nil {
			f = &frontierRow{score: a.Score, depth: a.Depth, seen: now, keyed: a.Key != ""}
			f.id, err = insertAddress(ctx, tx, site, a, now)
		} else {
			err = f.foundAgain(ctx, tx, a, now)
		}
		if unkeyed {
			known.add(a.URL, a.Key, f)
		}
		if err != nil {
			return nil, wrap(err, "address")
		}
		rows[i] = *f
	}
	return rows, nil
}

// foundAgain notes that an address was found again.
func (f *frontierRow) foundAgain(ctx context.Context, tx *transaction, a Address, now string) error {
	if f.id == 0 {
		return nil // it has a tombstone
	}
	if !f.keyed && a.Key != "" || f.retired || a.Score > f.score || a.Depth < f.depth {
		f.keyed, f.retired, f.score, f.depth = f.keyed || a.Key != "", false, max(f.score, a.Score), min(f.depth, a.Depth)
		_, err := tx.ExecContext(ctx, `UPDATE address SET score = max(score, ?2), depth = min(depth, ?3), last_seen = max(last_seen, ?4),
			  state = CASE WHEN retired_at IS NOT NULL AND state = 'done' THEN 'due' ELSE state END, retired_at = NULL,
			  spelling_key = coalesce(spelling_key, ?5)
			WHERE id = ?1`, f.id, a.Score, a.Depth, now, orNull(a.Key))
		return err
	}
	if now[:hour] <= f.seen[:hour] {
		return nil
	}
	f.seen = now
	_, err := tx.ExecContext(ctx, `UPDATE address SET last_seen = ? WHERE id = ?`, now, f.id)
	return err
}

// frontier is what is known of addresses, by their URLs and by their keys.
type frontier struct{ byURL, byKey map[string]*frontierRow }

func (k frontier) add(url, key string, f *frontierRow) {
	k.byURL[url] = f
	if key != "" && k.byKey[key] == nil {
		k.byKey[key] = f
	}
}

func (k frontier) find(a Address) *frontierRow {
	if f := k.byURL[a.URL]; f != nil || a.Key == "" {
		return f
	}
	return k.byKey[a.Key]
}

// knownAddresses looks addresses up. Of several with one key the first counts.
func knownAddresses(ctx context.Context, tx *transaction, found []Address) (frontier, error) {
	known := frontier{map[string]*frontierRow{}, map[string]*frontierRow{}}
	look := func(column string, values []string) error {
		if len(values) == 0 {
			return nil
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
			var f frontierRow
			var url, key string
			err := rows.Scan(&url, &key, &f.id, &f.score, &f.depth, &f.seen, &f.retired, &f.dropped, &f.keyed)
			if column == "url" {
				known.byURL[url] = &f
			} else {
				known.add(url, key, &f)
			}
			return err
		}, `SELECT url, coalesce(spelling_key, ''), id, score, depth, last_seen, retired_at IS NOT NULL, dropped, spelling_key IS NOT NULL
			FROM address WHERE `+column+` IN (SELECT value FROM json_each(?)) ORDER BY id`, jsonList(values))
	}
	var urls, keys []string
	for _, a := range found {
		urls = append(urls, a.URL)
	}
	if err := look("url", urls); err != nil {
		return known, err
	}
	for _, a := range found {
		if a.Key != "" && known.byURL[a.URL] == nil {
			keys = append(keys, a.Key)
		}
	}
	return known, look("spelling_key", keys)
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
