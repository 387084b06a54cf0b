package series

import (
	"context"
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store/measure"
)

// Subject is what is held beside others: some agencies, or a region with all
// below it.
type Subject struct {
	Label    string
	Region   string
	Agencies []string
}

// Comparison holds subjects beside each other.
type Comparison struct {
	Subjects         []Subject
	Scope            extract.Scope
	FromYear, ToYear int
	Rows             []Row
}

// Row is a measure of a year.
type Row struct {
	Measure *measure.Measure
	Year    int
	// Points are those of the subjects, in their order.
	Points []Point
	// Formats are the forms of all points; Comparable tells how far they mean
	// the same.
	Formats    []string
	Comparable string
}

// Compare measures subjects in the years of a query. It fails with *ScopeError
// where their reports are of several scopes.
func Compare(ctx context.Context, src Source, measures []*measure.Measure, subjects []Subject, q Query) (*Comparison, error) {
	q.By = ByAll
	out := &Comparison{Subjects: subjects}
	var tallies []*tally
	for _, s := range subjects {
		of := q
		of.Panel.Region, of.Panel.Agencies = s.Region, s.Agencies
		t, err := add(ctx, src, of, measures)
		if err != nil {
			return nil, err
		}
		tallies = append(tallies, t)
		from, to := t.years(q)
		if from != 0 && (out.FromYear == 0 || from < out.FromYear) {
			out.FromYear = from
		}
		out.ToYear = max(out.ToYear, to)
	}
	var err error
	if out.Scope, err = one(tallies...); err != nil {
		return nil, err
	}
	for i, m := range measures {
		for y := out.FromYear; y <= out.ToYear && out.Scope != ""; y++ {
			out.Rows = append(out.Rows, row(m, i, y, tallies))
		}
	}
	return out, nil
}

// row puts the points of a measure and year beside each other.
func row(m *measure.Measure, measureAt, year int, tallies []*tally) Row {
	r := Row{Measure: m, Year: year}
	for _, t := range tallies {
		p := Point{Year: year, Reason: measure.NoReport, Comparable: form.Exact}
		for g := range t.groups { // one at most: all of a subject, of the only scope
			p = t.point(g, year, measureAt)
		}
		r.Points = append(r.Points, p)
		r.Formats = append(r.Formats, p.Formats...)
	}
	slices.Sort(r.Formats)
	r.Formats = slices.Compact(r.Formats)
	r.Comparable = worst(m, r.Formats, r.Formats)
	return r
}

// Trend is a measure of the comparison as a line for each subject.
func (c *Comparison) Trend(m *measure.Measure) *Trend {
	t := &Trend{Measure: m, Scope: c.Scope, FromYear: c.FromYear, ToYear: c.ToYear}
	for i, s := range c.Subjects {
		l := Line{Group: Group{Key: s.Label, Label: s.Label, Scope: c.Scope}}
		for _, r := range c.Rows {
			if r.Measure.Name == m.Name {
				l.Points = append(l.Points, r.Points[i])
			}
		}
		l.Breaks = breaks(m, l.Points)
		t.Lines = append(t.Lines, l)
	}
	return t
}
