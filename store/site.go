package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Site is one host with what is known of it.
type Site struct {
	Name      string
	FirstSeen time.Time
	// Due and Done count its addresses by state; what is being asked is due.
	Due, Done int
	// Outcomes count its addresses by the outcome of their last request.
	Outcomes map[string]int
	Reports  int
	// LastRequest is zero if nothing was ever asked of it.
	LastRequest time.Time
	// LastFailed and LastReason tell how the last finished run on it went.
	LastFailed bool
	LastReason string
}

// siteID returns the row of a site, which it adds if new.
func siteID(ctx context.Context, tx *transaction, name, now string) (int64, error) {
	id, err := knownSite(ctx, tx, name)
	if err != nil || id != 0 {
		return id, err
	}
	r, err := tx.ExecContext(ctx, `INSERT INTO site (name, first_seen) VALUES (?, ?)`, name, now)
	if err != nil {
		return 0, wrap(err, "site")
	}
	id, err = r.LastInsertId()
	return id, wrap(err, "site")
}

// knownSite returns the row of a site, 0 if there is none.
func knownSite(ctx context.Context, tx *transaction, name string) (int64, error) {
	if id := tx.sites[name]; id != 0 {
		return id, nil
	}
	var id int64
	err := tx.QueryRowContext(ctx, `SELECT id FROM site WHERE name = ?`, name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	tx.sites[name], tx.names[id] = id, name
	return id, wrap(err, "site")
}

// siteName is the inverse of siteID.
func siteName(ctx context.Context, tx *transaction, id int64) (string, error) {
	if name, known := tx.names[id]; known {
		return name, nil
	}
	var name string
	err := tx.QueryRowContext(ctx, `SELECT name FROM site WHERE id = ?`, id).Scan(&name)
	return name, wrap(err, "site")
}

// Sites lists all sites by name.
func (s *Store) Sites(ctx context.Context) ([]Site, error) {
	sites, at := []Site{}, map[int64]int{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var first, last sql.NullString
		si := Site{Outcomes: map[string]int{}}
		if err := rows.Scan(&id, &si.Name, &first, &last, &si.Reports); err != nil {
			return err
		}
		var err error
		if si.FirstSeen, err = parseStamp(first); err != nil {
			return err
		}
		if si.LastRequest, err = parseStamp(last); err != nil {
			return err
		}
		at[id] = len(sites)
		sites = append(sites, si)
		return nil
	}, `SELECT t.id, t.name, t.first_seen, q.last, coalesce(r.n, 0)
		FROM site t
		LEFT JOIN (SELECT site, max(at) AS last FROM request GROUP BY site) q ON q.site = t.id
		LEFT JOIN (SELECT a.site, count(*) AS n FROM revision v JOIN report r ON r.id = v.report
		             JOIN agency a ON a.id = r.agency WHERE v.current = 1 GROUP BY a.site) r ON r.site = t.id
		ORDER BY t.name`)
	if err != nil {
		return nil, wrap(err, "site")
	}
	err = each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var state string
		var outcome sql.NullString
		var n int
		if err := rows.Scan(&id, &state, &outcome, &n); err != nil {
			return err
		}
		si := &sites[at[id]]
		if state == "due" {
			si.Due += n
		} else {
			si.Done += n
		}
		if outcome.Valid {
			si.Outcomes[outcome.String] += n
		}
		return nil
	}, `SELECT site, state, last_outcome, count(*) FROM address
		WHERE site IN (SELECT id FROM site) GROUP BY site, state, last_outcome`)
	if err != nil {
		return nil, wrap(err, "address")
	}
	err = each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var failed bool
		var reason string
		if err := rows.Scan(&id, &failed, &reason); err != nil {
			return err
		}
		if i, ok := at[id]; ok {
			sites[i].LastFailed, sites[i].LastReason = failed, reason
		}
		return nil
	}, `SELECT site, failed, reason FROM run_site ORDER BY run`)
	return sites, wrap(err, "run_site")
}
