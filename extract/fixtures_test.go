package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/decimal"
	"gongkai/fixtures"
)

func newExtractor(t testing.TB, opts ...Option) *Extractor {
	t.Helper()
	x, err := New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func loadFixtures(t testing.TB) []fixtures.Page {
	t.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestFixtureFigures holds every printed cell of every fixture against the
// figures it was made from, which no extractor has touched.
func TestFixtureFigures(t *testing.T) {
	x := newExtractor(t)
	cases := 0
	for _, p := range loadFixtures(t) {
		if p.Meta.Kind != fixtures.KindReport {
			continue
		}
		cases++
		t.Run(p.Site+"/"+p.Name, func(t *testing.T) {
			got, err := x.Extract(Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.Path})
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(p.Reports) {
				t.Fatalf("%d reports, want %d", len(got), len(p.Reports))
			}
			for i := range got {
				compareReport(t, &got[i], &p.Reports[i])
			}
		})
	}
	if cases < 16 {
		t.Fatalf("only %d report fixtures", cases)
	}
}

func compareReport(t *testing.T, got *Report, want *fixtures.Report) {
	t.Helper()
	eq := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	eq("title", got.Title, want.Title)
	eq("agency", got.Agency, want.Agency)
	eq("year", got.Year, want.Year)
	eq("format", got.Format, want.Format)
	eq("published_on", deref(got.PublishedOn), deref(want.PublishedOn))
	eq("published_on_kind", deref(got.PublishedOnKind), deref(want.PublishedOnKind))
	eq("index_number", deref(got.IndexNumber), deref(want.IndexNumber))
	eq("document_number", deref(got.DocumentNumber), deref(want.DocumentNumber))
	eq("quality", got.Quality, want.Quality)
	eq("flags", got.Flags, want.Flags)
	stats := map[string]Statistic{}
	for _, st := range got.Statistics {
		stats[st.Section+"/"+st.Row+"/"+st.Col] = st
	}
	if len(stats) != len(want.Figures) {
		t.Errorf("%d statistics, want %d", len(stats), len(want.Figures))
	}
	for _, f := range want.Figures {
		st, ok := stats[f.Key()]
		if !ok {
			t.Errorf("%s: missing", f.Key())
			continue
		}
		if string(st.Status) != f.Status || deref(st.Raw) != f.Raw {
			t.Errorf("%s: got %s %q, want %s %q", f.Key(), st.Status, deref(st.Raw), f.Status, f.Raw)
			continue
		}
		if n, ok := f.Number(); ok {
			v, err := decimal.Parse(n)
			if err != nil {
				t.Fatalf("%s: %v", f.Key(), err)
			}
			if st.Value == nil || *st.Value != v {
				t.Errorf("%s: got %v, want %s", f.Key(), st.Value, n)
			}
		}
		if f.UnitSource != "" && (deref(st.Unit) != f.Unit || string(st.UnitSource) != f.UnitSource) {
			t.Errorf("%s: unit %q from %s, want %q from %s", f.Key(), deref(st.Unit), st.UnitSource, f.Unit, f.UnitSource)
		}
	}
	holds, open := 0, 0
	var fails []fixtures.CheckFailure
	for _, c := range got.Checks {
		switch {
		case c.Holds == nil:
			open++
		case *c.Holds:
			holds++
		default:
			fails = append(fails, fixtures.CheckFailure{ID: c.ID, At: c.At})
		}
	}
	eq("checks that hold", holds, want.Checks.Holds)
	if !slices.Equal(fails, want.Checks.Fails) {
		eq("checks that fail", fails, want.Checks.Fails)
	}
	if want.Checks.Open != nil {
		eq("open checks", open, *want.Checks.Open)
	}
	for _, u := range want.UnknownRows {
		if !slices.ContainsFunc(got.Problems, func(p Problem) bool {
			return p.Code == "unknown_row" && strings.Contains(p.Message, u.Label) && strings.HasPrefix(p.Message, u.Section)
		}) {
			t.Errorf("no problem tells of the unknown row %q: %v", u.Label, got.Problems)
		}
	}
	for _, s := range want.MissingSections {
		if !slices.ContainsFunc(got.Problems, func(p Problem) bool {
			return p.Code == "section_missing" && strings.HasPrefix(p.Message, s+" ")
		}) {
			t.Errorf("no problem tells that section %s is missing: %v", s, got.Problems)
		}
	}
}

// TestFixturesThatAreNoReport refuses notices, lists, news, forms and laws.
func TestFixturesThatAreNoReport(t *testing.T) {
	x := newExtractor(t)
	cases := 0
	for _, p := range loadFixtures(t) {
		if p.Meta.Kind == fixtures.KindReport {
			continue
		}
		cases++
		got, err := x.Extract(Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.Path})
		var not *NotReportError
		var unreadable *UnreadableError
		if !errors.As(err, &not) && !errors.As(err, &unreadable) && !errors.Is(err, ErrEmpty) {
			t.Errorf("%s/%s (%s): %d reports, error %v", p.Site, p.Name, p.Meta.Kind, len(got), err)
			for _, r := range got {
				t.Logf("%q %q %d %s %d", r.Title, r.Agency, r.Year, r.Quality, len(r.Statistics))
			}
		}
	}
	if cases == 0 {
		t.Fatal("no fixtures that are no report")
	}
}
