package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gongkai/store"
)

// statusCmd tells how every site fares.
type statusCmd struct{ listFlags }

// Help adds to the generated help.
func (*statusCmd) Help() string {
	return `One line a site. state is ok, failed (no start address could be read in the last
run), blocked (it wants a human: it is left alone) or new. next_due is "next run"
where an address need not wait, else the time of the first that may be asked
again. old_tls tells that the last run on the site was permitted TLS before 1.2
and unsafe ciphers with it. drift is what the last run on the site found less or worse than before, or on its first run not at all.`
}

// Run lists the sites.
func (*statusCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	sites, err := db.Status(ctx)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "site", "name", "region", "state", "last_success", "next_due", "reports", "left", "blocked", "old_tls", "drift", "last_failure", "reason")
	if err != nil {
		return err
	}
	for i := range sites {
		s := &sites[i]
		if err := l.row(s.Name, s.Title, s.Region, stateOf(s), s.LastSuccess, dueOf(s), s.Reports, s.Due, s.Outcomes["blocked"] > 0,
			s.OldTLS, driftText(s.Drift), s.LastFailure, s.Reason); err != nil {
			return err
		}
	}
	return l.close()
}

func stateOf(s *store.SiteStatus) string {
	switch {
	case s.Outcomes["blocked"] > 0:
		return "blocked"
	case s.LastFailed:
		return "failed"
	case s.LastRequest.IsZero():
		return "new"
	}
	return "ok"
}

func dueOf(s *store.SiteStatus) string {
	switch {
	case s.Now:
		return "next run"
	case s.NextDue.IsZero():
		return ""
	}
	return s.NextDue.Format(time.RFC3339)
}

// driftText names what became less: "reports 24 → 3, figures_read 99.8 % → 41.0 %".
func driftText(drifts []store.Drift) string {
	var parts []string
	for _, d := range drifts {
		switch d.What {
		case "failed":
			parts = append(parts, "failed")
		case "no_reports":
			parts = append(parts, "no report found")
		case "figures_read", "reports_with_tables":
			parts = append(parts, fmt.Sprintf("%s %.1f %% → %.1f %%", d.What, 100*d.Was, 100*d.Became))
		default:
			parts = append(parts, fmt.Sprintf("%s %.0f → %.0f", d.What, d.Was, d.Became))
		}
	}
	return strings.Join(parts, ", ")
}
