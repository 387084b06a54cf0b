package store

import (
	"context"
	"maps"
	"slices"
)

// relist notes which reports and further list pages a list page leads to; rows
// are those of v.Found. List pages that it led to before and nothing leads to now
// are retired: an ask for records that a list had last month would else be sent
// for ever. Reports are dropped: to be asked in this run, as they may have been
// withdrawn.
func relist(ctx context.Context, tx *transaction, page int64, v *Visit, rows []frontierRow, at string) error {
	now := map[int64]bool{}
	var dropped []int64
	for i, a := range v.Found {
		if a.Kind != "list" && a.Kind != "next" && a.Kind != "report" || rows[i].id == 0 {
			continue
		}
		now[rows[i].id] = rows[i].id != page
		if rows[i].dropped && rows[i].id != page {
			dropped = append(dropped, rows[i].id)
		}
	}
	before, err := listedOn(ctx, tx, page)
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, id := range before {
		known[id] = true
	}
	var fresh []any
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if now[id] && !known[id] {
			fresh = append(fresh, id)
		}
	}
	if err := insertOwned(ctx, tx, `listed (page, address)`, page, fresh); err != nil {
		return err
	}
	for _, id := range dropped {
		if _, err := tx.ExecContext(ctx, `UPDATE address SET dropped = 0 WHERE id = ?`, id); err != nil {
			return wrap(err, "address")
		}
	}
	for _, id := range before {
		if !now[id] {
			if err := unlist(ctx, tx, page, id, v.RunID, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func listedOn(ctx context.Context, tx *transaction, page int64) ([]int64, error) {
	ids, err := columnOf[int64](ctx, tx, `SELECT address FROM listed WHERE page = ? ORDER BY address`, page)
	return ids, wrap(err, "listed")
}

// unlist takes an address from a page's list, and retires it if it was on no
// other, with what it led to. Found again it is asked for like a new one.
// Start addresses and pages that hold reports are never retired; reports are
// dropped instead, unless the run has asked them or they are known to be gone.
func unlist(ctx context.Context, tx *transaction, page, address, run int64, at string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM listed WHERE page = ? AND address = ?`, page, address); err != nil {
		return wrap(err, "listed")
	}
	if _, err := tx.ExecContext(ctx, `UPDATE address SET dropped = 1
		WHERE id = ?1 AND state = 'done' AND retired_at IS NULL AND gone_since IS NULL AND asked_in IS NOT ?2
		  AND kind <> 'start' AND (kind = 'report' OR read_reports > 0)
		  AND NOT EXISTS (SELECT 1 FROM listed WHERE address = ?1)`, address, run); err != nil {
		return wrap(err, "address")
	}
	r, err := tx.ExecContext(ctx, `UPDATE address SET retired_at = ?1,
		  state = CASE state WHEN 'due' THEN 'done' ELSE state END,
		  etag = '', last_modified = '', read_digest = '', read_content = ''
		WHERE id = ?2 AND retired_at IS NULL AND kind IN ('list', 'next') AND read_reports = 0
		  AND NOT EXISTS (SELECT 1 FROM listed WHERE address = ?2)`, at, address)
	if err != nil {
		return wrap(err, "address")
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return wrap(err, "address")
	}
	further, err := listedOn(ctx, tx, address)
	if err != nil {
		return err
	}
	for _, id := range further {
		if err := unlist(ctx, tx, address, id, run, at); err != nil {
			return err
		}
	}
	return nil
}
