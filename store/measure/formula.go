package measure

import (
	"fmt"
	"slices"

	"gongkai/extract/form"
)

// formula is a measure in one form. Terms point into the measure's statistics.
type formula struct {
	numerator, denominator []term // the second of a rate only
	names                  string // tells formulas apart
}

// term is a sum of figures, or of those that the form lets stand instead: a
// report of form 2021 prints three rows of 其他处理, or the one row over them.
type term struct {
	figures, instead []int
	money            bool
}

func newFormula(f *form.Form, numerator, denominator []string, place func(string) int) *formula {
	out := &formula{
		numerator:   terms(f, numerator, place),
		denominator: terms(f, denominator, place),
	}
	out.names = fmt.Sprint(out.numerator, out.denominator)
	return out
}

// terms makes each name a term, and one of those that a row stands in for.
func terms(f *form.Form, names []string, place func(string) int) []term {
	var out []term
	left := slices.Clone(names)
	for len(left) > 0 {
		name := left[0]
		figures, instead := []string{name}, []string(nil)
		st, _ := f.Find(name) // the file's names were held to the forms
		if parts := st.Parts(); len(parts) > 0 {
			instead = parts
		} else if whole, parts := st.Whole(); whole != "" && containsAll(left, parts) {
			figures, instead = parts, []string{whole}
		}
		left = slices.DeleteFunc(left, func(n string) bool { return slices.Contains(figures, n) })
		out = append(out, term{places(figures, place), places(instead, place), st.Money()})
	}
	return out
}

func containsAll(all, some []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

func places(names []string, place func(string) int) []int {
	var out []int
	for _, n := range names {
		out = append(out, place(n))
	}
	return out
}
