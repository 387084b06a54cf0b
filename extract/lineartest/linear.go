// Package lineartest holds readers to time that grows no faster than the text,
// by a ratio within one run: no clock of any machine decides.
package lineartest

import (
	"testing"
	"time"
)

const (
	times  = 8
	atMost = 24 // what grows with the square takes 64 times as long
	tries  = 3  // other work on the machine makes one of them long, not all
	least  = 10 * time.Millisecond
)

// Check fails the test unless do takes about eight times as long for a text of
// eight times the size: do is told how many times the text is to be.
func Check(t testing.TB, what string, do func(times int)) {
	t.Helper()
	var short, long time.Duration
	for range tries {
		short = max(took(func() { do(1) }), least) // below, the clock and the collector decide
		if long = took(func() { do(times) }); long <= atMost*short {
			return
		}
	}
	t.Errorf("%s took %s, %d times as much %s", what, short, times, long)
}

func took(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}
