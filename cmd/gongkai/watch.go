package main

import (
	"context"
	"log/slog"

	"gongkai/crawler"
)

// watch shows a crawl: a line on a terminal, and log lines.
type watch struct {
	app  *app
	live *live
	run  int64 // 0 before the first visit
}

// Visited implements crawler.Observer.
func (w *watch) Visited(v *crawler.Visit, r crawler.CommitResult) {
	w.run = v.RunID
	w.live.visited(v, r)
	for _, q := range v.Requests { // retries, hops, and what robots.txt asks for
		if q.Reason != "" && q.Reason != v.Reason {
			w.log(slog.LevelInfo, "request", "run_id", v.RunID, "site", v.Site, "url", q.URL, "outcome", string(q.Outcome), "reason", q.Reason, "status", q.Status)
		}
	}
	level := slog.LevelDebug
	switch v.Outcome {
	case crawler.Failed, crawler.Blocked, crawler.TooLarge, crawler.PagerUnknown:
		level = slog.LevelWarn
	}
	if v.Outcome == crawler.Fetched && v.Reason != "" {
		level = slog.LevelInfo
	}
	w.log(level, "visit", "run_id", v.RunID, "site", v.Site, "url", v.Address.URL, "attempt", v.Address.Attempts+1, "outcome", string(v.Outcome), "reason", v.Reason, "status", v.Status, "bytes", v.Bytes, "new", r.New, "revised", r.Revised)
}

// SiteDone implements crawler.Observer.
func (w *watch) SiteDone(s crawler.SiteResult) {
	w.live.rested(s.Site)
	w.log(slog.LevelInfo, "site done", "run_id", w.run, "site", s.Site, "visits", s.Visits, "reports", s.Reports, "failure", s.Failure)
}

func (w *watch) log(level slog.Level, message string, args ...any) {
	ctx := context.Background()
	if w.app.log.Enabled(ctx, level) {
		w.live.aside(func() { w.app.log.Log(ctx, level, message, args...) })
	}
}
