package series

import (
	"context"

	"gongkai/store"
	"gongkai/store/measure"
)

// Source is where the rows of the panel come from, by agency, scope and year:
// *store.Store is one.
type Source interface {
	EachPanel(ctx context.Context, q store.PanelQuery, do func(*store.PanelRow) error) error
}

// By says what agencies are put together by.
type By string

// What agencies are put together by.
const (
	ByAll      By = ""         // all in one
	ByRegion   By = "region"   // the regions right below the one asked for, or provinces
	ByProvince By = "province" // the provinces
	ByCity     By = "city"     // the cities; counties that no city is over stand for themselves
	ByCounty   By = "county"   // the counties
	ByLevel    By = "level"
	ByKind     By = "kind"
	ByAgency   By = "agency" // each for itself
)

// Query selects rows and says how they are put together.
type Query struct {
	// Panel selects agencies and years. Its statistics are the measure's.
	Panel store.PanelQuery
	By    By
	// Derived takes in figures that the checks worked out.
	Derived bool
}

// statistics are the figures that measures need, one after the other.
func statistics(measures []*measure.Measure) []string {
	var names []string
	for _, m := range measures {
		names = append(names, m.Statistics()...)
	}
	return names
}
