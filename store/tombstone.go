package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Tombstone tells that something was forgotten and is not stored again.
type Tombstone struct {
	// Kind is url, digest or agency.
	Kind string
	// What is the canonical address, the digest of a body, or the agency's id.
	What string
	// Name is the agency's name, "" for other kinds.
	Name   string
	At     time.Time
	Reason string
}

// Tombstones lists all tombstones, oldest first.
func (s *Store) Tombstones(ctx context.Context) ([]Tombstone, error) {
	list := []Tombstone{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var t Tombstone
		var at sql.NullString
		if err := rows.Scan(&t.Kind, &t.What, &t.Name, &at, &t.Reason); err != nil {
			return err
		}
		var err error
		t.At, err = parseStamp(at)
		list = append(list, t)
		return err
	}, `SELECT kind, what, name, at, reason FROM tombstone ORDER BY id`)
	return list, wrap(err, "tombstone")
}

// bury leaves a tombstone; one that is there already stays as it is.
func bury(ctx context.Context, tx *transaction, t Tombstone) error {
	delete(tx.empty, "tombstone")
	_, err := tx.ExecContext(ctx, `INSERT INTO tombstone (kind, what, name, at, reason) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, what) DO NOTHING`, t.Kind, t.What, t.Name, stamp(t.At), t.Reason)
	return wrap(err, "tombstone")
}

// notForgotten returns ErrForgotten for a page whose address, final address or
// bytes have a tombstone.
func notForgotten(ctx context.Context, tx *transaction, p *Page) error {
	if none, err := tx.isEmpty(ctx, "tombstone"); err != nil || none {
		return err
	}
	var kind, what string
	const one = `SELECT kind, what FROM tombstone WHERE kind = ` // three look-ups: one of all is a scan to SQLite
	err := tx.QueryRowContext(ctx, one+`'url' AND what = ? UNION ALL `+one+`'url' AND what = ? UNION ALL `+one+`'digest' AND what = ?`,
		p.URL, p.FinalURL, p.Digest).Scan(&kind, &what)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return wrap(err, "tombstone")
	}
	return fmt.Errorf("%w (%s %s)", ErrForgotten, kind, what)
}

// isForgotten tells whether there is a tombstone of a kind.
func isForgotten(ctx context.Context, tx *transaction, kind, what string) (bool, error) {
	if none, err := tx.isEmpty(ctx, "tombstone"); err != nil || none {
		return false, err
	}
	var found bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM tombstone WHERE kind = ? AND what = ?)`, kind, what).Scan(&found)
	return found, wrap(err, "tombstone")
}

// emptyBody removes the bytes of a body and leaves a mark. All else stays.
func emptyBody(ctx context.Context, tx *transaction, body int64, by string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE body SET data = x'', emptied_at = ?, emptied_by = ?
		WHERE id = ? AND emptied_at IS NULL`, stamp(at), by, body)
	return wrap(err, "body")
}
