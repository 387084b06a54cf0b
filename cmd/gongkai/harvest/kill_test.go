package harvest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/extract/document"
	"gongkai/extract/docx"
	"gongkai/fixtures"
	"gongkai/store"
)

// childEnv makes the test binary crawl: "URL DATABASE PHASE", and kill itself
// (-9) in that phase of the second address.
const childEnv = "GONGKAI_TEST_CRAWL"

// phases are where a crawl may be killed. Those that end in a number of
// microseconds are killed that long after they began, by the clock.
var phases = []string{"claim", "fetch", "archive", "archived", "extract", "extracted", "commit", "commit+100", "commit+400", "committed"}

// killed is a crawl's journal and reader that end the process in a phase.
type killed struct {
	*harvest.Journal
	*harvest.Reader
	phase string
	mu    sync.Mutex // the next page is asked for while one is read
	seen  map[string]int
}

// second tells whether the phase is the one to be killed in, for the second time.
func (k *killed) second(phase string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen[phase]++
	return k.seen[phase] == 2 && phase == k.phase
}

func (k *killed) at(phase string) {
	if k.second(phase) {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until it arrives
	}
}

// after kills by the clock.
func (k *killed) after(phase string, d time.Duration) {
	if k.second(phase) {
		time.AfterFunc(d, func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) })
	}
}

func (k *killed) Next(ctx context.Context, site string, run int64, further bool) (*crawler.Address, error) {
	a, err := k.Journal.Next(ctx, site, run, further)
	k.claimed()
	return a, err
}

func (k *killed) claimed() {
	k.at("claim")
	k.after("fetch", answerTime/2)
}

func (k *killed) Archive(ctx context.Context, p *crawler.Page) error {
	k.at("archive")
	err := k.Journal.Archive(ctx, p)
	k.at("archived")
	return err
}

func (k *killed) Read(ctx context.Context, p *crawler.Page, column bool) (*crawler.Reading, error) {
	k.at("extract")
	r, err := k.Reader.Read(ctx, p, column)
	k.at("extracted")
	return r, err
}

// mortal reads Word documents until it is killed.
type mortal struct {
	docx.Reader
	*killed
}

func (m mortal) Read(body []byte) (*document.Document, error) {
	m.at("document")
	return m.Reader.Read(body)
}

func (k *killed) Commit(ctx context.Context, v *crawler.Visit) (crawler.CommitResult, error) {
	k.at("commit")
	k.after("commit+100", 100*time.Microsecond)
	k.after("commit+400", 400*time.Microsecond)
	res, err := k.Journal.Commit(ctx, v)
	k.at("committed")
	if res.Next != nil {
		k.claimed()
	}
	return res, err
}

// answerTime is how long the site takes to answer: longer than a transaction waits
// for the next write, so that each child stores what it did before it is killed.
const answerTime = 12 * time.Millisecond

func TestMain(m *testing.M) {
	if v := os.Getenv(childEnv); v != "" {
		args := strings.SplitN(v, " ", 3)
		if err := crawlInto(context.Background(), args[0], args[2], args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func crawlInto(ctx context.Context, url, path, phase string) error {
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	k := &killed{Journal: harvest.NewJournal(db, "test"), phase: phase, seen: map[string]int{}}
	if k.Reader, err = harvest.NewReader(extract.WithReader(document.DOCX, mortal{killed: k})); err != nil {
		return err
	}
	k.Journal.Together = k.Reader
	c, err := crawler.New(crawler.Config{Starts: []string{url}, AllowPrivate: true, Delay: crawler.NoDelay, Concurrency: 1},
		k, k)
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
		`SELECT url, kind, depth, score, found_on, state, etag, last_modified, read_digest, read_content, read_reports, read_year, last_outcome,
			gone_since IS NULL, retired_at IS NULL FROM address`,
		`SELECT digest, size FROM body`,
		`SELECT p.url, a.url FROM listed l JOIN address p ON p.id = l.page JOIN address a ON a.id = l.address`,
		`SELECT origin, body FROM robots`,
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

// TestKilledCrawlEndsLikeAnUndisturbedOne kills a crawl (-9) thirty times, in
// every phase, while it has stored some of the site and not all, and lets the
// last one finish.
func TestKilledCrawlEndsLikeAnUndisturbedOne(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := fixtures.Handler(pages)
	var again atomic.Bool
	var dated sync.Map // paths that tell a version
	var unconditional, conditional atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, is := dated.Load(r.URL.Path); is && again.Load() {
			if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") == "" {
				unconditional.Add(1)
			} else {
				conditional.Add(1)
			}
		}
		time.Sleep(answerTime) // time to be killed in
		site.ServeHTTP(w, r)
		if w.Header().Get("ETag")+w.Header().Get("Last-Modified") != "" {
			dated.Store(r.URL.Path, true)
		}
	}))
	defer srv.Close()
	dir := t.TempDir()
	calm, rough := filepath.Join(dir, "calm.db"), filepath.Join(dir, "rough.db")
	if err := crawlInto(t.Context(), srv.URL+fixtures.Start, calm, ""); err != nil {
		t.Fatal(err)
	}
	const kills = 30
	between := 0
	for i := range kills {
		phase := phases[i%len(phases)]
		if err := child(srv.URL+fixtures.Start, phase, rough); killedBy(err) != syscall.SIGKILL {
			t.Fatalf("kill %d, in %s: %v", i, phase, err)
		}
		if done, left := progress(t, rough); done > 0 && left > 0 {
			between++
		}
	}
	if between < 20 {
		t.Errorf("only %d of %d kills fell between the first and the last write", between, kills)
	}
	if err := child(srv.URL+fixtures.Start, "none", rough); err != nil {
		t.Fatal(err)
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
	// Another run asks what it can conditionally, and finds nothing new.
	again.Store(true)
	if err := crawlInto(t.Context(), srv.URL+fixtures.Start, rough, ""); err != nil {
		t.Fatal(err)
	}
	if sum := lastRun(t, rough); sum.New+sum.Revised+sum.Fetched+sum.Failed > 0 || sum.Unchanged == 0 || unconditional.Load() > 0 || conditional.Load() == 0 {
		t.Errorf("the next run: %+v, %d pages asked for unconditionally, %d conditionally", sum, unconditional.Load(), conditional.Load())
	}
	t.Logf("%d kills, %d between the first and the last write", kills, between)
}

// child crawls in a process of its own that kills itself in a phase.
func child(url, phase, path string) error {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+url+" "+phase+" "+path)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// killedBy is the signal that ended a process, 0 if none did.
func killedBy(err error) syscall.Signal {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return 0
	}
	return max(exit.Sys().(syscall.WaitStatus).Signal(), 0)
}

// lastRun is what the last crawl into a database did.
func lastRun(t *testing.T, path string) store.Summary {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runs, err := db.Runs(t.Context(), 1)
	if err != nil || len(runs) != 1 {
		t.Fatal(runs, err)
	}
	return runs[0].Summary
}

// progress counts the addresses that are done, and those that are not.
func progress(t *testing.T, path string) (done, left int64) {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Query(t.Context(), `SELECT count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state <> 'done') FROM address`,
		func([]string) error { return nil }, func(v []any) error {
			done, left = v[0].(int64), v[1].(int64)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return done, left
}
