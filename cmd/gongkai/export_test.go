package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/tabular/tabulartest"
	"gongkai/extract/form"
)

// rowsOf answers a query as rows of texts, NULL as nil.
func rowsOf(t *testing.T, db, query string) [][]*string {
	t.Helper()
	var objects []json.RawMessage
	if err := json.Unmarshal([]byte(gongkai(t, "--db", db, "sql", "--format", "json", query).ok(t).out), &objects); err != nil {
		t.Fatal(err)
	}
	var rows [][]*string
	for _, o := range objects {
		d := json.NewDecoder(strings.NewReader(string(o)))
		d.UseNumber()
		var row []*string
		for n := 0; d.More() || n == 0; n++ {
			token, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			if n > 0 && n%2 == 0 {
				if token == nil {
					row = append(row, nil)
				} else {
					text := fmt.Sprint(token)
					row = append(row, &text)
				}
			}
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("no rows: %s", query)
	}
	return rows
}

// show prints a cell; empty and none are the same where a format cannot tell them apart.
func show(cell *string, typ string, tellsNone bool) string {
	switch {
	case cell == nil, *cell == "" && !tellsNone:
		return "NULL"
	case strings.HasPrefix(typ, "DECIMAL"):
		return strings.TrimRight(strings.TrimRight(*cell, "0"), ".")
	}
	return *cell
}

// sameRows compares what a reader found with rows, in any order of them.
func sameRows(t *testing.T, table tabulartest.Table, rows [][]*string, tellsNone bool) {
	t.Helper()
	lines := func(rows [][]*string, types []string) []string {
		var out []string
		for _, row := range rows {
			var cells []string
			for i := range table.Names {
				var cell *string
				if i < len(row) { // openpyxl ends a row with its last cell
					cell = row[i]
				}
				typ := ""
				if types != nil {
					typ = types[i]
				}
				cells = append(cells, show(cell, typ, tellsNone))
			}
			out = append(out, strings.Join(cells, " | "))
		}
		slices.Sort(out)
		return out
	}
	got, want := lines(table.Rows, table.Types), lines(rows, nil)
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("row\n%s\nwant\n%s", got[i], want[i])
		}
	}
}

// readBack exports and reads the file with another program.
func readBack(t *testing.T, db, format string, args ...string) tabulartest.Table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export."+format)
	gongkai(t, append([]string{"--db", db, "export", "--format", format, "--out", path}, args...)...).ok(t)
	switch format {
	case "csv":
		return tabulartest.CSV(t, path)
	case "xlsx":
		sheets := tabulartest.XLSX(t, path)
		if len(sheets) != 2 || sheets[1].Sheet != "codebook" || len(sheets[1].Rows) < 300 {
			t.Errorf("sheets %s, codebook of %d rows", sheets[1].Sheet, len(sheets[1].Rows))
		}
		return sheets[0]
	}
	return tabulartest.Parquet(t, path, "")
}

func TestOtherProgramsReadTheLongExportAsStatisticView(t *testing.T) {
	db, _ := demoed(t)
	want := rowsOf(t, db, "SELECT * FROM statistic_view")
	for _, format := range []string{"csv", "xlsx", "parquet"} {
		table := readBack(t, db, format, "--derived", "--experimental")
		if table.Names[0] != "report_id" || len(table.Names) != len(want[0]) {
			t.Errorf("%s: columns %v", format, table.Names)
		}
		sameRows(t, table, want, format == "parquet")
	}
}

// TestOtherProgramsReadTheWideExportAsThePanel pivots panel_view by itself,
// with the names of the codebook.
func TestOtherProgramsReadTheWideExportAsThePanel(t *testing.T) {
	db, _ := demoed(t)
	book, err := csv.NewReader(strings.NewReader(gongkai(t, "codebook", "--kind", "statistic", "--format", "csv").ok(t).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]string{} // by code
	for _, row := range book[1:] {
		column[row[1]] = row[6]
	}
	type place struct{ agency, scope, year, column string }
	value, told := map[place]string{}, map[place]string{}
	places := map[string]bool{}
	for _, r := range rowsOf(t, db, "SELECT agency_id, scope, year, statistic, value, unit, status FROM panel_view") {
		p := place{*r[0], *r[1], *r[2], column[*r[3]]}
		places[p.agency+p.scope+p.year] = true
		money := strings.HasSuffix(*r[3], "/amount") || strings.HasSuffix(*r[3], "/received")
		switch {
		case *r[6] != "read":
			told[p] = *r[6]
		case money && r[5] == nil:
			told[p] = "no_unit"
		default:
			value[p] = *r[4]
		}
	}
	for _, format := range []string{"csv", "xlsx", "parquet"} {
		table := readBack(t, db, format, "--shape", "wide", "--experimental")
		if len(table.Rows) != len(places) {
			t.Errorf("%s: %d rows, want %d", format, len(table.Rows), len(places))
		}
		at := func(name string) int { return slices.Index(table.Names, name) }
		found, missing := 0, 0
		for _, row := range table.Rows {
			p := place{agency: *row[at("agency_id")], scope: *row[at("scope")], year: *row[at("year")]}
			exceptions := map[string]string{}
			for _, part := range strings.Split(show(row[at("exceptions")], "", false), "; ") {
				why, names, _ := strings.Cut(part, ": ")
				for _, name := range strings.Fields(names) {
					exceptions[name] = why
				}
			}
			for i := at("exceptions") + 1; i < len(table.Names); i++ {
				p.column = table.Names[i]
				var cell *string
				if i < len(row) {
					cell = row[i]
				}
				typ := ""
				if table.Types != nil {
					typ = table.Types[i]
				}
				want, ok := value[p]
				if !ok {
					want = "NULL"
				} else {
					found++
				}
				if got := show(cell, typ, false); got != want {
					t.Errorf("%s: %v is %s, want %s", format, p, got, want)
				}
				if exceptions[p.column] != told[p] {
					t.Errorf("%s: %v: exception %q, want %q", format, p, exceptions[p.column], told[p])
				}
				if told[p] != "" {
					missing++
				}
			}
		}
		if found != len(value) || missing != len(told) || missing == 0 {
			t.Errorf("%s: %d of %d values and %d of %d exceptions", format, found, len(value), missing, len(told))
		}
	}
}

// indicatorBase is a database with one report by the form of 2014.
func indicatorBase(t *testing.T) string {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	const title = "样例县样例局2016年政府信息公开工作年度报告"
	page := "<title>" + title + "</title><h1>" + title + "</h1><p>一、概述</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
	for i, r := range forms[0].Sections[0].Rows {
		unit, figure := "——", "——"
		if !r.HeadingOnly {
			unit, figure = *r.Unit, fmt.Sprint(1001+i)
		}
		page += fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%s</td></tr>", r.Label, unit, figure)
	}
	srv := serve(t, map[string]string{"/": "<title>政府信息公开年报</title><a href='/a.html'>" + title + "</a>", "/a.html": page + "</table>"})
	db := filepath.Join(t.TempDir(), "a.db")
	gongkai(t, "--db", db, "crawl", "--allow-private", "--delay", "0", srv.URL).ok(t)
	return db
}

func TestWhatNobodyAskedForIsLeftOutAndTold(t *testing.T) {
	db := indicatorBase(t)
	r := gongkai(t, "--db", db, "export")
	if r.status != 0 || strings.Count(r.out, "\n") != 1 || !strings.Contains(r.err, "figures of the experimental form 2014 (--experimental)") {
		t.Errorf("status %d, %q, %q", r.status, r.out, r.err)
	}
	if all := gongkai(t, "--db", db, "export", "--experimental").ok(t).out; strings.Count(all, "\n") < 10 {
		t.Errorf("%q", all)
	}
	if wide := gongkai(t, "--db", db, "export", "--shape", "wide", "--experimental").ok(t).out; strings.Count(wide, "\n") != 2 {
		t.Errorf("%q", wide)
	}
}

func TestExportsTakeSectionsAndRefuseUnknownOnes(t *testing.T) {
	db, _ := demoed(t)
	for _, r := range rowsOf(t, db, "SELECT count(*) FROM statistic_view WHERE section IN ('review', 'art20_9')") {
		out := gongkai(t, "--db", db, "export", "--section", "review,art20_9").ok(t).out
		if rows := strings.Count(out, "\n") - 1; fmt.Sprint(rows) != *r[0] {
			t.Errorf("%d rows, want %s", rows, *r[0])
		}
	}
	head, _, _ := strings.Cut(gongkai(t, "--db", db, "export", "--shape", "wide", "--section", "review").ok(t).out, "\n")
	if strings.Count(head, ",rv_") != 15 || strings.Contains(head, ",rq_") {
		t.Errorf("columns %s", head)
	}
	gongkai(t, "--db", db, "export", "--section", "reviews").oneLine(t, 2, "--section reviews")
	gongkai(t, "--db", db, "export", "--claims", "--shape", "wide").oneLine(t, 2, "--claims", "--shape")
}

func TestAnExportedDataPackageIsValid(t *testing.T) {
	db, _ := demoed(t)
	for _, shape := range []string{"long", "wide"} {
		dir := filepath.Join(t.TempDir(), shape)
		gongkai(t, "--db", db, "export", "--format", "datapackage", "--shape", shape, "--from", "2019", "--out", dir).ok(t)
		if wrong := tabulartest.Validate(t, filepath.Join(dir, "datapackage.json")); len(wrong) > 0 {
			t.Errorf("%s: %q", shape, wrong)
		}
	}
	gongkai(t, "--db", db, "export", "--format", "datapackage").oneLine(t, 2, "--out")
}
