package web

import (
	"context"
	"slices"
	"strings"

	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/coverage"
	"gongkai/store/series"
)

// severities are those of findings, gravest first.
func severities() []string {
	var all []string
	for _, s := range checks.Severities() {
		all = append(all, string(s))
	}
	return all
}

// findingQuery selects findings by the parameters of an address.
func (s *Server) findingQuery(p *params) store.FindingQuery {
	q := store.FindingQuery{Filter: p.filter(), Section: p.text("section")}
	q.ReportID = p.text("report")
	severity, code := p.one("severity", severities()...), p.text("code")
	if code != "" && s.catalogue.Check(code) == nil {
		p.fail("code", "wrong.nocheck")
	}
	if severity != "" || code != "" {
		q.Codes = slices.DeleteFunc(s.catalogue.Codes(checks.Severity(severity)), func(c string) bool { return code != "" && c != code })
	}
	return q
}

func findingParams() []param {
	return append(filterParams(), param{name: "report", meaning: "id of one report", kind: "string"}, param{name: "section", meaning: "code of a section", kind: "string"},
		param{name: "severity", meaning: "how much a finding says", kind: "string", of: severities()}, param{name: "code", meaning: "code of a check", kind: "string"})
}

func (s *Server) findingsResource() resource {
	return resource{
		name: "checks", most: 1000, usual: 100,
		params: findingParams(),
		columns: columns("severity", "code", "section", "agency_id", "agency", "region", "region_name", "level", "kind", "scope", "year:integer", "report_id", "statistics",
			"left:decimal", "right:decimal", "explanation", "explanation_zh", "url", "page_digest"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (more bool, err error) {
			q := s.findingQuery(p)
			if p.err != nil {
				return false, p.err
			}
			l, _, rows, err := s.findingsOf(ctx, q)
			if err != nil {
				return false, err
			}
			words := s.catalogue.Explainer()
			ids, more := windowOf(l.ids, rows, w)
			return more, s.eachFinding(ctx, ids, func(r *checks.Row) error {
				left, right := r.Found.Sums()
				return emit(string(r.Severity), r.Code, r.Section, r.AgencyID, r.Agency, r.Region, r.RegionName, r.Level, r.Kind, string(r.Scope), orNone(r.Year), r.ReportID,
					strings.Join(r.Found.Statistics(), " "), left, right, words.English(&r.Found), words.Chinese(&r.Found), r.URL, r.PageDigest)
			})
		},
	}
}

// coverageBys are what the rows of a coverage matrix can be.
var coverageBys = []string{"region", "province", "city", "county", "level", "kind", "agency", "site"}

// coverageQuery selects agencies and years by the parameters of an address.
func (s *Server) coverageQuery(p *params) (coverage.Query, series.By) {
	q := coverage.Query{FromYear: p.year("from"), ToYear: p.year("to"), Region: p.region(), Level: p.one("level", levels...), Kind: p.one("kind", kinds...), Now: s.Now()}
	if q.FromYear != 0 && q.ToYear != 0 && q.FromYear > q.ToYear {
		p.fail("from", "wrong.order")
	}
	by := p.one("by", coverageBys...)
	if by == "" {
		by = "region"
	}
	return q, series.By(by)
}

func (s *Server) coverageResource() resource {
	return resource{
		name: "coverage", most: 5000, usual: 500,
		params: []param{
			{name: "by", meaning: "what the rows are; region is the parts of the region asked for, or provinces", kind: "string", of: coverageBys},
			{name: "region", meaning: "GB/T 2260 code of a region, taking all below it; or unknown", kind: "string"},
			{name: "from", meaning: "first reporting year", kind: "integer"}, {name: "to", meaning: "last reporting year", kind: "integer"},
			{name: "level", meaning: "level of the agency", kind: "string", of: levels}, {name: "kind", meaning: "kind of the agency", kind: "string", of: kinds},
		},
		columns: columns("key", "name", "year:integer", "state", "agencies:integer", "as_of:time"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			q, by := s.coverageQuery(p)
			if p.err != nil {
				return false, p.err
			}
			m, err := s.matrix(ctx, q, by)
			if err != nil {
				return false, err
			}
			cells := m.Cells[min(w.offset, len(m.Cells)):]
			return page(cells, w, func(c *coverage.Cell) error {
				return emit(c.Key, c.Label, c.Year, string(c.State), c.Agencies, c.AsOf)
			})
		},
	}
}

func (s *Server) searchResource() resource {
	return resource{
		name: "search", most: 200, usual: 20,
		params:  append(filterParams(), param{name: "q", meaning: "terms between white space, phrases in quotes", kind: "string", required: true}),
		columns: columns("report_id", "agency_id", "agency", "scope", "region", "region_name", "level", "kind", "year:integer", "title", "section", "snippet", "url"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			q := store.SearchQuery{Text: p.text("q"), Filter: p.filter(), Limit: w.limit, Offset: w.offset}
			if q.Limit == 0 {
				q.Limit = mostHits
			}
			if p.err != nil {
				return false, p.err
			}
			found, err := s.DB.Search(ctx, q)
			if err != nil {
				return false, err
			}
			for i := range found.Hits {
				h := &found.Hits[i]
				if err := emit(h.ReportID, h.AgencyID, h.Agency, string(h.Scope), h.Region, h.RegionName, h.Level, h.Kind, orNone(h.Year), h.Title, h.Section, h.Snippet.Text, h.URL); err != nil {
					return false, err
				}
			}
			return found.More, nil
		},
	}
}

// mostHits is how many hits a file of them has at most.
const mostHits = 10_000
