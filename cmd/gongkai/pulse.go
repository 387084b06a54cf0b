package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"gongkai/crawler"
)

// rateWindow is how many seconds back the rate of a crawl is told for.
const rateWindow = 60

// pulse is how a crawl stands. A visit costs it the same whatever the number of
// sites and pages.
type pulse struct {
	began  time.Time
	sites  map[string]*siteJob
	active int
	done   int
	// blocked counts sites, reports the new and the revised ones.
	blocked, pages, reports int

	seconds [rateWindow]int // visits by second, as a ring
	last    int64           // the second of the latest, since began

	waiting map[string]int // addresses by site, nil if nobody has counted them
}

// siteJob is what is left of a site's run.
type siteJob struct {
	delay                 time.Duration
	budget                int
	begun, resting, wants bool // wants a human: it is blocked
}

// newPulse is that of a run that begins now.
func newPulse(cfg crawler.Config, now time.Time) *pulse {
	p := &pulse{began: now, sites: map[string]*siteJob{}}
	for _, key := range siteKeys(cfg.Starts) {
		p.sites[key] = &siteJob{delay: cfg.DelayOf(key), budget: cfg.MaxPagesOf(key)}
	}
	return p
}

// visited counts a visit.
func (p *pulse) visited(v *crawler.Visit, r crawler.CommitResult, now time.Time) {
	p.pages++
	p.reports += r.New + r.Revised
	p.turn(now)
	p.seconds[p.last%rateWindow]++
	s := p.sites[v.Site]
	if s == nil {
		return
	}
	s.budget -= len(v.Requests)
	if p.waiting[v.Site] > 0 {
		p.waiting[v.Site]-- // until they are counted again
	}
	if s.resting {
		p.done--
	}
	if !s.begun || s.resting {
		p.active++
	}
	s.begun, s.resting = true, false
	if v.Outcome == crawler.Blocked && !s.wants {
		s.wants = true
		p.blocked++
	}
}

// rested counts a site that has nothing left to do.
func (p *pulse) rested(site string) {
	s := p.sites[site]
	if s == nil || s.resting {
		return
	}
	if s.begun {
		p.active--
	}
	s.resting = true
	p.done++
}

// turn moves the ring of seconds on.
func (p *pulse) turn(now time.Time) {
	second := int64(now.Sub(p.began) / time.Second)
	for i := max(p.last+1, second-rateWindow+1); i <= second; i++ {
		p.seconds[i%rateWindow] = 0
	}
	p.last = max(p.last, second)
}

// rate is the number of pages a second of late, 0 if there is too little to tell.
func (p *pulse) rate(now time.Time) float64 {
	p.turn(now)
	n := 0
	for _, v := range p.seconds {
		n += v
	}
	over := min(now.Sub(p.began).Seconds(), rateWindow)
	if over < 1 {
		return 0
	}
	return float64(n) / over
}

// left is how long what is known to wait will take: at the rate of late, but no
// less than the pause between two requests allows on the site with the most.
// Pages that are yet to be found come on top. False if it cannot be told.
func (p *pulse) left(now time.Time) (time.Duration, bool) {
	rate := p.rate(now)
	if p.waiting == nil || rate == 0 {
		return 0, false
	}
	total, slowest := 0, time.Duration(0)
	for name, n := range p.waiting {
		s := p.sites[name]
		if s == nil { // not of this run
			continue
		}
		n = max(min(n, s.budget), 0)
		total += n
		slowest = max(slowest, time.Duration(n)*s.delay)
	}
	return max(time.Duration(float64(total)/rate*float64(time.Second)), slowest), true
}

// line tells all of it in less than so many columns: in words, in short, or cut
// off. What is told as blocked are sites.
func (p *pulse) line(now time.Time, columns int) string {
	waiting := len(p.sites) - p.done - p.active
	left := ""
	if d, ok := p.left(now); ok {
		left = short(d)
	}
	rate := p.rate(now)
	long := fmt.Sprintf("sites: %d done, %d active, %d waiting · %d pages · %d new reports", p.done, p.active, waiting, p.pages, p.reports)
	brief := fmt.Sprintf("sites %d/%d/%d pages %d new %d", p.done, p.active, waiting, p.pages, p.reports)
	tiny := fmt.Sprintf("%d/%d/%d %dp %dr", p.done, p.active, waiting, p.pages, p.reports)
	if p.blocked > 0 {
		long += fmt.Sprintf(" · %d blocked", p.blocked)
		brief += fmt.Sprintf(" blocked %d", p.blocked)
		tiny += fmt.Sprintf(" %db", p.blocked)
	}
	if rate > 0 {
		long += fmt.Sprintf(" · %.1f pages/s", rate)
		brief += fmt.Sprintf(" %.1f/s", rate)
		tiny += fmt.Sprintf(" %.0f/s", rate)
	}
	if left != "" {
		long += " · " + left + " left or more"
		brief += " left " + left
		tiny += " " + left
	}
	for _, s := range []string{long, brief, tiny} {
		if runewidth.StringWidth(s) < columns {
			return s
		}
	}
	return runewidth.Truncate(tiny, max(columns-1, 0), "")
}

// short is a duration as people read it at a glance.
func short(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Round(time.Minute).Minutes()))
	}
	return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
}
