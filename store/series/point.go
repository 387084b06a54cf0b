package series

import (
	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/store/measure"
)

// Point is a measure of a group in a year.
type Point struct {
	Year int
	// Value is the sum, or a rate to six digits after the point; nil where there
	// is none.
	Value *decimal.Number
	// Number is the sum, of a rate's numerators; Base that of its denominators.
	Number, Base decimal.Number
	// N is how many reports have a value; Missing tells why the others of the
	// group have none. An agency counts among them where it has a report of some
	// year that was asked for, but none of this one.
	N       int
	Missing map[measure.Reason]int
	// Reason tells why Value is nil: the commonest one among the reports, NoReport
	// where there is none.
	Reason measure.Reason
	// Formats are the forms of the reports that have a value. Comparable tells
	// how far those mean the same.
	Formats    []string
	Comparable string
	// Derived and Conflicts count reports with a value that is worked out by the
	// checks, or printed otherwise by another source.
	Derived, Conflicts int
}

// MissingCount is how many reports have no value.
func (p *Point) MissingCount() int {
	n := 0
	for _, m := range p.Missing {
		n += m
	}
	return n
}

// point makes a point of a sum.
func (s *sum) point(m *measure.Measure, year int) Point {
	p := Point{Year: year, N: s.n, Formats: s.formats, Derived: s.derived, Conflicts: s.conflicts, Missing: map[measure.Reason]int{}}
	p.Comparable = worst(m, s.formats, s.formats)
	most := 0
	for i, n := range s.missing {
		if n == 0 {
			continue
		}
		p.Missing[measure.Reasons[i]] = n
		if r := measure.Reasons[i]; n > most || p.Reason == measure.NoReport {
			most, p.Reason = n, r
		}
	}
	if s.n == 0 {
		return p
	}
	p.Reason = measure.Known
	if s.tooLarge {
		p.Reason = measure.TooLarge
		return p
	}
	p.Number, p.Base = s.number, s.base
	value := s.number
	if m.IsRate() {
		ratio, ok := measure.Ratio(s.number, s.base)
		if !ok {
			p.Reason = measure.NoBase
			return p
		}
		value = ratio
	}
	p.Value = &value
	return p
}

// worst is the least that a measure is comparable between two sets of forms.
func worst(m *measure.Measure, a, b []string) string {
	grade := form.Exact
	for _, x := range a {
		for _, y := range b {
			grade = form.LessComparable(grade, m.Comparable(x, y))
		}
	}
	return grade
}
