package store

import (
	"context"
	"database/sql"
	"fmt"
)

// transaction is a write, with what it has learnt of the database: nobody else
// changes that while it lasts.
type transaction struct {
	*sql.Tx
	store *Store

	fresh []indexed // stored by it, not in the search index yet
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
	return &transaction{Tx: tx, store: s}, nil
}

// finish writes what is left to the end, and commits.
func (tx *transaction) finish(ctx context.Context) error {
	if err := tx.indexFresh(ctx); err != nil {
		tx.undo()
		return explain(err)
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
}
