package harvest_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/fixtures"
	"gongkai/store"
)

// changing serves the fixture pages, those of even places with an ETag and the
// others with a counter in their furniture, and lets reports be withdrawn.
type changing struct {
	pages http.Handler
	mu    sync.Mutex
	n     int
	away  map[string]http.HandlerFunc
	full  []string // reports answered with a body
	asks  int
}

func (c *changing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if away := c.away[r.URL.Path]; away != nil {
		away(w, r)
		return
	}
	rec := httptest.NewRecorder()
	c.pages.ServeHTTP(rec, r)
	body := rec.Body.Bytes()
	w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
	sum := sha256.Sum256([]byte(r.URL.Path))
	switch {
	case rec.Code != http.StatusOK || r.URL.Path == fixtures.Start:
	case sum[0]%2 == 0:
		tag := fmt.Sprintf(`"%x"`, sum[:4])
		w.Header().Set("ETag", tag)
		if c.asks++; r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		c.full = append(c.full, r.URL.Path)
	default:
		// ASCII, as pages of all charsets are served.
		body = bytes.Replace(body, []byte("</body>"), fmt.Appendf(nil, "<div><script>var n=%d</script><!-- %d --></div></body>", c.n, c.n), 1)
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}

func (c *changing) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.full, c.asks, c.n = nil, 0, 0
}

// apology is a fixture that says with status 200 that it is not there.
const apology = "/xxz/zwgk/202001/t20200119_4503440.html"

// TestRevisits crawls a site again and again over half a year of injected
// time, withdraws two of its reports and gives one back.
func TestRevisits(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := &changing{pages: fixtures.Handler(pages), away: map[string]http.HandlerFunc{}}
	srv := httptest.NewServer(site)
	defer srv.Close()
	now := time.Date(2027, 6, 1, 22, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	db, reader := openNew(t, store.Options{Now: clock}), newReader(t)
	crawl := func() (crawler.Summary, time.Duration) {
		cfg := quick(srv.URL + fixtures.Start)
		cfg.Now = clock
		began := time.Now()
		sum := crawl(t, cfg, reader, db)
		return sum, time.Since(began)
	}
	first, took := crawl()
	t.Logf("first %s: %+v", took, first)
	if first.New != fixtures.Reports || len(site.full) < 10 {
		t.Fatalf("%d with an ETag; %+v", len(site.full), first)
	}
	// The next night: bodies come only where the server has no validators, and
	// say nothing new.
	site.reset()
	now = now.Add(24 * time.Hour)
	second, again := crawl()
	t.Logf("second %s: %+v", again, second)
	site.full = slices.DeleteFunc(site.full, func(p string) bool { return p == apology })
	if len(site.full) != 0 || site.asks < 10 || second.New+second.Revised+second.Reports != 0 || second.Gone != first.Gone {
		t.Errorf("sent whole again: %v; %+v", site.full, second)
	}
	// The third: reports of past years are left alone.
	site.reset()
	now = now.Add(24 * time.Hour)
	third, again := crawl()
	t.Logf("third %s: %+v", again, third)
	if third.Requests > second.Requests/2 || third.New+third.Revised != 0 || third.Failed != first.Failed {
		t.Errorf("%+v", third)
	}
	// Ten days later two are not there any more.
	rows, err := db.ListReports(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	paths := pathsOnce(rows, srv.URL)
	site.away[paths[0]] = http.NotFound
	site.away[paths[1]] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<html><title>提示</title><body><p>对不起，您访问的页面不存在</p></body></html>")
	}
	there := now
	now = now.Add(10 * 24 * time.Hour)
	gone, _ := crawl()
	if gone.Gone != first.Gone+2 || gone.New+gone.Revised != 0 {
		t.Errorf("%+v", gone)
	}
	withdrawn := func() (urls []string) {
		rows, err := db.ListReports(t.Context(), store.Filter{})
		if err != nil || len(rows) != fixtures.Reports {
			t.Fatalf("%d reports, %v", len(rows), err)
		}
		for _, r := range rows {
			if !r.Withdrawn {
				continue
			}
			urls = append(urls, strings.TrimPrefix(r.URL, srv.URL))
			if !r.Current || !r.GoneSince.Equal(now) || r.LastSeen.After(there) || r.LastSeen.IsZero() {
				t.Errorf("%+v", r)
			}
		}
		return urls
	}
	if got := withdrawn(); len(got) != 2 || !slices.Contains(got, paths[0]) || !slices.Contains(got, paths[1]) {
		t.Errorf("withdrawn: %v, want %v", got, paths[:2])
	}
	// One comes back.
	delete(site.away, paths[0])
	since := now
	now = now.Add(24 * time.Hour)
	back, _ := crawl()
	now, since = since, now
	if got := withdrawn(); len(got) != 1 || got[0] != paths[1] || back.New+back.Revised != 0 {
		t.Errorf("withdrawn: %v; %+v at %s", got, back, since)
	}
}

// pathsOnce are the paths of pages that hold one report and share it with no other.
func pathsOnce(rows []store.ReportRow, base string) []string {
	count := map[string]int{}
	for _, r := range rows {
		count[r.URL]++
	}
	var paths []string
	for _, r := range rows {
		if count[r.URL] == 1 && r.Year < 2025 {
			paths = append(paths, strings.TrimPrefix(r.URL, base))
		}
	}
	return paths
}
