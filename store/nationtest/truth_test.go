package nationtest

import (
	"context"
	"slices"
	"testing"

	"gongkai/extract"
	"gongkai/store"
)

// Every agency is one in all its spellings, names and sites, and the panel has
// what its reports print.
func everyAgencyIsOne(t *testing.T, n *Nation, s *store.Store) {
	ctx := context.Background()
	list, err := s.Agencies(ctx, store.AgencyFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(n.Agencies) {
		t.Errorf("%d agencies, want %d", len(list), len(n.Agencies))
		for _, a := range list {
			t.Log(a.ID, a.Name, a.Level, a.Kind, a.Reports, a.Evidence)
		}
	}
	for _, a := range n.Agencies {
		d, err := s.FindAgency(ctx, a.Reports[0].Name)
		if err != nil {
			t.Errorf("%s: %v", a.Reports[0].Name, err)
			continue
		}
		if d.Region == nil || *d.Region != a.Region || d.Level != a.Level || d.Kind != a.Kind || d.Certainty != "certain" {
			t.Errorf("%s: %+v, want %+v", a.Reports[0].Name, d.Agency, *a)
		}
		comparePanels(t, s, d.ID, a)
	}
}

// comparePanels compares an agency's rows of the panel with what it published.
func comparePanels(t *testing.T, s *store.Store, id string, a *Agency) {
	t.Helper()
	var names []string
	for _, r := range a.Reports {
		for name := range r.Figures {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	rows := 0
	err := s.EachPanel(context.Background(), store.PanelQuery{Agencies: []string{id}, Statistics: names}, func(row *store.PanelRow) error {
		rows++
		i := slices.IndexFunc(a.Reports, func(r *Report) bool { return r.Year == row.Year })
		if i < 0 {
			t.Errorf("%s: a row for %d", row.Agency, row.Year)
			return nil
		}
		r := a.Reports[i]
		sources := 1
		if r.Elsewhere != nil {
			sources = 2
		}
		if row.AsPrinted != r.Name || row.Scope != r.Scope || row.Format != r.Format || row.SourceCount != sources || (row.Quality == extract.QualityInconsistent) != (r.Broken != "") {
			t.Errorf("%+v, want %s %s %s, %d sources", row, r.Name, r.Scope, r.Format, sources)
		}
		for j, name := range names {
			compareFigure(t, row, r, name, row.Figures[j])
		}
		return nil
	})
	if err != nil || rows != len(a.Reports) {
		t.Errorf("%s has %d rows of %d, %v", id, rows, len(a.Reports), err)
	}
}

func compareFigure(t *testing.T, row *store.PanelRow, r *Report, name string, got *store.Figure) {
	t.Helper()
	want, there := r.Figures[name]
	if !there || got == nil {
		if there != (got != nil) {
			t.Errorf("%s %d %s: %+v", r.Name, r.Year, name, got)
		}
		return
	}
	same := got.Status == want.Status && (got.Value != nil) == want.Read()
	if same && want.Read() {
		v, whole := got.Value.Int()
		same = whole && v == want.Value
	}
	conflict := r.Elsewhere != nil && r.Elsewhere[name] != want
	if !same || got.Conflict != conflict {
		t.Errorf("%s %d %s: %+v, want %+v, conflict %v", r.Name, r.Year, name, got, want, conflict)
	}
}
