package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gongkai/store/resolve"
)

// transaction is a write, with what it has learnt of the database: nobody else
// changes that while it lasts.
type transaction struct {
	*sql.Tx
	store *Store

	empty    map[string]bool           // tables that are, or are not
	sites    map[string]int64          // rows by name
	names    map[int64]string          // and back
	contexts map[int64]resolve.Context // and what names on them are resolved by
	fresh    []indexed                 // stored by it, not in the search index yet
	years    map[int]int64             // changes of the panel that no sheet knows of yet
	grown    int64                     // packed bytes of the archive that no run knows of yet
	unclaim  []func()                  // take back what it claimed and released
}

// tx runs do in one immediate transaction, all or nothing.
func (s *Store) tx(ctx context.Context, do func(*transaction) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.settle(ctx); err != nil {
		return err
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		tx.undo()
		return explain(err)
	}
	return tx.finish(ctx)
}

func (s *Store) begin(ctx context.Context) (*transaction, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", explain(err))
	}
	return &transaction{
		Tx: tx, store: s, empty: map[string]bool{}, sites: map[string]int64{}, names: map[int64]string{},
		contexts: map[int64]resolve.Context{}, years: map[int]int64{},
	}, nil
}

// isEmpty tells whether a table is. Those of tombstones and rulings are nearly
// everywhere, and every page would ask for several.
func (tx *transaction) isEmpty(ctx context.Context, table string) (bool, error) {
	if empty, known := tx.empty[table]; known {
		return empty, nil
	}
	var empty bool
	if err := tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM `+table+`)`).Scan(&empty); err != nil {
		return false, wrap(err, table)
	}
	tx.empty[table] = empty
	return empty, nil
}

// finish writes what is left to the end, and commits.
func (tx *transaction) finish(ctx context.Context) error {
	for _, write := range []func(context.Context) error{tx.indexFresh, tx.touchYears, tx.growArchive} {
		if err := write(ctx); err != nil {
			tx.undo()
			return explain(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tx.undo()
		return fmt.Errorf("commit: %w", explain(err))
	}
	return nil
}

// undo rolls back, and forgets what was cached of the rows that go. Its own
// failure adds nothing to the one before it: the connection is closed then.
func (tx *transaction) undo() {
	_ = tx.Rollback()
	tx.store.known, tx.store.checks = nil, nil
	for _, back := range slices.Backward(tx.unclaim) {
		back()
	}
}
