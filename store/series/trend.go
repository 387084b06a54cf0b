package series

import (
	"context"

	"gongkai/extract"
	"gongkai/store/measure"
)

// Trend is how a measure developed.
type Trend struct {
	Measure *measure.Measure
	// Scope is that of all reports, "" where lines are of several.
	Scope extract.Scope
	// FromYear and ToYear bound the points, which every line has for every year.
	FromYear, ToYear int
	Lines            []Line
}

// Line is the series of a group.
type Line struct {
	Group
	Points []Point
	Breaks []Break
}

// Of adds up a measure by group and year. It fails with *ScopeError where
// sums would mix scopes; agencies for themselves have a line for each.
func Of(ctx context.Context, src Source, m *measure.Measure, q Query) (*Trend, error) {
	t, err := add(ctx, src, q, []*measure.Measure{m})
	if err != nil {
		return nil, err
	}
	scope, err := one(t)
	if err != nil && q.By != ByAgency {
		return nil, err
	}
	out := &Trend{Measure: m, Scope: scope}
	out.FromYear, out.ToYear = t.years(q)
	for _, g := range t.list() {
		out.Lines = append(out.Lines, t.line(g, 0, out.FromYear, out.ToYear))
	}
	return out, nil
}

// years are those that a line has points for: as asked, else as seen.
func (t *tally) years(q Query) (from, to int) {
	from, to = t.from, t.to
	if q.Panel.FromYear != 0 {
		from = q.Panel.FromYear
	}
	if q.Panel.ToYear != 0 {
		to = q.Panel.ToYear
	}
	return from, to
}

// line makes a group's line of one of the measures.
func (t *tally) line(g Group, measureAt, from, to int) Line {
	l := Line{Group: g}
	for y := from; y <= to; y++ {
		l.Points = append(l.Points, t.point(g, y, measureAt))
	}
	l.Breaks = breaks(t.measures[measureAt], l.Points)
	return l
}
