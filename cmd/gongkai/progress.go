package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a command may take before it shows a bar.
const patience = 2 * time.Second

// progress is a bar on standard error, on a terminal only and only for what
// takes longer than patience. Its methods work on nil, which shows nothing.
type progress struct {
	app   *app
	begun time.Time
	total int64
	done  int64
	text  string
	bar   *progressbar.ProgressBar
}

// progress returns a bar for total steps, -1 if their number is unknown.
func (a *app) progress(total int64, text string) *progress {
	if a.jsonLog || !isTerminal(a.err) {
		return nil
	}
	return &progress{app: a, begun: time.Now(), total: total, text: text}
}

func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.done += int64(n)
	if p.bar == nil {
		if time.Since(p.begun) < patience {
			return
		}
		p.bar = progressbar.NewOptions64(p.total, progressbar.OptionSetWriter(p.app.err), progressbar.OptionSetDescription(p.text),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24))
	}
	p.bar.Set64(p.done) //nolint:errcheck // a bar that cannot be drawn harms nothing
}

func (p *progress) describe(text string) {
	if p == nil {
		return
	}
	p.text = text
	if p.bar != nil {
		p.bar.Describe(text)
	}
}

// clear makes room for a message; the next step draws the bar again.
func (p *progress) clear() {
	if p != nil && p.bar != nil {
		p.bar.Clear() //nolint:errcheck // as above
	}
}

func (p *progress) close() {
	if p != nil && p.bar != nil {
		p.bar.Finish() //nolint:errcheck // as above
	}
}
