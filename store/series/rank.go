package series

import (
	"cmp"
	"context"
	"slices"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store/measure"
)

// RankQuery says who is ranked and how.
type RankQuery struct {
	Query // with its By; agencies for themselves are the usual
	Year  int
	// Ascending ranks the smallest first.
	Ascending bool
	// MinBase leaves out rates whose denominator is smaller, and those of
	// nothing in any case.
	MinBase decimal.Number
}

// Ranking is who comes first in a year.
type Ranking struct {
	Measure *measure.Measure
	Year    int
	Scope   extract.Scope
	// Ranked come in order. Equal values have the same rank, and the next one is
	// as far on as there are equals.
	Ranked []Place
	// Small have a value over a denominator below the least one. Unknown have no
	// value; each tells why.
	Small, Unknown []Place
	// Formats are the forms of what is ranked; Comparable tells how far they
	// mean the same.
	Formats    []string
	Comparable string
}

// Place is a group's place.
type Place struct {
	Group
	Point
	// Rank counts from 1; 0 for what is not ranked.
	Rank int
	Tied bool
}

// Rank orders groups by a measure. It fails with *ScopeError where several
// scopes were selected.
func Rank(ctx context.Context, src Source, m *measure.Measure, q RankQuery) (*Ranking, error) {
	q.Panel.FromYear, q.Panel.ToYear = q.Year, q.Year
	t, err := add(ctx, src, q.Query, []*measure.Measure{m})
	if err != nil {
		return nil, err
	}
	out := &Ranking{Measure: m, Year: q.Year}
	if out.Scope, err = one(t); err != nil {
		return nil, err
	}
	for _, g := range t.list() {
		p := Place{Group: g, Point: t.point(g, q.Year, 0)}
		switch {
		case p.Value == nil:
			out.Unknown = append(out.Unknown, p)
			continue
		case m.IsRate() && less(p.Base, q.MinBase):
			p.Reason = measure.SmallBase
			out.Small = append(out.Small, p)
			continue
		}
		out.Ranked = append(out.Ranked, p)
		out.Formats = append(out.Formats, p.Formats...)
	}
	slices.Sort(out.Formats)
	out.Formats = slices.Compact(out.Formats)
	out.Comparable = worst(m, out.Formats, out.Formats)
	rank(out.Ranked, q.Ascending)
	return out, nil
}

// rank orders places and numbers them.
func rank(places []Place, ascending bool) {
	slices.SortStableFunc(places, func(a, b Place) int {
		c := compareValues(&b.Point, &a.Point)
		if ascending {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	for i := range places {
		p := &places[i]
		p.Rank = i + 1
		if i > 0 && compareValues(&p.Point, &places[i-1].Point) == 0 {
			p.Rank, p.Tied, places[i-1].Tied = places[i-1].Rank, true, true
		}
	}
}

var unity = decimal.New(1, 0)

// compareValues orders values exactly, rates by their terms.
func compareValues(a, b *Point) int {
	return measure.CompareRatios(a.Number, divisor(a), b.Number, divisor(b))
}

// divisor is the denominator of a rate, 1 for a sum.
func divisor(p *Point) decimal.Number {
	if p.Base.IsZero() {
		return unity // a sum: rates of nothing have no value
	}
	return p.Base
}

// less tells whether a < b.
func less(a, b decimal.Number) bool { return measure.CompareRatios(a, unity, b, unity) < 0 }
