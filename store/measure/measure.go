package measure

import (
	"slices"

	"gongkai/extract/form"
)

// Kind says what a name is.
type Kind string

// The kinds of measures.
const (
	Statistic Kind = "statistic"
	Concept   Kind = "concept"
	Rate      Kind = "rate"
)

// Measure is what a name stands for.
type Measure struct {
	Name string
	Kind Kind
	// Label is Chinese; LabelEN is empty but for rates.
	Label, LabelEN string
	// Numerator and Denominator are the words of a rate's terms.
	Numerator, NumeratorEN     string
	Denominator, DenominatorEN string
	// Share tells a rate whose numerator is part of its denominator.
	Share bool
	// Unit is that of the sum, "" for rates.
	Unit  string
	Money bool
	// Note and NoteZH, in Chinese, tell what else there is to know.
	Note, NoteZH string

	comparable string
	forms      map[string]*formula
	statistics []string
	// experimental are the forms that no real table has confirmed.
	experimental []string
}

// moneyUnit is the unit that all money with a known one is converted to.
const moneyUnit = "万元"

// Statistics are the figures (section/row/col) that the measure needs; Of takes
// them in this order.
func (m *Measure) Statistics() []string { return m.statistics }

// IsRate tells whether the measure is a quotient.
func (m *Measure) IsRate() bool { return m.Kind == Rate }

// In tells whether a form has the measure.
func (m *Measure) In(format string) bool { return m.forms[format] != nil }

// Experimental tells whether the form's wording is not confirmed yet.
func (m *Measure) Experimental(format string) bool { return slices.Contains(m.experimental, format) }

// Comparable tells how far the measure means the same in two forms: exact, sum,
// near or no.
func (m *Measure) Comparable(a, b string) string {
	fa, fb := m.forms[a], m.forms[b]
	switch {
	case a == b, fa != nil && fb != nil && fa.names == fb.names:
		return form.Exact
	case fa == nil || fb == nil:
		return form.No
	}
	return m.comparable
}

// add takes in the terms of a form.
func (m *Measure) add(f *form.Form, numerator, denominator []string) {
	if m.forms == nil {
		m.forms = map[string]*formula{}
	}
	m.forms[f.Format] = newFormula(f, numerator, denominator, m.place)
	if f.Experimental {
		m.experimental = append(m.experimental, f.Format)
	}
	if st, _ := f.Find(numerator[0]); m.Kind != Rate {
		m.Money, m.Unit = st.Money(), st.Unit() // the newest form's
		if m.Money {
			m.Unit = moneyUnit
		}
	}
}

// place is the index of a statistic among those that the measure needs.
func (m *Measure) place(name string) int {
	if i := slices.Index(m.statistics, name); i >= 0 {
		return i
	}
	m.statistics = append(m.statistics, name)
	return len(m.statistics) - 1
}
