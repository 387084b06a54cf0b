package browser_test

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// body asks for an address and returns its body.
func body(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v\n%.300s", address, resp.Status, err, b)
	}
	return string(b)
}

func getJSON(t *testing.T, address string, to any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body(t, address)), to); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// TestHostileExports takes the hostile report along in every format of the API:
// what was printed is there as it was, in one cell, whatever it contains.
func TestHostileExports(t *testing.T) {
	home := serve(t, database(t))
	for _, list := range []string{"reports", "statistics", "claims"} {
		filter := "?site=" + hostileSite
		records, err := csv.NewReader(strings.NewReader(body(t, home+"/api/v1/"+list+".csv"+filter))).ReadAll()
		if err != nil {
			t.Fatalf("%s.csv: %v", list, err)
		}
		lines := strings.Split(strings.TrimSpace(body(t, home+"/api/v1/"+list+".ndjson"+filter)), "\n")
		var page struct{ Rows []map[string]any }
		getJSON(t, home+"/api/v1/"+list+filter, &page)
		if len(records) < 2 || len(lines) != len(records)-1 || len(page.Rows) != len(lines) {
			t.Fatalf("%s: %d rows of CSV, %d of NDJSON, %d of JSON", list, len(records)-1, len(lines), len(page.Rows))
		}
		whole := 0
		for i, line := range lines {
			var row map[string]any
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatalf("%s.ndjson: %v", list, err)
			}
			for j, name := range records[0] {
				text, isText := row[name].(string)
				if !isText {
					continue
				}
				if cell := records[i+1][j]; cell != text || page.Rows[i][name] != row[name] {
					t.Errorf("%s, %s: CSV %q, NDJSON %q, JSON %q", list, name, cell, text, page.Rows[i][name])
				}
				if strings.Contains(text, injection) {
					whole++
				}
			}
		}
		if whole == 0 {
			t.Errorf("%s: what was printed is not in it", list)
		}
	}
	records, err := csv.NewReader(strings.NewReader(body(t, home+"/api/v1/statistics.csv?site="+hostileSite))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	raw := slices.Index(records[0], "raw")
	for _, want := range []string{`=HYPERLINK("http://evil.example/","1")`, "@134", "+1 -2", "-5"} {
		if !slices.ContainsFunc(records[1:], func(r []string) bool { return r[raw] == want || r[raw] == strings.Replace(want, "134", "135", 1) }) {
			t.Errorf("%q is not as it was printed", want)
		}
	}
}

// TestHostileWorkbook takes the hostile figures along as a workbook: text is
// text in it, and nothing a formula.
func TestHostileWorkbook(t *testing.T) {
	book := body(t, serve(t, database(t))+"/api/v1/statistics.xlsx?site="+hostileSite)
	files, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := fs.ReadFile(files, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	var rows struct {
		Cells []struct {
			Type    string  `xml:"t,attr"`
			Formula *string `xml:"f"`
			Text    string  `xml:"is>t"`
		} `xml:"sheetData>row>c"`
	}
	if err := xml.Unmarshal(sheet, &rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`=HYPERLINK("http://evil.example/","1")`, "+1 -2", "-5", injection} {
		found := false
		for _, c := range rows.Cells {
			found = found || c.Type == "inlineStr" && c.Text == want
		}
		if !found {
			t.Errorf("%q is not a text as it was printed", want)
		}
	}
	for _, c := range rows.Cells {
		if c.Formula != nil {
			t.Errorf("a formula %q", *c.Formula)
		}
	}
}
