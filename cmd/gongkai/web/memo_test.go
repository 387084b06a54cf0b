package web

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slowly is a maker of an answer that takes a time.
func slowly(d time.Duration, answer string, weight int, asked *atomic.Int32) maker {
	return func(ctx context.Context) (any, int, error) {
		asked.Add(1)
		select {
		case <-time.After(d):
			return answer, weight, nil
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		}
	}
}

// TestMemoGivesOldAnswers has the database change: the old answer is given while
// the new one is made, unless nobody asked for long.
func TestMemoGivesOldAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemo()
		var asked atomic.Int32
		defer m.close()
		for _, step := range []struct {
			after   time.Duration
			version int64
			makes   string // what is made if anything is
			want    string
			waits   time.Duration
			asked   int32
		}{
			{0, 1, "one", "one", time.Second, 1},
			{0, 1, "-", "one", 0, 1},
			{5 * time.Second, 2, "-", "one", 0, 1},               // it has to rest
			{leastRest, 2, "two", "one", 0, 2},                   // is made meanwhile
			{100 * time.Millisecond, 2, "-", "one", 0, 2},        // still
			{time.Second, 2, "-", "two", 0, 2},                   // was made
			{time.Hour, 2, "-", "two", 0, 2},                     // nothing changed
			{time.Hour, 3, "three", "three", time.Second, 3},     // too old to be given
			{leastRest + mostBehind/2, 4, "four", "three", 0, 4}, // young enough
			{2 * time.Second, 4, "-", "four", 0, 4},              //
		} {
			time.Sleep(step.after)
			began := time.Now()
			got, err := m.get(t.Context(), "q", step.version, slowly(time.Second, step.makes, 1, &asked))
			synctest.Wait()
			if err != nil || got != step.want || time.Since(began) != step.waits || asked.Load() != step.asked {
				t.Fatalf("%+v: %v, %v after %v, asked %d times", step, got, err, time.Since(began), asked.Load())
			}
		}
	})
}

// TestMemoAsksOnce has many wait for one answer, one of them not for long.
func TestMemoAsksOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemo()
		var asked atomic.Int32
		defer m.close()
		hasty, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := m.get(hasty, "q", 1, slowly(time.Second, "one", 1, &asked)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who does not wait: %v", err)
		}
		for range 10 {
			go func() {
				if got, err := m.get(t.Context(), "q", 1, slowly(time.Second, "other", 1, &asked)); err != nil || got != "one" {
					t.Errorf("%v, %v", got, err)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		if asked.Load() != 1 {
			t.Errorf("asked %d times", asked.Load())
		}
	})
}

// TestMemoIsBounded asks more than is kept, and what fails.
func TestMemoIsBounded(t *testing.T) {
	m, asked := newMemo(), 0
	defer m.close()
	ask := func(q string, weight int, err error) {
		t.Helper()
		got, failed := m.get(t.Context(), q, 1, func(context.Context) (any, int, error) { asked++; return q, weight, err })
		if !errors.Is(failed, err) || err == nil && got != q {
			t.Fatalf("%s: %v, %v", q, got, failed)
		}
	}
	failure := errors.New("fails")
	for i := range 3 * mostKept {
		ask("first", 1, nil)
		ask(fmt.Sprint(i), i, nil)
		ask(fmt.Sprint("failing ", i), 1, failure)
		m.mu.Lock()
		weight := 0
		for _, k := range m.known {
			weight += k.weight
		}
		if len(m.known) > mostKept || weight > mostWeight || weight != m.weight {
			t.Fatalf("%d kept, of weight %d, taken for %d", len(m.known), weight, m.weight)
		}
		m.mu.Unlock()
	}
	if asked != 1+6*mostKept {
		t.Errorf("%d asked: what is asked for again and again was forgotten", asked)
	}
	ask("heavy", mostWeight, nil)
	if m.known["heavy"] != nil || len(m.known) == 0 {
		t.Error("the others went for one that is too heavy")
	}
	if _, err := m.get(t.Context(), "p", 1, func(context.Context) (any, int, error) { panic("p") }); err == nil {
		t.Error("a panic is no error")
	}
}

// TestMemoCloses ends while an answer is made.
func TestMemoCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemo()
		var asked atomic.Int32
		go func() {
			if _, err := m.get(t.Context(), "q", 1, slowly(time.Hour, "", 1, &asked)); !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
		}()
		synctest.Wait()
		m.close()
		if _, err := m.get(t.Context(), "other", 1, slowly(0, "", 1, &asked)); !errors.Is(err, errStopped) || asked.Load() != 1 {
			t.Errorf("after the end: %v", err)
		}
	})
}
