package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract"
	"gongkai/store"
)

// params reads the parameters of an address; the first that makes no sense is
// its error, which is the client's.
type params struct {
	q   url.Values
	err error
}

// text is a parameter's value, "" without it.
func (p *params) text(name string) string { return strings.TrimSpace(p.q.Get(name)) }

// fail tells what is wrong with a parameter, in words of a key.
func (p *params) fail(name, key string, args ...any) {
	if p.err == nil {
		p.err = badRequest("wrong.param", name, p.q.Get(name), said{key, args})
	}
}

// year is a year, 0 without it.
func (p *params) year(name string) int {
	return p.number(name, 0, 1990, 2100)
}

// number is a whole number within bounds.
func (p *params) number(name string, without, least, most int) int {
	s := p.text(name)
	if s == "" {
		return without
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		p.fail(name, "wrong.number", least, most)
		return without
	}
	return n
}

// one is one of the values, "" without it.
func (p *params) one(name string, of ...string) string {
	s := p.text(name)
	if s != "" && !slices.Contains(of, s) {
		p.fail(name, "wrong.choice", strings.Join(of, ", "))
		return ""
	}
	return s
}

// What agencies and reports can be told apart by.
var (
	levels    = []string{"nation", "province", "city", "county", "township", "unknown"}
	kinds     = []string{"government", "department", "township", "vertical", "unknown"}
	scopes    = []string{"own", "aggregate", "unknown"}
	qualities = []string{"complete", "partial", "inconsistent", "no_tables"}
)

// region is a code of six digits or unknown.
func (p *params) region() string {
	s := p.text("region")
	if s != "" && s != store.UnknownRegion && (len(s) != 6 || strings.Trim(s, "0123456789") != "") {
		p.fail("region", "wrong.region")
		return ""
	}
	return s
}

// agencyFilter selects agencies.
func (p *params) agencyFilter() store.AgencyFilter {
	return store.AgencyFilter{Name: p.text("name"), Region: p.region(), Level: p.one("level", levels...), Kind: p.one("kind", kinds...),
		Certainty: p.one("certainty", certainties...)}
}

// filter selects reports.
func (p *params) filter() store.Filter {
	f := store.Filter{Agency: p.text("agency"), FromYear: p.year("from"), ToYear: p.year("to"),
		Quality: extract.Quality(p.one("quality", qualities...)), Site: p.text("site"), Scope: extract.Scope(p.one("scope", scopes...)),
		Region: p.region(), Level: p.one("level", levels...), Kind: p.one("kind", kinds...)}
	if y := p.year("year"); y != 0 {
		f.FromYear, f.ToYear = y, y
	}
	return f
}
