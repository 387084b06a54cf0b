package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// crowd has writes wait for one that is held up, so that they share what comes
// then, and returns the errors of all, that of the first last.
func crowd(t *testing.T, s *Store, first func(context.Context, *sql.Tx) error, writes ...func(context.Context, *sql.Tx) error) []error {
	t.Helper()
	errs := make([]error, len(writes)+1)
	begun, held := make(chan struct{}), make(chan struct{})
	begin := sync.OnceFunc(func() { close(begun) })
	var all sync.WaitGroup
	all.Go(func() {
		errs[len(writes)] = s.join(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			begin()
			<-held
			return first(ctx, tx)
		})
	})
	<-begun
	for i, do := range writes {
		all.Go(func() { errs[i] = s.join(t.Context(), do) })
	}
	for waiting := 0; waiting < len(writes); {
		s.together.mu.Lock()
		waiting = len(s.together.waiting)
		s.together.mu.Unlock()
	}
	close(held)
	all.Wait()
	return errs
}

// origin is a write of one row.
func origin(name string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES (?, '', x'')`, name)
		return err
	}
}

// Thirty writes wait for one and then share its transaction: every third fails
// after it has changed something, and that alone is undone.
func TestWritesThatShareATransactionFailAlone(t *testing.T) {
	s := openTemp(t)
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := s.join(ended, origin("ended")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	refused := errors.New("refused")
	writes := make([]func(context.Context, *sql.Tx) error, 30)
	transactions := map[*sql.Tx]int{}
	for i := range writes {
		writes[i] = func(ctx context.Context, tx *sql.Tx) error {
			transactions[tx]++
			if err := origin(fmt.Sprint(i))(ctx, tx); err != nil {
				return err
			}
			if i%3 == 0 {
				return refused
			}
			return nil
		}
	}
	for i, err := range crowd(t, s, origin("first"), writes...) {
		if fails := i < len(writes) && i%3 == 0; errors.Is(err, refused) != fails || err != nil && !fails {
			t.Errorf("write %d: %v", i, err)
		}
	}
	if len(transactions) != 11 { // one for each failure, and one that is committed
		t.Errorf("%d transactions", len(transactions))
	}
	if got := dump(t, s, `SELECT count(*), sum(origin = 'first'), sum(CAST(origin AS INTEGER) % 3 = 0 AND origin <> 'first') FROM robots`); got != "21|1|0|\n" {
		t.Error(got)
	}
}

// What ends the transaction of others, as SQLite does on a full disk, is an error
// of that write; they are written again.
func TestAWriteThatEndsTheTransactionEndsNoOther(t *testing.T) {
	s := openTemp(t)
	full := errors.New("disk full")
	errs := crowd(t, s, origin("first"), origin("a"), func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `ROLLBACK`); err != nil {
			t.Error(err)
		}
		return full
	}, origin("b"))
	if errs[0] != nil || !errors.Is(errs[1], full) || errs[2] != nil || errs[3] != nil {
		t.Error(errs)
	}
	if got := dump(t, s, `SELECT origin FROM robots ORDER BY origin`); got != "a|\nb|\nfirst|\n" {
		t.Error(got)
	}
}

// A transaction that cannot be committed is an error of all its writes.
func TestACommitThatFailsIsToldToAll(t *testing.T) {
	s := openTemp(t)
	errs := crowd(t, s, origin("first"), origin("a"), func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO listed (page, address) VALUES (71, 72)`)
		return err
	}, origin("b"))
	for i, err := range errs {
		if err == nil {
			t.Errorf("write %d was taken for done", i)
		}
	}
	if got := dump(t, s, `SELECT count(*) FROM robots`); got != "0|\n" {
		t.Error(got)
	}
	if err := s.join(t.Context(), origin("later")); err != nil {
		t.Error(err)
	}
}

// A transaction that cannot begin is an error of those who waited for it.
func TestATransactionThatDoesNotBeginIsTold(t *testing.T) {
	s := openTemp(t)
	if err := s.write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.join(t.Context(), origin("a")); err == nil {
		t.Error("taken for done")
	}
}
