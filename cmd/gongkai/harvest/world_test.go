package harvest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/fixtures/world"
	"gongkai/store"
)

// watched is a site of the world that remembers when it was asked for what.
type watched struct {
	world.Site
	url  string
	mu   sync.Mutex
	at   []time.Time
	asks []string
}

func (s *watched) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.at = append(s.at, time.Now())
	s.asks = append(s.asks, r.URL.RequestURI())
	s.mu.Unlock()
	s.Handler.ServeHTTP(w, r)
}

// TestWorld crawls a site of every system, and sites that misbehave, side by
// side from nothing but their hosts.
func TestWorld(t *testing.T) {
	const delay = 25 * time.Millisecond
	var strangers atomic.Int32
	outside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strangers.Add(1) }))
	defer outside.Close()
	var sites []*watched
	cfg := crawler.Config{
		AllowPrivate: true, Delay: delay, Retries: 2, Backoff: time.Millisecond, MaxBody: world.EndlessBody / 2,
		Timeout: 5 * time.Second, HeaderTimeout: 2 * time.Second,
	}
	for _, s := range world.All(outside.URL) {
		w := &watched{Site: s}
		srv := httptest.NewServer(w)
		defer srv.Close()
		w.url = srv.URL
		sites = append(sites, w)
		cfg.Starts = append(cfg.Starts, srv.URL)
	}
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := harvest.NewReader(x)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "world.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	journal := harvest.NewJournal(db, "test")
	seen := visited{}
	cfg.Observer = seen
	c, err := crawler.New(cfg, reader, journal)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := c.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", sum)
	for _, s := range sites {
		t.Run(s.Name, func(t *testing.T) { s.check(t, seen, delay) })
	}
	if len(sites) < 8 || strangers.Load() != 0 {
		t.Errorf("%d sites; asked outside %d times", len(sites), strangers.Load())
	}
	// A second run finds the same addresses: what an ask carries is steady.
	first := len(seen)
	cfg.Delay = crawler.NoDelay
	if c, err = crawler.New(cfg, reader, journal); err != nil {
		t.Fatal(err)
	}
	if sum, err = c.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if sum.New != 0 || sum.Revised != 0 || len(seen) != first {
		t.Errorf("second run: %+v, %d addresses, %d before", sum, len(seen), first)
	}
}

// visited are the visits of a crawl by address.
type visited map[string]*crawler.Visit

func (v visited) Visited(one *crawler.Visit, _ crawler.CommitResult) { v[one.Address.URL] = one }
func (v visited) SiteDone(crawler.SiteResult)                        {}

// lateness is how late a handler may see a request that arrived in time.
const lateness = 15 * time.Millisecond

func (s *watched) check(t *testing.T, visits visited, delay time.Duration) {
	if len(s.Reports) == 0 && len(s.Outcomes) == 0 {
		t.Fatal("nothing is expected of the site")
	}
	missed := 0
	for _, path := range s.Reports {
		v := visits[s.url+path]
		if v == nil || v.Reading == nil || v.Reading.Reports != 1 {
			if missed++; missed < 4 {
				t.Errorf("report %s: %+v", path, v)
			}
		}
	}
	if missed > 0 {
		t.Errorf("%d of %d reports missed", missed, len(s.Reports))
		for url, v := range visits {
			if strings.HasPrefix(url, s.url) && v.Outcome != crawler.Gone && (v.Reading == nil || v.Reading.Reports == 0) {
				t.Logf("%s %s %q: %d found", url, v.Outcome, v.Reason, len(v.Found))
			}
		}
	}
	for path, want := range s.Outcomes {
		if v := visits[s.url+path]; v == nil || string(v.Outcome) != want {
			t.Errorf("%s: %+v, want %s", path, v, want)
		}
	}
	for _, path := range s.Lost {
		unknown := false
		for address, v := range visits {
			plain, _, _ := strings.Cut(address, "#")
			unknown = unknown || plain == s.url+path && v.Outcome == crawler.PagerUnknown
		}
		if !unknown {
			t.Errorf("%s is not pager_unknown", path)
		}
	}
	trapped := 0
	var early []string
	asked := map[string]int{}
	for i, ask := range s.asks {
		asked[ask]++
		starts := func(p string) bool { return strings.HasPrefix(ask, p) }
		if slices.ContainsFunc(s.Forbidden, starts) {
			t.Errorf("robots.txt forbids %s", ask)
		}
		if slices.ContainsFunc(s.Traps, starts) {
			trapped++
		}
		if i > 0 && s.at[i].Sub(s.at[i-1]) < delay-lateness {
			early = append(early, fmt.Sprint(s.at[i].Sub(s.at[i-1])))
		}
	}
	// A handler that a busy machine holds up sees one request late and so the
	// next one early; a gate that let requests through would do so everywhere.
	if len(early) > 2+len(s.at)/40 {
		t.Errorf("%d of %d requests came too early: %v", len(early), len(s.at), early)
	}
	if n := len(s.at); n > 1 && s.at[n-1].Sub(s.at[0]) < time.Duration(n-1)*delay-lateness {
		t.Errorf("%d requests in %s", n, s.at[n-1].Sub(s.at[0]))
	}
	if trapped > s.MostTrapped || len(s.Traps) > 0 && trapped == 0 {
		t.Errorf("%d requests went into traps, at most %d may", trapped, s.MostTrapped)
	}
	for _, path := range s.Reports {
		if u, err := url.Parse(path); err == nil && s.Outcomes[path] == "" && asked[u.RequestURI()] > 1 {
			t.Errorf("%s was asked for %d times", path, asked[u.RequestURI()])
		}
	}
	t.Logf("%d reports, %d requests, %d into traps", len(s.Reports), len(s.asks), trapped)
}
