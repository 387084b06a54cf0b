package web

import (
	"context"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
	"gongkai/store/region"
)

// filterParams are those of params.filter.
func filterParams() []param {
	return []param{
		{name: "agency", meaning: "a part of the agency's printed name, or its id, also a former one", kind: "string"},
		{name: "year", meaning: "reporting year", kind: "integer"},
		{name: "from", meaning: "first reporting year", kind: "integer"},
		{name: "to", meaning: "last reporting year", kind: "integer"},
		{name: "quality", meaning: "what could be read of the report", kind: "string", of: qualities},
		{name: "site", meaning: "host the report was found on", kind: "string"},
		{name: "scope", meaning: "whose figures it adds up", kind: "string", of: scopes},
		{name: "region", meaning: "GB/T 2260 code of a region, taking all below it; or unknown", kind: "string"},
		{name: "level", meaning: "level of the agency", kind: "string", of: levels},
		{name: "kind", meaning: "kind of the agency", kind: "string", of: kinds},
	}
}

// resources are the lists of the API.
func (s *Server) resources() []resource {
	all := []resource{s.reportsResource(), s.agenciesResource(), s.statisticsResource(), s.claimsResource(), s.findingsResource(), s.coverageResource(), s.searchResource(),
		s.regionsResource(), s.measuresResource(), s.trendResource(), s.rankResource(), s.compareResource(), s.runsResource(), s.sitesResource()}
	for i := range all {
		all[i].summary = s.words.sentence(english, said{key: "resource." + all[i].name})
	}
	return all
}

// page hands over a whole list that a window cut from the database, one row
// longer than asked for where there are more.
func page[T any](rows []T, w window, emit func(*T) error) (more bool, err error) {
	if w.limit > 0 && len(rows) > w.limit {
		rows, more = rows[:w.limit], true
	}
	for i := range rows {
		if err := emit(&rows[i]); err != nil {
			return false, err
		}
	}
	return more, nil
}

// ahead is the limit that tells whether there is more behind the window.
func (w window) ahead() int {
	if w.limit == 0 {
		return 0
	}
	return w.limit + 1
}

// columns are names with their types: a name alone is text.
func columns(names ...string) []tabular.Column {
	types := map[string]tabular.Type{"integer": tabular.Integer, "decimal": tabular.Decimal, "date": tabular.Date, "time": tabular.Time}
	var cols []tabular.Column
	for _, n := range names {
		name, kind, _ := strings.Cut(n, ":")
		cols = append(cols, tabular.Column{Name: name, Type: types[kind]})
	}
	return cols
}

func (s *Server) reportsResource() resource {
	return resource{
		name: "reports", most: 1000, usual: 100,
		params: append(filterParams(), param{name: "report", meaning: "id of one report", kind: "string"}, param{name: "revisions", meaning: "1 lists earlier revisions too", kind: "string", of: []string{"0", "1"}}),
		columns: columns("report_id", "agency_id", "agency", "scope", "region", "region_name", "level", "kind", "year:integer", "format", "title", "url", "published_on:date",
			"published_on_kind", "index_number", "fetched_at:time", "page_digest", "extractor_version", "revision:integer", "current:integer", "quality", "flags",
			"withdrawn:integer", "gone_since:time", "last_seen:time"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			f := p.filter()
			f.ReportID, f.AllRevisions = p.text("report"), p.one("revisions", "0", "1") == "1"
			if p.err != nil {
				return false, p.err
			}
			return s.eachReportRow(ctx, f, w, func(r *store.ReportRow) error {
				return emit(r.ReportID, r.AgencyID, r.Agency, string(r.Scope), r.Region, r.RegionName, r.Level, r.Kind, orNone(r.Year), r.Format, r.Title, r.URL, r.PublishedOn,
					r.PublishedOnKind, r.IndexNumber, r.FetchedAt, r.PageDigest, r.ExtractorVersion, r.Revision, bit(r.Current), string(r.Quality), r.Flags,
					bit(r.Withdrawn), r.GoneSince, r.LastSeen)
			})
		},
	}
}

// eachReportRow hands the reports of a window to do, and tells whether there are
// more. No question is under way meanwhile, as do may wait for a client.
func (s *Server) eachReportRow(ctx context.Context, f store.Filter, w window, do func(*store.ReportRow) error) (more bool, err error) {
	if f.AllRevisions {
		f.Limit, f.Offset = w.ahead(), w.offset
		rows, err := s.DB.ListReports(ctx, f)
		if err != nil {
			return false, err
		}
		return page(rows, w, do)
	}
	l, all, err := s.reportsOf(ctx, f)
	if err != nil {
		return false, err
	}
	ids, more := windowOf(l.ids, all, w)
	for some := range slices.Chunk(ids, atOnce) {
		rows, err := s.DB.CurrentReports(ctx, some)
		if err != nil {
			return false, err
		}
		for i := range rows {
			if err := do(&rows[i]); err != nil {
				return false, err
			}
		}
	}
	return more, nil
}

func (s *Server) agenciesResource() resource {
	return resource{
		name: "agencies", most: 1000, usual: 100,
		params: []param{
			{name: "name", meaning: "a part of the name, in any spelling", kind: "string"},
			{name: "region", meaning: "GB/T 2260 code of a region, taking all below it; or unknown", kind: "string"},
			{name: "level", meaning: "level of the agency", kind: "string", of: levels},
			{name: "kind", meaning: "kind of the agency", kind: "string", of: kinds},
			{name: "certainty", meaning: "how sure it is whom the names mean", kind: "string", of: certainties},
		},
		columns: columns("agency_id", "name", "region", "region_name", "level", "kind", "certainty", "evidence", "reports:integer", "first_year:integer", "last_year:integer"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			f := p.agencyFilter()
			if p.err != nil {
				return false, p.err
			}
			rows, err := s.agenciesOf(ctx, f)
			if err != nil {
				return false, err
			}
			return page(rows[min(w.offset, len(rows)):], w, func(of **store.Agency) error {
				a := *of
				return emit(a.ID, a.Name, a.Region, a.RegionName, a.Level, a.Kind, a.Certainty, a.Evidence, a.Reports, orNone(a.FirstYear), orNone(a.LastYear))
			})
		},
	}
}

// eachReport hands do what selects the reports of a window that counts reports,
// one by one, and tells whether there are more.
func (s *Server) eachReport(ctx context.Context, p *params, w window, do func(store.Filter) error) (more bool, err error) {
	f := p.filter()
	f.ReportID = p.text("report")
	if p.err != nil {
		return false, p.err
	}
	l, rows, err := s.reportsOf(ctx, f)
	if err != nil {
		return false, err
	}
	ids, more := windowOf(l.ids, rows, w)
	for _, id := range ids {
		if err := do(store.Filter{ReportID: id}); err != nil {
			return false, err
		}
	}
	return more, nil
}

func (s *Server) statisticsResource() resource {
	return resource{
		name: "statistics", most: 50, usual: 5, unit: "reports, with all their figures",
		params: append(filterParams(), param{name: "report", meaning: "id of one report", kind: "string"}, param{name: "section", meaning: "code of a section", kind: "string"}),
		columns: columns("report_id", "agency_id", "agency", "scope", "region", "year:integer", "format", "section", "row", "col", "section_label", "row_label", "col_label",
			"value:decimal", "raw", "unit", "unit_source", "status"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			section := p.text("section")
			return s.eachReport(ctx, p, w, func(f store.Filter) error {
				return s.DB.EachStatistic(ctx, f, func(r *store.StatisticRow) error {
					if section != "" && r.Section != section {
						return nil
					}
					return emit(r.ReportID, r.AgencyID, r.Agency, string(r.Scope), r.Region, orNone(r.Year), r.Format, r.Section, r.Row, r.Col, r.SectionLabel, r.RowLabel, r.ColLabel,
						r.Value, r.Raw, r.Unit, string(r.UnitSource), string(r.Status))
				})
			})
		},
	}
}

func (s *Server) claimsResource() resource {
	return resource{
		name: "claims", most: 500, usual: 50, unit: "reports, with all their claims",
		params:  append(filterParams(), param{name: "report", meaning: "id of one report", kind: "string"}),
		columns: columns("report_id", "agency_id", "agency", "scope", "year:integer", "what", "value:decimal", "sentence"),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			return s.eachReport(ctx, p, w, func(f store.Filter) error {
				return s.DB.EachClaim(ctx, f, func(r *store.ClaimRow) error {
					return emit(r.ReportID, r.AgencyID, r.Agency, string(r.Scope), orNone(r.Year), r.What, &r.Value, r.Sentence)
				})
			})
		},
	}
}

func (s *Server) regionsResource() resource {
	return resource{
		name: "regions", most: 5000, usual: 500,
		params:  []param{{name: "region", meaning: "only what lies in it", kind: "string"}, {name: "name", meaning: "a part of the full name", kind: "string"}},
		columns: columns("code", "name", "full_name", "level"),
		rows: func(_ context.Context, p *params, w window, emit func(...any) error) (bool, error) {
			within, name := p.region(), p.text("name")
			if p.err != nil {
				return false, p.err
			}
			l := region.Load()
			var rows []*region.Region
			for _, top := range l.Provinces() {
				for _, code := range l.Below(top.Code) {
					if r := l.At(code, 0); r != nil && r.To == 0 && store.SelectsRegion(within, r.Code) && strings.Contains(l.FullName(r), name) {
						rows = append(rows, r)
					}
				}
			}
			rows = rows[min(w.offset, len(rows)):]
			return page(rows, w, func(r **region.Region) error {
				return emit((*r).Code, (*r).Name, l.FullName(*r), string((*r).Level()))
			})
		},
	}
}

func (s *Server) runsResource() resource {
	return resource{
		name: "runs", most: 1000, usual: 20,
		columns: columns("run:integer", "started_at:time", "ended_at:time", "state", "program", "fetched:integer", "unchanged:integer", "failed:integer", "gone:integer", "reports:integer", "new:integer", "revised:integer", "sites:integer", "failed_sites:integer"),
		rows: func(ctx context.Context, _ *params, w window, emit func(...any) error) (bool, error) {
			limit := 0
			if w.limit > 0 {
				limit = w.offset + w.limit + 1
			}
			rows, err := s.DB.Runs(ctx, limit)
			if err != nil {
				return false, err
			}
			rows = rows[min(w.offset, len(rows)):]
			return page(rows, w, func(r *store.Run) error {
				failed := 0
				for _, site := range r.Sites {
					if site.Failed {
						failed++
					}
				}
				return emit(r.ID, r.Started, r.Ended, r.State, r.Program, r.Fetched, r.Unchanged, r.Failed, r.Gone, r.Reports, r.New, r.Revised, len(r.Sites), failed)
			})
		},
	}
}

func (s *Server) sitesResource() resource {
	return resource{
		name: "sites", most: 1000, usual: 100,
		columns: columns("site", "title", "region", "reports:integer", "last_success:time", "last_failed:integer", "reason", "blocked:integer"),
		rows: func(ctx context.Context, _ *params, w window, emit func(...any) error) (bool, error) {
			rows, err := s.status(ctx)
			if err != nil {
				return false, err
			}
			rows = rows[min(w.offset, len(rows)):]
			return page(rows, w, func(r *store.SiteStatus) error {
				return emit(r.Name, r.Title, r.Region, r.Reports, r.LastSuccess, bit(r.LastFailed), r.LastReason, r.Outcomes["blocked"])
			})
		},
	}
}

// bit is how the views tell yes from no.
func bit(is bool) int {
	if is {
		return 1
	}
	return 0
}

// orNone is nil for a year that nobody named.
func orNone(year int) any {
	if year == 0 {
		return nil
	}
	return year
}
