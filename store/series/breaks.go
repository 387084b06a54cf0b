package series

import (
	"slices"

	"gongkai/store/measure"
)

// Break is a change of the form between two points of a series that have a
// value.
type Break struct {
	// After is the last year of the forms From, Year the first of To.
	After, Year int
	From, To    []string
	// Comparable tells how far both sides mean the same: exact, sum, near or no.
	Comparable string
}

// breaks finds the changes of form in a series.
func breaks(m *measure.Measure, points []Point) []Break {
	var out []Break
	var before *Point
	for i := range points {
		p := &points[i]
		if p.Value == nil {
			continue
		}
		if before != nil && !slices.Equal(before.Formats, p.Formats) {
			out = append(out, Break{before.Year, p.Year, before.Formats, p.Formats, worst(m, before.Formats, p.Formats)})
		}
		before = p
	}
	return out
}
