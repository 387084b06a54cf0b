package series

import (
	"context"
	"slices"

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

// statistics are the figures that measures need, each once, and where each
// measure finds its own among them.
func statistics(measures []*measure.Measure) (names []string, places [][]int) {
	for _, m := range measures {
		var own []int
		for _, name := range m.Statistics() {
			i := slices.Index(names, name)
			if i < 0 {
				i, names = len(names), append(names, name)
			}
			own = append(own, i)
		}
		places = append(places, own)
	}
	return names, places
}
