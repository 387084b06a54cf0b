package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gongkai/store/resolve"
)

// Resolve brings every agency to its identity as far as it was not resolved by
// this version of the rules and what is known of its site now, packs the sheets
// of the panel anew where something changed, and returns how many agencies went
// to another identity. Between two calls a new agency is resolved by
// what was known of its site at the last. Crawls, imports and re-readings end
// with it.
func (s *Store) Resolve(ctx context.Context) (moved int, err error) {
	err = s.tx(ctx, func(tx *transaction) error {
		if err := inferSites(ctx, tx); err != nil {
			return err
		}
		stale, err := staleAgencies(ctx, tx)
		if err != nil {
			return err
		}
		moved, err = reidentify(ctx, tx, stale)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("resolve agencies: %w", err)
	}
	return moved, s.PackSheets(ctx)
}

// resolveOld resolves all agencies where other rules did so last. One
// transaction does it, hence any row tells of all.
func (s *Store) resolveOld(ctx context.Context) error {
	var as string
	err := s.read.QueryRowContext(ctx, `SELECT resolved_as FROM agency ORDER BY id LIMIT 1`).Scan(&as)
	if errors.Is(err, sql.ErrNoRows) || err == nil && strings.HasPrefix(as, resolve.Version+"|") {
		return nil
	}
	if err == nil {
		_, err = s.Resolve(ctx)
	}
	return wrap(err, "agency")
}

// resolvedAs is SQL for what an agency's resolution hangs on beside its name,
// of the site t and its label l.
const resolvedAs = `'` + resolve.Version + `|' || coalesce(t.region, '') || '|' || coalesce(l.region, '') || '|' || coalesce(l.title, '')`

// staleAgencies lists those that were resolved by something else than what is
// known now.
func staleAgencies(ctx context.Context, tx *transaction) ([]int64, error) {
	ids, err := columnOf[int64](ctx, tx, `SELECT a.id FROM agency a JOIN site t ON t.id = a.site LEFT JOIN site_label l ON l.site = t.id
		WHERE a.resolved_as <> `+resolvedAs+` ORDER BY a.public_id`)
	return ids, wrap(err, "agency")
}

// inferSites works out the region of each site from all names on it.
func inferSites(ctx context.Context, tx *transaction) error {
	type site struct {
		id    int64
		was   resolve.Inferred
		names []string
	}
	var sites []*site
	at := map[int64]*site{}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var s site
		err := rows.Scan(&s.id, &s.was.Region, &s.was.Evidence)
		sites, at[s.id] = append(sites, &s), &s
		return err
	}, `SELECT id, coalesce(region, ''), region_evidence FROM site t WHERE EXISTS (SELECT 1 FROM agency WHERE site = t.id) ORDER BY id`)
	if err != nil {
		return wrap(err, "site")
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		at[id].names = append(at[id].names, name)
		return err
	}, `SELECT site, name FROM agency ORDER BY site, name`)
	if err != nil {
		return wrap(err, "agency")
	}
	for _, s := range sites {
		told := resolve.Infer(s.names)
		if told == s.was {
			continue
		}
		delete(tx.contexts, s.id)
		if _, err := tx.ExecContext(ctx, `UPDATE site SET region = ?, region_evidence = ? WHERE id = ?`, orNull(told.Region), told.Evidence, s.id); err != nil {
			return wrap(err, "site")
		}
	}
	return nil
}
