package store

import (
	"context"
	"database/sql"
)

// countEntries notes how many reports the page of an address, just read, leads
// to: what a list shows until it is read again.
func countEntries(ctx context.Context, tx *sql.Tx, address int64, found []Address) error {
	n := 0
	for _, a := range found {
		if a.Kind == "report" {
			n++
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE address SET entries = ? WHERE id = ? AND entries <> ?`, n, address, n)
	return wrap(err, "address")
}
