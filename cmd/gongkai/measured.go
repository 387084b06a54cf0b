package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// measuredFlags select the reports that trend, rank and compare add up.
type measuredFlags struct {
	Scope   string `help:"own, aggregate or unknown: whose figures a report adds up. Asked for where there are several." enum:",own,aggregate,unknown" default:""`
	Derived bool   `help:"Take in figures that the form's checks worked out (status derived)."`
}

// question is what trend, rank and compare put to a database.
type question struct {
	series.Query
	measures []*measure.Measure
	db       *store.Store
}

// ask opens the database for a question about years (0 is open) and regions.
// Mistakes of usage are told before it is opened.
func (f measuredFlags) ask(ctx context.Context, a *app, from, to int, r regionFlags, names ...string) (*question, error) {
	q := &question{Query: series.Query{Derived: f.Derived, Panel: store.PanelQuery{
		FromYear: from, ToYear: to, Scope: extract.Scope(f.Scope), Region: r.Region, Level: r.Level, Kind: r.Kind,
	}}}
	for _, y := range []int{from, to} {
		if y != 0 && (y < firstYear || y > lastYear) {
			return nil, usageError{fmt.Errorf("year %d: not between %d and %d", y, firstYear, lastYear)}
		}
	}
	if from != 0 && to != 0 && from > to {
		return nil, usageError{fmt.Errorf("--from %d is after --to %d", from, to)}
	}
	var err error
	if q.measures, err = measures(names...); err != nil {
		return nil, err
	}
	q.db, err = a.readStore(ctx)
	return q, err
}

// Years that a report can be about.
const (
	firstYear = 1990
	lastYear  = 2100
)

// noReport is what tables say where nothing was selected.
const noReport = "No report matches."

// measures finds what names stand for.
func measures(names ...string) ([]*measure.Measure, error) {
	book, err := measure.Load()
	if err != nil {
		return nil, err
	}
	var all []*measure.Measure
	for _, name := range names {
		m, err := book.Measure(name)
		if errors.Is(err, measure.ErrUnknown) {
			return nil, usageError{fmt.Errorf("%w (gongkai codebook lists all)", err)}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// agencyIDs finds agencies by id or name; nil for none, which selects all.
func agencyIDs(ctx context.Context, db *store.Store, refs []string) ([]string, error) {
	var ids []string
	for _, ref := range refs {
		d, err := findAgency(ctx, db, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, d.ID)
	}
	return ids, nil
}

// measuredError makes mixed scopes a mistake of usage.
func measuredError(err error) error {
	var scopes *series.ScopeError
	if errors.As(err, &scopes) {
		return usageError{fmt.Errorf("%w: give --scope", err)}
	}
	return err
}

// shownValue is a value for people: rates in percent.
func shownValue(m *measure.Measure, v *decimal.Number) string {
	switch {
	case v == nil:
		return ""
	case m.IsRate() && m.Share:
		return strconv.FormatFloat(v.Float()*100, 'f', 1, 64) + " %"
	case m.IsRate():
		return strconv.FormatFloat(v.Float(), 'f', 3, 64)
	}
	return v.String()
}

// valueOrReason is a point for people: its value, or in brackets why there is none.
func valueOrReason(m *measure.Measure, p *series.Point) string {
	if p.Value == nil {
		return "(" + string(p.Reason) + ")"
	}
	return shownValue(m, p.Value)
}

// whyMissing counts the reports without a value by reason.
func whyMissing(p *series.Point) string {
	var parts []string
	for _, r := range measure.Reasons {
		if n := p.Missing[r]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", r, n))
		}
	}
	return strings.Join(parts, ", ")
}

// pointColumns are the columns of a point as CSV and JSON.
func pointColumns() []string {
	return []string{"year", "value", "unit", "numerator", "denominator", "n", "missing", "reason", "why_missing", "forms", "comparable", "derived", "conflicts"}
}

// pointValues are the values of pointColumns.
func pointValues(m *measure.Measure, p *series.Point) []any {
	var unit any
	if m.Unit != "" {
		unit = m.Unit
	}
	number, base := terms(m, p)
	return []any{p.Year, p.Value, unit, number, base, p.N, p.MissingCount(), string(p.Reason), whyMissing(p), strings.Join(p.Formats, " "), comparableOf(p), p.Derived, p.Conflicts}
}

// terms are a rate's numerator and denominator, nil for a sum and for nothing.
func terms(m *measure.Measure, p *series.Point) (number, base any) {
	if !m.IsRate() || p.N == 0 {
		return nil, nil
	}
	return &p.Number, &p.Base
}

// comparableOf tells how far the forms of a point mean the same, nil where it
// has no more than one.
func comparableOf(p *series.Point) any {
	if len(p.Formats) < 2 {
		return nil
	}
	return p.Comparable
}

// title is what a measure is called, in Chinese and, for rates, in English.
func title(m *measure.Measure) string {
	if m.LabelEN == "" {
		return m.Label
	}
	return m.Label + " · " + m.LabelEN
}

// definition tells what a measure counts.
func definition(m *measure.Measure) string {
	if m.IsRate() {
		return m.NumeratorEN + " ÷ " + m.DenominatorEN
	}
	return m.Name
}
