package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"time"

	"gongkai/crawler"
)

// nightlyFlags are for crawls that nobody watches.
type nightlyFlags struct {
	sitesFlag
	Window   window `placeholder:"22:00-06:00" help:"Ask only between these times of day; outside nothing is done. A run that is not through by the end stops, with exit status 0, and the next goes on."`
	Timezone string `placeholder:"ZONE" help:"Of --window, such as Asia/Shanghai; default is this machine's."`
	Quiet    bool   `help:"Print nothing and end with 0 when nothing is new, changed, worse or failed."`
	Report   string `placeholder:"FILE" help:"Write the run's report to this file too, as JSON."`
	Notify   string `placeholder:"COMMAND" help:"Run this with sh -c after the crawl, the report on its standard input; with --quiet only if there is something to tell."`
	Metrics  string `placeholder:"ADDR" help:"Serve Prometheus metrics on this address while the crawl runs; a port alone is on loopback."`
}

// notifyTimeout bounds the command of --notify.
const notifyTimeout = time.Minute

// run crawls inside the window and reports.
func (f nightlyFlags) run(ctx context.Context, a *app, cfg crawler.Config, failOn failOnSet, asJSON bool) error {
	sites, err := f.load(a, &cfg)
	if err != nil {
		return err
	}
	if len(cfg.Starts) == 0 {
		return usageError{errors.New("give an address or host to begin with, or --sites FILE")}
	}
	inside, stop, err := f.Window.limit(ctx, a.now, f.Timezone)
	if errors.Is(err, errOutside) {
		if !f.Quiet {
			a.problem("--window", err)
		}
		return nil
	}
	if err != nil {
		return usageError{err}
	}
	defer stop()
	a.quiet = f.Quiet
	if f.Quiet && !a.jsonLog {
		a.log = slog.New(slog.DiscardHandler) // single pages fail every night
	}
	if f.Metrics != "" {
		m, err := serveMetrics(f.Metrics)
		if err != nil {
			return usageError{err}
		}
		defer m.close()
		cfg.Observer = m
	}
	m, err := a.crawl(inside, cfg, labelsOf(sites))
	windowEnded := errors.Is(context.Cause(inside), errWindowEnd) && ctx.Err() == nil
	if err != nil && (m == nil || !errors.Is(err, context.Canceled)) {
		return err
	}
	if windowEnded && err != nil {
		m.State, err = "window", nil
	}
	return f.tell(ctx, a, m, failOn.count(m.Summary, m.NewFailures), asJSON, err)
}

// tell prints, keeps and sends the report; interrupted is why the run stopped
// early, nil if it did not.
func (f nightlyFlags) tell(ctx context.Context, a *app, m *morning, failed int, asJSON bool, interrupted error) error {
	worth := m.notable(failed)
	whole, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if f.Report != "" {
		if err := replaceFile(f.Report, append(whole, '\n')); err != nil {
			return err
		}
	}
	if worth || !f.Quiet {
		if asJSON {
			_, err = fmt.Fprintf(a.out, "%s\n", whole)
		} else {
			_, err = io.WriteString(a.out, m.text())
		}
		if err != nil {
			return err
		}
		for _, site := range slices.Sorted(maps.Keys(m.Left)) {
			a.problem("site "+site, fmt.Errorf("%d addresses are left for the next run (--max-pages)", m.Left[site]))
		}
		if asJSON || a.jsonLog { // the text has them
			for _, s := range m.FailedSites {
				a.problem("site "+s.Site, errors.New(s.Reason))
			}
		}
	}
	if interrupted != nil {
		return errors.New("interrupted; run the same command again to go on")
	}
	if f.Notify != "" && (worth || !f.Quiet) {
		if err := notify(ctx, a, f.Notify, m.text()); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d sites failed", failed, m.Sites)
	}
	return nil
}

// notify runs the user's command in a shell. Nothing that a site printed is
// part of the command line: the report comes on standard input only.
func notify(ctx context.Context, a *app, command, report string) error {
	ctx, stop := context.WithTimeout(ctx, notifyTimeout)
	defer stop()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(report), a.err, a.err
	cmd.WaitDelay = time.Second // a child of the shell may keep the pipes open
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("--notify %s: %w", command, err)
	}
	return nil
}
