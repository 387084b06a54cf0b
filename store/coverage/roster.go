package coverage

import (
	"context"
	"strings"

	"gongkai/extract"
	"gongkai/store"
)

// Why somebody is expected to publish for a year.
const (
	// Seen: there is a report.
	Seen = "seen"
	// Between two years with reports.
	Between = "between"
	// After the last year with a report: it may have been abolished or renamed.
	After = "after"
	// Listed in the sites file, without any report on the site.
	Listed = "listed"
)

// member is who is expected from a year on.
type member struct {
	store.PanelRow // without figures; the agency as its last report has it
	sites          []*store.SiteReach
	first, last    int // years with reports; 0 for a listed site
	years          map[int]*held
	siteNames      string
}

// held is what the panel has of an agency's year, of whatever scope.
type held struct {
	report string
	tables bool
}

// roster gathers the agencies of the panel, in its order.
func roster(ctx context.Context, db *store.Store, q Query) ([]*member, error) {
	var all []*member
	err := db.EachPanel(ctx, store.PanelQuery{Region: q.Region, Level: q.Level, Kind: q.Kind}, func(r *store.PanelRow) error {
		if len(all) == 0 || all[len(all)-1].AgencyID != r.AgencyID {
			all = append(all, &member{PanelRow: *r, first: r.Year, last: r.Year, years: map[int]*held{}})
		}
		m := all[len(all)-1]
		m.first, m.last = min(m.first, r.Year), max(m.last, r.Year)
		tables := r.Quality != extract.QualityNoTables
		if h := m.years[r.Year]; h == nil || tables && !h.tables {
			m.years[r.Year] = &held{r.ReportID, tables}
		}
		return nil
	})
	return all, err
}

// onSites tells the agencies on which sites they are, and adds the listed sites
// that have none.
func onSites(all []*member, q Query, sites []store.SiteReach) []*member {
	on := map[string][]*store.SiteReach{}
	for i := range sites {
		for _, agency := range sites[i].Agencies {
			on[agency] = append(on[agency], &sites[i])
		}
	}
	for _, m := range all {
		m.sites = on[m.AgencyID]
	}
	for i := range sites {
		if s := &sites[i]; s.Listed && len(s.Agencies) == 0 && q.selectsListed(s) {
			m := &member{sites: []*store.SiteReach{s}}
			m.Agency, m.Level, m.Kind = s.Title, "unknown", "unknown"
			if m.Agency == "" {
				m.Agency = s.Site
			}
			if s.Region != "" {
				m.Region = &s.Region
			}
			all = append(all, m)
		}
	}
	for _, m := range all {
		m.siteNames = siteNames(m.sites)
	}
	return all
}

func siteNames(sites []*store.SiteReach) string {
	names := make([]string, len(sites))
	for i, s := range sites {
		names[i] = s.Site
	}
	return strings.Join(names, " ")
}

// expected tells why a member is expected to publish for a year, "" if it is not.
func (m *member) expected(year int) string {
	switch {
	case m.first == 0:
		return Listed
	case m.years[year] != nil:
		return Seen
	case year < m.first:
		return ""
	case year < m.last:
		return Between
	}
	return After
}
