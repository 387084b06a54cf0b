package web

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"gongkai/store"
)

// reportIndex is a list of reports in memory.
type reportIndex struct {
	index
	ids []string
}

// The fields that reports and findings are told apart by.
const (
	byAgency = iota // by its name
	byYear
	byRegion
	byLevel
	byKind
	byScope
	sharedFields
)

// Those of reports alone.
const (
	byQuality = sharedFields + iota
	reportFields
)

// askReports makes the list of the reports that f selects.
func (s *Server) askReports(ctx context.Context, f store.Filter) (*reportIndex, error) {
	l := &reportIndex{index: newIndex(reportFields)}
	err := s.DB.EachListed(ctx, f, func(r *store.Listed) error {
		l.ids = append(l.ids, r.ReportID)
		l.add(r.Agency, yearValue(r.Year), r.Region, r.Level, r.Kind, string(r.Scope), string(r.Quality))
		return nil
	})
	return l, err
}

// yearValue is a year in an index, "" for none.
func yearValue(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

// reportsOf is the list that f selects, and its rows. What is asked for by site
// or by the id of an agency is asked of the database.
func (s *Server) reportsOf(ctx context.Context, f store.Filter) (*reportIndex, []int32, error) {
	if err := s.byID(ctx, &f); err != nil {
		return nil, nil, err
	}
	if f != inMemory(f) {
		l, err := s.askReports(ctx, f)
		return l, l.narrow(nil), err
	}
	l, err := remember(ctx, s, "reports", func(ctx context.Context) (*reportIndex, error) { return s.askReports(ctx, store.Filter{}) }, nil)
	if err != nil {
		return nil, nil, err
	}
	return l, l.narrow(append(sharedTests(&f), isValue(string(f.Quality)))), nil
}

// inMemory is what of a filter can be asked of an index.
func inMemory(f store.Filter) store.Filter {
	return store.Filter{Agency: f.Agency, FromYear: f.FromYear, ToYear: f.ToYear, Quality: f.Quality, Region: f.Region, Level: f.Level, Kind: f.Kind, Scope: f.Scope}
}

// byID has a filter ask for an agency by its id, where it names one: a part of a
// name is looked for in all names.
func (s *Server) byID(ctx context.Context, f *store.Filter) error {
	if f.Agency == "" {
		return nil
	}
	id, err := s.DB.AgencyOfID(ctx, f.Agency)
	if err == nil && id != "" {
		f.Agency, f.AgencyID = "", id
	}
	return err
}

// sharedTests are what a filter asks of the fields that reports and findings have.
func sharedTests(f *store.Filter) []test {
	tests := make([]test, sharedFields)
	if f.Agency != "" {
		tests[byAgency] = func(name string) bool { return strings.Contains(name, f.Agency) }
	}
	if f.FromYear != 0 || f.ToYear != 0 {
		tests[byYear] = func(value string) bool {
			year, err := strconv.Atoi(value)
			return err == nil && year >= f.FromYear && (f.ToYear == 0 || year <= f.ToYear)
		}
	}
	if f.Region != "" {
		tests[byRegion] = func(code string) bool { return store.SelectsRegion(f.Region, code) }
	}
	tests[byLevel], tests[byKind], tests[byScope] = isValue(f.Level), isValue(f.Kind), isValue(string(f.Scope))
	return tests
}

// isValue asks for one value, "" for all.
func isValue(want string) test {
	if want == "" {
		return nil
	}
	return func(value string) bool { return value == want }
}

// facets are those of some of the rows.
func (l *reportIndex) facets(rows []int32, p *params) []facet {
	years := l.tally(rows, byYear)
	delete(years, "") // no filter selects those that name none
	yearly := facetOf("year", years, p.text("year"), func(a, b facetValue) int { return cmp.Compare(b.Value, a.Value) })
	for i := range yearly.Values {
		yearly.Values[i].Worded = true
	}
	coded := func(name string, field int, order []string) facet {
		return facetOf(name, l.tally(rows, field), p.text(name), inOrderOf(order))
	}
	return []facet{regionFacet(l.tally(rows, byRegion), p.region()), coded("level", byLevel, levels), coded("kind", byKind, kinds), yearly,
		coded("quality", byQuality, qualities), coded("scope", byScope, scopes)}
}
