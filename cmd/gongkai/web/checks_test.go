package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestChecksPage(t *testing.T) {
	srv := served(t, Options{})
	resp, body := get(t, srv.URL+"/checks?severity=error")
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, "severity error") || strings.Contains(body, "out of date") {
		t.Fatalf("%s\n%s", resp.Status, body)
	}
	rows, _ := pages(t, srv.URL, "/api/v1/checks?severity=error&limit=1000")
	if shown := strings.Count(body, `href="/agencies/`); shown == 0 || shown != min(len(rows), findingsShown) {
		t.Errorf("%d findings shown of %d", shown, len(rows))
	}
	if _, zh := get(t, srv.URL+"/checks?severity=error&lang=zh"); !strings.Contains(zh, "矛盾") || strings.Contains(zh, "Findings") {
		t.Error("not in Chinese")
	}
	if resp, _ = get(t, srv.URL+"/checks?code=no_such_check"); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("an unknown check: %s", resp.Status)
	}
	// Pages follow each other to the end.
	next, seen := regexp.MustCompile(`class="more" href="([^"]*)"`), 0
	for path := "/checks"; path != ""; seen++ {
		_, body := get(t, srv.URL+path)
		path = ""
		if m := next.FindStringSubmatch(body); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
		if seen > 50 {
			t.Fatal("no end")
		}
	}
	if all, _ := pages(t, srv.URL, "/api/v1/checks?limit=1000"); seen != (len(all)+findingsShown-1)/findingsShown {
		t.Errorf("%d pages of %d findings", seen, len(all))
	}
}

func TestCoveragePage(t *testing.T) {
	srv := served(t, Options{})
	for path, want := range map[string]string{"/coverage": `class="seen published"`, "/coverage?by=kind": "department", "/coverage?lang=zh&by=level": "已收录", "/coverage?region=140000": "seen"} {
		resp, body := get(t, srv.URL+path)
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %s, no %s", path, resp.Status, want)
		}
	}
	for _, query := range []string{"by=street", "from=2023&to=2020", "region=1"} {
		if resp, _ := get(t, srv.URL+"/coverage?"+query); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", query, resp.Status)
		}
	}
}
