package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/cmd/gongkai/told"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// trendCmd shows how a measure developed.
type trendCmd struct {
	listFlags
	regionFlags
	measuredFlags
	Stat   string   `arg:"" help:"A statistic (section/row/col), a concept or a rate; gongkai codebook lists them."`
	By     string   `enum:",all,region,province,city,county,level,kind,agency" default:"" help:"A line for each: region (those right below --region, or provinces), province, city, county, level, kind or agency. Default: all in one, with --agency each agency."`
	Agency []string `sep:"none" help:"Only this agency, by id or name; may be repeated." placeholder:"AGENCY"`
	From   int      `help:"First reporting year."`
	To     int      `help:"Last reporting year."`
	SVG    string   `name:"svg" type:"path" placeholder:"FILE" help:"Write the chart as SVG too."`
}

// Help adds to the generated help.
func (*trendCmd) Help() string {
	return `A value is the sum of the reports that have one: n tells how many, missing how many have
none, and why. A rate is the sum of the numerators over the sum of the denominators of the
same reports. Blank is not zero; money without a unit is not added up; reports of several
scopes are never added up. An agency with a report of some year of the range but not of this
one counts as no_report.

Where the form of the reports changes the chart shows a mark and how far both sides mean the
same: exact, sum or near (the line over it is dashed), or no (it ends).`
}

// Run prints the trend.
func (c *trendCmd) Run(ctx context.Context, a *app) error {
	q, err := c.ask(ctx, a, c.From, c.To, c.regionFlags, c.Stat)
	if err != nil {
		return err
	}
	defer q.db.Close()
	if q.Panel.Agencies, err = agencyIDs(ctx, q.db, c.Agency); err != nil {
		return err
	}
	q.By = c.by()
	t, err := series.Of(ctx, q.db, q.measures[0], q.Query)
	if err != nil {
		return measuredError(err)
	}
	if c.SVG != "" {
		if err := writeFile(c.SVG, told.Voice{}.Chart(t).SVG); err != nil {
			return err
		}
	}
	if a.format == "table" {
		return trendTable(a.out, t)
	}
	return trendRows(a.out, a.format, t, q.By)
}

// by is what agencies are put together by.
func (c *trendCmd) by() series.By {
	switch {
	case c.By == "" && len(c.Agency) > 0:
		return series.ByAgency
	case c.By == "all":
		return series.ByAll
	}
	return series.By(c.By)
}

// trendRows prints every point, one a row.
func trendRows(w io.Writer, format string, t *series.Trend, by series.By) error {
	l, err := newList(w, format, tabular.Names(told.TrendColumns())...)
	if err != nil {
		return err
	}
	if err := told.EachTrend(t, by, l.row); err != nil {
		return err
	}
	return l.close()
}

// trendTable draws the chart, and the figures below it.
func trendTable(w io.Writer, t *series.Trend) error {
	if len(t.Lines) == 0 {
		_, err := fmt.Fprintln(w, noReport)
		return err
	}
	ch := told.Voice{}.Chart(t)
	if err := ch.Terminal(w, chartWidth(w)); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	if len(t.Lines) == 1 {
		return trendYears(w, t.Measure, &t.Lines[0])
	}
	return trendLines(w, t)
}

// chartWidth is the width of the terminal, or of a page where there is none.
func chartWidth(w io.Writer) int {
	const page, most = 80, 160
	if width := terminalWidth(w); width > 0 {
		return min(width, most)
	}
	return page
}

// trendYears is the table of a single line, a year a row.
func trendYears(w io.Writer, m *measure.Measure, line *series.Line) error {
	cols := []string{"year", "value", "n", "missing", "forms", "break", "why_missing"}
	if m.IsRate() {
		cols = slices.Insert(cols, 2, "numerator", "denominator")
	}
	l, err := newList(w, "table", cols...)
	if err != nil {
		return err
	}
	for i := range line.Points {
		p := &line.Points[i]
		row := []any{p.Year, told.ValueOrReason(m, p), p.N, p.MissingCount(), told.Forms(p.Formats), told.BreakAt(line, p.Year), told.WhyMissing(p)}
		if m.IsRate() {
			number, base := told.Terms(m, p)
			row = slices.Insert(row, 2, number, base)
		}
		if err := l.row(row...); err != nil {
			return err
		}
	}
	l.right[1] = true
	return l.close()
}

// trendLines is the table of several lines, a line a row and a year a column.
func trendLines(w io.Writer, t *series.Trend) error {
	cols := []string{"key", "label"}
	if t.Scope == "" {
		cols = append(cols, "scope")
	}
	head := len(cols)
	for y := t.FromYear; y <= t.ToYear; y++ {
		cols = append(cols, fmt.Sprint(y))
	}
	l, err := newList(w, "table", cols...)
	if err != nil {
		return err
	}
	for _, line := range t.Lines {
		row := []any{line.Key, line.Label}
		if t.Scope == "" {
			row = append(row, string(line.Scope))
		}
		for i := range line.Points {
			p := &line.Points[i]
			cell := told.ValueOrReason(t.Measure, p)
			if p.N+p.MissingCount() > 1 {
				cell += fmt.Sprintf(" (%d/%d)", p.N, p.N+p.MissingCount())
			}
			row = append(row, cell)
		}
		if err := l.row(row...); err != nil {
			return err
		}
	}
	for i := head; i < len(cols); i++ {
		l.right[i] = true
	}
	if err := l.close(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, "(n/m): n of m agencies have a value; a word in brackets tells why there is none.")
	return err
}
