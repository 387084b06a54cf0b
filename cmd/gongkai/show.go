package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gongkai/cmd/gongkai/draw"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
	"gongkai/store/checks"
)

// showCmd draws a stored report.
type showCmd struct {
	Report   string `arg:"" help:"A report's id, the beginning of one, or the address of its page."`
	Revision int    `help:"A revision's number; the current one if not given."`
	Format   string `enum:"table,json" default:"table" help:"table or json."`
}

// Run draws the report and says where it was found.
func (c *showCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	rep, err := db.FindReport(ctx, c.Report)
	if err != nil {
		return err
	}
	if c.Revision > 0 {
		if rep, err = db.LoadReport(ctx, rep.ReportID, c.Revision); err != nil {
			return err
		}
	}
	if c.Format == "json" {
		b, err := tabular.MarshalJSON(&rep.Report)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "%s\n", b)
		return err
	}
	d, err := draw.New()
	if err != nil {
		return err
	}
	if err := d.Report(a.out, &rep.Report, terminalWidth(a.out)); err != nil {
		return err
	}
	heading, told, err := beyond(ctx, db, rep)
	if err != nil {
		return err
	}
	if err := d.Contradictions(a.out, heading, told, terminalWidth(a.out)); err != nil {
		return err
	}
	return showSource(a, rep)
}

// beyond says what does not go together with other reports, below a heading that
// is "" where there is nothing to say.
func beyond(ctx context.Context, db *store.Store, r *store.StoredReport) (heading string, told []string, err error) {
	catalogue, err := checks.Load()
	if err != nil {
		return "", nil, err
	}
	found, stale, err := catalogue.Checker().Beyond(ctx, db, r)
	if err != nil {
		return "", nil, err
	}
	words := catalogue.Explainer()
	for i := range found {
		told = append(told, string(catalogue.Check(found[i].Code).Severity)+": "+words.English(&found[i]))
	}
	switch {
	case stale.Why != "":
		heading = "Against other reports (" + outOfDate(stale) + ")"
	case len(told) > 0:
		heading = "Against other reports"
	}
	return heading, told, nil
}

// showSource prints what leads back to the page.
func showSource(a *app, r *store.StoredReport) error {
	_, err := fmt.Fprintf(a.out, "\nreport %s, revision %d of %d\nfetched %s, %s\n",
		r.ReportID, r.Revision, len(r.Revisions), r.FetchedAt.Format(time.RFC3339), r.PageDigest)
	for i := range r.Documents {
		if err == nil {
			_, err = fmt.Fprintf(a.out, "attached %s\n", about(&r.Documents[i]))
		}
	}
	for _, u := range r.Addresses {
		if err == nil && u != r.URL {
			_, err = fmt.Fprintf(a.out, "also at %s\n", u)
		}
	}
	return err
}

// about says what a document attached to the page is to the report.
func about(d *store.Document) string {
	switch {
	case len(d.Sections) > 0:
		return d.URL + ": prints " + strings.Join(d.Sections, ", ") + ", " + d.Digest
	case d.Used:
		return d.URL + ": a part of the report, " + d.Digest
	case d.Digest != "":
		return d.URL + ": read, not a part of the report"
	case d.Outcome == "":
		return d.URL + ": not asked for"
	}
	return d.URL + ": " + strings.TrimSuffix(d.Outcome+", "+d.Reason, ", ")
}
