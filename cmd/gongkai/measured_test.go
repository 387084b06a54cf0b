package main

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/told"
	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/nationtest"
)

// country stores a small country and returns it with the database's path.
func country(t *testing.T) (*nationtest.Nation, string) {
	t.Helper()
	n, err := nationtest.New(nationtest.Options{Agencies: 12, FromYear: 2017, ToYear: 2022, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := n.Load(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	return n, path
}

// newRequests adds up what the country's agencies of their own print as newly
// received in a year, and counts those that print it.
func newRequests(n *nationtest.Nation, year int, pick func(*nationtest.Agency) bool) (sum int64, reports int) {
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			for _, name := range []string{"indicators/requests.received/value", "requests/new_requests/total"} {
				if f, there := r.Figures[name]; there && f.Read() && r.Year == year && r.Scope == extract.ScopeOwn && pick(a) {
					sum, reports = sum+f.Value, reports+1
				}
			}
		}
	}
	return sum, reports
}

func TestTrendInEveryShape(t *testing.T) {
	n, path := country(t)
	cmd := func(args ...string) result { return gongkai(t, append([]string{"--db", path}, args...)...) }
	rows := csvRows(t, "--db", path, "trend", "requests_received", "--scope", "own")
	if len(rows) != 6 {
		t.Fatalf("%d rows", len(rows))
	}
	table := cmd("trend", "requests_received", "--scope", "own").ok(t).out
	for i, r := range rows {
		sum, reports := newRequests(n, 2017+i, func(*nationtest.Agency) bool { return true })
		if r["year"] != strconv.Itoa(2017+i) || r["value"] != fmt.Sprint(sum) || r["n"] != strconv.Itoa(reports) || r["unit"] != "件" || r["numerator"] != "" {
			t.Errorf("%v, want %d of %d reports", r, sum, reports)
		}
		if !strings.Contains(table, fmt.Sprint(sum)) {
			t.Errorf("%d: %d is not in\n%s", 2017+i, sum, table)
		}
		if want := map[int]string{2019: "near", 2021: "exact"}[2017+i]; r["break"] != want {
			t.Errorf("%s: break %q, want %q", r["year"], r["break"], want)
		}
	}
	for _, want := range []string{"新收申请", "●", "┊ 2018 | 2019 form 2014 → 2019: near", "experimental"} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in\n%s", want, table)
		}
	}
	var list []map[string]any
	if err := json.Unmarshal([]byte(cmd("trend", "grant_rate", "--scope", "own", "--by", "region", "--from", "2020", "--format", "json").ok(t).out), &list); err != nil || len(list) < 3 {
		t.Fatalf("%d rows, error %v", len(list), err)
	}
	if list[0]["numerator"] == nil || list[0]["denominator"] == nil || list[0]["year"] != 2020.0 || list[0]["by"] != "region" {
		t.Errorf("%v", list[0])
	}
	name := n.Agencies[1].Reports[0].Name
	if rows := csvRows(t, "--db", path, "trend", "requests_received", "--agency", name, "--to", "2018"); len(rows) != 2 || rows[0]["by"] != "agency" {
		t.Errorf("an agency's trend: %v", rows)
	}
}

func TestTrendWritesTheSamePictureTwice(t *testing.T) {
	_, path := country(t)
	var texts []string
	for _, name := range []string{"a.svg", "b.svg"} {
		file := filepath.Join(t.TempDir(), name)
		gongkai(t, "--db", path, "trend", "refusal_rate", "--by", "agency", "--scope", "own", "--svg", file).ok(t)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	if texts[0] != texts[1] {
		t.Error("two pictures of the same figures differ")
	}
	var svg struct {
		Texts []string `xml:"text"`
	}
	if err := xml.Unmarshal([]byte(texts[0]), &svg); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"不予公开率 · Refusal rate", "form 2014 → 2019: near", "reporting year"} {
		if !slices.Contains(svg.Texts, want) {
			t.Errorf("%q is not among the texts %q", want, svg.Texts)
		}
	}
}

func TestRankListsEveryAgencyOnce(t *testing.T) {
	n, path := country(t)
	rows := csvRows(t, "--db", path, "rank", "requests/new_requests/total", "--year", "2022", "--scope", "own")
	var got, want []string
	for i, r := range rows {
		if r["rank"] != "" {
			got = append(got, r["value"])
		}
		if i > 0 && r["rank"] != "" && len(r["value"]) > len(rows[i-1]["value"]) {
			t.Errorf("%s comes after %s", r["value"], rows[i-1]["value"])
		}
	}
	listed := 0
	for _, a := range n.Agencies {
		if slices.ContainsFunc(a.Reports, func(r *nationtest.Report) bool { return r.Year == 2022 && r.Scope == extract.ScopeOwn }) {
			listed++
		}
		if sum, reports := newRequests(n, 2022, func(o *nationtest.Agency) bool { return o == a }); reports > 0 {
			want = append(want, fmt.Sprint(sum))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || len(rows) != listed {
		t.Errorf("%d places: %q, want %q", len(rows), got, want)
	}
	out := gongkai(t, "--db", path, "rank", "carried_over_share", "--year", "2022", "--scope", "own", "--min-base", "100000", "--limit", "2").ok(t).out
	if !strings.Contains(out, "Nothing can be ranked.") || !strings.Contains(out, "Not ranked: the denominator is too small") {
		t.Errorf("rates of small numbers are ranked:\n%s", out)
	}
}

func TestCompareTakesAgenciesAndRegions(t *testing.T) {
	n, path := country(t)
	a := n.Agencies[1]
	name := a.Reports[len(a.Reports)-1].Name
	rows := csvRows(t, "--db", path, "compare", name, a.Region, "--stat", "requests_received", "--stat", "grant_rate", "--scope", "own", "--year", "2021")
	if len(rows) != 4 || rows[0]["agency_id"] == "" || rows[1]["region"] != a.Region {
		t.Fatalf("%v", rows)
	}
	for i, pick := range []func(*nationtest.Agency) bool{func(o *nationtest.Agency) bool { return o == a }, func(o *nationtest.Agency) bool { return o.Region == a.Region }} {
		if sum, reports := newRequests(n, 2021, pick); reports == 0 || rows[i]["value"] != fmt.Sprint(sum) || rows[i]["n"] != strconv.Itoa(reports) {
			t.Errorf("%v, want %d of %d reports", rows[i], sum, reports)
		}
	}
	table := gongkai(t, "--db", path, "compare", name, a.Region, "--scope", "own").ok(t).out
	for _, want := range append(told.Compared(), name, "(n/m)") {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in\n%s", want, table)
		}
	}
}

func TestMeasuredMistakesAreTold(t *testing.T) {
	_, path := country(t)
	cmd := func(args ...string) result { return gongkai(t, append([]string{"--db", path}, args...)...) }
	cmd("trend", "requests_received").oneLine(t, 2, "own:", "aggregate:", "--scope")
	cmd("rank", "grant_rate", "--year", "2021").oneLine(t, 2, "own:", "--scope")
	cmd("trend", "grant").oneLine(t, 2, "grant_rate", "codebook")
	cmd("trend", "requests/nothing/total", "--scope", "own").oneLine(t, 2, "codebook")
	cmd("trend", "grant_rate", "--from", "2022", "--to", "2020").oneLine(t, 2, "2022")
	cmd("trend", "grant_rate", "--from", "1").oneLine(t, 2, "year 1")
	cmd("trend", "grant_rate", "--agency", "查无此局").oneLine(t, 2, "查无此局")
	cmd("rank", "requests_received", "--year", "2021", "--scope", "own", "--min-base", "5").oneLine(t, 2, "no rate")
	cmd("compare", "360000").oneLine(t, 2, "two")
	cmd("compare", "360000", "查无此局").oneLine(t, 2, "查无此局")
	cmd("compare", "360000", "朝阳区").oneLine(t, 2, "110105")
	if out := cmd("trend", "grant_rate", "--region", "650000").ok(t).out; !strings.Contains(out, "No report matches") {
		t.Errorf("%s", out)
	}
}
