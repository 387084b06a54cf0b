package web

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongkai/store"
)

var (
	facetLink  = regexp.MustCompile(`<li( class="on")?><a href="([^"]*)"[^>]*>(?:<span lang="zh-CN">)?([^<]*)(?:</span>)? <b>([0-9,]+)</b>`)
	reportLink = regexp.MustCompile(`<td><a href="(/reports/[^"]+)"`)
	moreLink   = regexp.MustCompile(`rel="next" href="([^"]+)"`)
	totalOf    = regexp.MustCompile(`<b>([0-9,]+) in all</b>`)
)

// walk follows a list to its end and returns the addresses that its rows lead to.
func walk(t *testing.T, srv, path string, row *regexp.Regexp) []string {
	t.Helper()
	var all []string
	for range 100 {
		resp, body := get(t, srv+path)
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", path, resp.Status)
		}
		for _, m := range row.FindAllStringSubmatch(body, -1) {
			all = append(all, m[1])
		}
		next := moreLink.FindStringSubmatch(body)
		if next == nil {
			return all
		}
		path = html.UnescapeString(next[1])
	}
	t.Fatalf("%s has no end", path)
	return nil
}

// TestReportFacets follows every facet of the list of reports: it leads to as
// many reports as it says, each once.
func TestReportFacets(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/reports")
	facets := facetLink.FindAllStringSubmatch(body, -1)
	if len(facets) < 10 {
		t.Fatalf("%d facets in\n%s", len(facets), body)
	}
	if all := walk(t, srv.URL, "/reports", reportLink); len(all) < listShown || strings.Join(totalOf.FindStringSubmatch(body)[1:], "") != number(len(all)) {
		t.Errorf("%d reports, told %s", len(all), totalOf.FindString(body))
	}
	for _, f := range facets {
		path := html.UnescapeString(f[2])
		rows := walk(t, srv.URL, path, reportLink)
		seen := map[string]bool{}
		for _, r := range rows {
			seen[r] = true
		}
		if number(len(rows)) != f[4] || len(seen) != len(rows) {
			t.Errorf("%s %s leads to %d reports (%d different), says %s", path, f[3], len(rows), len(seen), f[4])
		}
		// The chosen value leads back to the whole list.
		_, narrowed := get(t, srv.URL+path)
		back := false
		for _, g := range facetLink.FindAllStringSubmatch(narrowed, -1) {
			u, err := url.Parse(html.UnescapeString(g[2]))
			back = back || err == nil && g[1] != "" && len(u.Query()) == 0
		}
		if !back {
			t.Errorf("%s: no way back", path)
		}
	}
}

// TestFacetsInMemory holds the counts that are kept against those of the database.
func TestFacetsInMemory(t *testing.T) {
	srv := served(t, Options{})
	for _, query := range []string{"level=county", "kind=department&year=2021", "quality=inconsistent", "region=unknown", "from=2020&to=2022&scope=own"} {
		_, kept := get(t, srv.URL+"/reports?"+query)
		_, asked := get(t, srv.URL+"/reports?"+query+"&agency="+url.QueryEscape("局"))
		_, all := get(t, srv.URL+"/api/v1/reports?limit=1000&"+query)
		var answer struct{ Rows []struct{ Agency string } }
		if err := json.Unmarshal([]byte(all), &answer); err != nil {
			t.Fatal(err)
		}
		offices := 0
		for _, r := range answer.Rows {
			if strings.Contains(r.Agency, "局") {
				offices++
			}
		}
		for page, want := range map[string]int{kept: len(answer.Rows), asked: offices} {
			if m := totalOf.FindStringSubmatch(page); m == nil || m[1] != number(want) {
				t.Errorf("%s: %v in all, the API lists %d", query, m, want)
			}
		}
	}
}

func TestAgencyList(t *testing.T) {
	srv := served(t, Options{})
	agencyLink := regexp.MustCompile(`<td lang="zh-CN"><a href="(/agencies/[^"]+)"`)
	_, body := get(t, srv.URL+"/agencies")
	for _, f := range facetLink.FindAllStringSubmatch(body, -1) {
		path := html.UnescapeString(f[2])
		if rows := walk(t, srv.URL, path, agencyLink); number(len(rows)) != f[4] {
			t.Errorf("%s leads to %d agencies, says %s", path, len(rows), f[4])
		}
	}
	_, body = get(t, srv.URL+"/agencies?name="+url.QueryEscape("财政局")+"&level=county")
	if strings.Contains(body, "水利局") || !strings.Contains(body, "财政局") || !strings.Contains(body, `<input type="hidden" name="level" value="county">`) {
		t.Error("not narrowed by name, or the facet is forgotten by the form")
	}
}

func TestListsRefuseNonsense(t *testing.T) {
	srv := served(t, Options{})
	for _, path := range []string{"/reports?year=x", "/reports?level=moon", "/reports?region=12", "/reports?next=%21", "/reports?next=OTk5OTk5OTk5", "/agencies?kind=x", "/agencies?certainty=x",
		"/search?q=a&year=1", "/search?q=%22"} {
		if resp, body := get(t, srv.URL+path); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s\n%s", path, resp.Status, body)
		}
	}
	for _, path := range []string{"/reports?agency=%3Cscript%3E", "/agencies?name=%27%22%3Cscript%3Ealert(1)", "/search", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E"} {
		if resp, body := get(t, srv.URL+path); resp.StatusCode != http.StatusOK || strings.Contains(body, "<script>alert") {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}

func TestSearchPage(t *testing.T) {
	if !fullText {
		t.Skip("searching needs -tags sqlite_fts5")
	}
	srv, db := showing(t, Options{}, shown{"text/html", "page", day(2022, 3, 1), reportsOf(madeReport())})
	id := reportOf(t, db).ReportID
	_, body := get(t, srv.URL+"/search?q="+url.QueryEscape("财政局 办结"))
	for _, want := range []string{`<a href="/reports/` + id + `">样例市<mark>财政局</mark>2021年`, "<mark>办结</mark>168件", "<b>一、总体情况</b>"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	if strings.Contains(body, "<script>alert") {
		t.Error("the title is not escaped")
	}
	if _, body = get(t, srv.URL+"/search?q="+url.QueryEscape("财政局")); !strings.Contains(body, `href="/agencies/`) {
		t.Error("no agency of that name")
	}
	if _, body = get(t, srv.URL+"/search?q="+url.QueryEscape("没有这个词")); !strings.Contains(body, "No report holds all of these terms.") {
		t.Error("nothing found is not told")
	}
}

// TestSearchGoesOn pages through all hits.
func TestSearchGoesOn(t *testing.T) {
	if !fullText {
		t.Skip("searching needs -tags sqlite_fts5")
	}
	srv := served(t, Options{})
	hit := regexp.MustCompile(`<li lang="zh-CN"><a href="(/reports/[^"]+)"`)
	hits := walk(t, srv.URL, "/search?q="+url.QueryEscape("财政局"), hit)
	seen := map[string]bool{}
	for _, h := range hits {
		seen[h] = true
	}
	if len(seen) != len(hits) || len(hits) == 0 {
		t.Errorf("%d hits, %d different", len(hits), len(seen))
	}
}

func TestAbove(t *testing.T) {
	for code, want := range map[string]string{"360000": "", "360400": "360000", "360482": "360400", store.UnknownRegion: ""} {
		if got := above(code); got != want {
			t.Errorf("above %s: %q, want %q", code, got, want)
		}
	}
}
