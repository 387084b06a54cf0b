package main

import (
	"context"
	"time"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/store"
)

// filterFlags select reports.
type filterFlags struct {
	Agency  string `help:"A part of the agency's name, or its id."`
	Year    int    `help:"Reporting year."`
	From    int    `help:"First reporting year."`
	To      int    `help:"Last reporting year."`
	Quality string `help:"complete, partial, inconsistent or no_tables." enum:",complete,partial,inconsistent,no_tables" default:""`
	Site    string `help:"Host the report was found on."`
	Scope   string `help:"own, aggregate or unknown." enum:",own,aggregate,unknown" default:""`
	regionFlags
}

func (f filterFlags) filter() store.Filter {
	out := store.Filter{Agency: f.Agency, FromYear: f.From, ToYear: f.To, Quality: extract.Quality(f.Quality), Site: f.Site,
		Scope: extract.Scope(f.Scope), Region: f.Region, Level: f.Level, Kind: f.Kind}
	if f.Year != 0 {
		out.FromYear, out.ToYear = f.Year, f.Year
	}
	return out
}

// reportsCmd lists stored reports.
type reportsCmd struct {
	listFlags
	filterFlags
	Limit     int  `help:"Most reports to list."`
	Revisions bool `help:"List earlier revisions too."`
}

// Run lists the reports.
func (c *reportsCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	f := c.filter()
	f.Limit, f.AllRevisions = c.Limit, c.Revisions
	rows, err := db.ListReports(ctx, f)
	if err != nil {
		return err
	}
	return a.printReports(rows)
}

// printReports prints a short table for people, all columns of report_view for
// programs.
func (a *app) printReports(rows []store.ReportRow) error {
	if a.format == "table" {
		l, err := newList(a.out, a.format, "report_id", "agency", "year", "form", "quality", "published", "url")
		if err != nil {
			return err
		}
		l.cutEnd = true // a line a report; show tells the whole address
		for i := range rows {
			r := &rows[i]
			if err := l.row(r.ReportID, r.Agency, yearOf(r.Year), r.Format, string(r.Quality), r.PublishedOn, r.URL); err != nil {
				return err
			}
		}
		return l.close()
	}
	l, err := newList(a.out, a.format, tabular.Names(reportColumns())...)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := l.row(reportValues(&rows[i])...); err != nil {
			return err
		}
	}
	return l.close()
}

// reportColumns are the columns of report_view.
func reportColumns() []tabular.Column {
	return typed([]string{"report_id", "agency_id", "agency", "scope", "region", "region_name", "level", "kind", "year", "format", "title", "url",
		"published_on", "published_on_kind", "index_number", "fetched_at", "page_digest", "extractor_version", "revision", "current", "quality", "flags",
		"withdrawn", "gone_since", "last_seen"})
}

// reportValues are the values of a row in the order of reportColumns.
func reportValues(r *store.ReportRow) []any {
	return []any{r.ReportID, r.AgencyID, r.Agency, string(r.Scope), r.Region, r.RegionName, r.Level, r.Kind, yearOf(r.Year), r.Format, r.Title, r.URL,
		r.PublishedOn, r.PublishedOnKind, r.IndexNumber, r.FetchedAt, r.PageDigest, r.ExtractorVersion, r.Revision, bit(r.Current), string(r.Quality), r.Flags,
		bit(r.Withdrawn), timeOrNil(r.GoneSince), timeOrNil(r.LastSeen)}
}

// bit is how the views tell yes from no.
func bit(is bool) int {
	if is {
		return 1
	}
	return 0
}

// timeOrNil is nil for a time that is unknown.
func timeOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// yearOf is nil for a report that names no year.
func yearOf(y int) any {
	if y == 0 {
		return nil
	}
	return y
}
