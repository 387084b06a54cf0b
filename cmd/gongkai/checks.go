package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/region"
)

// checksCmd lists and counts what checks found.
type checksCmd struct {
	listFlags
	filterFlags
	Report   string   `help:"Only one report, named as for show."`
	Severity string   `help:"error, warning or note." enum:",error,warning,note" default:""`
	Code     []string `help:"Only these checks; gongkai codebook --kind check lists them."`
	Section  string   `help:"One section of the forms, e.g. requests."`
	CountBy  string   `help:"Count instead of listing: by code, severity, year, region or level." enum:",code,severity,year,region,level" default:""`
	Lang     string   `help:"Language of the table's explanations: en or zh." enum:"en,zh" default:"en"`
	Limit    int      `help:"Most findings to list."`
	Refresh  bool     `help:"Check the agencies that changed since they were checked, first."`
}

// Help adds to the generated help.
func (*checksCmd) Help() string {
	return `A finding says what is printed and what it does not go together with: figures of one
report, of the years around it, of its text, of its other sources, or of its peers. It
does not say which side is right, and nothing is corrected.

error: an equation that the form prints or implies is false. warning: prints that should
agree do not, for which there may be reasons. note: far from what is usual, perhaps
right. Figures that are blank or could not be read are never compared.

Crawls, imports and reextract check what changed when they end; where findings are out
of date nonetheless (after agencies merge, for one) a message says so, and --refresh
brings them up to date. Findings are an answer, not a failure: the exit status is 0.`
}

// Run lists or counts findings.
func (c *checksCmd) Run(ctx context.Context, a *app) error {
	catalogue, err := checks.Load()
	if err != nil {
		return err
	}
	for _, code := range c.Code {
		if catalogue.Check(code) == nil {
			return usageError{fmt.Errorf("--code %s: no such check", code)}
		}
	}
	if c.Refresh {
		if err := c.refresh(ctx, a); err != nil {
			return err
		}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	q, err := c.query(ctx, db, catalogue)
	if err != nil {
		return err
	}
	stale, err := catalogue.Stale(ctx, db)
	if err != nil {
		return err
	}
	if stale.Why != "" {
		a.problem("checks", errors.New(outOfDate(stale)))
	}
	if c.CountBy != "" {
		return c.count(ctx, a, db, catalogue, q)
	}
	return c.list(ctx, a, db, catalogue, q)
}

func (c *checksCmd) refresh(ctx context.Context, a *app) error {
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	return errors.Join(a.check(ctx, db), db.Close())
}

// outOfDate says that stored findings may be, and why.
func outOfDate(stale checks.Stale) string {
	return "findings may be out of date: " + stale.String() + "; gongkai checks --refresh brings them up to date"
}

// check brings the findings of a database up to date.
func (a *app) check(ctx context.Context, db *store.Store) error {
	catalogue, err := checks.Load()
	if err != nil {
		return err
	}
	bar := a.progress(-1, "checking agencies")
	defer bar.close()
	return checks.Refresh(ctx, db, catalogue, bar.add)
}

func (c *checksCmd) query(ctx context.Context, db *store.Store, catalogue *checks.Catalogue) (store.FindingQuery, error) {
	q := store.FindingQuery{Filter: c.filter()}
	q.Section, q.Limit = c.Section, c.Limit
	if c.Report != "" {
		r, err := db.FindReport(ctx, c.Report)
		if err != nil {
			return q, err
		}
		q.ReportID = r.ReportID
	}
	if c.Severity != "" || len(c.Code) > 0 {
		q.Codes = slices.DeleteFunc(catalogue.Codes(checks.Severity(c.Severity)), func(code string) bool {
			return len(c.Code) > 0 && !slices.Contains(c.Code, code)
		})
	}
	return q, nil
}

// list prints findings, shortly for people and whole for programs.
func (c *checksCmd) list(ctx context.Context, a *app, db *store.Store, catalogue *checks.Catalogue, q store.FindingQuery) error {
	words := catalogue.Explainer()
	if a.format == "table" {
		l, err := newList(a.out, a.format, "severity", "code", "agency", "year", "report", "explanation")
		if err != nil {
			return err
		}
		l.widest = 1000 // an explanation is read whole
		explain := words.English
		if c.Lang == "zh" {
			explain = words.Chinese
		}
		err = catalogue.Each(ctx, db, q, func(r *checks.Row) error {
			return l.row(string(r.Severity), r.Code, r.Agency, yearOf(r.Year), r.ReportID, explain(&r.Found))
		})
		return errors.Join(err, l.close())
	}
	l, err := newList(a.out, a.format, "severity", "code", "section", "agency_id", "agency", "region", "region_name", "level", "kind", "scope", "year", "report_id",
		"statistics", "left", "right", "explanation", "explanation_zh", "url", "page_digest", "compared")
	if err != nil {
		return err
	}
	err = catalogue.Each(ctx, db, q, func(r *checks.Row) error {
		left, right := r.Found.Sums()
		var compared any = string(r.Detail)
		if a.format == "json" {
			compared = r.Found
		}
		return l.row(string(r.Severity), r.Code, r.Section, r.AgencyID, r.Agency, r.Region, r.RegionName, r.Level, r.Kind, string(r.Scope), yearOf(r.Year), r.ReportID,
			strings.Join(r.Found.Statistics(), " "), left, right, words.English(&r.Found), words.Chinese(&r.Found), r.URL, r.PageDigest, compared)
	})
	return errors.Join(err, l.close())
}

// count prints how many findings there are of each value.
func (c *checksCmd) count(ctx context.Context, a *app, db *store.Store, catalogue *checks.Catalogue, q store.FindingQuery) error {
	counts, err := catalogue.Counts(ctx, db, q, c.CountBy)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, c.CountBy, "title", "findings", "reports")
	if err != nil {
		return err
	}
	regions := region.Load()
	for _, n := range counts {
		title := ""
		switch k := catalogue.Check(n.Value); {
		case c.CountBy == "code" && k != nil:
			title = string(k.Severity) + ": " + k.Title
		case c.CountBy == "region" && n.Value == "":
			n.Value = store.UnknownRegion
		case c.CountBy == "region":
			n.Value += strings.Repeat("0", 6-len(n.Value))
			if r := regions.At(n.Value, a.now().Year()); r != nil {
				title = regions.FullName(r)
			}
		}
		if err := l.row(n.Value, title, n.Findings, n.Reports); err != nil {
			return err
		}
	}
	return l.close()
}
