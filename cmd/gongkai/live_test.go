package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"gongkai/crawler"
)

// nation is the pulse of n sites, delay apart, at a time of its own.
func nation(n int) (*pulse, time.Time) {
	began := time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)
	cfg := crawler.Config{Delay: 2 * time.Second, MaxPages: 100}
	for i := range n {
		cfg.Starts = append(cfg.Starts, fmt.Sprintf("http://a%d.gov.cn/", i), fmt.Sprintf("http://a%d.gov.cn/b", i))
	}
	return newPulse(cfg, began), began
}

func visit(site string, o crawler.Outcome) *crawler.Visit {
	return &crawler.Visit{Site: site, Outcome: o, Requests: make([]crawler.Request, 1)}
}

func TestTheLineTellsHowACrawlStands(t *testing.T) {
	p, began := nation(5)
	if got := p.line(began, 200); got != "sites: 0 done, 0 active, 5 waiting · 0 pages · 0 new reports" {
		t.Error(got)
	}
	for i := range 10 {
		at := began.Add(time.Duration(i) * time.Second)
		p.visited(visit("a0.gov.cn", crawler.Fetched), crawler.CommitResult{New: i % 2}, at)
		p.visited(visit("a1.gov.cn", crawler.Blocked), crawler.CommitResult{}, at)
	}
	p.rested("a1.gov.cn")
	p.rested("a2.gov.cn") // nothing was due
	p.rested("a1.gov.cn") // told again
	now := began.Add(10 * time.Second)
	want := "sites: 2 done, 1 active, 2 waiting · 20 pages · 5 new reports · 1 blocked · 2.0 pages/s"
	if got := p.line(now, 200); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// 60 addresses at 2 a second, but one site has 50 of them and may be asked
	// every two seconds only.
	p.waiting = map[string]int{"a0.gov.cn": 50, "a3.gov.cn": 10, "of-another-run.gov.cn": 9999}
	if d, ok := p.left(now); !ok || d != 100*time.Second {
		t.Error(d, ok)
	}
	// The budget of a site ends before its addresses do.
	p.waiting = map[string]int{"a0.gov.cn": 5000}
	if d, ok := p.left(now); !ok || d != 90*2*time.Second {
		t.Error(d, ok)
	}
	if got := p.line(now, 200); got != want+" · 3m left or more" {
		t.Error(got)
	}
	// A site that another one finds something for works again.
	p.visited(visit("a2.gov.cn", crawler.Fetched), crawler.CommitResult{}, now)
	if got := p.line(now, 200); !strings.HasPrefix(got, "sites: 1 done, 2 active, 2 waiting · 21 pages") {
		t.Error(got)
	}
	// What was long ago is no rate, and without one nothing can be told.
	later := now.Add(2 * time.Minute)
	if got := p.line(later, 200); strings.Contains(got, "/s") || strings.Contains(got, "left") {
		t.Error(got)
	}
}

func TestTheLineFitsEveryTerminal(t *testing.T) {
	p, began := nation(3000)
	for i := range 3000 {
		site := fmt.Sprintf("a%d.gov.cn", i)
		p.visited(visit(site, crawler.Blocked), crawler.CommitResult{New: 9}, began.Add(time.Duration(i)*10*time.Millisecond))
		if i%2 == 0 {
			p.rested(site)
		}
	}
	p.waiting = map[string]int{"a1.gov.cn": 90}
	now := began.Add(31 * time.Second)
	for columns := range 200 {
		if got := p.line(now, columns); runewidth.StringWidth(got) > max(columns-1, 0) {
			t.Errorf("%d columns: %s", columns, got)
		}
	}
	for columns, want := range map[int]string{
		80: "sites 1500/1500/0 pages 3000 new 27000 blocked 3000 96.8/s left 3m",
		50: "1500/1500/0 3000p 27000r 3000b 97/s 3m",
	} {
		if got := p.line(now, columns); got != want {
			t.Errorf("%d columns: %s", columns, got)
		}
	}
}

func TestMessagesStandAboveTheLine(t *testing.T) {
	var screen bytes.Buffer
	p, began := nation(2)
	l := &live{w: &screen, width: func() int { return 40 }, pulse: p, stop: func() {}, ended: make(chan struct{})}
	l.draw(began)
	l.draw(began) // nothing new: nothing is written
	l.aside(func() { fmt.Fprintln(&screen, "a message") })
	l.draw(began)
	l.visited(visit("a0.gov.cn", crawler.Fetched), crawler.CommitResult{})
	l.rested("a0.gov.cn")
	l.draw(began)
	close(l.ended)
	l.close()
	line, then := "sites 0/0/2 pages 0 new 0", "sites 1/0/1 pages 1 new 0"
	blank := strings.Repeat(" ", len(line))
	want := "\r" + line + "\r" + blank + "\ra message\n\r" + line + "\r" + then + "\r" + blank + "\r"
	if screen.String() != want {
		t.Errorf("%q\nwant %q", screen.String(), want)
	}
}

func TestNoLineWithoutATerminal(t *testing.T) {
	a := &app{err: &bytes.Buffer{}}
	l := a.newLive(t.Context(), crawler.Config{}, func(context.Context) (map[string]int, error) { t.Error("counted"); return nil, nil })
	if l != nil {
		t.Fatal("a line is drawn into a file")
	}
	l.visited(nil, crawler.CommitResult{})
	l.rested("")
	told := false
	l.aside(func() { told = true })
	l.close()
	if !told {
		t.Error("the message was lost")
	}
}
