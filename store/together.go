package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// together runs short writes of many goroutines in common transactions: what
// has come while one is written goes into it too. Each write is still all or
// nothing, by a savepoint, and returns only when its transaction is in the log.
// Writing into the log costs as much as the statements, so it pays to share.
type together struct {
	mu      sync.Mutex
	waiting []*joint
	writing bool
}

const (
	// mostTogether bounds the writes of a transaction.
	mostTogether = 64
	// patience is how long a write that is in no hurry waits for company.
	patience = 2 * time.Millisecond
)

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
	j := s.together.queue(do)
	s.lead(ctx)
	<-j.done
	return j.err
}

// joinLater is join for writes that are in no hurry: they wait a little for
// another one to begin a transaction.
func (s *Store) joinLater(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	j := s.together.queue(do)
	alone := time.NewTimer(patience)
	defer alone.Stop()
	select {
	case <-j.done:
	case <-alone.C:
		s.lead(ctx)
		<-j.done
	}
	return j.err
}

func (t *together) queue(do func(context.Context, *sql.Tx) error) *joint {
	j := &joint{do: do, done: make(chan struct{})}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = append(t.waiting, j)
	return j
}

// next takes the write that waits longest, nil if none does.
func (t *together) next() *joint {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.waiting) == 0 {
		return nil
	}
	j := t.waiting[0]
	t.waiting = t.waiting[1:]
	return j
}

// lead writes what waits, unless somebody does already. What comes when the
// transaction is full it leaves to a goroutine of its own, so that nobody writes
// for others for ever.
func (s *Store) lead(ctx context.Context) {
	t := &s.together
	t.mu.Lock()
	if t.writing || len(t.waiting) == 0 {
		t.mu.Unlock()
		return
	}
	t.writing = true
	t.mu.Unlock()
	var all []*joint
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for len(all) < mostTogether {
			j := t.next()
			if j == nil {
				break
			}
			all = append(all, j)
			if len(all) == 1 { // a failure has nothing else to undo
				if err := j.do(ctx, tx); err != nil {
					return err
				}
				continue
			}
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
	t.writing = false
	if len(t.waiting) > 0 {
		go s.lead(ctx)
	}
}

// apart runs one write so that its failure undoes nothing else. Its error is of
// the transaction itself.
func (s *Store) apart(ctx context.Context, tx *sql.Tx, j *joint) error {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT joint`); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	stored := len(s.fresh)
	if j.err = j.do(ctx, tx); j.err != nil {
		s.known, s.checks, s.fresh = nil, nil, s.fresh[:stored]
		j.err = explain(j.err)
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO joint`); err != nil {
			return fmt.Errorf("rollback: %w", err)
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE joint`)
	return err
}
