package told

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/extract/decimal"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// Title is what a measure is called, in Chinese and, for rates, in English.
func Title(m *measure.Measure) string {
	if m.LabelEN == "" {
		return m.Label
	}
	return m.Label + " · " + m.LabelEN
}

// Definition tells what a measure counts.
func Definition(m *measure.Measure) string {
	if m.IsRate() {
		return m.NumeratorEN + " ÷ " + m.DenominatorEN
	}
	return m.Name
}

// Value is a value for people: rates in percent.
func Value(m *measure.Measure, v *decimal.Number) string {
	switch {
	case v == nil:
		return ""
	case m.IsRate() && m.Share:
		return strconv.FormatFloat(v.Float()*100, 'f', 1, 64) + " %"
	case m.IsRate():
		return strconv.FormatFloat(v.Float(), 'f', 3, 64)
	}
	return v.String()
}

// Shown is Value with thousands set apart, for pages and charts.
func Shown(m *measure.Measure, v *decimal.Number) string { return Grouped(Value(m, v)) }

// Grouped sets thousands of a number apart.
func Grouped(number string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, rest := number, ""
	if i := strings.IndexFunc(number, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		whole, rest = number[:i], number[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + rest
}

// ValueOrReason is a point for people: its value, or in brackets why there is none.
func ValueOrReason(m *measure.Measure, p *series.Point) string {
	if p.Value == nil {
		return Voice{}.reason(p)
	}
	return Value(m, p.Value)
}

// reason is in brackets why a point has no value.
func (v Voice) reason(p *series.Point) string { return "(" + v.label("reason", string(p.Reason)) + ")" }

// WhyMissing counts the reports without a value by reason.
func WhyMissing(p *series.Point) string { return Voice{}.whyMissing(p) }

func (v Voice) whyMissing(p *series.Point) string {
	var parts []string
	for _, r := range measure.Reasons {
		if n := p.Missing[r]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", v.label("reason", string(r)), n))
		}
	}
	return strings.Join(parts, v.say(", ", "，"))
}

// Forms writes the forms of a point.
func Forms(formats []string) string { return strings.Join(formats, "+") }

// BreakAt tells how far a point means the same as the one before, where the form
// changed between them; else nil.
func BreakAt(l *series.Line, year int) any {
	for _, b := range l.Breaks {
		if b.Year == year {
			return b.Comparable
		}
	}
	return nil
}
