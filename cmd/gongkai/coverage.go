package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gongkai/store/coverage"
	"gongkai/store/series"
)

// coverageCmd tells which reports are there, and what is known of the others.
type coverageCmd struct {
	listFlags
	regionFlags
	By    string `enum:"region,province,city,county,level,kind,agency,site" default:"region" help:"What the rows are: region (the parts of --region, or provinces), province, city, county, level, kind, agency or site."`
	From  int    `help:"First reporting year; the first of which any report is known, if not given."`
	To    int    `help:"Last reporting year; the last that is over, if not given."`
	State string `enum:",published,published_unreadable,withdrawn,not_found,blocked,unreachable,not_crawled,not_due,no_roster" default:"" placeholder:"STATE" help:"Only what is in this state."`
	Late  bool   `help:"Count the reports that were published late, by the dates of publication that they print."`
}

// Help adds to the generated help.
func (*coverageCmd) Help() string {
	var b strings.Builder
	b.WriteString("Counts agencies by state:\n")
	for _, s := range coverage.States() {
		fmt.Fprintf(&b, "%s %s: %s.\n", s.Letter, s.State, s.Meaning)
	}
	b.WriteString(`
No list of the agencies that must publish is public. Expected is who was seen before: an
agency from its first known report on, and a site of the sites file on which no report was
found. CSV and JSON have one row a group, year and state; with --by agency one row an agency
and year, which tells why (expected): seen, between two reports, after the last one (it
may have been abolished or renamed), or listed.

late: reports whose date of publication is after they were due, of those that print one
(dated). Dates of writing do not count; a site that moved may show the day it did.`)
	return b.String()
}

// Run prints the coverage.
func (c *coverageCmd) Run(ctx context.Context, a *app) error {
	if c.From != 0 && c.To != 0 && c.From > c.To {
		return usageError{fmt.Errorf("--from %d is after --to %d", c.From, c.To)}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	q := coverage.Query{FromYear: c.From, ToYear: c.To, Region: c.Region, Level: c.Level, Kind: c.Kind, Dates: c.Late, Now: a.now()}
	if c.By == "agency" && a.format != "table" {
		records, err := coverage.Records(ctx, db, q)
		if err != nil {
			return err
		}
		return c.records(a, records)
	}
	m, err := coverage.Count(ctx, db, q, series.By(c.By))
	if err != nil {
		return err
	}
	if a.format == "table" {
		return c.table(a, m)
	}
	return c.cells(a, m)
}

// wants tells whether a state is asked for.
func (c *coverageCmd) wants(s coverage.State) bool { return c.State == "" || c.State == string(s) }

// records prints one row an agency and year.
func (c *coverageCmd) records(a *app, records []coverage.Record) error {
	l, err := newList(a.out, a.format, "agency_id", "agency", "region", "region_name", "level", "kind", "year", "state", "expected", "reason", "as_of", "report_id", "sites", "dated", "late")
	if err != nil {
		return err
	}
	for i := range records {
		r := &records[i]
		if !c.wants(r.State) {
			continue
		}
		var dated, late any
		if c.Late {
			dated, late = bit(r.Dated), bit(r.Late)
		}
		if err := l.row(orNil(r.AgencyID), r.Agency, r.Region, r.RegionName, r.Level, r.Kind, r.Year, string(r.State), r.Expected, orNil(r.Reason), timeOrNil(r.AsOf),
			orNil(r.ReportID), r.Sites, dated, late); err != nil {
			return err
		}
	}
	return l.close()
}

// cells prints one row a group, year and state.
func (c *coverageCmd) cells(a *app, m coverage.Matrix) error {
	l, err := newList(a.out, a.format, "key", "name", "year", "state", "agencies", "as_of", "dated", "late")
	if err != nil {
		return err
	}
	for _, cell := range m.Cells {
		if !c.wants(cell.State) {
			continue
		}
		var dated, late any
		if c.Late {
			dated, late = cell.Dated, cell.Late
		}
		if err := l.row(cell.Key, cell.Label, cell.Year, string(cell.State), cell.Agencies, timeOrNil(cell.AsOf), dated, late); err != nil {
			return err
		}
	}
	return l.close()
}

// table draws a row a group and a column a year, and explains the letters that
// it uses.
func (c *coverageCmd) table(a *app, m coverage.Matrix) error {
	cols := []string{c.By, "name"}
	for year := m.FromYear; year <= m.ToYear; year++ {
		cols = append(cols, strconv.Itoa(year))
	}
	l, err := newList(a.out, a.format, cols...)
	if err != nil {
		return err
	}
	texts, used := map[string]map[int]string{}, map[coverage.State]bool{}
	letters := map[coverage.State]string{}
	for _, s := range coverage.States() {
		letters[s.State] = s.Letter
	}
	for _, cell := range m.Cells {
		if !c.wants(cell.State) {
			continue
		}
		if texts[cell.Key] == nil {
			texts[cell.Key] = map[int]string{}
		}
		text := letters[cell.State]
		if cell.Agencies > 0 && c.By != "agency" {
			text += strconv.Itoa(cell.Agencies)
		}
		if cell.Late > 0 {
			text += fmt.Sprintf("(%d late)", cell.Late)
		}
		texts[cell.Key][cell.Year] = strings.TrimSpace(texts[cell.Key][cell.Year] + " " + text)
		used[cell.State] = true
	}
	for _, g := range m.Groups {
		if texts[g.Key] == nil {
			continue
		}
		row := []any{g.Key, g.Label}
		for year := m.FromYear; year <= m.ToYear; year++ {
			row = append(row, texts[g.Key][year])
		}
		if err := l.row(row...); err != nil {
			return err
		}
	}
	if err := l.close(); err != nil {
		return err
	}
	for _, s := range coverage.States() {
		if used[s.State] {
			fmt.Fprintf(a.out, "%s %s: %s\n", s.Letter, s.State, s.Meaning)
		}
	}
	if c.Late {
		return c.rate(a, m)
	}
	return nil
}

// rate prints the share of late reports by year.
func (c *coverageCmd) rate(a *app, m coverage.Matrix) error {
	dated, late := map[int]int{}, map[int]int{}
	for _, cell := range m.Cells {
		dated[cell.Year] += cell.Dated
		late[cell.Year] += cell.Late
	}
	for year := m.FromYear; year <= m.ToYear; year++ {
		if dated[year] == 0 {
			continue
		}
		if _, err := fmt.Fprintf(a.out, "late %d: %d of %d reports that print a date of publication, %.1f %%\n", year, late[year], dated[year],
			100*float64(late[year])/float64(dated[year])); err != nil {
			return err
		}
	}
	return nil
}

// orNil is nil for a text that is not known.
func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}
