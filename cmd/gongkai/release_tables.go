package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
	"time"

	"gongkai/cmd/gongkai/release"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/coverage"
)

// releaseTables makes the tables of a release. To add one, write what fills it
// and put it into list.
type releaseTables struct {
	app       *app
	db        *store.Store
	forms     *selection
	last      *release.Last
	catalogue *checks.Catalogue
	day       time.Time // that the release is of
	narrative bool

	figures int
	tallies map[string]*tally         // by report, from the figures
	reports map[string]release.Report // by id, from the reports
	changes []release.Change
}

// tally is what the figures of a report are, counted.
type tally struct {
	by     [5]int // in the order of statuses
	digest hash.Hash
	sum    string
}

// list is every table of a release, in the order in which they are filled:
// later ones use what was learnt from those before.
func (t *releaseTables) list(ctx context.Context) []release.Table {
	agency := release.Foreign{Columns: []string{"agency_id"}, Table: "agencies"}
	report := release.Foreign{Columns: []string{"report_id"}, Table: release.Reports}
	wide := newWide(t.forms)
	list := []release.Table{
		{Name: "codebook", Title: "every code: statistics with their labels, units and columns, concepts, rates, checks, statuses",
			Fields: codebookFields(), Fill: t.codebook},
		{Name: "agencies", Title: "who the agencies are, with certainty and evidence",
			Fields: documented(agencyColumns(), "agency_view"), Key: []string{"agency_id"}, Fill: func(row func([]any) error) error { return t.agencies(ctx, row) }},
		{Name: "figures", Title: "long: one row a figure", Parquet: true,
			Fields: documented(figureColumns(), "statistic_view"), Key: []string{"report_id", "section", "row", "col"},
			Foreign: []release.Foreign{agency, report}, Fill: func(row func([]any) error) error { return t.long(ctx, row) }},
		{Name: "panel", Title: "wide: one row an agency, scope and year, one column a figure", Parquet: true,
			Fields: wideFields(wide), Key: []string{"agency_id", "scope", "year"}, Foreign: []release.Foreign{agency, report},
			Fill: func(row func([]any) error) error { return wide.each(ctx, t.db, store.Filter{}, row) }},
		{Name: release.Reports, Title: "every report with its page, quality flags and counts of figures",
			Fields: t.reportFields(), Key: []string{"report_id"}, Foreign: []release.Foreign{agency},
			Fill: func(row func([]any) error) error { return t.reportRows(ctx, row) }},
		{Name: "findings", Title: "what the checks found: contradictions within and between reports, years and sources, and outliers",
			Fields: findingFields(), Foreign: []release.Foreign{agency, report}, Fill: func(row func([]any) error) error { return t.findings(ctx, row) }},
		{Name: "coverage", Title: "which reports are there, and what is known of the others: not found is not the same as not published",
			Fields: coverageFields(), Fill: func(row func([]any) error) error { return t.coverage(ctx, row) }},
		{Name: "audit", Title: "figures compared with their pages by eye",
			Fields: auditFields(), Fill: func(row func([]any) error) error { return t.audit(ctx, row) }},
		{Name: "changes", Title: "what became of reports since the last release",
			Fields: changeFields(), Fill: t.changed},
	}
	if t.narrative {
		list = append(list, release.Table{Name: "narrative", Title: "the text of the reports, personal data masked",
			Fields: narrativeFields(), Key: []string{"report_id", "ordinal"}, Foreign: []release.Foreign{report},
			Fill: func(row func([]any) error) error { return t.texts(ctx, row) }})
	}
	return list
}

func (t *releaseTables) codebook(row func([]any) error) error {
	for _, values := range t.forms.codebook() {
		if err := row(values); err != nil {
			return err
		}
	}
	return nil
}

func (t *releaseTables) agencies(ctx context.Context, row func([]any) error) error {
	list, err := t.db.Agencies(ctx, store.AgencyFilter{})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b store.Agency) int { return strings.Compare(a.ID, b.ID) })
	for _, a := range list {
		if err := row([]any{a.ID, a.Name, a.Region, a.RegionName, a.Level, a.Kind, a.Certainty, a.Evidence, a.Reports, yearOf(a.FirstYear), yearOf(a.LastYear)}); err != nil {
			return err
		}
	}
	return nil
}

func (t *releaseTables) long(ctx context.Context, row func([]any) error) error {
	t.tallies = map[string]*tally{}
	known := statuses()
	var current *tally
	id := ""
	settle := func() {
		if current != nil {
			current.sum, current.digest = hex.EncodeToString(current.digest.Sum(nil)[:16]), nil
		}
	}
	err := t.db.EachStatistic(ctx, store.Filter{}, func(r *store.StatisticRow) error {
		if !t.forms.keeps(r) {
			return nil
		}
		if r.ReportID != id {
			settle()
			id, current = r.ReportID, &tally{digest: sha256.New()}
			t.tallies[id] = current
		}
		t.figures++
		current.by[slices.Index(known, r.Status)]++
		values := figureValues(r)
		for _, v := range append(values[7:10:10], values[13:]...) { // codes, then what is printed
			text, _ := tabular.AsText(v)
			fmt.Fprintf(current.digest, "%d:%s", len(text), text)
		}
		return row(values)
	})
	settle()
	return err
}

func (t *releaseTables) reportRows(ctx context.Context, row func([]any) error) error {
	list, err := t.db.ListReports(ctx, store.Filter{})
	if err != nil {
		return err
	}
	t.reports = make(map[string]release.Report, len(list))
	for i := range list {
		r := &list[i]
		figures := t.tallies[r.ReportID]
		if figures == nil {
			figures = &tally{}
		}
		values := append(reportValues(r), figures.sum)
		for _, n := range figures.by {
			values = append(values, n)
		}
		if err := row(values); err != nil {
			return err
		}
		year, _ := tabular.AsText(yearOf(r.Year))
		t.reports[r.ReportID] = release.Report{
			ID: r.ReportID, AgencyID: r.AgencyID, Agency: r.Agency, Scope: string(r.Scope), Year: year, Revision: fmt.Sprint(r.Revision),
			PageDigest: r.PageDigest, Extractor: r.ExtractorVersion, Withdrawn: r.Withdrawn, Digest: figures.sum,
		}
	}
	return nil
}

func (t *releaseTables) findings(ctx context.Context, row func([]any) error) error {
	x := t.catalogue.Explainer()
	return t.catalogue.Each(ctx, t.db, store.FindingQuery{}, func(r *checks.Row) error {
		return row([]any{r.ReportID, r.AgencyID, string(r.Scope), r.Year, r.Code, string(r.Severity), r.Section, x.English(&r.Found), x.Chinese(&r.Found), r.URL})
	})
}

// coverage is that of the release's day.
func (t *releaseTables) coverage(ctx context.Context, row func([]any) error) error {
	records, err := coverage.Records(ctx, t.db, coverage.Query{Now: t.day, Dates: true})
	if err != nil {
		return err
	}
	for i := range records {
		r := &records[i]
		if err := row([]any{orNil(r.AgencyID), r.Agency, r.Region, r.RegionName, r.Level, r.Kind, r.Year, string(r.State), r.Expected, orNil(r.Reason),
			timeOrNil(r.AsOf), orNil(r.ReportID), r.Sites, bit(r.Dated), bit(r.Late)}); err != nil {
			return err
		}
	}
	return nil
}

// audit tells no name of who judged.
func (t *releaseTables) audit(ctx context.Context, row func([]any) error) error {
	verdicts, err := t.db.Verdicts(ctx)
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		if err := row([]any{v.ReportID, v.PageDigest, v.Extractor, v.Figures, v.Wrong, strings.Join(v.WrongFigures, " "), v.At}); err != nil {
			return err
		}
	}
	return nil
}

// changed tells of what was removed nothing but its id: it may have been forgotten.
func (t *releaseTables) changed(row func([]any) error) error {
	if t.last == nil {
		return nil
	}
	was, err := release.ReadReports(t.last.Dir)
	if err != nil {
		return fmt.Errorf("the last release: %w", err)
	}
	t.changes = release.Compare(was, t.reports)
	for _, c := range t.changes {
		agency := any(c.Report.AgencyID)
		if c.What == "removed" {
			agency = nil
		}
		if err := row([]any{c.What, c.Report.ID, agency, c.Was.Revision, c.Report.Revision, c.Was.PageDigest, c.Report.PageDigest, c.Was.Extractor, c.Report.Extractor}); err != nil {
			return err
		}
	}
	return nil
}

func (t *releaseTables) texts(ctx context.Context, row func([]any) error) error {
	list, err := t.db.ListReports(ctx, store.Filter{})
	if err != nil {
		return err
	}
	for _, r := range list {
		rep, err := t.db.LoadReport(ctx, r.ReportID, 0)
		if err != nil {
			return err
		}
		for i, s := range rep.Report.Narrative {
			if err := row([]any{r.ReportID, i, s.Section, s.Text}); err != nil {
				return err
			}
		}
	}
	return nil
}

// changesText tells the changes in a few words.
func (t *releaseTables) changesText() string {
	if t.last == nil {
		return ""
	}
	count := map[string]int{}
	for _, c := range t.changes {
		count[c.What]++
	}
	var parts []string
	for _, what := range release.Changes() {
		if count[what] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[what], what))
		}
	}
	if parts == nil {
		parts = []string{"no changes"}
	}
	return "; since " + t.last.Version + ": " + strings.Join(parts, ", ")
}
