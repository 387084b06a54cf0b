package web

import (
	"errors"
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// bys are what agencies can be put together by; the first puts all in one.
var bys = []string{"all", "region", "province", "city", "county", "level", "kind", "agency"}

// How many agencies or subjects, and how many measures an address can name.
const (
	mostChosen   = 8
	mostMeasures = 12
)

// measuring reads what the pages of measures have in common: reports and years.
func (p *params) measuring() series.Query {
	q := series.Query{Derived: p.one("derived", "0", "1") == "1", Panel: store.PanelQuery{FromYear: p.year("from"), ToYear: p.year("to"),
		Scope: extract.Scope(p.one("scope", scopes...)), Region: p.region(), Level: p.one("level", levels...), Kind: p.one("kind", kinds...)}}
	if q.Panel.FromYear != 0 && q.Panel.ToYear != 0 && q.Panel.FromYear > q.Panel.ToYear {
		p.fail("from", "wrong.order")
	}
	return q
}

// all are the values of a parameter that may be repeated.
func (p *params) all(name string, most int) []string {
	var values []string
	for _, v := range p.q[name] {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	if len(values) > most {
		p.fail(name, "wrong.toomany", most)
		return nil
	}
	return values
}

// failMeasure tells that a measure is unknown, and which may have been meant.
func (p *params) failMeasure(err error) {
	var unknown *measure.UnknownError
	switch {
	case !errors.As(err, &unknown):
		p.err = errors.Join(p.err, err)
	case len(unknown.Near) > 0:
		p.fail("stat", "wrong.stat.near", unknown.Name, strings.Join(unknown.Near, ", "))
	default:
		p.fail("stat", "wrong.stat", unknown.Name)
	}
}

// measures are those that the parameter stat names, or the ones without it.
func (s *Server) measuresOf(p *params, without ...string) []*measure.Measure {
	names := p.all("stat", mostMeasures)
	if len(names) == 0 {
		names = without
	}
	var all []*measure.Measure
	for _, name := range names {
		m, err := s.book.Measure(name)
		if err != nil {
			p.failMeasure(err)
			return nil
		}
		all = append(all, m)
	}
	return all
}

// measureOf is the only one that stat names.
func (s *Server) measureOf(p *params, without string) *measure.Measure {
	all := s.measuresOf(p, without)
	if len(all) > 1 {
		p.fail("stat", "wrong.onestat")
	}
	if p.err != nil {
		return nil
	}
	return all[0]
}

// fields are what the forms of these pages offer.
type fields struct {
	Rates, Concepts []*measure.Measure
	// Chosen are the measures asked for, Found what a search for others found.
	Chosen, Found []*measure.Measure
	By            string
	Bys           []string
	Levels        []string
	Kinds         []string
	ScopeCodes    []string
	// Scopes are to be chosen from: reports of several are never added up.
	Scopes []series.ScopeCount
}

// mostFound is how many measures a search shows.
const mostFound = 60

// fields makes those of a page; find is a part of a measure's name or label.
func (s *Server) fields(p *params, chosen []*measure.Measure, by string) fields {
	f := fields{Chosen: chosen, By: by, Bys: bys, Levels: levels, Kinds: kinds, ScopeCodes: scopes}
	find := strings.ToLower(p.text("find"))
	for _, m := range s.measures {
		switch m.Kind {
		case measure.Rate:
			f.Rates = append(f.Rates, m)
		case measure.Concept:
			f.Concepts = append(f.Concepts, m)
		}
		if find != "" && len(f.Found) < mostFound && strings.Contains(strings.ToLower(m.Name+" "+m.Label+" "+m.LabelEN), find) {
			f.Found = append(f.Found, m)
		}
	}
	return f
}

// Is tells whether a measure is asked for.
func (f fields) Is(name string) bool {
	return slices.ContainsFunc(f.Chosen, func(m *measure.Measure) bool { return m.Name == name })
}

// Others are the measures asked for that the list does not offer.
func (f fields) Others() []*measure.Measure {
	return slices.DeleteFunc(slices.Clone(f.Chosen), func(m *measure.Measure) bool { return m.Kind != measure.Statistic })
}

// asksScope takes in the scopes to choose from, where that is all that is wrong.
func (f *fields) asksScope(err error) error {
	var several *series.ScopeError
	if errors.As(err, &several) {
		f.Scopes = several.Counts
		return nil
	}
	return err
}
