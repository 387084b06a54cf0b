package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"time"
)

// together runs the short writes of a crawl in common transactions. Writing into
// the log costs as much as the statements, and most pages of the file are changed
// by one write after the other, so it pays to share: a transaction stays open for
// the writes that come soon after, of however many goroutines.
//
// A write is over when its statements are, before the log has it. What a crash
// takes with it is the work of a moment, and whole: a run that goes on finds its
// addresses due and asks for them again. In this process nobody can tell:
// everything else that reads or writes has the transaction committed first.
//
// Where one write fails all are undone, and the others are written again without
// it: failures are rare, and a savepoint for each write would copy every page that
// it changes. So a write may run several times, to the same end, and must set, not
// add to, what it returns.
type together struct {
	tx    *transaction // nil if none is open
	open  atomic.Bool
	since time.Time
	done  []func(context.Context, *transaction) error // what tx holds, in order
	timer *time.Timer
	// lost is why writes that were over are not in the database. Until the next
	// run begins nothing is written any more: what comes may lean on them.
	lost error
}

const (
	// mostTogether bounds the writes of a transaction, longestTogether its age:
	// other processes wait for it.
	mostTogether    = 256
	longestTogether = 50 * time.Millisecond
	// patience is how long a transaction waits for another write: the time that a
	// crawl of one site asks and reads for, on a busy machine too.
	patience = 8 * time.Millisecond
)

// join is tx for writes that may share a transaction and be lost with it, see
// together. Once begun they go on to their end, which is milliseconds away: one
// that broke off would undo the others, and the driver needs a goroutine a
// statement, which costs as much as the statement, where the context could end.
func (s *Store) join(ctx context.Context, do func(context.Context, *transaction) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	s.writing.Lock()
	defer s.writing.Unlock()
	t := &s.together
	if t.lost != nil {
		return t.lost
	}
	if t.tx == nil {
		if err := s.beginTogether(ctx); err != nil {
			return err
		}
	}
	if err := do(ctx, t.tx); err != nil {
		s.undo(ctx)
		return explain(err)
	}
	t.done = append(t.done, do)
	left := longestTogether - time.Since(t.since)
	if len(t.done) >= mostTogether || left <= 0 {
		return s.settle(ctx)
	}
	if left = min(left, patience); t.timer == nil {
		t.timer = time.AfterFunc(left, s.settleNow)
	} else {
		t.timer.Reset(left)
	}
	return nil
}

// peek is join for what a crawl asks again and again: not worth a commit.
func (s *Store) peek(ctx context.Context, do func(context.Context, queryer) error) error {
	if s.write == nil {
		return do(ctx, s.read)
	}
	return s.join(ctx, func(ctx context.Context, tx *transaction) error { return do(ctx, tx) })
}

func (s *Store) beginTogether(ctx context.Context) error {
	tx, err := s.begin(ctx)
	if err == nil {
		s.together.tx, s.together.since = tx, time.Now()
		s.together.open.Store(true)
	}
	return err
}

// undo takes the open transaction back and does again what it held.
func (s *Store) undo(ctx context.Context) {
	t := &s.together
	done := t.done
	s.endTogether(func() error { t.tx.undo(); return nil })
	if len(done) == 0 {
		return
	}
	if t.lost = s.beginTogether(ctx); t.lost != nil {
		return
	}
	for _, do := range done {
		if err := do(ctx, t.tx); err != nil {
			s.endTogether(func() error { t.tx.undo(); return nil })
			t.lost = fmt.Errorf("write again: %w", explain(err))
			return
		}
	}
	t.done = done
}

// settle commits the open transaction, if there is one. The caller holds writing.
func (s *Store) settle(ctx context.Context) error {
	t := &s.together
	if t.tx == nil {
		return t.lost
	}
	tx := t.tx
	t.lost = s.endTogether(func() error { return tx.finish(ctx) })
	return t.lost
}

// forgetLost lets a run begin after one that lost writes.
func (s *Store) forgetLost() {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.together.lost = nil
}

// endTogether ends the open transaction by commit or rollback.
func (s *Store) endTogether(end func() error) error {
	t := &s.together
	if t.timer != nil {
		t.timer.Stop()
	}
	err := end()
	t.tx, t.done = nil, nil
	t.open.Store(false)
	return err
}

// settleNow is settle for those who only want to see everything: what goes wrong
// the next write will tell.
func (s *Store) settleNow() {
	if !s.together.open.Load() {
		return
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	_ = s.settle(context.Background())
}

// pool is connections that read, and see everything that was written before.
type pool struct {
	*sql.DB
	settle func()
}

func (p pool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	p.settle()
	return p.DB.QueryContext(ctx, query, args...)
}

func (p pool) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	p.settle()
	return p.DB.QueryRowContext(ctx, query, args...)
}

func (p pool) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	p.settle()
	return p.DB.BeginTx(ctx, o)
}
