package series

import (
	"context"
	"slices"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
	"gongkai/store/measure"
)

// tally adds up rows by scope, group and year.
type tally struct {
	measures []*measure.Measure
	places   [][]int         // of each measure's figures in a row
	figures  []*store.Figure // of the measure at hand
	groups   map[Group]*sums
	scopes   map[extract.Scope]*ScopeCount
	from, to int // years seen
	grouper  *grouper
	derived  bool // figures that the checks worked out are taken in
	now      current
}

// current is where the rows of the agency and scope that came last belong:
// its rows come one after the other.
type current struct {
	agency string
	scope  extract.Scope
	sums   *sums
	count  *ScopeCount
}

// sums are those of a group: of each measure, by year.
type sums struct {
	agencies int
	years    map[int][]sum
}

// sum is a measure of the reports of a group and year.
type sum struct {
	number, base       decimal.Number
	n                  int
	missing            [len(measure.Reasons)]int
	formats            []string
	derived, conflicts int
	tooLarge           bool
}

// newTally is one of a query before its rows come; it takes the query's statistics.
func newTally(q *Query, measures []*measure.Measure) *tally {
	t := &tally{measures: measures, groups: map[Group]*sums{}, scopes: map[extract.Scope]*ScopeCount{}, grouper: newGrouper(*q), derived: q.Derived}
	q.Panel.Statistics, t.places = statistics(measures)
	q.Panel.Passing = true
	return t
}

// add reads all rows of a query and adds them up.
func add(ctx context.Context, src Source, q Query, measures []*measure.Measure) (*tally, error) {
	t := newTally(&q, measures)
	return t, src.EachPanel(ctx, q.Panel, func(row *store.PanelRow) error {
		t.row(row)
		return nil
	})
}

// enter begins with the rows of an agency and scope.
func (t *tally) enter(g Group, row *store.PanelRow) {
	g.Scope = row.Scope
	s := t.groups[g]
	if s == nil {
		s = &sums{years: map[int][]sum{}}
		t.groups[g] = s
	}
	s.agencies++
	c := t.scopes[row.Scope]
	if c == nil {
		c = &ScopeCount{Scope: row.Scope}
		t.scopes[row.Scope] = c
	}
	c.Agencies++
	t.now = current{row.AgencyID, row.Scope, s, c}
}

// row adds up a row.
func (t *tally) row(row *store.PanelRow) {
	if c := &t.now; c.sums == nil || c.agency != row.AgencyID || c.scope != row.Scope {
		t.enter(t.grouper.of(row), row)
	}
	s := t.now.sums
	t.now.count.Reports++
	if t.from == 0 || row.Year < t.from {
		t.from = row.Year
	}
	t.to = max(t.to, row.Year)
	of := s.years[row.Year]
	if of == nil {
		of = make([]sum, len(t.measures))
		s.years[row.Year] = of
	}
	for i, m := range t.measures {
		t.figures = t.figures[:0]
		for _, at := range t.places[i] {
			t.figures = append(t.figures, row.Figures[at])
		}
		of[i].add(row.Format, m.Of(row.Format, t.figures, t.derived))
	}
}

// add takes in the value of a report of a form.
func (s *sum) add(format string, v measure.Value) {
	if v.Reason != measure.Known {
		s.miss(v.Reason, 1)
		return
	}
	number, err := s.number.Add(v.Number)
	base, err2 := s.base.Add(v.Base)
	s.tooLarge = s.tooLarge || err != nil || err2 != nil
	s.number, s.base = number, base
	s.n++
	if v.Derived {
		s.derived++
	}
	if v.Conflict {
		s.conflicts++
	}
	if !slices.Contains(s.formats, format) {
		s.formats = append(s.formats, format)
		slices.Sort(s.formats)
	}
}

// miss counts reports without a value.
func (s *sum) miss(r measure.Reason, n int) {
	if i := slices.Index(measure.Reasons[:], r); i >= 0 {
		s.missing[i] += n
	}
}

// list returns the groups in order: by key, then by scope.
func (t *tally) list() []Group {
	var all []Group
	for g := range t.groups {
		all = append(all, g)
	}
	slices.SortFunc(all, compareGroups)
	return all
}

// point is a group's measure in a year.
func (t *tally) point(g Group, year, measureAt int) Point {
	s := t.groups[g]
	var of sum
	reports := 0
	if list := s.years[year]; list != nil {
		of = list[measureAt]
		reports = of.reports()
	}
	of.miss(measure.NoReport, s.agencies-reports)
	return of.point(t.measures[measureAt], year)
}

// reports is how many reports were added, with a value or without.
func (s *sum) reports() int {
	n := s.n
	for _, m := range s.missing {
		n += m
	}
	return n
}
