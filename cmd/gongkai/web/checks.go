package web

import (
	"net/http"
	"time"

	"gongkai/extract/form"
	"gongkai/store/checks"
)

// checksData is what the page of findings shows.
type checksData struct {
	Counts []codeCount
	Rows   []checkRow
	// Next is the token of the next page, "" on the last; Stale tells in words
	// that findings may be out of date.
	Next, Stale string
	Severities  []string
	Levels      []string
	Sections    []string
}

// codeCount is how often a check found something.
type codeCount struct {
	*checks.Check
	Findings, Reports int
}

// checkRow is a finding with its explanation.
type checkRow struct {
	checks.Row
	Explanation string
}

// findingsShown is how many findings a page has.
const findingsShown = 50

// staleness says what stored findings do not know yet, nothing where that is nothing.
func staleness(s checks.Stale) said {
	of := said{key: "stale." + string(s.Why)}
	switch s.Why {
	case "":
		of.key = ""
	case checks.OtherRules:
		of.args = []any{s.MadeAt.Format(time.RFC3339)}
	case checks.AgenciesDue:
		of.args = []any{s.MadeAt.Format(time.RFC3339), s.Due}
	}
	return of
}

// checksPage lists what checks found, and how much of each.
func (s *Server) checksPage(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	q, offset := s.findingQuery(p), p.token("next")
	if p.err != nil {
		return nil, p.err
	}
	d := checksData{Severities: severities(), Levels: levels, Sections: s.sections}
	stale, err := s.catalogue.Stale(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	d.Stale = s.words.sentence(languageOf(r), staleness(stale))
	l, all, rows, err := s.findingsOf(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, c := range l.counts(all) {
		if k := s.catalogue.Check(c.Value); k != nil {
			d.Counts = append(d.Counts, codeCount{k, c.Findings, c.Reports})
		}
	}
	words := s.catalogue.Explainer()
	explain := words.English
	if languageOf(r) == chinese {
		explain = words.Chinese
	}
	ids, more := windowOf(l.ids, rows, window{findingsShown, offset})
	err = s.eachFinding(ctx, ids, func(row *checks.Row) error {
		d.Rows = append(d.Rows, checkRow{*row, explain(&row.Found)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if more {
		d.Next = tokenOf(offset + findingsShown)
	}
	return s.page(r, "checks", "checks.title", d)
}

// sectionCodes are those of all forms, each once.
func sectionCodes(forms []*form.Form) []string {
	var codes []string
	seen := map[string]bool{}
	for _, f := range forms {
		for i := range f.Sections {
			if c := f.Sections[i].Code; !seen[c] {
				seen[c] = true
				codes = append(codes, c)
			}
		}
	}
	return codes
}
