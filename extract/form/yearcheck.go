package form

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// YearEquation says that sums of a year's report and of the report before it
// are equal. Its terms name statistics as section/row/col, with a minus before
// those that are taken off. A * stands for every code of its place, the same in
// all terms.
type YearEquation struct {
	ThisYear []string `json:"this_year"`
	LastYear []string `json:"last_year"`
}

// Term is a statistic of an equation.
type Term struct {
	Statistic string
	Negative  bool
}

// YearSums is a YearEquation for one choice of what its * stand for.
type YearSums struct{ ThisYear, LastYear []Term }

// Sums returns the equations of the check between a report of the form this and
// the report before it, of the form last; none where it does not apply to them.
func (c *CrossYearCheck) Sums(this, last *Form) []YearSums {
	if c.Format != "" && (this.Format != c.Format || last.Format != c.Format) {
		return nil
	}
	var out []YearSums
	for _, e := range c.Equations {
		for _, stars := range this.matches(e.ThisYear[0]) {
			sums := YearSums{fill(e.ThisYear, stars), fill(e.LastYear, stars)}
			if this.hasTerms(sums.ThisYear) && last.hasTerms(sums.LastYear) {
				out = append(out, sums)
			}
		}
	}
	return out
}

func (c *CrossYearCheck) validate(forms []*Form) error {
	if c.ID == "" || c.Severity != "hard" && c.Severity != "soft" || len(c.Equations) == 0 {
		return errors.New("a check across years needs an id, equations and the severity hard or soft")
	}
	if c.Format != "" && !slices.ContainsFunc(forms, func(f *Form) bool { return f.Format == c.Format }) {
		return fmt.Errorf("unknown form %q", c.Format)
	}
	for _, e := range c.Equations {
		if len(e.ThisYear) == 0 || len(e.LastYear) == 0 {
			return errors.New("an equation needs both years")
		}
		alone := CrossYearCheck{Format: c.Format, Equations: []YearEquation{e}}
		if !slices.ContainsFunc(forms, func(f *Form) bool { return len(alone.Sums(f, f)) > 0 }) {
			return fmt.Errorf("no form has %s and %s", strings.Join(e.ThisYear, " "), strings.Join(e.LastYear, " "))
		}
	}
	return nil
}

// matches returns what the * of a term stand for, once for each statistic of
// the form that it names.
func (f *Form) matches(term string) [][]string {
	want := strings.Split(strings.TrimPrefix(term, "-"), "/")
	var out [][]string
	for _, name := range f.Statistics() {
		var stars []string
		fits := true
		for i, code := range strings.Split(name, "/") {
			switch {
			case i >= len(want):
				fits = false
			case want[i] == "*":
				stars = append(stars, code)
			default:
				fits = fits && want[i] == code
			}
		}
		if fits {
			out = append(out, stars)
		}
	}
	return out
}

// fill puts codes in the place of the * of terms.
func fill(terms, stars []string) []Term {
	out := make([]Term, len(terms))
	for i, t := range terms {
		name, negative := strings.CutPrefix(t, "-")
		for _, s := range stars {
			name = strings.Replace(name, "*", s, 1)
		}
		out[i] = Term{name, negative}
	}
	return out
}

func (f *Form) hasTerms(terms []Term) bool {
	return !slices.ContainsFunc(terms, func(t Term) bool { return !f.HasStatistic(t.Statistic) })
}

// Statistics names the figures of the form, section by section.
func (f *Form) Statistics() []string {
	var out []string
	for _, s := range f.Sections {
		for _, r := range s.Rows {
			for _, c := range s.Columns {
				if !r.HeadingOnly {
					out = append(out, s.Code+"/"+r.Code+"/"+c.Code)
				}
			}
		}
	}
	return out
}
