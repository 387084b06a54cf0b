package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// together runs short writes of many goroutines in common transactions: what
// has come while one is written goes into it too. Writing into the log costs as
// much as the statements, so it pays to share. Each write is still all or nothing,
// and returns only when its transaction is in the log.
//
// Where one fails all are undone, and the others are written again without it:
// failures are rare, and a savepoint for each write would copy every page that it
// changes. So a write may run several times and must set, not add to, what it returns.
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

// end tells the writer what became of a write.
func (j *joint) end(err error) {
	j.err = err
	close(j.done)
}

// join is tx for writes that others may share a transaction with. Once begun
// they go on to their end, which is milliseconds away: one that broke off would
// undo the others, and the driver needs a goroutine a statement, which costs as
// much as the statement, where the context could end.
func (s *Store) join(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	return s.joinWithin(ctx, 0, do)
}

// joinLater is join for writes that are in no hurry: they wait a little for
// another one to begin a transaction.
func (s *Store) joinLater(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	return s.joinWithin(ctx, patience, do)
}

func (s *Store) joinWithin(ctx context.Context, wait time.Duration, do func(context.Context, *sql.Tx) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	j := s.together.queue(do)
	if wait > 0 {
		alone := time.NewTimer(wait)
		defer alone.Stop()
		select {
		case <-j.done:
		case <-alone.C:
		}
	}
	s.lead(ctx)
	<-j.done
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

// begin makes the caller the one who writes, unless somebody does or nobody waits.
func (t *together) begin() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.writing || len(t.waiting) == 0 {
		return false
	}
	t.writing = true
	return true
}

// finish tells whether writes came when the transaction was full.
func (t *together) finish() (more bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.writing = false
	return len(t.waiting) > 0
}

// lead writes what waits, unless somebody does already. What comes when the
// transaction is full it leaves to a goroutine of its own, so that nobody writes
// for others for ever.
func (s *Store) lead(ctx context.Context) {
	t := &s.together
	if !t.begin() {
		return
	}
	for again := []*joint{t.next()}; len(again) > 0; {
		again = s.writeTogether(ctx, again)
	}
	if t.finish() {
		go s.lead(ctx)
	}
}

// writeTogether writes the first writes and what comes meanwhile in one
// transaction. Those that another one's failure has undone it returns.
func (s *Store) writeTogether(ctx context.Context, first []*joint) (undone []*joint) {
	var all []*joint
	var failed *joint
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for len(all) < mostTogether {
			var j *joint
			if len(all) < len(first) {
				j = first[len(all)]
			} else if j = s.together.next(); j == nil {
				break
			}
			if err := j.do(ctx, tx); err != nil {
				failed = j
				return err
			}
			all = append(all, j)
		}
		return nil
	})
	if failed != nil {
		failed.end(err)
		return append(all, first[min(len(all)+1, len(first)):]...)
	}
	for _, j := range all { // an error is the transaction's, and so theirs
		j.end(err)
	}
	if len(all) == 0 { // it did not begin
		for _, j := range first {
			j.end(err)
		}
	}
	return nil
}
