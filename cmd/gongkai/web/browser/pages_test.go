package browser_test

import (
	_ "embed"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

//go:embed audit.js
var auditScript string

// audit is what audit.js tells of a page.
type audit struct {
	Wrong []string `json:"wrong"`
	Lang  string   `json:"lang"`
	Links []string `json:"links"`
}

// perKind is how many pages of a kind are looked at, and how many files asked for.
const perKind = 3

// hostilePages are those of the hostile report that links might not reach in time.
func hostilePages(t *testing.T, home string) []string {
	t.Helper()
	var list struct{ Rows []reportRow }
	getJSON(t, home+"/api/v1/reports?site="+hostileSite, &list)
	if len(list.Rows) != 1 {
		t.Fatalf("%d hostile reports", len(list.Rows))
	}
	row := list.Rows[0]
	q := url.QueryEscape(injection)
	return []string{
		"/reports/" + row.ReportID, "/reports/" + row.ReportID + "?revision=1", "/agencies/" + row.AgencyID, "/search?q=" + q, "/search?q=alert", "/reports?agency=" + q, "/agencies?name=" + q, "/reports?site=" + hostileSite,
		"/rank?scope=own&stat=requests_received&year=2024", "/rank.svg?scope=own&stat=requests_received&year=2024", "/rank?find=" + q,
		"/trends?agency=" + row.AgencyID, "/compare?subject=110000&subject=" + row.AgencyID, "/compare?scope=own&from=2022&subject=110000&subject=" + row.AgencyID,
		"/checks?section=" + q, "/checks?report=" + row.ReportID, "/data/sql?sql=" + url.QueryEscape("SELECT title, agency AS \""+strings.ReplaceAll(injection, `"`, `""`)+"\" FROM report_view WHERE year = 2024"),
		"/data/sql?sql=" + url.QueryEscape("SELECT '"+injection),
	}
}

// id matches what tells pages of one kind apart.
var id = regexp.MustCompile(`^/(reports|agencies|archive|search|rank|trends|compare)/[^/]+`)

// kindOf tells what kind of page an address is of.
func kindOf(u *url.URL) string { return id.ReplaceAllString(u.EscapedPath(), "/$1/{id}") }

// isPage tells a page from a file.
func isPage(u *url.URL) bool {
	p := u.EscapedPath()
	return !strings.HasPrefix(p, "/api/") && !strings.HasPrefix(p, "/archive/") && !strings.HasPrefix(p, "/static/") && !regexp.MustCompile(`\.[a-z]+$`).MatchString(p)
}

// TestEveryPage goes through the pages that links reach, in both languages and
// two window sizes.
func TestEveryPage(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	for _, lang := range []string{"en", "zh-CN"} {
		seen := b.crawl(t, lang, append([]string{"/"}, hostilePages(t, home)...))
		t.Logf("%s: %v", lang, seen)
		for _, want := range []string{"/", "/reports/{id}", "/trends", "/rank", "/compare", "/checks", "/coverage", "/runs", "/data", "/data/sql", "/search"} {
			if seen[want] == 0 {
				t.Errorf("%s: no link reaches %s", lang, want)
			}
		}
	}
}

// crawl looks at the pages that links reach in a language, and tells how many
// of each kind it looked at.
func (b *browser) crawl(t *testing.T, lang string, queue []string) map[string]int {
	t.Helper()
	seen, kinds, first := map[string]bool{}, map[string]int{}, len(queue)
	for i := 0; i < len(queue); i++ {
		u, err := url.Parse(b.at(queue[i]))
		if err != nil {
			t.Errorf("a link to %q: %v", queue[i], err)
			continue
		}
		u.Fragment = ""
		if i < first {
			q := u.Query()
			q.Set("lang", strings.TrimSuffix(lang, "-CN"))
			u.RawQuery = q.Encode()
		}
		kind := kindOf(u)
		if u.Host != b.home.Host || seen[u.String()] || i >= first && (kinds[kind] >= perKind || u.Query().Has("lang") && !strings.HasPrefix(lang, u.Query().Get("lang"))) {
			continue
		}
		seen[u.String()] = true
		kinds[kind]++
		if !isPage(u) {
			found(t, u.String())
			continue
		}
		queue = append(queue, b.look(t, u.String(), lang)...)
	}
	return kinds
}

// look audits a page in both window sizes and returns its links.
func (b *browser) look(t *testing.T, address, lang string) []string {
	t.Helper()
	path := strings.TrimPrefix(address, "http://"+b.home.Host)
	b.window(1280, 900)
	b.taken()
	status := b.visit(address)
	wide := eval[audit](b, auditScript)
	b.window(420, 800)
	narrow := eval[audit](b, auditScript)
	if happened := b.taken(); status == http.StatusOK {
		for _, what := range happened {
			t.Errorf("%s: %s", path, what)
		}
	} else if !strings.HasPrefix(path, "/data/sql") && !strings.HasPrefix(path, "/search") && !strings.HasPrefix(path, "/checks") {
		t.Errorf("%s: status %d", path, status)
	}
	if wide.Lang != lang {
		t.Errorf("%s: in %s, want %s", path, wide.Lang, lang)
	}
	for _, what := range wide.Wrong {
		t.Errorf("%s: %s", path, what)
	}
	for _, what := range narrow.Wrong {
		if !slices.Contains(wide.Wrong, what) {
			t.Errorf("%s, narrow: %s", path, what)
		}
	}
	return wide.Links
}

// found fails the test where a link leads to nothing.
func found(t *testing.T, address string) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", address, resp.Status)
	}
}
