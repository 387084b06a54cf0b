package nationtest

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/store"
)

// loaded returns a store with the nation.
func loaded(t *testing.T, n *Nation) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "a.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := n.Load(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// panel prints what a query answers.
func panel(t *testing.T, s *store.Store, q store.PanelQuery) string {
	t.Helper()
	text := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	var b strings.Builder
	err := s.EachPanel(context.Background(), q, func(r *store.PanelRow) error {
		fmt.Fprint(&b, r.AgencyID, r.Agency, r.AsPrinted, text(r.Region), text(r.RegionName), r.Level, r.Kind, r.Scope, r.Year, r.Format, r.ReportID, r.Quality, r.SourceCount)
		for _, f := range r.Figures {
			if f == nil {
				b.WriteString(" none")
				continue
			}
			value := "null"
			if f.Value != nil {
				value = f.Value.String()
			}
			fmt.Fprint(&b, " ", value, text(f.Print()), text(f.Unit), f.UnitSource, f.Status, f.Conflict)
		}
		b.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Questions about single agencies are answered from the tables, others from
// sheets: both must say the same, also while a sheet is stale.
func TestSheetsSayWhatTheTablesSay(t *testing.T) {
	ctx := context.Background()
	n := nation(t)
	s := loaded(t, n)
	list, err := s.Agencies(ctx, store.AgencyFilter{})
	if err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for _, a := range list {
		all = append(all, a.ID)
	}
	queries := []store.PanelQuery{
		{}, {FromYear: 2019, ToYear: 2020}, {ToYear: 2018}, {FromYear: 2023}, {Scope: extract.ScopeAggregate}, {Region: store.UnknownRegion}, {Region: "130000"},
		{Level: "county"}, {Kind: "government"}, {Statistics: []string{"requests/new_requests/total"}},
		{Statistics: []string{"review/litigation_direct/total", "art20_9/procurement/amount", "no/such/one", "requests/carried_in/enterprise", "indicators/requests.received/value"}},
	}
	compare := func(when string) {
		t.Helper()
		for _, q := range queries {
			sheets := panel(t, s, q)
			q.Agencies = all
			if tables := panel(t, s, q); sheets != tables {
				t.Errorf("%s, %+v:\nsheets\n%.2000s\ntables\n%.2000s", when, q.Statistics, sheets, tables)
			}
		}
	}
	compare("fresh")
	if rows := strings.Count(panel(t, s, store.PanelQuery{}), "\n"); rows < len(n.Agencies)*6 {
		t.Errorf("%d rows", rows)
	}
	// A crawl that is not done yet brings more.
	more := *n
	more.Agencies = nil
	for _, a := range n.Agencies[:7] {
		b := *a
		b.Reports = nil
		for _, r := range a.Reports[1:4] {
			changed := *r
			changed.Figures = map[string]Figure{}
			for name, f := range r.Figures {
				changed.Figures[name] = Figure{f.Value + 1, extract.StatusRead}
			}
			b.Reports = append(b.Reports, &changed)
		}
		more.Agencies = append(more.Agencies, &b)
	}
	before := panel(t, s, queries[9])
	if _, err := more.visit(ctx, s); err != nil {
		t.Fatal(err)
	}
	if panel(t, s, queries[9]) == before {
		t.Error("nothing changed")
	}
	compare("stale")
	if err := s.PackSheets(ctx); err != nil {
		t.Fatal(err)
	}
	compare("packed again")
}
