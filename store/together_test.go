package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// origin is a write of one row.
func origin(name string) func(context.Context, *transaction) error {
	return func(ctx context.Context, tx *transaction) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES (?, '', x'')`, name)
		return err
	}
}

// unfounded is a write that no commit accepts.
func unfounded(ctx context.Context, tx *transaction) error {
	if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = 1`); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO listed (page, address) VALUES (71, 72)`)
	return err
}

// Of thirty writes of as many goroutines every third fails after it has changed
// something, and that alone is undone.
func TestWritesThatShareATransactionFailAlone(t *testing.T) {
	s := openTemp(t)
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := s.join(ended, origin("ended")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	refused := errors.New("refused")
	transactions := map[*transaction]int{}
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() {
			err := s.join(t.Context(), func(ctx context.Context, tx *transaction) error {
				transactions[tx]++
				if err := origin(fmt.Sprint(i))(ctx, tx); err != nil {
					return err
				}
				if i%3 == 0 {
					return refused
				}
				return nil
			})
			if fails := i%3 == 0; errors.Is(err, refused) != fails || err != nil && !fails {
				t.Errorf("write %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if got := dump(t, s, `SELECT count(*), sum(CAST(origin AS INTEGER) % 3 = 0) FROM robots`); got != "20|0|\n" {
		t.Error(got)
	}
	shared := 0
	for _, n := range transactions {
		shared = max(shared, n)
	}
	if shared < 2 {
		t.Error("no two writes shared a transaction")
	}
}

// What ends the transaction of others, as SQLite does on a full disk, is an error
// of that write; they are written again.
func TestAWriteThatEndsTheTransactionEndsNoOther(t *testing.T) {
	s := openTemp(t)
	full := errors.New("disk full")
	for _, w := range []struct {
		do   func(context.Context, *transaction) error
		want error
	}{{origin("a"), nil}, {func(ctx context.Context, tx *transaction) error {
		if _, err := tx.ExecContext(ctx, `ROLLBACK`); err != nil {
			t.Error(err)
		}
		return full
	}, full}, {origin("b"), nil}} {
		if err := s.join(t.Context(), w.do); !errors.Is(err, w.want) {
			t.Error(err)
		}
	}
	if got := dump(t, s, `SELECT origin FROM robots ORDER BY origin`); got != "a|\nb|\n" {
		t.Error(got)
	}
}

// A transaction that cannot be committed holds writes that were over. Nothing is
// written after them until a run begins that starts from what there is.
func TestWritesThatAreLostAreTold(t *testing.T) {
	s := openTemp(t)
	for _, do := range []func(context.Context, *transaction) error{origin("a"), unfounded} {
		if err := s.join(t.Context(), do); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, s, `SELECT count(*) FROM robots`); got != "0|\n" {
		t.Error(got)
	}
	later := map[string]error{
		"a common write": s.join(t.Context(), origin("b")),
		"a write alone":  s.tx(t.Context(), func(tx *transaction) error { return origin("c")(t.Context(), tx) }),
	}
	for what, err := range later {
		if err == nil {
			t.Errorf("%s was taken for done", what)
		}
	}
	if _, err := s.Begin(t.Context(), RunInfo{}); err != nil {
		t.Fatal(err)
	}
	if err := s.join(t.Context(), origin("d")); err != nil {
		t.Error(err)
	}
	if got := dump(t, s, `SELECT origin FROM robots`); got != "d|\n" {
		t.Error(got)
	}
}

// A transaction that cannot begin is an error of the write that needs it.
func TestATransactionThatDoesNotBeginIsTold(t *testing.T) {
	s := openTemp(t)
	if err := s.write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.join(t.Context(), origin("a")); err == nil {
		t.Error("taken for done")
	}
}

// What was written is seen by everything in the process at once, by others soon,
// though nobody writes any more.
func TestWritesAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := openAt(t, path)
	defer s.Close()
	other, err := OpenReadOnly(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := s.join(t.Context(), origin("a")); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, `SELECT origin FROM robots`); got != "a|\n" {
		t.Error(got)
	}
	if err := s.join(t.Context(), origin("b")); err != nil {
		t.Fatal(err)
	}
	const long = 1000 // times patience: enough for any machine
	for range long {
		if dump(t, other, `SELECT count(*) FROM robots`) == "2|\n" {
			return
		}
		time.Sleep(patience)
	}
	t.Error("another process does not see what was written")
}
