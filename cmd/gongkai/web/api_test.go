package web

import (
	"archive/zip"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// api asks for JSON.
func api(t *testing.T, url string, into any) *http.Response {
	t.Helper()
	resp, body := get(t, url)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s", url, resp.Status, body)
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%s: %v in %.300s", url, err, body)
	}
	return resp
}

// listing is a page of the API.
type listing struct {
	OK      bool             `json:"ok"`
	Next    *string          `json:"next"`
	NextURL *string          `json:"next_url"`
	Rows    []map[string]any `json:"rows"`
}

// pages follows a list to its end.
func pages(t *testing.T, base, path string) (rows []map[string]any, n int) {
	t.Helper()
	for path != "" {
		var l listing
		api(t, base+path, &l)
		if !l.OK || (l.Next == nil) != (l.NextURL == nil) {
			t.Fatalf("%s: %+v", path, l)
		}
		rows, path = append(rows, l.Rows...), ""
		if l.NextURL != nil {
			path = *l.NextURL
		}
		if n++; n > 500 {
			t.Fatal("the pages have no end")
		}
	}
	return rows, n
}

// description is what the test needs of the OpenAPI description.
type description struct {
	Paths map[string]struct {
		Get struct {
			OperationID string `json:"operationId"`
			Parameters  []struct {
				Name     string `json:"name"`
				Required bool   `json:"required"`
			} `json:"parameters"`
			Responses map[string]struct {
				Content map[string]any `json:"content"`
			} `json:"responses"`
		} `json:"get"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]struct {
			Required   []string `json:"required"`
			Properties map[string]struct {
				Type []string `json:"type"`
			} `json:"properties"`
		} `json:"schemas"`
	} `json:"components"`
}

// needs are the parameters that lists need.
var needs = map[string]string{
	"search":  "q=" + url.QueryEscape("财政局"),
	"trend":   "stat=refusal_rate&scope=own&by=region",
	"rank":    "stat=refusal_rate&scope=own&year=2021",
	"compare": "subject=110000&subject=360000&scope=own",
}

// smallPages are such that there are several of each list that has many rows.
func smallPages(path string) string {
	name := path[strings.LastIndex(path, "/")+1:]
	limit := map[string]string{"statistics": "7", "claims": "7", "regions": "1000", "measures": "200"}[name]
	return path + "?limit=" + cmp.Or(limit, "9") + "&" + needs[name]
}

func TestAPIIsAsDescribed(t *testing.T) {
	if !fullText {
		t.Skip("searching needs -tags sqlite_fts5")
	}
	srv := served(t, Options{})
	var d description
	api(t, srv.URL+"/api/v1/openapi.json", &d)
	if len(d.Paths) < 12 {
		t.Fatalf("%d addresses", len(d.Paths))
	}
	many := 0
	for path, at := range d.Paths {
		if strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".ndjson") || strings.HasSuffix(path, ".xlsx") || strings.Contains(path, "{") {
			continue
		}
		rows, n := pages(t, srv.URL, smallPages(path))
		if n > 1 {
			many++
		}
		schema := d.Components.Schemas[at.Get.OperationID]
		for i, row := range rows {
			if len(row) != len(schema.Required) {
				t.Fatalf("%s: row %d has %d values of %d", path, i, len(row), len(schema.Required))
			}
			for name, value := range row {
				if kind := kindOf(value); !slices.ContainsFunc(schema.Properties[name].Type, func(k string) bool { return k == kind || k == "number" && kind == "integer" }) {
					t.Errorf("%s: %s is %v, a %s, not %v", path, name, value, kind, schema.Properties[name].Type)
				}
			}
		}
		compareWithFiles(t, srv.URL+path, needs[at.Get.OperationID], schema.Required, rows)
	}
	if many < 3 {
		t.Errorf("only %d lists have several pages", many)
	}
}

func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	case string:
		return "string"
	}
	return fmt.Sprintf("%T", v)
}

// compareWithFiles holds the CSV and NDJSON of a list against its pages.
func compareWithFiles(t *testing.T, url, query string, names []string, rows []map[string]any) {
	t.Helper()
	_, body := get(t, url+".ndjson?"+query)
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	if body == "" {
		lines = nil
	}
	if len(lines) != len(rows) {
		t.Fatalf("%s.ndjson: %d lines of %d rows", url, len(lines), len(rows))
	}
	if got := sheetRows(t, url+".xlsx?"+query); got != len(rows)+1 {
		t.Errorf("%s.xlsx: %d rows of %d and a head", url, got, len(rows))
	}
	resp, body := get(t, url+".csv?bom=1&"+query)
	if !strings.HasPrefix(body, "\ufeff") || resp.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(resp.Header.Get("Content-Disposition"), ".csv") {
		t.Errorf("%s.csv: %v", url, resp.Header)
	}
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil || len(table) != len(rows)+1 || !slices.Equal(table[0], names) {
		t.Fatalf("%s.csv: %d lines, %v", url, len(table), err)
	}
	for i, row := range rows {
		var line map[string]any
		if err := json.Unmarshal([]byte(lines[i]), &line); err != nil || fmt.Sprint(line) != fmt.Sprint(row) {
			t.Fatalf("%s.ndjson: line %d is %v, want %v, %v", url, i, line, row, err)
		}
		for j, name := range names {
			want := ""
			if row[name] != nil {
				want = fmt.Sprint(row[name])
				if f, ok := row[name].(float64); ok {
					want = fmt.Sprintf("%v", json.Number(fmt.Sprint(f)))
					if f == float64(int64(f)) {
						want = fmt.Sprint(int64(f))
					}
				}
			}
			if table[i+1][j] != want {
				t.Fatalf("%s.csv: %s of row %d is %q, want %q", url, name, i, table[i+1][j], want)
			}
		}
	}
}

// sheetRows counts the rows of the first sheet of a workbook.
func sheetRows(t *testing.T, address string) int {
	t.Helper()
	resp, body := get(t, address)
	if resp.StatusCode != http.StatusOK || !strings.Contains(resp.Header.Get("Content-Type"), "spreadsheetml") {
		t.Fatalf("%s: %s %s", address, resp.Status, resp.Header.Get("Content-Type"))
	}
	files, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	sheet, err := fs.ReadFile(files, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return strings.Count(string(sheet), "<row ")
}

func TestAPIRefusesNonsense(t *testing.T) {
	srv := served(t, Options{})
	for _, query := range []string{"reports?level=village", "reports?year=x", "reports?region=36", "reports?limit=0", "reports?limit=100000", "reports?next=!", "reports?next=LTU",
		"reports?yaer=2020", "statistics?scope=both", "agencies.csv?bom=2", "reports.ndjson?quality=fine", "runs?region=360000"} {
		resp, body := get(t, srv.URL+"/api/v1/"+query)
		if resp.StatusCode != http.StatusBadRequest || !strings.Contains(body, `"error":`) {
			t.Errorf("%s: %s %s", query, resp.Status, body)
		}
	}
}

func TestAPIFilters(t *testing.T) {
	srv := served(t, Options{})
	all, _ := pages(t, srv.URL, "/api/v1/reports?limit=1000")
	for _, filter := range []struct{ query, column, value string }{
		{"year=2021", "year", "2021"}, {"kind=government", "kind", "government"}, {"scope=aggregate", "scope", "aggregate"}, {"quality=inconsistent", "quality", "inconsistent"},
	} {
		want := 0
		for _, row := range all {
			if fmt.Sprint(row[filter.column]) == filter.value {
				want++
			}
		}
		got, _ := pages(t, srv.URL, "/api/v1/reports?limit=3&"+filter.query)
		if len(got) != want || want == 0 || want == len(all) {
			t.Errorf("%s: %d reports, want %d", filter.query, len(got), want)
		}
	}
	id := fmt.Sprint(all[0]["report_id"])
	figures, _ := pages(t, srv.URL, "/api/v1/statistics?report="+id)
	review, _ := pages(t, srv.URL, "/api/v1/statistics?section=review&report="+id)
	if len(figures) < 150 || len(review) != 15 {
		t.Errorf("%d figures, %d in the review", len(figures), len(review))
	}
}

func TestAPIReport(t *testing.T) {
	srv := served(t, Options{})
	rows, _ := pages(t, srv.URL, "/api/v1/reports?limit=1000&year=2020")
	id := fmt.Sprint(rows[0]["report_id"])
	var whole struct {
		OK       bool   `json:"ok"`
		ReportID string `json:"report_id"`
		Report   struct {
			Year       int              `json:"year"`
			Statistics []map[string]any `json:"statistics"`
		} `json:"report"`
	}
	api(t, srv.URL+"/api/v1/reports/"+id, &whole)
	figures, _ := pages(t, srv.URL, "/api/v1/statistics?report="+id)
	if !whole.OK || whole.ReportID != id || whole.Report.Year != 2020 || len(whole.Report.Statistics) != len(figures) {
		t.Errorf("%+v, want %d figures", whole, len(figures))
	}
	for path, want := range map[string]int{"/r1nothing": http.StatusNotFound, "/" + id + "?revision=x": http.StatusBadRequest, "/" + id + "?revision=77": http.StatusNotFound} {
		if resp, body := get(t, srv.URL+"/api/v1/reports"+path); resp.StatusCode != want {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
}
