package nationtest

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/measure"
	"gongkai/store/series"
)

var (
	nationReports = flag.Int("nation-reports", 2000, "reports that BenchmarkAnswers asks about")
	nationFile    = flag.String("nation-file", "", "a file that keeps the database of BenchmarkAnswers for the next run")
)

// keyInfos name every figure of every form, in the forms' order.
func keyInfos(tb testing.TB) []store.KeyInfo {
	tb.Helper()
	forms, err := form.Load()
	if err != nil {
		tb.Fatal(err)
	}
	var keys []store.KeyInfo
	for _, f := range forms {
		for i := range f.Sections {
			s := &f.Sections[i]
			for r := range s.Rows {
				for c := range s.Columns {
					k := store.KeyInfo{Format: f.Format, Section: s.Code, Row: s.Rows[r].Code, Col: s.Columns[c].Code, Short: s.WideName(r, c)}
					if u := s.UnitOf(r, c); u != nil {
						k.Unit = *u
					}
					keys = append(keys, k)
				}
			}
		}
	}
	return keys
}

// BenchmarkAnswers asks a nation of seven years what pages and commands ask.
// Each metric is the 95th percentile of the answers' times, in milliseconds.
func BenchmarkAnswers(b *testing.B) {
	ctx := context.Background()
	path := *nationFile
	if path == "" {
		path = filepath.Join(b.TempDir(), "nation.db")
	}
	s, err := store.Open(ctx, path, store.Options{Keys: keyInfos(b)})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	counts, err := s.Counts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	const part = 500
	var some *Nation
	for first := 0; first < *nationReports/7; first += part {
		if some, err = New(Options{Agencies: min(part, *nationReports/7-first), First: first, FromYear: 2019, ToYear: 2025, Seed: 1}); err != nil {
			b.Fatal(err)
		}
		if counts.Reports > 0 { // kept by another run
			continue
		}
		if err := some.Load(ctx, s); err != nil {
			b.Fatal(err)
		}
	}
	denied := measureOf(b, "requests_denied")
	var compared []*measure.Measure
	for _, name := range []string{"requests_received", "requests_processed", "grant_rate", "refusal_rate", "not_held_rate", "not_processed_rate", "carried_over_share", "reconsideration_correction_rate", "litigation_correction_rate"} {
		compared = append(compared, measureOf(b, name))
	}
	var provinces []series.Subject
	for _, code := range []string{"130000", "320000", "330000", "360000", "370000", "410000", "440000", "510000"} {
		provinces = append(provinces, series.Subject{Label: code, Region: code})
	}
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, q := range []struct {
		name string
		ask  func(i int) error
	}{
		{"agency", func(i int) error {
			d, err := s.FindAgency(ctx, some.Agencies[i%len(some.Agencies)].Reports[0].Name)
			if err != nil {
				return err
			}
			rows, err := s.ListReports(ctx, store.Filter{AgencyID: d.ID})
			if err != nil || len(rows) == 0 {
				return fmt.Errorf("%d reports, %w", len(rows), err)
			}
			_, err = s.LoadReport(ctx, rows[len(rows)-1].ReportID, 0)
			return err
		}},
		{"trend", func(int) error {
			_, err := series.Of(ctx, s, denied, series.Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}, By: series.ByProvince})
			return err
		}},
		{"comparison", func(int) error {
			_, err := series.Compare(ctx, s, compared, provinces, series.Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}})
			return err
		}},
		{"coverage", func(int) error {
			_, err := coverage.Count(ctx, s, coverage.Query{Now: now}, series.ByProvince)
			return err
		}},
		{"search", func(i int) error {
			_, err := s.Search(ctx, store.SearchQuery{Text: "财政 " + some.Agencies[i%len(some.Agencies)].Reports[0].Name[:6], Limit: 20})
			return err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				if err := q.ask(i); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms_p95")
		})
	}
}
