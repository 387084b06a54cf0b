package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Forgotten is what Forget removed, or would remove.
type Forgotten struct {
	Tombstone
	// Known tells that the tombstone was there before.
	Known bool
	// Pages counts exchanges, Bodies distinct bytes and Reports reports that
	// are gone; Bytes is what the bodies took, packed.
	Pages, Bodies, Reports int
	Bytes                  int64
	// Elsewhere counts other addresses that show the same bytes and keep them.
	Elsewhere int
}

// errDryRun rolls a transaction back that only counted.
var errDryRun = errors.New("dry run")

// Forget removes a page by its canonical address, a body by its digest, or an
// agency by its id or exact name, from the archive and from the data, and
// leaves a tombstone that Archive, Commit, Import and SaveExtraction respect.
// Addresses and digests need not be stored. With dry set nothing changes. The
// bytes may survive in unused parts of the file until Scrub.
//
// It fails with ErrNotFound or *AmbiguousError for agencies, and with
// ErrLocked while a run holds the crawl lock.
func (s *Store) Forget(ctx context.Context, ref, reason string, dry bool) (Forgotten, error) {
	f := Forgotten{Tombstone: Tombstone{At: s.now(), Reason: reason}}
	release, err := s.Exclude()
	if err != nil {
		return f, err
	}
	err = s.tx(ctx, func(tx *transaction) error {
		// Rows that point at each other go one after the other.
		if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		w := &eraser{tx: tx, result: &f}
		if err := w.forget(ctx, ref); err != nil {
			return err
		}
		if dry {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err == nil && !dry {
		err = s.PackSheets(ctx)
	}
	if err != nil {
		err = fmt.Errorf("forget %s: %w", ref, err)
	}
	return f, errors.Join(err, release())
}

// eraser removes one subject within a transaction.
type eraser struct {
	tx        *transaction
	result    *Forgotten
	reports   []int64 // touched, to be regrouped
	contents  []int64 // perhaps orphans
	addresses []int64 // that show something else now
}

func (w *eraser) forget(ctx context.Context, ref string) error {
	t := &w.result.Tombstone
	var agencies []int64
	switch {
	case strings.Contains(ref, "://"):
		t.Kind, t.What = "url", ref
	case isDigest(ref):
		t.Kind, t.What = "digest", "sha256:"+strings.ToLower(strings.TrimPrefix(ref, "sha256:"))
	default:
		t.Kind = "agency"
		var err error
		if agencies, err = w.findAgency(ctx, ref); err != nil {
			return err
		}
	}
	var err error
	if w.result.Known, err = isForgotten(ctx, w.tx, t.Kind, t.What); err != nil {
		return err
	}
	if err := bury(ctx, w.tx, *t); err != nil {
		return err
	}
	switch t.Kind {
	case "url":
		err = w.url(ctx, t.What)
	case "digest":
		err = w.digest(ctx, t.What)
	default:
		err = w.everyRow(ctx, agencies)
	}
	if err != nil {
		return err
	}
	return w.settle(ctx)
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(strings.TrimPrefix(s, "sha256:"))
	return err == nil && len(b) == 32
}

// findAgency finds an agency by an id or by its whole name, and lists its rows,
// a name on a site each; one that was forgotten before has none any more, and
// is known by its tombstone.
func (w *eraser) findAgency(ctx context.Context, ref string) ([]int64, error) {
	t := &w.result.Tombstone
	var ids []string
	err := each(ctx, w.tx, func(rows *sql.Rows) error {
		err := rows.Scan(&t.What, &t.Name)
		ids = append(ids, t.What)
		return err
	}, `SELECT i.public_id, i.name FROM identity i WHERE i.id IN (
		    SELECT identity FROM agency WHERE public_id = ?1 OR name = ?2
		    UNION SELECT a.identity FROM identity j JOIN agency a ON a.identity = j.id WHERE j.public_id = ?1 OR j.name = ?2)
		UNION SELECT what, name FROM tombstone WHERE kind = 'agency' AND (what = ?1 OR name = ?2)
		  AND what NOT IN (SELECT public_id FROM identity) ORDER BY 1 LIMIT 10`, ref, normalName(ref))
	switch {
	case err != nil:
		return nil, wrap(err, "agency")
	case len(ids) == 0:
		return nil, fmt.Errorf("agency: %w", ErrNotFound)
	case len(ids) > 1:
		return nil, &AmbiguousError{ref, ids}
	}
	agencies, err := w.ints(ctx, `SELECT a.id FROM agency a JOIN identity i ON i.id = a.identity WHERE i.public_id = ? ORDER BY a.public_id`, t.What)
	return agencies, wrap(err, "agency")
}

// everyRow removes all names of an agency and keeps each from coming back,
// whatever the resolver will make of it.
func (w *eraser) everyRow(ctx context.Context, agencies []int64) error {
	for _, agency := range agencies {
		t := w.result.Tombstone
		t.Name = "" // the agency's own tombstone has it
		if err := w.tx.QueryRowContext(ctx, `SELECT public_id FROM agency WHERE id = ?`, agency).Scan(&t.What); err != nil {
			return wrap(err, "agency")
		}
		if err := bury(ctx, w.tx, t); err != nil {
			return err
		}
		if err := w.agency(ctx, agency); err != nil {
			return err
		}
	}
	return nil
}

func (w *eraser) exec(ctx context.Context, query string, args ...any) error {
	_, err := w.tx.ExecContext(ctx, query, args...)
	return err
}

// ints lists the whole numbers that a query answers.
func (w *eraser) ints(ctx context.Context, query string, args ...any) ([]int64, error) {
	return columnOf[int64](ctx, w.tx, query, args...)
}

func addOnce(list []int64, more ...int64) []int64 {
	for _, n := range more {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}
