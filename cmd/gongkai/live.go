package main

import (
	"context"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-runewidth"

	"gongkai/crawler"
)

const (
	// redraw is how often the line of a crawl is drawn, recount how often the
	// addresses that wait are counted.
	redraw  = 250 * time.Millisecond
	recount = 5 * time.Second
	// usualWidth is the width of a terminal that does not tell.
	usualWidth = 80
)

// live is the line that tells on a terminal how a crawl goes. It is drawn by
// the clock and not by visits, so that it goes on while all sites wait and
// costs the same however fast they answer. Its methods work on nil, which shows
// nothing.
type live struct {
	w     io.Writer
	width func() int
	stop  func()
	ended chan struct{}

	mu    sync.Mutex
	pulse *pulse
	shown string
}

// newLive starts the line of a crawl; count tells how many addresses wait, by
// site. It is nil unless messages go to a terminal that a person reads.
func (a *app) newLive(ctx context.Context, cfg crawler.Config, count func(context.Context) (map[string]int, error)) *live {
	if a.jsonLog || a.quiet || !isTerminal(a.err) {
		return nil
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	l := &live{w: a.err, stop: stop, ended: make(chan struct{}), pulse: newPulse(cfg, time.Now())}
	l.width = func() int {
		if w := terminalWidth(a.err); w > 0 {
			return w
		}
		return usualWidth
	}
	go l.run(ctx, count)
	return l
}

// run draws until close.
func (l *live) run(ctx context.Context, count func(context.Context) (map[string]int, error)) {
	defer close(l.ended)
	tick := time.NewTicker(redraw)
	defer tick.Stop()
	next := l.pulse.began.Add(patience)
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if now.Before(l.pulse.began.Add(patience)) {
				continue
			}
			if !now.Before(next) {
				next = now.Add(recount)
				waiting, err := count(ctx)
				if err != nil {
					waiting = nil // the line does without; the crawl itself tells what is wrong
				}
				l.mu.Lock()
				l.pulse.waiting = waiting
				l.mu.Unlock()
			}
			l.draw(now)
		}
	}
}

// draw writes the line over the one before.
func (l *live) draw(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	width := l.width()
	line := l.pulse.line(now, width)
	if line == l.shown {
		return
	}
	rest := min(runewidth.StringWidth(l.shown), width-1) - runewidth.StringWidth(line)
	_, _ = io.WriteString(l.w, "\r"+line+strings.Repeat(" ", max(rest, 0)))
	l.shown = line
}

// aside makes room for a message; the line is drawn again below it.
func (l *live) aside(tell func()) {
	if l == nil {
		tell()
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.erase()
	tell()
}

func (l *live) erase() {
	if l.shown != "" {
		_, _ = io.WriteString(l.w, "\r"+strings.Repeat(" ", min(runewidth.StringWidth(l.shown), max(l.width()-1, 0)))+"\r")
		l.shown = ""
	}
}

func (l *live) visited(v *crawler.Visit, r crawler.CommitResult) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pulse.visited(v, r, time.Now())
}

func (l *live) rested(site string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pulse.rested(site)
}

// close takes the line away and waits until nothing draws any more.
func (l *live) close() {
	if l == nil {
		return
	}
	l.stop()
	<-l.ended
	l.mu.Lock()
	defer l.mu.Unlock()
	l.erase()
}
