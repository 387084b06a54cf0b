package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
)

// explain fetches one page as a crawl would and prints what became of its
// links: taken or left, the score, and why.
func (a *app) explain(ctx context.Context, cfg crawler.Config) error {
	cfg.Version = version
	if err := cfg.Validate(); err != nil {
		return usageError{err}
	}
	reader, err := harvest.NewReader(formats()...)
	if err != nil {
		return err
	}
	one, stop := context.WithCancel(ctx)
	defer stop()
	first := &firstVisit{stop: stop}
	cfg.Observer = first
	c, err := crawler.New(cfg, reader, crawler.NewMemory())
	if err != nil {
		return usageError{err}
	}
	if _, err := c.Run(one); err != nil && first.visit == nil {
		return err
	}
	v := first.visit
	if v == nil {
		return errors.New("the page was not visited")
	}
	if v.Reading == nil {
		return fmt.Errorf("%s: %s: %s", v.Address.URL, v.Outcome, v.Reason)
	}
	return a.printLinks(v)
}

func (a *app) printLinks(v *crawler.Visit) error {
	outcome := string(v.Outcome)
	if v.Reason != "" {
		outcome += ": " + v.Reason
	}
	if _, err := fmt.Fprintf(a.out, "%s\n%s, %d reports, %d links\n", v.Address.URL, outcome, v.Reading.Reports, len(v.Reading.Links)); err != nil {
		return err
	}
	found := map[string]bool{}
	for _, f := range v.Found {
		found[f.URL] = true
	}
	links := slices.Clone(v.Reading.Links)
	slices.SortStableFunc(links, func(a, b crawler.Link) int { return cmp.Compare(b.Score, a.Score) })
	for _, l := range links {
		canonical, err := crawler.Canonical(l.URL)
		verdict := "left "
		switch {
		case found[canonical]:
			verdict = "taken"
		case err == nil && canonical == v.Address.URL:
			l.Why = "the page itself"
		case l.Score > 0:
			l.Why = "out of scope or too deep; else " + l.Why
		}
		text := l.Text
		if text == "" {
			text = l.Title
		}
		if _, err := fmt.Fprintf(a.out, "%s %3d %-6s %s\n      %s\n      %s\n", verdict, l.Score, l.Kind, text, l.URL, l.Why); err != nil {
			return err
		}
	}
	for _, f := range v.Found {
		if f.Kind == crawler.KindNext {
			if _, err := fmt.Fprintf(a.out, "taken %3d %-6s a further page of the list\n      %s\n", f.Score, f.Kind, f.URL); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstVisit keeps the first visit and ends the crawl.
type firstVisit struct {
	visit *crawler.Visit
	stop  context.CancelFunc
}

// Visited implements crawler.Observer.
func (f *firstVisit) Visited(v *crawler.Visit, _ crawler.CommitResult) {
	if f.visit == nil {
		f.visit = v
		f.stop()
	}
}

// SiteDone implements crawler.Observer.
func (f *firstVisit) SiteDone(crawler.SiteResult) {}
