package web

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/store/nationtest"
)

// agencyIDs maps the names that agencies have in the API to their ids.
func agencyIDs(t *testing.T, srv string) map[string]string {
	t.Helper()
	_, body := get(t, srv+"/api/v1/agencies?limit=1000")
	var answer struct {
		Rows []struct {
			ID   string `json:"agency_id"`
			Name string `json:"name"`
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, r := range answer.Rows {
		ids[r.Name] = r.ID
	}
	return ids
}

var measureCells = regexp.MustCompile(`<td class="n"[^>]*>(?:<span class="reason">([^<]*)</span>|([^<]*))`)

// rowOf are the cells of a measure on a page.
func rowOf(t *testing.T, page, label string) []string {
	t.Helper()
	_, rest, found := strings.Cut(page, `<th scope="row">`+label+`</th>`)
	if !found {
		t.Fatalf("no row %s in\n%s", label, page)
	}
	rest, _, _ = strings.Cut(rest, "</tr>")
	var cells []string
	for _, m := range measureCells.FindAllStringSubmatch(rest, -1) {
		cells = append(cells, m[1]+m[2])
	}
	return cells
}

// TestAgencyYears holds the page against what the reports were made to print.
func TestAgencyYears(t *testing.T) {
	srv := served(t, Options{})
	n, err := nationtest.New(nationtest.Options{Agencies: 12, FromYear: 2019, ToYear: 2023, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	ids := agencyIDs(t, srv.URL)
	checked, findings := 0, 0
	for _, a := range n.Agencies {
		last := a.Reports[len(a.Reports)-1]
		id, known := ids[last.Name]
		if !known || last.Scope != extract.ScopeOwn {
			continue
		}
		_, page := get(t, srv.URL+"/agencies/"+id)
		findings += ownFindings(t, srv.URL, page, id)
		received, held := rowOf(t, page, "Requests received"), rowOf(t, page, "Carried-over share")
		if len(received) != len(a.Reports) {
			t.Fatalf("%s: %d years, want %d", last.Name, len(received), len(a.Reports))
		}
		for i, r := range a.Reports {
			want := "blank"
			if f := r.Figures["requests/new_requests/total"]; f.Read() {
				want = fmt.Sprint(f.Value)
			}
			if received[i] != want {
				t.Errorf("%s %d: received %s, want %s", r.Name, r.Year, received[i], want)
			}
			out, in, fresh := r.Figures["requests/carried_out/total"], r.Figures["requests/carried_in/total"], r.Figures["requests/new_requests/total"]
			if out.Read() && in.Read() && fresh.Read() {
				if want := fmt.Sprintf("%.1f%%", 100*float64(out.Value)/float64(in.Value+fresh.Value)); held[i] != want {
					t.Errorf("%s %d: carried over %s, want %s", r.Name, r.Year, held[i], want)
				}
				checked++
			}
		}
	}
	if checked < 10 || findings < 10 {
		t.Errorf("only %d rates and %d findings were held against the reports", checked, findings)
	}
}

var foundIn = regexp.MustCompile(`href="/reports/([^"?#]+)#findings"`)

// ownFindings makes sure that the findings on an agency's page are those that
// the API has of it, and counts them.
func ownFindings(t *testing.T, srv, page, id string) int {
	t.Helper()
	_, body := get(t, srv+"/api/v1/checks?agency="+id)
	var answer struct {
		Rows []struct {
			Report string `json:"report_id"`
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, r := range answer.Rows {
		want = append(want, r.Report)
	}
	for _, m := range foundIn.FindAllStringSubmatch(page, -1) {
		got = append(got, m[1])
	}
	if want = want[:min(len(want), findingsOfAgency)]; !slices.Equal(got, want) {
		t.Errorf("%s: findings about %v, want %v", id, got, want)
	}
	return len(got)
}

func TestAgencyPage(t *testing.T) {
	srv, db := showing(t, Options{}, shown{"text/html", "page", day(2022, 3, 1), reportsOf(madeReport())})
	row := reportOf(t, db)
	resp, body := get(t, srv.URL+"/agencies/"+row.AgencyID)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s\n%s", resp.Status, body)
	}
	for _, want := range []string{"www.example.gov.cn", "样例市财政局", `href="/reports/` + row.ReportID + `"`, "<b>2021</b> published", `href="/api/v1/statistics.csv?agency=` + row.AgencyID, "134"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, never := range []string{"<script>alert", "style=", "ZgotmplZ"} {
		if strings.Contains(body, never) {
			t.Errorf("%q on the page", never)
		}
	}
	if resp, _ := get(t, srv.URL+"/agencies/a2nobody"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("unknown agency: %s", resp.Status)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	spelling, err := db.FindAgency(t.Context(), row.AgencyID)
	if err != nil {
		t.Fatal(err)
	}
	resp, err = client.Get(srv.URL + "/agencies/" + spelling.Spellings[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMovedPermanently || resp.Header.Get("Location") != "/agencies/"+row.AgencyID {
		t.Errorf("id of a spelling: %s to %s", resp.Status, resp.Header.Get("Location"))
	}
}

func TestSpread(t *testing.T) {
	var values []float64
	for i := 10; i >= 0; i-- {
		values = append(values, float64(i))
	}
	if got, want := spreadOf(values), (spread{2.5, 5, 7.5, 11}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got := spreadOf(values[:fewestPeers-1]); got.N != 0 {
		t.Errorf("told of %d values: %v", fewestPeers-1, got)
	}
	same := make([]float64, 12)
	if got := spreadOf(same); got.Median != 0 || got.N != 12 || math.IsNaN(got.High) {
		t.Errorf("%v", got)
	}
}

// TestSparkHasGaps draws no line over a year without a value.
func TestSparkHasGaps(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	row := &measureRow{Measure: s.keyCounts[0]}
	var years []panelYear
	for i, text := range []string{"1", "2", "", "3", "4", "5"} {
		years = append(years, panelYear{Year: 2021 + i})
		row.Cells = append(row.Cells, measureCell{Text: text, value: float64(i), format: "2021"})
	}
	years[5].Year = 2030
	got := sparkOf(row, years)
	if len(got.Dots) != 5 || len(got.Lines) != 2 || strings.Count(got.Lines[1], " ") != 1 {
		t.Errorf("%+v", got)
	}
}
