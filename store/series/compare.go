package series

import (
	"context"
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store"
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
	tallies, err := addSubjects(ctx, src, q, measures, subjects)
	if err != nil {
		return nil, err
	}
	for _, t := range tallies {
		from, to := t.years(q)
		if from != 0 && (out.FromYear == 0 || from < out.FromYear) {
			out.FromYear = from
		}
		out.ToYear = max(out.ToYear, to)
	}
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

// addSubjects adds up the rows of each subject. Regions are read together: what
// takes longest is to unpack the figures of a year, of however few rows.
func addSubjects(ctx context.Context, src Source, q Query, measures []*measure.Measure, subjects []Subject) ([]*tally, error) {
	tallies := make([]*tally, len(subjects))
	var regions []string
	whole := false // somebody is the whole country
	together := q
	for i, s := range subjects {
		of := q
		of.Panel.Region, of.Panel.Agencies = s.Region, s.Agencies
		if s.Agencies == nil {
			tallies[i] = newTally(&of, measures)
			together.Panel.Statistics, together.Panel.Passing = of.Panel.Statistics, of.Panel.Passing
			regions, whole = append(regions, s.Region), whole || s.Region == ""
			continue
		}
		var err error
		if tallies[i], err = add(ctx, src, of, measures); err != nil {
			return nil, err
		}
	}
	if len(regions) == 0 {
		return tallies, nil
	}
	if together.Panel.Region, together.Panel.Agencies = "", nil; !whole {
		together.Panel.Regions = regions
	}
	return tallies, src.EachPanel(ctx, together.Panel, func(row *store.PanelRow) error {
		code := ""
		if row.Region != nil {
			code = *row.Region
		}
		for i, s := range subjects {
			if s.Agencies == nil && store.SelectsRegion(s.Region, code) {
				tallies[i].row(row)
			}
		}
		return nil
	})
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
