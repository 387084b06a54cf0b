package main

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/queries"
)

// mayBeEmpty are the queries that the demo's data answer with nothing: its
// reports are on one site, as they were published, tell what their tables say, and
// none is gone.
var mayBeEmpty = []string{"carried-over", "revised-reports", "several-sources", "withdrawn-reports", "claims-against-tables"}

// TestSavedQueriesAnswer asks every saved query of the demo's database.
func TestSavedQueriesAnswer(t *testing.T) {
	path, _ := demoed(t)
	all, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 15 {
		t.Fatalf("%d queries", len(all))
	}
	for _, q := range all {
		t.Run(q.Name, func(t *testing.T) {
			args := []string{"--db", path, "sql", "--format", "csv", "--name", q.Name}
			for _, p := range q.Params {
				if p.Meaning == "" {
					t.Errorf("%s is not explained", p.Name)
				}
				if !strings.Contains(q.SQL, ":"+p.Name) {
					t.Errorf("%s is not used", p.Name)
				}
				if p.Name == "scope" { // what most reports of the demo are of
					args = append(args, "--param", "scope=unknown")
				}
			}
			rows, err := csv.NewReader(strings.NewReader(gongkai(t, args...).ok(t).out)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(rows[0], q.Columns) {
				t.Errorf("columns %v, the file says %v", rows[0], q.Columns)
			}
			if empty := len(rows) == 1; empty != slices.Contains(mayBeEmpty, q.Name) {
				t.Errorf("%d rows", len(rows)-1)
			}
		})
	}
}

func TestSavedQueriesTakeParameters(t *testing.T) {
	path, _ := demoed(t)
	all := gongkai(t, "--db", path, "sql", "--name", "contradicting-reports").ok(t).out
	none := gongkai(t, "--db", path, "sql", "--name", "contradicting-reports", "--param", "from=2050").ok(t).out
	if strings.Count(all, "\n") <= 2 || strings.Count(none, "\n") != 2 {
		t.Errorf("%s\n%s", all, none)
	}
	list := gongkai(t, "sql", "--list").ok(t).out
	for _, want := range []string{"provinces-by-year", "scope=own", "late-publication"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %s in\n%s", want, list)
		}
	}
	if show := gongkai(t, "sql", "--name", "contradicting-reports", "--show").ok(t).out; !strings.Contains(show, "-- :from is 2019, unless given: first") || !strings.Contains(show, "SELECT report_id") {
		t.Error(show)
	}
	for _, tt := range []struct {
		args []string
		why  string
	}{
		{[]string{"--name", "nonsense"}, "no saved query nonsense"},
		{[]string{"--name", "contradicting-reports", "--param", "from=x"}, "not a whole number"},
		{[]string{"--name", "contradicting-reports", "--param", "year=2019"}, "it takes from, to"},
		{[]string{}, "give a query"},
		{[]string{"SELECT 1", "--list"}, "give a query"},
		{[]string{"SELECT 1", "--param", "a=b"}, "go with --name"},
	} {
		gongkai(t, append([]string{"--db", path, "sql"}, tt.args...)...).oneLine(t, statusUsage, tt.why)
	}
}
