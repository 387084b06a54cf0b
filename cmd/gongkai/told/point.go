package told

import (
	"strings"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// pointColumns are the columns of a point.
func pointColumns() []tabular.Column {
	return []tabular.Column{{Name: "year", Type: tabular.Integer}, {Name: "value", Type: tabular.Decimal}, {Name: "unit"},
		{Name: "numerator", Type: tabular.Decimal}, {Name: "denominator", Type: tabular.Decimal}, {Name: "n", Type: tabular.Integer},
		{Name: "missing", Type: tabular.Integer}, {Name: "reason"}, {Name: "why_missing"}, {Name: "forms"}, {Name: "comparable"},
		{Name: "derived", Type: tabular.Integer}, {Name: "conflicts", Type: tabular.Integer}}
}

// pointValues are the values of pointColumns.
func pointValues(m *measure.Measure, p *series.Point) []any {
	var unit any
	if m.Unit != "" {
		unit = m.Unit
	}
	number, base := Terms(m, p)
	return []any{p.Year, p.Value, unit, number, base, p.N, p.MissingCount(), string(p.Reason), WhyMissing(p), strings.Join(p.Formats, " "), comparableOf(p), p.Derived, p.Conflicts}
}

// Terms are a rate's numerator and denominator, nil for a sum and for nothing.
func Terms(m *measure.Measure, p *series.Point) (number, base any) {
	if !m.IsRate() || p.N == 0 {
		return nil, nil
	}
	return &p.Number, &p.Base
}

// comparableOf tells how far the forms of a point mean the same, nil where it
// has no more than one.
func comparableOf(p *series.Point) any {
	if len(p.Formats) < 2 {
		return nil
	}
	return p.Comparable
}
