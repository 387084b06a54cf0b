package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// together runs short writes of many goroutines in common transactions: what
// waits while one is written goes into the next. Each write is still all or
// nothing, by a savepoint, and returns only when its transaction is in the log.
// A single writer has a transaction for each of its writes.
type together struct {
	mu      sync.Mutex
	waiting []*joint
	writing bool
}

// joint is one write of a common transaction.
type joint struct {
	do   func(context.Context, *sql.Tx) error
	err  error
	done chan struct{}
}

// join is tx for writes that others may share a transaction with. Once begun
// they go on to their end, which is milliseconds away: one that broke off would
// undo the others, and the driver needs a goroutine a statement, which costs as
// much as the statement, where the context could end.
func (s *Store) join(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	j := &joint{do: do, done: make(chan struct{})}
	t := &s.together
	t.mu.Lock()
	t.waiting = append(t.waiting, j)
	lead := !t.writing
	t.writing = true
	t.mu.Unlock()
	if lead {
		s.lead(ctx)
	}
	<-j.done
	return j.err
}

// lead writes what waits, and leaves what has come meanwhile to a goroutine of
// its own, so that nobody writes for others for ever.
func (s *Store) lead(ctx context.Context) {
	t := &s.together
	t.mu.Lock()
	all := t.waiting
	t.waiting = nil
	t.mu.Unlock()
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if len(all) == 1 {
			return all[0].do(ctx, tx)
		}
		for _, j := range all {
			if err := s.apart(ctx, tx, j); err != nil {
				return err
			}
		}
		return nil
	})
	for _, j := range all {
		if err != nil { // the transaction failed, and with it all of them
			j.err = err
		}
		close(j.done)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.writing = len(t.waiting) > 0; t.writing {
		go s.lead(ctx)
	}
}

// apart runs one write so that its failure undoes nothing else. Its error is of
// the transaction itself.
func (s *Store) apart(ctx context.Context, tx *sql.Tx, j *joint) error {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT joint`); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	if j.err = j.do(ctx, tx); j.err != nil {
		s.known, s.checks = nil, nil
		j.err = explain(j.err)
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO joint`); err != nil {
			return fmt.Errorf("rollback: %w", err)
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE joint`)
	return err
}
