package coverage_test

import (
	"fmt"
	"testing"
	"time"

	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/nationtest"
	"gongkai/store/series"
)

// TestNationIsCounted holds the counts of a country against ones that are added
// up from how it was drawn. The lists of every second site were read after all
// was due, those of the others never.
func TestNationIsCounted(t *testing.T) {
	n, err := nationtest.New(nationtest.Options{Agencies: 300, FromYear: 2018, ToYear: 2024, Seed: 6})
	if err != nil {
		t.Fatal(err)
	}
	c := begin(t)
	if err := c.db.End(t.Context(), c.run, store.Summary{}); err != nil {
		t.Fatal(err)
	}
	if err := n.Load(t.Context(), c.db); err != nil {
		t.Fatal(err)
	}
	if c.run, err = c.db.Begin(t.Context(), store.RunInfo{Program: "test", Options: "{}"}); err != nil {
		t.Fatal(err)
	}
	c.list("mirror.example.gov.cn", now, "fetched")
	read := map[string]bool{}
	for _, a := range n.Agencies {
		if _, done := read[a.Site]; !done {
			read[a.Site] = len(read)%2 == 0
			if read[a.Site] {
				c.list(a.Site, now, "fetched")
			}
		}
	}
	db := c.end()

	type cell struct {
		province string
		year     int
		state    coverage.State
	}
	want, late := map[cell]int{}, map[int]int{}
	for _, a := range n.Agencies {
		if len(a.Reports) == 0 {
			continue
		}
		published := map[int]bool{}
		for _, r := range a.Reports {
			published[r.Year] = true
			day := fmt.Sprintf("%d-01-31", r.Year+1)
			if a.Kind == "government" || r.Year < 2019 {
				day = fmt.Sprintf("%d-03-31", r.Year+1)
			}
			if r.PublishedOn > day {
				late[r.Year]++
			}
		}
		for year := a.Reports[0].Year; year <= n.ToYear; year++ {
			state := coverage.NotCrawled
			switch {
			case published[year]:
				state = coverage.Published
			case read[a.Site]:
				state = coverage.NotFound
			}
			want[cell{a.Region[:2] + "0000", year, state}]++
		}
	}
	m, err := coverage.Count(t.Context(), db, coverage.Query{ToYear: 2024, Dates: true, Now: now.Add(time.Hour)}, series.ByProvince)
	if err != nil {
		t.Fatal(err)
	}
	got, gotLate, missing := map[cell]int{}, map[int]int{}, 0
	for _, g := range m.Cells {
		if g.Agencies > 0 {
			got[cell{g.Key, g.Year, g.State}] = g.Agencies
		}
		gotLate[g.Year] += g.Late
		if g.State == coverage.NotFound || g.State == coverage.NotCrawled {
			missing += g.Agencies
		}
	}
	for at, n := range want {
		if got[at] != n {
			t.Errorf("%+v: %d, want %d", at, got[at], n)
		}
	}
	if len(got) != len(want) || missing < 50 || m.FromYear != 2018 {
		t.Errorf("%d cells, want %d; %d missing; from %d", len(got), len(want), missing, m.FromYear)
	}
	for year, n := range late {
		if gotLate[year] != n {
			t.Errorf("%d: %d late, want %d", year, gotLate[year], n)
		}
	}
}
