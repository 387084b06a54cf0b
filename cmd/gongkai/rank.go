package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/cmd/gongkai/told"
	"gongkai/extract/decimal"
	"gongkai/store/series"
)

// rankCmd orders agencies or regions by a measure.
type rankCmd struct {
	listFlags
	regionFlags
	measuredFlags
	Stat    string `arg:"" help:"A statistic (section/row/col), a concept or a rate; gongkai codebook lists them."`
	Year    int    `required:"" help:"Reporting year."`
	By      string `enum:"agency,region,province,city,county,level,kind" default:"agency" help:"What is ranked: agency, region (those right below --region, or provinces), province, city, county, level or kind."`
	Asc     bool   `help:"The smallest first."`
	MinBase int64  `placeholder:"N" help:"Rank rates only where the denominator is N at least; the others are listed apart."`
	Limit   int    `help:"Most ranks to list."`
}

// Help adds to the generated help.
func (*rankCmd) Help() string {
	return `Equal values share a rank. What has no value, or too small a denominator, stands below
without a rank and says why: it is neither the best nor the worst.`
}

// Run prints the ranking.
func (c *rankCmd) Run(ctx context.Context, a *app) error {
	q, err := c.ask(ctx, a, c.Year, c.Year, c.regionFlags, c.Stat)
	if err != nil {
		return err
	}
	defer q.db.Close()
	m := q.measures[0]
	if c.MinBase != 0 && !m.IsRate() {
		return usageError{fmt.Errorf("--min-base: %s is no rate", c.Stat)}
	}
	q.By = series.By(c.By)
	r, err := series.Rank(ctx, q.db, m, series.RankQuery{Query: q.Query, Year: c.Year, Ascending: c.Asc, MinBase: decimal.New(c.MinBase, 0)})
	if err != nil {
		return measuredError(err)
	}
	if c.Limit > 0 && len(r.Ranked) > c.Limit {
		r.Ranked = r.Ranked[:c.Limit]
	}
	if a.format == "table" {
		return rankTable(a.out, r)
	}
	return rankRows(a.out, a.format, r)
}

// rankRows prints all places, those without a rank last.
func rankRows(w io.Writer, format string, r *series.Ranking) error {
	l, err := newList(w, format, tabular.Names(told.RankColumns())...)
	if err != nil {
		return err
	}
	if err := told.EachPlace(r, l.row); err != nil {
		return err
	}
	return l.close()
}

// rankTable prints the ranks, and below them who has none.
func rankTable(w io.Writer, r *series.Ranking) error {
	fmt.Fprintf(w, "%s\n%s · %d", told.Title(r.Measure), told.Definition(r.Measure), r.Year)
	if r.Scope != "" {
		fmt.Fprintf(w, " · scope %s", r.Scope)
	}
	if len(r.Formats) > 1 {
		fmt.Fprintf(w, " · forms %s (%s)", told.Forms(r.Formats), r.Comparable)
	}
	fmt.Fprint(w, "\n\n")
	switch {
	case len(r.Ranked)+len(r.Small)+len(r.Unknown) == 0:
		fmt.Fprintln(w, noReport)
	case len(r.Ranked) == 0:
		fmt.Fprintln(w, "Nothing can be ranked.")
	default:
		if err := rankPlaces(w, r, r.Ranked); err != nil {
			return err
		}
	}
	for _, rest := range []struct {
		places []series.Place
		why    string
	}{{r.Small, "Not ranked: the denominator is too small"}, {r.Unknown, "Not ranked: no value"}} {
		if len(rest.places) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s (%d)\n", rest.why, len(rest.places))
		if err := rankPlaces(w, r, rest.places); err != nil {
			return err
		}
	}
	return nil
}

func rankPlaces(w io.Writer, r *series.Ranking, places []series.Place) error {
	m := r.Measure
	cols := []string{"rank", "value", "n", "missing", "key", "label"}
	if m.IsRate() {
		cols = slices.Insert(cols, 2, "numerator", "denominator")
	}
	l, err := newList(w, "table", cols...)
	if err != nil {
		return err
	}
	for i := range places {
		p := &places[i]
		row := []any{told.Rank(p), told.ValueOrReason(m, &p.Point), p.N, p.MissingCount(), p.Key, p.Label}
		if m.IsRate() {
			number, base := told.Terms(m, &p.Point)
			row = slices.Insert(row, 2, number, base)
		}
		if err := l.row(row...); err != nil {
			return err
		}
	}
	l.right[0], l.right[1] = true, true
	return l.close()
}
