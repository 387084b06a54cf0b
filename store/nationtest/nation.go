// Package nationtest makes a country of known figures, for tests of everything
// that answers questions about many agencies and years: what an answer should
// be can be added up from the Nation, without the database. The names of
// regions are real, the figures are drawn.
//
//	nation.go   who publishes what: renames, gaps, revisions, second sources
//	figures.go  figures that obey their form's equations, or break one
//	load.go     into a store, as a crawl would have found it
package nationtest

import (
	"fmt"
	"math/rand/v2"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store/region"
)

// Nation is a country and all its reports.
type Nation struct {
	FromYear, ToYear int
	Agencies         []*Agency
}

// Agency is one agency over the years.
type Agency struct {
	// Site is the host that carries its reports.
	Site string
	// Region is the code that its region has today; Level and Kind are those of
	// the views.
	Region, Level, Kind string
	// Reports are those that it published, by year. There are gaps.
	Reports []*Report

	number int
}

// Report is what an agency published for a year.
type Report struct {
	Agency *Agency
	// Name is the agency's name as that year printed it.
	Name        string
	Year        int
	Scope       extract.Scope
	Format      string
	PublishedOn string
	// Figures are those that stand: of the last revision.
	Figures map[string]Figure
	// Earlier are those of the revision before, nil if there is none.
	Earlier map[string]Figure
	// Elsewhere are those of the same report on a second site, nil if there is
	// none. It has fewer numbers, hence it never stands in the panel.
	Elsewhere map[string]Figure
	// Broken names the check that its figures contradict, "" if none.
	Broken string

	form *form.Form
}

// Figure is a printed count.
type Figure struct {
	Value  int64
	Status extract.Status
}

// Read tells whether the figure has a number.
func (f Figure) Read() bool { return f.Status == extract.StatusRead }

// Options say how large the country is.
type Options struct {
	Agencies         int
	FromYear, ToYear int
	Seed             uint64
	// First is the number of the first agency: a large country is drawn and
	// loaded in parts.
	First int
}

// New draws a country. Two of the same options are equal.
func New(o Options) (*Nation, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	n := &Nation{FromYear: o.FromYear, ToYear: o.ToYear}
	rnd := rand.New(rand.NewPCG(o.Seed, uint64(o.First)))
	offices := offices()
	places := places(o.FromYear, o.ToYear)
	if len(places) == 0 {
		return nil, fmt.Errorf("nation: no regions between %d and %d", o.FromYear, o.ToYear)
	}
	for i := o.First; i < o.First+o.Agencies; i++ {
		// All offices of a place come together, as on a county's site.
		p, office := places[(i/len(offices))%len(places)], offices[i%len(offices)]
		a := &Agency{Site: fmt.Sprintf("www.p%s-%d.gov.cn", p.code, i/len(offices)/len(places)), Region: p.code, Level: p.level, Kind: office.kind, number: i}
		a.publish(n, p, office, forms, rnd)
		n.Agencies = append(n.Agencies, a)
	}
	return n, nil
}

// publish draws an agency's reports.
func (a *Agency) publish(n *Nation, p place, o office, forms []*form.Form, rnd *rand.Rand) {
	carried := map[string]int64{}
	for year := n.FromYear; year <= n.ToYear; year++ {
		if rnd.IntN(20) == 0 { // a gap
			carried = map[string]int64{}
			continue
		}
		f := formOf(forms, year)
		r := &Report{Agency: a, Name: p.nameIn(year) + o.spellings[rnd.IntN(len(o.spellings))], Year: year, Scope: extract.ScopeOwn, Format: f.Format,
			PublishedOn: fmt.Sprintf("%d-%02d-%02d", year+1, 1+rnd.IntN(3), 1+rnd.IntN(28)), form: f}
		if o.kind == "government" {
			r.Scope = extract.ScopeAggregate
		}
		carried = r.fill(carried, rnd)
		a.Reports = append(a.Reports, r)
	}
}

// formOf is the form of a year.
func formOf(forms []*form.Form, year int) *form.Form {
	want := "2021"
	switch {
	case year < 2019:
		want = "2014"
	case year < 2021:
		want = "2019"
	}
	for _, f := range forms {
		if f.Format == want {
			return f
		}
	}
	return forms[len(forms)-1]
}

// office is a kind of agency that every place has, with the spellings that its
// name is printed in.
type office struct {
	kind      string
	spellings []string
}

func offices() []office {
	return []office{
		{"government", []string{"人民政府"}},
		{"department", []string{"财政局"}},
		{"department", []string{"人民政府办公室", "政府办公室"}},
		{"department", []string{"教育和体育局", "教育体育局"}},
		{"department", []string{"水利局"}},
		{"department", []string{"民政局"}},
	}
}

// place is a region with the names that it had.
type place struct {
	code, level string
	nameIn      func(year int) string
}

// places are the regions that were there all the time, under whatever code and
// name, and whose names mean no other region. Those that changed come first.
func places(from, to int) []place {
	l := region.Load()
	histories := histories(l, from, to)
	var changed, same []place
	for _, now := range latest(l) {
		names := map[int]string{}
		codes := map[string]bool{}
		for year, r := range histories[now] {
			if len(distinct(l, r.Name)) == 1 {
				names[year], codes[r.Code+r.Name] = r.Name, true
			}
		}
		if len(names) <= to-from {
			continue
		}
		p := place{now.Code, string(now.Level()), func(year int) string { return names[year] }}
		if len(codes) > 1 {
			changed = append(changed, p)
		} else {
			same = append(same, p)
		}
	}
	return append(changed, same...)
}

// latest are the regions below the provinces that are there today.
func latest(l *region.List) []*region.Region {
	var now []*region.Region
	for _, p := range l.Provinces() {
		for _, code := range l.Below(p.Code) {
			if r := l.At(code, 0); r != nil && r.To == 0 && r.Level() != region.Province {
				now = append(now, r)
			}
		}
	}
	return now
}

// histories are what the regions of today were in each year.
func histories(l *region.List, from, to int) map[*region.Region]map[int]*region.Region {
	all := map[*region.Region]map[int]*region.Region{}
	for _, p := range l.Provinces() {
		for _, code := range l.Below(p.Code) {
			for year := from; year <= to; year++ {
				r := l.At(code, year)
				if r == nil {
					continue
				}
				now := l.Latest(r)
				if all[now] == nil {
					all[now] = map[int]*region.Region{}
				}
				all[now][year] = r
			}
		}
	}
	return all
}

// distinct are the regions of today that those of a name became.
func distinct(l *region.List, name string) map[*region.Region]bool {
	all := map[*region.Region]bool{}
	for _, r := range l.Named(name) {
		all[l.Latest(r)] = true
	}
	return all
}
