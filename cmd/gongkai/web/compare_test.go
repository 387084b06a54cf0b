package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// twoSubjects are an agency and the region of another of the small nation.
func twoSubjects(t *testing.T, home string) (agency, region string) {
	t.Helper()
	rows, _ := pages(t, home, "/api/v1/agencies")
	agency = fmt.Sprint(rows[0]["agency_id"])
	for _, row := range rows[1:] {
		if code, there := row["region"].(string); there {
			return agency, code[:2] + "0000"
		}
	}
	t.Fatal("no agency with a region")
	return "", ""
}

func TestComparePageHasTheFiguresOfTheAPI(t *testing.T) {
	srv := served(t, Options{})
	agency, region := twoSubjects(t, srv.URL)
	query := url.Values{"subject": {agency, region, " "}, "scope": {"own"}, "stat": {"requests_received", "refusal_rate"}}
	rows, _ := pages(t, srv.URL, "/api/v1/compare?"+query.Encode())
	if len(rows) != 2*2*5 {
		t.Fatalf("%d rows", len(rows))
	}
	_, body := get(t, srv.URL+"/compare?"+query.Encode())
	text := strings.Join(cellsOf(body), "|")
	for i := 0; i < len(rows); i += 2 {
		want := fmt.Sprint(rows[i]["year"])
		for _, row := range rows[i : i+2] {
			value, there := row["value"].(float64)
			switch {
			case !there:
				want += "|" + strings.ReplaceAll(fmt.Sprint(row["reason"]), "_", " ")
			case row["stat"] == "refusal_rate":
				want += fmt.Sprintf("|%.1f %%", value*100)
			default:
				want += "|" + apart(value)
			}
			if n, missing := row["n"].(float64), row["missing"].(float64); n+missing > 1 {
				want += fmt.Sprintf(" %v/%v", n, n+missing)
			}
		}
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	for _, want := range []string{`value="` + agency + `" checked`, `value="` + region + `" checked`, `value="refusal_rate" checked`, "/api/v1/compare.csv?scope=own&amp;stat=requests_received&amp;stat=refusal_rate&amp;subject=" + agency} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if n := strings.Count(body, "<svg"); n != 2 {
		t.Errorf("%d charts of two measures", n)
	}
}

// The usual measures are those of the command, and the same again when they are remembered.
func TestCompareOfOneYearIsOneTable(t *testing.T) {
	srv := served(t, Options{})
	agency, region := twoSubjects(t, srv.URL)
	address := srv.URL + "/compare?scope=own&year=2021&subject=" + agency + "&subject=" + region
	_, first := get(t, address)
	_, second := get(t, address)
	if first != second || strings.Count(first, "<svg") != 9 || strings.Count(first, "<table") != 1 || strings.Count(first, "<tr>") != 10 {
		t.Errorf("%d charts, %d tables, %d rows; the same again: %t", strings.Count(first, "<svg"), strings.Count(first, "<table"), strings.Count(first, "<tr>"), first == second)
	}
	resp, svg := get(t, srv.URL+"/compare.svg?stat=refusal_rate&scope=own&year=2021&subject="+agency+"&subject="+region)
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "image/svg+xml") || !strings.Contains(svg, "2021") {
		t.Errorf("%s %s", resp.Status, svg)
	}
}

func TestCompareOffersWhatANameMayMean(t *testing.T) {
	srv := served(t, Options{})
	resp, body := get(t, srv.URL+"/compare?subject="+url.QueryEscape("朝阳区")+"&subject=360000&scope=own")
	if want := `href="/compare?scope=own&amp;subject=110105&amp;subject=360000"`; resp.StatusCode != http.StatusNotFound || !strings.Contains(body, want) {
		t.Errorf("%s, no %s in\n%s", resp.Status, want, body)
	}
	resp, body = get(t, srv.URL+"/compare?subject="+url.QueryEscape("查无此局")+"&subject=360000")
	if resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "No agency and no region") || !strings.Contains(body, "two agencies or regions") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	if resp, body = get(t, srv.URL+"/compare"); resp.StatusCode != http.StatusOK || !strings.Contains(body, "two agencies or regions") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
}

func TestCompareOffersScopesAndRefusesNonsense(t *testing.T) {
	srv := served(t, Options{})
	of := ""
	for _, scope := range []string{"own", "aggregate"} {
		rows, _ := pages(t, srv.URL, "/api/v1/reports?scope="+scope)
		of += "&subject=" + fmt.Sprint(rows[len(rows)-1]["agency_id"])
	}
	if _, body := get(t, srv.URL+"/compare?"+of); !strings.Contains(body, "Whose figures?") || strings.Contains(body, "<svg") {
		t.Errorf("several scopes are not to be chosen from:\n%s", body)
	}
	for _, path := range []string{"/compare?stat=nothing", "/compare?from=2022&to=2020", "/compare?year=x", "/compare?scope=both", "/compare?subject=" + strings.Join(strings.Split("123456789", ""), "&subject="),
		"/api/v1/compare?subject=360000", "/api/v1/compare?" + of, "/api/v1/compare?scope=own&region=110000&" + of, "/compare.svg?scope=own&" + of, "/compare.svg?subject=360000&stat=refusal_rate"} {
		if resp, _ := get(t, srv.URL+path); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
	if resp, _ := get(t, srv.URL+"/api/v1/compare?subject=360000&subject="+url.QueryEscape("查无此局")); resp.StatusCode != http.StatusNotFound {
		t.Errorf("of nobody: %s", resp.Status)
	}
}

func TestRegionsAreFoundByName(t *testing.T) {
	srv := served(t, Options{})
	rows, _ := pages(t, srv.URL, "/api/v1/regions?name="+url.QueryEscape("朝阳区"))
	if len(rows) == 0 || rows[0]["full_name"] != "北京市朝阳区" {
		t.Errorf("%v", rows)
	}
}
