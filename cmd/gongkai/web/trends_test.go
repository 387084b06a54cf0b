package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// cells are the texts of a page's table cells.
func cellsOf(page string) []string {
	var texts []string
	for _, m := range regexp.MustCompile(`(?s)<t[dh][^>]*>(.*?)</t[dh]>`).FindAllStringSubmatch(page, -1) {
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[1], " ")
		texts = append(texts, strings.Join(strings.Fields(html.UnescapeString(text)), " "))
	}
	return texts
}

func TestTrendsPageHasTheFiguresOfTheAPI(t *testing.T) {
	srv := served(t, Options{})
	resp, body := get(t, srv.URL+"/trends?stat=refusal_rate&scope=own")
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", resp.Status, body)
	}
	rows, _ := pages(t, srv.URL, "/api/v1/trend?stat=refusal_rate&scope=own")
	if len(rows) != 5 {
		t.Fatalf("%d years", len(rows))
	}
	text := strings.Join(cellsOf(body), "|")
	for _, row := range rows {
		value, _ := row["value"].(float64)
		want := fmt.Sprintf("%v|%.1f %%|%v|%v|%v|%v", row["year"], value*100, apart(row["numerator"]), apart(row["denominator"]), row["n"], row["missing"])
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	for _, want := range []string{`<svg xmlns="http://www.w3.org/2000/svg" width="800"`, `href="/trends.svg?lang=en&amp;scope=own&amp;stat=refusal_rate"`, "(2019 → 2021)", "/api/v1/trend.csv?scope=own&amp;stat=refusal_rate"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestTrendsOfferScopes(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/trends?stat=requests_received&year=2021&from=2020")
	if !strings.Contains(body, "Whose figures?") || !strings.Contains(body, "scope=own") || !strings.Contains(body, "scope=aggregate") || strings.Contains(body, `class="chart"`) {
		t.Errorf("several scopes are not to be chosen from:\n%s", body)
	}
	if resp, body := get(t, srv.URL+"/trends.svg?stat=requests_received"); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a picture of mixed scopes: %s %s", resp.Status, body)
	}
}

func TestChartsSpeakTheLanguageOfThePage(t *testing.T) {
	srv := served(t, Options{})
	_, region := twoSubjects(t, srv.URL)
	for path, want := range map[string][]string{
		"/trends?scope=own&by=level&lang=zh": {">年度<", "表式 2019 → 2021：含义", ">县级<", ">占办理结果总计", "n 为有数值的年报数", "· 县级<"}, "/trends.svg?scope=own&lang=zh": {">年度<", "n 为有数值的年报数"},
		"/rank.svg?scope=own&year=2021&by=kind&lang=zh": {">部门<", "可排名者均已列出", "口径：本机关"}, "/compare.svg?stat=refusal_rate&scope=own&year=2021&lang=zh&subject=710000&subject=" + region: {"(无年报)"},
		"/trends.svg?scope=own&by=level": {">reporting year<", "· county<", "form 2019 → 2021: exact"},
	} {
		_, body := get(t, srv.URL+path)
		for _, words := range want {
			if !strings.Contains(body, words) {
				t.Errorf("%s: no %s", path, words)
			}
		}
	}
}

func TestTrendsAsBars(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/trends?stat=requests_received&scope=own&by=kind&chart=bar")
	_, lines := get(t, srv.URL+"/trends.svg?stat=requests_received&scope=own&by=kind")
	_, bars := get(t, srv.URL+"/trends.svg?stat=requests_received&scope=own&by=kind&chart=bar")
	if points := strings.Count(lines, `class="point"`); points == 0 || strings.Count(bars, "<rect") != points+1 || strings.Count(body, `class="point"`) != 2*points {
		t.Errorf("%d points, %d bars", points, strings.Count(bars, "<rect")-1)
	}
	for _, want := range []string{`href="/trends.svg?by=kind&amp;chart=bar&amp;lang=en&amp;scope=own&amp;stat=requests_received"`, `href="/api/v1/trend.csv?by=kind&amp;scope=own&amp;stat=requests_received"`, `value="bar" selected`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestTrendsOfAgencies(t *testing.T) {
	srv := served(t, Options{})
	rows, _ := pages(t, srv.URL, "/api/v1/agencies")
	first, second := fmt.Sprint(rows[0]["agency_id"]), fmt.Sprint(rows[1]["agency_id"])
	address := srv.URL + "/trends?" + url.Values{"stat": {"requests_received"}, "agency": {first, second, ""}}.Encode()
	_, body := get(t, address)
	for _, want := range []string{`value="` + first + `" checked`, `value="` + second + `" checked`, `href="/agencies/` + first} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	resp, svg := get(t, strings.Replace(address, "/trends?", "/trends.svg?", 1))
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "image/svg+xml") {
		t.Errorf("a picture of %s", resp.Header.Get("Content-Type"))
	}
	for _, row := range rows[:2] {
		if name := fmt.Sprint(row["name"]); !strings.Contains(svg, name) {
			t.Errorf("%s is not in the picture", name)
		}
	}
}

func TestMeasuresRefuseNonsense(t *testing.T) {
	srv := served(t, Options{})
	for _, query := range []string{"stat=nothing", "stat=refusal_rate&stat=grant_rate", "by=site", "by=agency", "chart=pie", "from=2022&to=2020", "scope=all", "derived=2", "next=x", "region=1",
		"agency=" + strings.Repeat("x&agency=y", 9), "agency=nobody"} {
		if resp, _ := get(t, srv.URL+"/trends?"+query); resp.StatusCode/100 != 4 {
			t.Errorf("%s: %s", query, resp.Status)
		}
	}
}

func TestMeasuresAreFound(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/trends?scope=own&find="+url.QueryEscape("商业秘密"))
	if !strings.Contains(body, `<ul class="found">`) || strings.Count(body, "商业秘密") < 3 {
		t.Errorf("no figure is found in\n%s", body)
	}
}
