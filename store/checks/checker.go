package checks

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

// Checker holds reports against each other. It is made once, and safe for use
// by many goroutines.
type Checker struct {
	catalogue  *Catalogue
	forms      map[string]*form.Form
	statistics []string
	index      map[string]int
	equations  map[[2]string][]yearEquation // by format of this year and of last year
	touched    map[place][]int              // statistics that an equation of a form holds
	variants   []variant
}

// place is an equation of a form applied to a row or column.
type place struct{ format, check, at string }

// yearEquation is an equation between two years, by indices of statistics.
type yearEquation struct {
	code       string
	this, last []term
}

type term struct {
	statistic int
	negative  bool
}

// variant is a measure as one or more forms print it, by the same statistics:
// only these are compared without saying that the forms differ.
type variant struct {
	name    string
	formats []string
	terms   []int
	money   bool
}

// Checker prepares the checks of the catalogue.
func (c *Catalogue) Checker() *Checker {
	k := &Checker{catalogue: c, forms: map[string]*form.Form{}, index: map[string]int{},
		equations: map[[2]string][]yearEquation{}, touched: map[place][]int{}}
	for _, f := range c.forms {
		k.forms[f.Format] = f
	}
	for _, this := range c.forms {
		for _, last := range c.forms {
			for i := range c.across.YearChecks {
				check := &c.across.YearChecks[i]
				for _, s := range check.Sums(this, last) {
					pair := [2]string{this.Format, last.Format}
					k.equations[pair] = append(k.equations[pair], yearEquation{check.ID, k.terms(s.ThisYear), k.terms(s.LastYear)})
				}
			}
		}
	}
	for _, m := range c.measures {
		k.addVariants(m.Concept+m.Statistic, c.members(m))
	}
	for _, f := range c.forms {
		for i := range f.Sections {
			k.touch(f, &f.Sections[i])
		}
	}
	return k
}

// Statistics names the figures that reports must bring, in that order.
func (k *Checker) Statistics() []string { return k.statistics }

// measured are the statistics of measures, each once.
func (k *Checker) measured() []int {
	var out []int
	for _, v := range k.variants {
		for _, i := range v.terms {
			if !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// want returns the index of a statistic that checks ask for.
func (k *Checker) want(name string) int {
	i, ok := k.index[name]
	if !ok {
		i = len(k.statistics)
		k.index[name], k.statistics = i, append(k.statistics, name)
	}
	return i
}

func (k *Checker) terms(terms []form.Term) []term {
	out := make([]term, len(terms))
	for i, t := range terms {
		out[i] = term{k.want(t.Statistic), t.Negative}
	}
	return out
}

func (k *Checker) addVariants(name string, members map[string][]string) {
	for _, f := range k.catalogue.forms {
		names := members[f.Format]
		if len(names) == 0 {
			continue
		}
		v := variant{name: name, formats: []string{f.Format}, money: isMoney(f, names[0])}
		for _, n := range names {
			v.terms = append(v.terms, k.want(n))
		}
		same := func(o variant) bool { return o.name == name && slices.Equal(o.terms, v.terms) }
		if i := slices.IndexFunc(k.variants, same); i >= 0 {
			k.variants[i].formats = append(k.variants[i].formats, f.Format)
			continue
		}
		k.variants = append(k.variants, v)
	}
}

// touch notes which of the wanted statistics each equation of a section holds.
func (k *Checker) touch(f *form.Form, s *form.Section) {
	for name, i := range k.index {
		parts := strings.Split(name, "/")
		if parts[0] != s.Code || !f.HasStatistic(name) {
			continue
		}
		row, col := parts[1], parts[2]
		for _, c := range s.Checks {
			code, at := col, row
			if c.ForEach == "column" {
				code, at = row, col
			}
			if slices.Contains(c.Left, code) || slices.Contains(c.Right, code) || standsIn(s, code, c) {
				p := place{f.Format, c.ID, at}
				k.touched[p] = append(k.touched[p], i)
			}
		}
	}
}

// standsIn tells whether a row is printed instead of others that the check
// adds up.
func standsIn(s *form.Section, code string, c form.Check) bool {
	i := s.Row(code)
	return c.ForEach != formRows && i >= 0 && slices.ContainsFunc(s.Rows[i].AlternativeTo, func(row string) bool {
		return slices.Contains(c.Left, row) || slices.Contains(c.Right, row)
	})
}

// isMoney tells whether a statistic of the form is an amount of money.
func isMoney(f *form.Form, statistic string) bool {
	parts := strings.Split(statistic, "/")
	s := f.Section(parts[0])
	return s.IsMoney(s.Row(parts[1]), s.Column(parts[2]))
}
