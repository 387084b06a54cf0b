package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gongkai/cmd/gongkai/changes"
	"gongkai/cmd/gongkai/release"
	"gongkai/store"
)

// diffCmd tells what changed.
type diffCmd struct {
	listFlags
	What     []string `arg:"" optional:"" name:"report" help:"A report: its id, the beginning of one, or a page's address; with --releases two directories, the older first."`
	From     int      `help:"Revision to compare; the one before --to if not given."`
	To       int      `help:"Revision to compare it with; the current one if not given."`
	Since    string   `help:"Reports that came, changed or went since this day (YYYY-MM-DD) or time (RFC 3339)."`
	Until    string   `help:"And up to this day or time."`
	Releases bool     `help:"Compare two releases."`
}

// Help adds to the generated help.
func (*diffCmd) Help() string {
	return `Three questions:

  gongkai diff REPORT          what changed between two revisions of a report: what it says
                               of itself, figures, checks, text
  gongkai diff --since DATE    which reports came, were revised, went or came back
  gongkai diff --releases A B  what changed between two releases, figure by figure

A figure that is printed otherwise but means the same number is told too: was and became
are the prints, with the unit where there is one.`
}

// Run answers the question.
func (c *diffCmd) Run(ctx context.Context, a *app) error {
	switch {
	case c.Releases && len(c.What) == 2 && c.Since == "" && c.From == 0 && c.To == 0:
		return c.releases(a, c.What[0], c.What[1])
	case c.Since != "" && !c.Releases && len(c.What) == 0 && c.From == 0 && c.To == 0:
		return c.since(ctx, a)
	case len(c.What) == 1 && !c.Releases && c.Since == "" && c.Until == "":
		return c.revisions(ctx, a, c.What[0])
	}
	return usageError{errors.New("name a report, or --since DATE, or --releases with two directories")}
}

// revisions compares two revisions of a report.
func (c *diffCmd) revisions(ctx context.Context, a *app, ref string) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	now, err := db.FindReport(ctx, ref)
	if err != nil {
		return err
	}
	if c.To != 0 {
		if now, err = db.LoadReport(ctx, now.ReportID, c.To); err != nil {
			return err
		}
	}
	from := c.From
	if from == 0 {
		from = now.Revision - 1
	}
	if from == 0 {
		return fmt.Errorf("report %s has one revision only", now.ReportID)
	}
	was, err := db.LoadReport(ctx, now.ReportID, from)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "what", "name", "was", "became", "was_status", "became_status")
	if err != nil {
		return err
	}
	for _, d := range changes.Of(&was.Report, &now.Report) {
		if err := l.row(d.What, d.Name, d.Was, d.Became, d.WasStatus, d.BecameStatus); err != nil {
			return err
		}
	}
	return l.close()
}

// since lists what became of reports in a time.
func (c *diffCmd) since(ctx context.Context, a *app) error {
	from, err := dayOrTime(c.Since)
	if err != nil {
		return usageError{fmt.Errorf("--since: %w", err)}
	}
	until := a.now()
	if c.Until != "" {
		if until, err = dayOrTime(c.Until); err != nil {
			return usageError{fmt.Errorf("--until: %w", err)}
		}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.ListReports(ctx, store.Filter{AllRevisions: true})
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "change", "at", "report_id", "agency", "scope", "year", "revision", "url")
	if err != nil {
		return err
	}
	in := func(t time.Time) bool { return t.After(from) && !t.After(until) }
	for i := range rows {
		r := &rows[i]
		tell := func(change string, at time.Time) error {
			return l.row(change, at, r.ReportID, r.Agency, string(r.Scope), yearOf(r.Year), r.Revision, r.URL)
		}
		if in(r.FetchedAt) {
			change := "added"
			if r.Revision > 1 {
				change = "revised"
			}
			if err := tell(change, r.FetchedAt); err != nil {
				return err
			}
		}
		if r.Current && r.Withdrawn && in(r.GoneSince) {
			if err := tell("withdrawn", r.GoneSince); err != nil {
				return err
			}
		}
	}
	return l.close()
}

// dayOrTime reads a time; a day begins at midnight in UTC.
func dayOrTime(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf("%q is neither YYYY-MM-DD nor a time with its zone", text)
	}
	return t, nil
}

// releases compares two releases.
func (c *diffCmd) releases(a *app, old, fresh string) error {
	for _, dir := range c.What {
		if _, err := release.Find(dir); err != nil {
			return usageError{fmt.Errorf("--releases: %w", err)}
		}
	}
	was, err := release.ReadReports(old)
	if err != nil {
		return err
	}
	now, err := release.ReadReports(fresh)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "change", "report_id", "agency_id", "scope", "year", "statistic", "was", "became", "was_status", "became_status")
	if err != nil {
		return err
	}
	var read []string // reports whose figures are to be compared
	for _, change := range release.Compare(was, now) {
		r := change.Report
		if err := l.row(change.What, r.ID, r.AgencyID, r.Scope, orNil(r.Year), nil, nil, nil, nil, nil); err != nil {
			return err
		}
		if _, both := was[r.ID]; both && change.What != "removed" && change.Was.Digest != r.Digest && !slices.Contains(read[max(0, len(read)-1):], r.ID) {
			read = append(read, r.ID)
		}
	}
	err = release.CompareFigures(old, fresh, read, func(f release.FigureChange) error {
		r := now[f.ReportID]
		return l.row("figure", r.ID, r.AgencyID, r.Scope, orNil(r.Year), f.Statistic, orNil(f.Was.Text), orNil(f.Became.Text), orNil(f.Was.Status), orNil(f.Became.Status))
	})
	if err != nil {
		return err
	}
	return l.close()
}
