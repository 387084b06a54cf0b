package store

import (
	"context"
	"database/sql"
	"errors"
)

// agencyRow is the row of a name on a site.
type agencyRow struct {
	id, identity int64
	// unseen tells that it was added just now.
	unseen bool
}

// agencyOf returns the row of a name on a site, which it adds and identifies if
// new; ErrForgotten where the name, or whom it means, has a tombstone.
func agencyOf(ctx context.Context, tx *transaction, publicID string, site int64, name, anchor string) (agencyRow, error) {
	var a agencyRow
	if gone, err := isForgotten(ctx, tx, "agency", publicID); err != nil || gone {
		return a, cmpErr(err, ErrForgotten)
	}
	err := tx.QueryRowContext(ctx, `SELECT id, coalesce(identity, 0) FROM agency WHERE public_id = ?`, publicID).Scan(&a.id, &a.identity)
	if !errors.Is(err, sql.ErrNoRows) {
		return a, wrap(err, "agency")
	}
	m, err := newMember(ctx, tx, publicID, name, site)
	if err != nil {
		return a, err
	}
	target, err := m.target(ctx, tx)
	if err != nil {
		return a, err
	}
	if gone, err := isForgotten(ctx, tx, "agency", target); err != nil || gone {
		return a, cmpErr(err, ErrForgotten)
	}
	identity, alone, err := identityOf(ctx, tx, target, &m)
	if err != nil {
		return a, err
	}
	id, err := insertedRow(tx.ExecContext(ctx, `INSERT INTO agency (public_id, site, name, anchor, identity, resolved_as)
		SELECT ?1, ?2, ?3, ?4, ?5, `+resolvedAs+` FROM site t LEFT JOIN site_label l ON l.site = t.id WHERE unlikely(t.id = ?2)`,
		publicID, site, name, anchor, identity))
	if err == nil && !alone {
		err = describe(ctx, tx, identity)
	}
	return agencyRow{id, identity, true}, wrap(err, "agency")
}
