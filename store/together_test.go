package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// Thirty writes wait for one and then share a transaction: every third fails
// after it has changed something, and that alone is undone.
func TestWritesThatShareATransactionFailAlone(t *testing.T) {
	s := openTemp(t)
	keep := func(ctx context.Context, tx *sql.Tx, origin string) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES (?, '', x'')`, origin)
		return err
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := s.join(ended, func(ctx context.Context, tx *sql.Tx) error { return keep(ctx, tx, "ended") }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	begun, held := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		if err := s.join(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			close(begun)
			<-held
			return keep(ctx, tx, "first")
		}); err != nil {
			t.Error(err)
		}
	})
	<-begun
	const writes = 30
	transactions := map[*sql.Tx]bool{}
	refused := errors.New("refused")
	for i := range writes {
		all.Go(func() {
			err := s.join(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
				transactions[tx] = true
				if err := keep(ctx, tx, fmt.Sprint(i)); err != nil {
					return err
				}
				if i%3 == 0 {
					return refused
				}
				return nil
			})
			if errors.Is(err, refused) != (i%3 == 0) || err != nil && i%3 != 0 {
				t.Errorf("write %d: %v", i, err)
			}
		})
	}
	for waiting := 0; waiting < writes; { // until all wait for the first
		s.together.mu.Lock()
		waiting = len(s.together.waiting)
		s.together.mu.Unlock()
	}
	close(held)
	all.Wait()
	if len(transactions) != 1 {
		t.Errorf("%d transactions", len(transactions))
	}
	if got := dump(t, s, `SELECT count(*), sum(origin = 'first'), sum(CAST(origin AS INTEGER) % 3 = 0 AND origin <> 'first') FROM robots`); got != "21|1|0|\n" {
		t.Error(got)
	}
}

// A transaction that fails is an error of all its writes; what waited for it goes
// into the next.
func TestATransactionThatFailsIsToldToAll(t *testing.T) {
	s := openTemp(t)
	begun, held := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	var first error
	all.Go(func() {
		first = s.join(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			close(begun)
			<-held
			_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES ('first', '', x'')`)
			return err
		})
	})
	<-begun
	var failed [3]error
	for i := range failed {
		all.Go(func() {
			failed[i] = s.join(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
				_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES (?, '', x'')`, fmt.Sprint(i))
				if i == 1 {
					_, err = tx.ExecContext(ctx, `ROLLBACK`) // as SQLite does on a full disk
				}
				return err
			})
		})
	}
	for waiting := 0; waiting < len(failed); {
		s.together.mu.Lock()
		waiting = len(s.together.waiting)
		s.together.mu.Unlock()
	}
	close(held)
	all.Wait()
	if first == nil || failed[1] == nil {
		t.Errorf("taken for done: first %v, 1 %v", first, failed[1])
	}
	want := ""
	for i, err := range failed {
		if err == nil {
			want += fmt.Sprint(i, "|\n")
		}
	}
	if got := dump(t, s, `SELECT origin FROM robots ORDER BY origin`); got != want {
		t.Errorf("stored %q, told %q", got, want)
	}
}
