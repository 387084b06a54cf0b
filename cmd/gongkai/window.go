package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // --timezone works where the system has no zones
)

// errOutside says that a crawl may not begin now, errWindowEnd that it must stop.
var (
	errOutside   = errors.New("outside the window")
	errWindowEnd = errors.New("the window has ended")
)

// clockCheck is how often the clock is looked at while a crawl runs: it may be
// set, and a machine that slept has another time than its timers.
const clockCheck = time.Minute

// window is a part of the day, such as 22:00-06:00; the zero value is all of it.
type window struct {
	given    bool
	from, to int // minutes since midnight
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (w *window) UnmarshalText(b []byte) error {
	bad := fmt.Errorf("%q is no window: give two different times of day such as 22:00-06:00", string(b))
	from, to, ok := strings.Cut(string(b), "-")
	if !ok {
		return bad
	}
	var err, err2 error
	w.from, err = minutes(from)
	w.to, err2 = minutes(to)
	if err != nil || err2 != nil || w.from == w.to {
		return bad
	}
	w.given = true
	return nil
}

// minutes reads a time of day; 24:00 is the end of one.
func minutes(s string) (int, error) {
	if s = strings.TrimSpace(s); s == "24:00" {
		return 0, nil
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err
}

// end is when the window that now is in ends; ok is false outside of it, where
// end is when the next one begins. Times of day are those of now's location.
func (w window) end(now time.Time) (end time.Time, ok bool) {
	at := func(day, minute int) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()+day, minute/60, minute%60, 0, 0, now.Location())
	}
	for day := -1; day <= 1; day++ {
		begin, end := at(day, w.from), at(day, w.to)
		if w.to < w.from {
			end = at(day+1, w.to)
		}
		if now.Before(begin) {
			return begin, false
		}
		if now.Before(end) {
			return end, true
		}
	}
	return at(2, w.from), false
}

// limit returns a context that ends with errWindowEnd when the window does. Its
// error is errOutside where a crawl may not begin now.
func (w window) limit(ctx context.Context, now func() time.Time, zone string) (context.Context, func(), error) {
	loc := time.Local
	if zone != "" {
		var err error
		if loc, err = time.LoadLocation(zone); err != nil {
			return nil, nil, fmt.Errorf("--timezone: %w", err)
		}
	}
	if !w.given {
		return ctx, func() {}, nil
	}
	end, ok := w.end(now().In(loc))
	if !ok {
		return nil, nil, fmt.Errorf("%w: it opens at %s, nothing was asked", errOutside, end.Format("2006-01-02 15:04 MST"))
	}
	inside, cancel := context.WithCancelCause(ctx)
	go func() {
		for {
			left := end.Sub(now())
			if left <= 0 {
				cancel(errWindowEnd)
				return
			}
			select {
			case <-time.After(min(left, clockCheck)):
			case <-inside.Done():
				return
			}
		}
	}()
	return inside, func() { cancel(nil) }, nil
}
