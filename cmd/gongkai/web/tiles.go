package web

import (
	"context"
	"fmt"
	"slices"

	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/region"
	"gongkai/store/series"
)

// coverageMap is the coverage of a year by province, a tile for each.
type coverageMap struct {
	Year  int
	Tiles []tile
	// States are those that occur, in their order.
	States []coverage.State
}

// tile is a province, or what lies in none.
type tile struct {
	Code string // "" for the agencies of the nation
	Name string
	// Expected counts the agencies that should have a report, Here those whose
	// report is here, Unclear those of which nobody can tell.
	Expected, Here, Unclear int
	// Agencies counts by state.
	Agencies map[coverage.State]int
}

// unclear are the states in which a report may well be published.
var unclear = []coverage.State{coverage.Blocked, coverage.Unreachable, coverage.NotCrawled}

// coverageMap counts the coverage of the last year that is due.
func (s *Server) coverageMap(ctx context.Context) (*coverageMap, error) {
	year, err := s.usualYear(ctx)
	if err != nil || year == 0 {
		return nil, err
	}
	m, err := s.matrix(ctx, coverage.Query{FromYear: year, ToYear: year, Now: s.Now()}, series.ByRegion)
	if err != nil {
		return nil, err
	}
	return mapOf(m, year), nil
}

// mapOf makes tiles of a matrix of one year.
func mapOf(m coverage.Matrix, year int) *coverageMap {
	out := &coverageMap{Year: year}
	at := map[string]*tile{}
	for _, g := range m.Groups {
		out.Tiles = append(out.Tiles, tileOf(g))
	}
	for i, g := range m.Groups {
		at[g.Key] = &out.Tiles[i]
	}
	seen := map[coverage.State]bool{}
	for _, c := range m.Cells {
		if c.Agencies > 0 {
			at[c.Key].add(c.State, c.Agencies)
			seen[c.State] = true
		}
	}
	for _, info := range coverage.States() {
		if seen[info.State] {
			out.States = append(out.States, info.State)
		}
	}
	return out
}

func tileOf(g coverage.Group) tile {
	t := tile{Code: g.Key, Name: g.Label, Agencies: map[coverage.State]int{}}
	if r := region.Load().At(g.Key, 0); r != nil {
		t.Name = r.Short()
	}
	return t
}

// add counts agencies in a state.
func (t *tile) add(state coverage.State, agencies int) {
	t.Agencies[state] += agencies
	t.Expected += agencies
	switch {
	case state == coverage.Published || state == coverage.Unreadable:
		t.Here += agencies
	case slices.Contains(unclear, state):
		t.Unclear += agencies
	}
}

// Key is what the words call a tile that is no province, "" for others.
func (t *tile) Key() string {
	switch t.Code {
	case store.UnknownRegion:
		return "group.unknown"
	case nationGroup:
		return "level.nation"
	}
	return ""
}

// Place is where the tile lies on the map: the first two digits of its code.
func (t *tile) Place() string {
	if t.Key() != "" {
		return t.Code
	}
	return t.Code[:2]
}

// Shade is how much of what is expected is here: none, unclear, 0 for nothing, 1
// to 4 for up to a quarter each, 5 for all.
func (t *tile) Shade() string {
	switch {
	case t.Expected == 0:
		return "none"
	case t.Here == 0 && t.Unclear > 0:
		return "unclear"
	case t.Here == t.Expected:
		return "5"
	case t.Here == 0:
		return "0"
	}
	return fmt.Sprint((4*t.Here + t.Expected - 1) / t.Expected)
}

// Shades are those that a legend explains.
func (m *coverageMap) Shades() []string {
	return []string{"none", "unclear", "0", "1", "2", "3", "4", "5"}
}

// Percent is the share that is here: 0 and 100 are told of none and all only.
func (t *tile) Percent() string {
	switch {
	case t.Expected == 0:
		return "–"
	case t.Here == 0 && t.Unclear > 0:
		return "?"
	case t.Here > 0 && 100*t.Here < t.Expected:
		return "<1%"
	}
	return fmt.Sprintf("%d%%", 100*t.Here/t.Expected)
}
