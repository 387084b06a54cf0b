package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestWindowEnds(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, tt := range []struct {
		window, now, end string
		inside           bool
	}{
		{"22:00-06:00", "2026-03-01 22:00", "2026-03-02 06:00", true},
		{"22:00-06:00", "2026-03-02 05:59", "2026-03-02 06:00", true},
		{"22:00-06:00", "2026-03-02 06:00", "2026-03-02 22:00", false},
		{"22:00-06:00", "2026-03-02 21:59", "2026-03-02 22:00", false},
		{"22:00-06:00", "2026-03-28 23:00", "2026-03-29 06:00", true}, // the night that lacks an hour
		{"01:30-02:00", "2026-03-02 01:45", "2026-03-02 02:00", true},
		{"01:30-02:00", "2026-12-31 02:00", "2027-01-01 01:30", false},
		{"18:00-24:00", "2026-03-02 23:59", "2026-03-03 00:00", true},
		{"00:00-06:00", "2026-03-02 23:59", "2026-03-03 00:00", false},
	} {
		var w window
		if err := w.UnmarshalText([]byte(tt.window)); err != nil {
			t.Fatal(err)
		}
		end, ok := w.end(at(tt.now))
		if !end.Equal(at(tt.end)) || ok != tt.inside {
			t.Errorf("%s at %s: %s %v, want %s", tt.window, tt.now, end, ok, tt.end)
		}
	}
	for _, bad := range []string{"", "22:00", "22-6", "22:00-22:00", "25:00-06:00", "00:00-24:00", "a-b"} {
		var w window
		if err := w.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// gongkaiFrom runs a command line by a clock that starts at a time of day.
func gongkaiFrom(t *testing.T, start string, args ...string) result {
	t.Helper()
	from, err := time.Parse("15:04:05", start)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	now := func() time.Time { return from.AddDate(2026, 2, 1).Add(time.Since(began)).UTC() }
	var out, errw bytes.Buffer
	status := runAt(context.Background(), now, args, func(string) string { return "" }, strings.NewReader(""), &out, &errw)
	return result{status, out.String(), errw.String()}
}

func TestACrawlStopsAtTheEndOfItsWindowAndGoesOnNextNight(t *testing.T) {
	const pages = 30
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path != "/" {
			time.Sleep(60 * time.Millisecond)
			fmt.Fprintf(w, "<title>样例</title><p>%s", r.URL.Path)
			return
		}
		fmt.Fprint(w, "<title>政府信息公开年报</title>")
		for i := range pages {
			fmt.Fprintf(w, "<a href=/r%d.html>样例局%d年政府信息公开工作年度报告</a>\n", i, 1990+i)
		}
	}))
	defer srv.Close()
	db := filepath.Join(t.TempDir(), "t.db")
	crawl := []string{"--db", db, "crawl", "--allow-private", "--delay", "0", "--window", "22:00-06:00", "--timezone", "UTC", srv.URL}

	if r := gongkaiFrom(t, "12:00:00", crawl...); r.status != 0 || !strings.Contains(r.err, "22:00 UTC") || asked.Load() != 0 {
		t.Errorf("at noon: status %d %q, %d requests", r.status, r.err, asked.Load())
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("at noon a database was made")
	}
	r := gongkaiFrom(t, "05:59:59", append(crawl, "--max-pages", "1000")...)
	if r.status != 0 {
		t.Fatalf("status %d %s", r.status, r.err)
	}
	first := asked.Load()
	if !strings.Contains(r.out, "the window ended") && first < pages {
		t.Errorf("%d pages and not a word of the window: %s", first, r.out)
	}
	// Whatever the first night left, the second asks for each page once.
	if r := gongkaiFrom(t, "23:00:00", crawl...); r.status != 0 {
		t.Fatalf("status %d %s", r.status, r.err)
	}
	if n := asked.Load(); first < pages && (n < pages+1 || n > pages+8) {
		t.Errorf("%d and then %d requests for %d pages", first, n-first, pages+1)
	}
	gongkaiFrom(t, "23:00:00", append(crawl, "--timezone", "Nowhere")...).oneLine(t, 2, "Nowhere")
	gongkaiFrom(t, "23:00:00", "crawl", "--window", "9-5", srv.URL).oneLine(t, 2, "no window")
}
