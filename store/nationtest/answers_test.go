package nationtest

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// What the commands answer is what can be added up from the nation itself.
func TestAnswers(t *testing.T) {
	n := nation(t)
	s := loaded(t, n)
	for name, ask := range map[string]func(*testing.T, *Nation, *store.Store){
		"every agency is one":                           everyAgencyIsOne,
		"a trend by province is the sum of its reports": trendByProvinceIsTheSumOfItsReports,
		"rates are of reports that have both sides":     ratesAreOfReportsThatHaveBothSides,
		"a rank is the order of the figures":            rankIsTheOrderOfTheFigures,
		"checks find what contradicts":                  checksFindWhatContradicts,
	} {
		t.Run(name, func(t *testing.T) { ask(t, n, s) })
	}
}

// refusals are the rows of forms 2019 and 2021 that refuse, as the State
// Council's forms print them.
var refusals = []string{"denied.state_secret", "denied.prohibited_by_law", "denied.security_stability", "denied.third_party_rights",
	"denied.internal_affairs", "denied.process_information", "denied.enforcement_file", "denied.administrative_inquiry"}

// refused adds up a report's refusals; ok is false where one has no number.
func (r *Report) refused() (sum int64, ok bool) {
	if r.Format == "2014" {
		f := r.Figures["indicators/requests.denied/value"]
		return f.Value, f.Read()
	}
	for _, row := range refusals {
		f := r.Figures["requests/"+row+"/total"]
		if !f.Read() {
			return 0, false
		}
		sum += f.Value
	}
	return sum, true
}

// processed is how many requests a report says were concluded.
func (r *Report) processed() Figure {
	if r.Format == "2014" {
		return r.Figures["indicators/requests.answered/value"]
	}
	return r.Figures["requests/processed_total/total"]
}

// cell is a province's sum in a year.
type cell struct{ sum, n int64 }

func measureOf(t testing.TB, name string) *measure.Measure {
	t.Helper()
	book, err := measure.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := book.Measure(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func trendByProvinceIsTheSumOfItsReports(t *testing.T, n *Nation, s *store.Store) {
	want := map[string]cell{}
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			if sum, ok := r.refused(); ok && r.Scope == extract.ScopeOwn {
				c := want[fmt.Sprint(a.Region[:2], "0000 ", r.Year)]
				want[fmt.Sprint(a.Region[:2], "0000 ", r.Year)] = cell{c.sum + sum, c.n + 1}
			}
		}
	}
	trend, err := series.Of(context.Background(), s, measureOf(t, "requests_denied"), series.Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}, By: series.ByProvince})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, line := range trend.Lines {
		for _, p := range line.Points {
			c, there := want[fmt.Sprint(line.Key, " ", p.Year)]
			if !there {
				if p.Value != nil {
					t.Errorf("%s %d: %v of nothing", line.Key, p.Year, p.Value)
				}
				continue
			}
			found++
			if p.Value == nil || p.Value.String() != fmt.Sprint(c.sum) || int64(p.N) != c.n {
				t.Errorf("%s %d: %v of %d, want %d of %d", line.Key, p.Year, p.Value, p.N, c.sum, c.n)
			}
		}
	}
	if found != len(want) || found == 0 {
		t.Errorf("%d points, want %d", found, len(want))
	}
}

func ratesAreOfReportsThatHaveBothSides(t *testing.T, n *Nation, s *store.Store) {
	trend, err := series.Of(context.Background(), s, measureOf(t, "refusal_rate"), series.Query{Panel: store.PanelQuery{Scope: extract.ScopeAggregate}})
	if err != nil || len(trend.Lines) != 1 {
		t.Fatal(trend, err)
	}
	for _, p := range trend.Lines[0].Points {
		var refused, all, count int64
		for _, a := range n.Agencies {
			for _, r := range a.Reports {
				sum, ok := r.refused()
				if total := r.processed(); r.Year == p.Year && r.Scope == extract.ScopeAggregate && ok && total.Read() {
					refused, all, count = refused+sum, all+total.Value, count+1
				}
			}
		}
		want := big.NewRat(refused, all).FloatString(6)
		got := ""
		if p.Value != nil {
			got = fmt.Sprintf("%.6f", p.Value.Float())
		}
		if got != want || int64(p.N) != count {
			t.Errorf("%d: %s of %d, want %s of %d", p.Year, got, p.N, want, count)
		}
	}
}

func rankIsTheOrderOfTheFigures(t *testing.T, n *Nation, s *store.Store) {
	const statistic, year = "requests/new_requests/total", 2022
	var want []int64
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			if f := r.Figures[statistic]; r.Year == year && r.Scope == extract.ScopeOwn && f.Read() {
				want = append(want, f.Value)
			}
		}
	}
	slices.SortFunc(want, func(a, b int64) int { return cmp.Compare(b, a) })
	rank, err := series.Rank(context.Background(), s, measureOf(t, statistic), series.RankQuery{
		Query: series.Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}, By: series.ByAgency}, Year: year})
	if err != nil || len(rank.Ranked) != len(want) || len(want) < 30 {
		t.Fatalf("%d ranked, want %d, %v", len(rank.Ranked), len(want), err)
	}
	for i, p := range rank.Ranked {
		if *p.Value != decimal.New(want[i], 0) {
			t.Errorf("place %d has %v, want %d", i, p.Value, want[i])
		}
	}
}

// Findings within reports, between years and between sources are those that
// the nation was given: it carries over what it carried out.
func checksFindWhatContradicts(t *testing.T, n *Nation, s *store.Store) {
	ctx := context.Background()
	want := map[string]int{}
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			sources := []map[string]Figure{r.Figures}
			if r.Elsewhere != nil {
				sources = append(sources, r.Elsewhere)
				want["sources_differ"]++
			}
			for _, figures := range sources {
				for _, c := range r.checks(figures) {
					if c.Holds != nil && !*c.Holds {
						want[c.ID]++
					}
				}
			}
		}
	}
	if want["requests.balance"] == 0 || want["requests.applicants"] == 0 || want["sources_differ"] == 0 {
		t.Fatalf("the nation contradicts itself nowhere: %v", want)
	}
	catalogue, err := checks.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := checks.Refresh(ctx, s, catalogue, func(int) {}); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	reports := map[string]bool{}
	err = catalogue.Each(ctx, s, store.FindingQuery{}, func(r *checks.Row) error {
		if r.Severity == checks.Error || r.Code == "carry_over" {
			got[r.Code]++
		}
		if key := r.Code + r.ReportID; r.Code == "sources_differ" && !reports[key] {
			reports[key] = true
			got[r.Code]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"requests.balance", "requests.outcomes", "requests.applicants", "review.row_total", "carry_over", "sources_differ"} {
		if got[code] != want[code] {
			t.Errorf("%s: %d findings, want %d", code, got[code], want[code])
		}
	}
}
