package measure

import (
	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
)

// Reason tells why there is no value.
type Reason string

// The reasons, in the order in which they are asked for.
const (
	Known       Reason = "" // there is a value
	NoReport    Reason = "no_report"
	NoTables    Reason = "no_tables"
	NotInForm   Reason = "not_in_form"
	Absent      Reason = "absent"
	Blank       Reason = "blank"
	Ambiguous   Reason = "ambiguous"
	Invalid     Reason = "invalid"
	Derived     Reason = "derived"
	UnitUnknown Reason = "unit_unknown"
	Impossible  Reason = "impossible"
	TooLarge    Reason = "too_large"
	NoBase      Reason = "zero_base"
	SmallBase   Reason = "small_base" // there is one, but it is not ranked
)

// Reasons lists why there is no value, in that order.
var Reasons = [...]Reason{NoReport, NoTables, NotInForm, Absent, Blank, Ambiguous, Invalid, Derived, UnitUnknown, Impossible, TooLarge, NoBase}

// Meaning says a reason in words.
func (r Reason) Meaning() string {
	switch r {
	case Known:
		return "there is a value"
	case NoReport:
		return "no report of the agency for that year and scope is stored, though one for another year that was asked for"
	case NoTables:
		return "the report has no tables that were read"
	case NotInForm:
		return "the report's form does not count this"
	case Absent:
		return "a figure that is needed was not found in the report"
	case Blank:
		return "a figure that is needed is blank: not zero"
	case Ambiguous:
		return "several values fit the print of a figure that is needed"
	case Invalid:
		return "the print of a figure that is needed is no number"
	case Derived:
		return "a figure that is needed was worked out by the form's checks, and such figures were not asked for"
	case UnitUnknown:
		return "money without a unit"
	case Impossible:
		return "a share whose part is larger than its whole, or a rate of what is below zero"
	case TooLarge:
		return "a sum too large to be held exactly"
	case NoBase:
		return "a rate whose denominator is zero"
	case SmallBase:
		return "a rate whose denominator is below what was asked for: not ranked"
	}
	return ""
}

// Value is a measure of one report.
type Value struct {
	Reason Reason
	// Number is the sum of the terms, or of a rate's numerator.
	Number decimal.Number
	// Base is the sum of a rate's denominator; it may be zero.
	Base decimal.Number
	// Derived and Conflict tell that a figure in it was worked out by the
	// checks, or is printed otherwise by another source of the report.
	Derived, Conflict bool
}

// Of works out the value of a report of a form from its figures, which are those of
// Statistics in their order, nil where the report has none. Figures that the
// checks worked out count only where derived is true.
func (m *Measure) Of(format string, figures []*store.Figure, derived bool) Value {
	if format == "" {
		return Value{Reason: NoTables}
	}
	f := m.forms[format]
	if f == nil {
		return Value{Reason: NotInForm}
	}
	var v Value
	v.Number = v.sum(f.numerator, figures, derived)
	v.Base = v.sum(f.denominator, figures, derived)
	if v.Reason == Known && (m.IsRate() && (negative(v.Number) || negative(v.Base)) || m.Share && !partOf(v.Number, v.Base)) {
		v.Reason = Impossible
	}
	if v.Reason != Known {
		return Value{Reason: v.Reason}
	}
	return v
}

func negative(n decimal.Number) bool {
	coefficient, _ := n.Int()
	return coefficient < 0
}

// sum adds terms up, and notes in v why it cannot.
func (v *Value) sum(terms []term, figures []*store.Figure, derived bool) decimal.Number {
	var sum decimal.Number
	for i := range terms {
		t := &terms[i]
		list := t.figures
		if len(t.instead) > 0 && !anyPrinted(list, figures) && anyPrinted(t.instead, figures) {
			list = t.instead
		}
		for _, at := range list {
			f := figures[at]
			reason := reasonOf(f, t.money, derived)
			if reason == Known {
				var err error
				if sum, err = sum.Add(*f.Value); err != nil {
					reason = TooLarge
				} else {
					v.Derived = v.Derived || f.Status == extract.StatusDerived
					v.Conflict = v.Conflict || f.Conflict
					continue
				}
			}
			if v.Reason == Known {
				v.Reason = reason
			}
		}
	}
	return sum
}

func anyPrinted(list []int, figures []*store.Figure) bool {
	for _, at := range list {
		if figures[at] != nil {
			return true
		}
	}
	return false
}

// reasonOf tells why a figure has no number to count with.
func reasonOf(f *store.Figure, money, derived bool) Reason {
	switch {
	case f == nil:
		return Absent
	case f.Status == extract.StatusDerived && !derived:
		return Derived
	case f.Status == extract.StatusBlank:
		return Blank
	case f.Status == extract.StatusAmbiguous:
		return Ambiguous
	case f.Value == nil:
		return Invalid
	case money && (f.Unit == nil || *f.Unit != moneyUnit):
		return UnitUnknown
	}
	return Known
}
