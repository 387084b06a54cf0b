package web

import (
	"net/http"

	"gongkai/store"
)

// certainties are how sure it is whom a name means.
var certainties = []string{"ruled", "certain", "likely", "none"}

// listShown is how many rows a page of a list has, mostOffset how far it goes on.
const (
	listShown  = 50
	mostOffset = 1_000_000
)

// reportsData is what the list of reports shows.
type reportsData struct {
	Rows   []store.ReportRow
	Facets []facet
	Total  int
	Next   string
}

// reports lists reports: /reports with the filters of params.filter.
func (s *Server) reports(r *http.Request) (*answer, error) {
	p := &params{q: r.URL.Query()}
	f, offset := p.filter(), p.offset()
	if p.err != nil {
		return nil, p.err
	}
	ctx, cancel := s.asking(r)
	defer cancel()
	l, rows, err := s.reportsOf(ctx, f)
	if err != nil {
		return nil, err
	}
	d := reportsData{Facets: l.facets(rows, p), Total: len(rows)}
	ids, more := windowOf(l.ids, rows, window{listShown, offset})
	if d.Rows, err = s.DB.CurrentReports(ctx, ids); err != nil {
		return nil, err
	}
	if more {
		d.Next = tokenOf(offset + listShown)
	}
	return s.page(r, "reports", "list.reports", d)
}

// agenciesData is what the list of agencies shows.
type agenciesData struct {
	Rows   []*store.Agency
	Facets []facet
	Total  int
	Next   string
}

// agencies lists agencies: /agencies.
func (s *Server) agencies(r *http.Request) (*answer, error) {
	p := &params{q: r.URL.Query()}
	f, offset := p.agencyFilter(), p.offset()
	if p.err != nil {
		return nil, p.err
	}
	ctx, cancel := s.asking(r)
	defer cancel()
	all, err := s.agenciesOf(ctx, f)
	if err != nil {
		return nil, err
	}
	d := agenciesData{Facets: agencyFacets(all, p), Total: len(all)}
	d.Rows, d.Next = shownOf(all[min(offset, len(all)):], offset, listShown)
	return s.page(r, "agencies", "list.agencies", d)
}

// offset is where a page of a list begins.
func (p *params) offset() int {
	n := p.token("next")
	if n > mostOffset {
		p.fail("next", "wrong.token")
	}
	return n
}

// shownOf cuts what follows on an offset to what is shown, and makes the token
// of the next page.
func shownOf[T any](rows []T, offset, shown int) ([]T, string) {
	if len(rows) <= shown {
		return rows, ""
	}
	return rows[:shown], tokenOf(offset + shown)
}
