package main

import (
	"context"
	"errors"
	"fmt"

	"gongkai/extract"
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
