package web

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/region"
)

// ofText is the text of markup, its white space made one.
func ofText(markup string) string {
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(markup, " "))), " ")
}

func TestStartPageHasTheTrendOfTheAPI(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/")
	text := strings.Join(cellsOf(body), "|")
	received, _ := pages(t, srv.URL, "/api/v1/trend?scope=own&stat=requests_received")
	refused, _ := pages(t, srv.URL, "/api/v1/trend?scope=own&stat=refusal_rate")
	if len(received) != 5 {
		t.Fatalf("%d years", len(received))
	}
	for i, row := range received {
		of := func(row map[string]any) string {
			return fmt.Sprintf("%v/%v", row["n"], row["n"].(float64)+row["missing"].(float64))
		}
		want := fmt.Sprintf("%v|%v %s|%.1f %% %s|", row["year"], apart(row["value"]), of(row), refused[i]["value"].(float64)*100, of(refused[i]))
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if n := strings.Count(body, `<svg xmlns`); n != 2 {
		t.Errorf("%d charts", n)
	}
}

func TestMapHasTheCoverageOfTheAPI(t *testing.T) {
	now := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	srv := served(t, Options{Now: func() time.Time { return now }})
	_, body := get(t, srv.URL+"/")
	tiles := regexp.MustCompile(`(?s)<li class="tile [^"]*">(.*?)</li>`).FindAllStringSubmatch(body, -1)
	rows, _ := pages(t, srv.URL, "/api/v1/coverage?from=2023&to=2023&limit=5000")
	here, expected := map[string]int{}, map[string]int{}
	for _, row := range rows {
		n, key := int(row["agencies"].(float64)), fmt.Sprint(row["key"])
		expected[key] += n
		if state := row["state"]; state == "published" || state == "published_unreadable" {
			here[key] += n
		}
	}
	if len(tiles) < 34 || len(tiles) != len(expected) {
		t.Fatalf("%d tiles of %d groups", len(tiles), len(expected))
	}
	told := 0
	for key, n := range expected {
		r := region.Load().At(key, 0)
		if r == nil {
			continue
		}
		want := r.Short() + " –"
		if n > 0 {
			told++
			want = fmt.Sprintf("%d/%d", here[key], n)
		}
		query := url.Values{"region": {key}, "from": {"2023"}, "to": {"2023"}}.Encode()
		i := 0
		for i < len(tiles) && !strings.Contains(html.UnescapeString(tiles[i][1]), `href="/coverage?`+query+`"`) {
			i++
		}
		if i == len(tiles) {
			t.Errorf("no tile of %s leads to its coverage", key)
		} else if text := ofText(tiles[i][1]); !strings.HasPrefix(text, r.Short()) || !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", key, text, want)
		}
	}
	if told == 0 {
		t.Error("no tile counts anybody")
	}
}

// What is not known is never told as what is not published, and a share of some
// is never told as one of none or all.
func TestTilesAccuseNobody(t *testing.T) {
	for _, c := range []struct {
		published, notFound, blocked int
		shade, percent               string
	}{
		{0, 0, 0, "none", "–"}, {0, 0, 3, "unclear", "?"}, {0, 5, 1, "unclear", "?"}, {0, 5, 0, "0", "0%"}, {1, 500, 0, "1", "<1%"}, {1, 3, 0, "1", "25%"}, {1, 1, 0, "2", "50%"},
		{1, 1, 1, "2", "33%"}, {999, 1, 0, "4", "99%"}, {7, 0, 0, "5", "100%"},
	} {
		tile := tileOf(coverage.Group{Key: "110000", Label: "北京市"})
		for state, n := range map[coverage.State]int{coverage.Published: c.published, coverage.NotFound: c.notFound, coverage.Blocked: c.blocked} {
			if n > 0 {
				tile.add(state, n)
			}
		}
		if tile.Shade() != c.shade || tile.Percent() != c.percent {
			t.Errorf("%+v: shade %s, %s", c, tile.Shade(), tile.Percent())
		}
	}
}

// Every tile has a place of its own in the style sheet.
func TestTilesHavePlaces(t *testing.T) {
	sheet, err := staticFiles.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]string{}
	keys := []string{"unknown", nationGroup}
	for _, r := range region.Load().Provinces() {
		keys = append(keys, r.Code)
	}
	for _, key := range keys {
		tile := tileOf(coverage.Group{Key: key})
		m := regexp.MustCompile(`\.at-` + tile.Place() + ` \{ grid-area: ([^;]+);`).FindSubmatch(sheet)
		if m == nil {
			t.Errorf("%s has no place", key)
		} else if other := taken[string(m[1])]; other != "" {
			t.Errorf("%s lies on %s", key, other)
		} else {
			taken[string(m[1])] = key
		}
	}
	for _, shade := range (&coverageMap{}).Shades() {
		if n := strings.Count(string(sheet), ".shade-"+shade+" {"); n != 1 && shade != "0" {
			t.Errorf("shade %s: %d rules", shade, n)
		}
	}
}

func TestUsualYearIsDue(t *testing.T) {
	for _, c := range []struct {
		now  string
		want int
	}{{"2024-01-15T00:00:00+08:00", 2022}, {"2024-03-31T23:59:59+08:00", 2022}, {"2024-04-01T00:00:00+08:00", 2023}, {"2024-12-31T23:59:59+08:00", 2023}} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := dueYear(now); got != c.want {
			t.Errorf("%s: %d, want %d", c.now, got, c.want)
		}
	}
}

// An empty database has neither trend nor map, and no page of measures fails.
func TestPagesOfAnEmptyDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{DB: readOnly(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	for _, path := range []string{"/", "/rank", "/rank?by=province", "/trends", "/trends?by=county", "/compare?subject=110000&subject=360000"} {
		resp, body := get(t, srv.URL+path)
		if resp.StatusCode != http.StatusOK || path != "/" && !strings.Contains(body, "No report matches") {
			t.Errorf("%s: %s\n%.3000s", path, resp.Status, body)
		}
		if strings.Contains(body, `class="map"`) || strings.Contains(body, "NaN") || strings.Contains(body, "+Inf") {
			t.Errorf("%s: %s", path, body)
		}
	}
	for _, path := range []string{"/rank.svg?year=2021", "/trends.svg?chart=bar", "/compare.svg?stat=refusal_rate&subject=110000&subject=360000"} {
		if resp, _ := get(t, srv.URL+path); resp.StatusCode != http.StatusNotFound {
			t.Errorf("a picture of nothing, %s: %s", path, resp.Status)
		}
	}
}
