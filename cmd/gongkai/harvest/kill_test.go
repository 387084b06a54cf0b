package harvest_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/fixtures"
	"gongkai/store"
)

// childEnv makes the test binary crawl: "URL DATABASE".
const childEnv = "GONGKAI_TEST_CRAWL"

func TestMain(m *testing.M) {
	if v := os.Getenv(childEnv); v != "" {
		url, db, _ := strings.Cut(v, " ")
		if err := crawlInto(context.Background(), url, db); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func crawlInto(ctx context.Context, url, path string) error {
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	x, err := extract.New()
	if err != nil {
		return err
	}
	reader, err := harvest.NewReader(x)
	if err != nil {
		return err
	}
	c, err := crawler.New(crawler.Config{Starts: []string{url}, AllowPrivate: true, Delay: crawler.NoDelay, Concurrency: 1},
		reader, harvest.NewJournal(db, "test"))
	if err != nil {
		return err
	}
	_, err = c.Run(ctx)
	return err
}

// contents are everything a crawl stores but times, requests and runs.
func contents(t *testing.T, path string) []string {
	t.Helper()
	ctx := context.Background()
	db, err := store.OpenReadOnly(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out []string
	for _, q := range []string{
		`SELECT report_id, agency_id, agency, scope, year, format, title, url, published_on, page_digest, revision, current, quality, flags FROM report_view`,
		`SELECT report_id, section, row, col, value, raw, unit, unit_source, status FROM statistic_view`,
		`SELECT agency_id, scope, year, section, row, col, value, source_count, conflict FROM panel_view`,
		`SELECT url, kind, depth, score, found_on, state, etag, last_modified, read_digest FROM address`,
		`SELECT digest, size FROM body`,
	} {
		n := 0
		err := db.Query(ctx, q, func([]string) error { return nil }, func(v []any) error {
			n++
			out = append(out, fmt.Sprint(v...))
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		if n == 0 {
			t.Fatalf("nothing answers %s", q)
		}
	}
	raw, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	var check string
	if err := raw.QueryRow(`PRAGMA integrity_check`).Scan(&check); err != nil || check != "ok" {
		t.Errorf("integrity check: %s, %v", check, err)
	}
	slices.Sort(out)
	return out
}

// TestKilledCrawlEndsLikeAnUndisturbedOne kills a crawl (-9) again and again,
// later each time, and lets the last one finish.
func TestKilledCrawlEndsLikeAnUndisturbedOne(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := fixtures.Handler(pages)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(8 * time.Millisecond) // time to be killed in
		site.ServeHTTP(w, r)
	}))
	defer srv.Close()
	dir := t.TempDir()
	calm, rough := filepath.Join(dir, "calm.db"), filepath.Join(dir, "rough.db")
	if err := crawlInto(t.Context(), srv.URL+fixtures.Start, calm); err != nil {
		t.Fatal(err)
	}
	child := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+srv.URL+fixtures.Start+" "+rough)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	kills, done := 0, false
	for i := 0; !done && i < 40; i++ {
		cmd := child()
		time.Sleep(time.Duration(60+17*(i%6)) * time.Millisecond)
		cmd.Process.Kill() //nolint:errcheck // it may be done already
		if done = cmd.Wait() == nil; !done {
			kills++
		}
	}
	if kills < 3 {
		t.Errorf("only %d kills", kills)
	}
	if !done {
		if err := child().Wait(); err != nil {
			t.Fatal(err)
		}
	}
	got, want := contents(t, rough), contents(t, calm)
	if len(got) != len(want) {
		t.Errorf("%d rows after %d kills, %d undisturbed", len(got), kills, len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("after %d kills:\n%s\nundisturbed:\n%s", kills, got[i], want[i])
		}
	}
	t.Logf("%d kills", kills)
}
