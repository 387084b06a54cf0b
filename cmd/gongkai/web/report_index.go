package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"gongkai/store"
)

// reportIndex is a list of reports in memory, so that it is narrowed and counted
// without asking for all of them again: what of a report is told apart are
// numbers of values.
type reportIndex struct {
	rows     []indexRow
	agencies values
	fields   [fieldCount]values
}

type indexRow struct {
	id     string
	agency int32
	fields [fieldCount]int32
}

// The fields that reports are told apart by, with their parameters.
const (
	byYear = iota
	byRegion
	byLevel
	byKind
	byQuality
	byScope
	fieldCount
)

// values are the different values of a field.
type values struct {
	all    []string
	number map[string]int32
}

func (v *values) add(value string) int32 {
	n, known := v.number[value]
	if !known {
		if v.number == nil {
			v.number = map[string]int32{}
		}
		n = int32(len(v.all))
		v.all, v.number[value] = append(v.all, value), n
	}
	return n
}

// askIndex makes the list of the reports that f selects.
func (s *Server) askIndex(ctx context.Context, f store.Filter) (*reportIndex, error) {
	l := &reportIndex{}
	err := s.DB.EachListed(ctx, f, func(r *store.Listed) error {
		row := indexRow{id: r.ReportID, agency: l.agencies.add(r.Agency)}
		year := ""
		if r.Year != 0 {
			year = strconv.Itoa(r.Year)
		}
		for i, value := range [fieldCount]string{year, r.Region, r.Level, r.Kind, string(r.Quality), string(r.Scope)} {
			row.fields[i] = l.fields[i].add(value)
		}
		l.rows = append(l.rows, row)
		return nil
	})
	return l, err
}

// indexOf is the list that f selects, and its rows. What is asked for by site
// or by the id of an agency is asked of the database.
func (s *Server) indexOf(ctx context.Context, f store.Filter) (*reportIndex, []indexRow, error) {
	inMemory := store.Filter{Agency: f.Agency, FromYear: f.FromYear, ToYear: f.ToYear, Quality: f.Quality, Region: f.Region, Level: f.Level, Kind: f.Kind, Scope: f.Scope}
	if f != inMemory {
		l, err := s.askIndex(ctx, f)
		return l, l.rows, err
	}
	l, err := remember(ctx, s, "reports", func(ctx context.Context) (*reportIndex, error) { return s.askIndex(ctx, store.Filter{}) }, nil)
	if err != nil {
		return nil, nil, err
	}
	return l, l.narrow(&f), nil
}

// narrow selects rows.
func (l *reportIndex) narrow(f *store.Filter) []indexRow {
	if *f == (store.Filter{}) {
		return l.rows
	}
	agency := l.agencies.taken(func(name string) bool { return strings.Contains(name, f.Agency) })
	var taken [fieldCount][]bool
	for i := range taken {
		taken[i] = l.fields[i].taken(func(value string) bool { return takes(f, i, value) })
	}
	var some []indexRow
rows:
	for k := range l.rows {
		r := &l.rows[k]
		if !agency[r.agency] {
			continue
		}
		for i, n := range r.fields {
			if !taken[i][n] {
				continue rows
			}
		}
		some = append(some, *r)
	}
	return some
}

// taken tells which values pass.
func (v *values) taken(takes func(string) bool) []bool {
	out := make([]bool, len(v.all))
	for i, value := range v.all {
		out[i] = takes(value)
	}
	return out
}

// takes tells whether a filter takes the value of a field.
func takes(f *store.Filter, field int, value string) bool {
	is := func(want string) bool { return want == "" || want == value }
	switch field {
	case byYear:
		year, _ := strconv.Atoi(value) // none is 0
		return (f.FromYear == 0 || year >= f.FromYear) && (f.ToYear == 0 || year != 0 && year <= f.ToYear)
	case byRegion:
		switch f.Region {
		case "":
			return true
		case store.UnknownRegion:
			return value == ""
		}
		return value != "" && store.InRegion(value, f.Region)
	case byLevel:
		return is(f.Level)
	case byKind:
		return is(f.Kind)
	case byQuality:
		return is(string(f.Quality))
	}
	return is(string(f.Scope))
}

// facets are those of some of the rows.
func (l *reportIndex) facets(rows []indexRow, p *params) []facet {
	var counts [fieldCount][]int
	for i := range counts {
		counts[i] = make([]int, len(l.fields[i].all))
	}
	for k := range rows {
		for i, n := range rows[k].fields {
			counts[i][n]++
		}
	}
	of := func(field int) tally {
		t := tally{}
		for n, count := range counts[field] {
			if count > 0 {
				t[l.fields[field].all[n]] = count
			}
		}
		return t
	}
	years := of(byYear)
	delete(years, "") // no filter selects those that name none
	yearly := facetOf("year", years, p.text("year"), func(a, b facetValue) int { return cmp.Compare(b.Value, a.Value) })
	for i := range yearly.Values {
		yearly.Values[i].Worded = true
	}
	return []facet{regionFacet(of(byRegion), p.region()), facetOf("level", of(byLevel), p.text("level"), inOrderOf(levels)),
		facetOf("kind", of(byKind), p.text("kind"), inOrderOf(kinds)), yearly,
		facetOf("quality", of(byQuality), p.text("quality"), inOrderOf(qualities)), facetOf("scope", of(byScope), p.text("scope"), inOrderOf(scopes))}
}

// windowOf are the ids of some rows.
func windowOf(rows []indexRow, offset, limit int) []string {
	rows = rows[min(offset, len(rows)):]
	rows = rows[:min(limit, len(rows))]
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.id)
	}
	return slices.Clip(ids)
}
