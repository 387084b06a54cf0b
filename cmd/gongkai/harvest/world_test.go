package harvest_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/fixtures/world"
	"gongkai/store"
)

// watched is a site of the world that remembers when it was asked for what.
type watched struct {
	world.Site
	url  string
	mu   sync.Mutex
	at   []time.Time // when it was asked
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
	db, reader := openNew(t, store.Options{}), newReader(t)
	seen := visited{}
	pace := &paced{visited: seen, started: map[string][]time.Time{}}
	cfg.Observer = pace
	sum := crawl(t, cfg, reader, db)
	t.Logf("%+v", sum)
	for _, s := range sites {
		t.Run(s.Name, func(t *testing.T) {
			s.check(t, seen)
			s.checkPace(t, pace.started[strings.TrimPrefix(s.url, "http://")], delay)
		})
	}
	if len(sites) < 8 || strangers.Load() != 0 {
		t.Errorf("%d sites; asked outside %d times", len(sites), strangers.Load())
	}
	// A second run finds the same addresses: what an ask carries is steady.
	first := len(seen)
	cfg.Delay = crawler.NoDelay
	if sum = crawl(t, cfg, reader, db); sum.New != 0 || sum.Revised != 0 || len(seen) != first {
		t.Errorf("second run: %+v, %d addresses, %d before", sum, len(seen), first)
	}
}

// visited are the visits of a crawl by address.
type visited map[string]*crawler.Visit

func (v visited) Visited(one *crawler.Visit, _ crawler.CommitResult) { v[one.Address.URL] = one }
func (v visited) SiteDone(crawler.SiteResult)                        {}

// paced also keeps when the gate let each request to a host go. How late a busy
// machine runs a handler does not touch these times.
type paced struct {
	visited
	started map[string][]time.Time
}

func (p *paced) Visited(v *crawler.Visit, r crawler.CommitResult) {
	p.visited.Visited(v, r)
	for _, one := range v.Requests {
		if u, err := url.Parse(one.URL); err == nil && !one.At.IsZero() {
			p.started[u.Host] = append(p.started[u.Host], one.At)
		}
	}
}

// checkPace holds the times of the gate against each other, and against what
// the server saw: as many requests, none before it was let go.
func (s *watched) checkPace(t *testing.T, started []time.Time, delay time.Duration) {
	if len(started) != len(s.at) {
		t.Fatalf("%d requests were let go, the server saw %d", len(started), len(s.at))
	}
	slices.SortFunc(started, time.Time.Compare)
	for i, at := range started {
		if s.at[i].Before(at) {
			t.Errorf("request %d was seen before it was let go", i)
		}
		if i > 0 && at.Sub(started[i-1]) < delay {
			t.Errorf("request %d, %s, came %s after the one before", i, s.asks[i], at.Sub(started[i-1]))
		}
	}
}

func (s *watched) check(t *testing.T, visits visited) {
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
	asked := map[string]int{}
	for _, ask := range s.asks {
		asked[ask]++
		starts := func(p string) bool { return strings.HasPrefix(ask, p) }
		if slices.ContainsFunc(s.Forbidden, starts) {
			t.Errorf("robots.txt forbids %s", ask)
		}
		if slices.ContainsFunc(s.Traps, starts) {
			trapped++
		}
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
