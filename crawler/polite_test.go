package crawler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clock is virtual time: sleeping moves it on at once.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func virtual(cfg Config) (Config, *clock) {
	c := &clock{now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	cfg.Now, cfg.Sleep, cfg.Jitter = c.Now, c.Sleep, func() float64 { return 1 }
	return cfg, c
}

// arrivals makes virtual time wait for the network: it does not move on while
// a request has left that the server has not seen. So times taken at the
// server are exact, however late a busy machine runs the handler.
type arrivals struct {
	http.RoundTripper
	clock *clock
	site  *webSite
	sent  atomic.Int32
}

func (a *arrivals) RoundTrip(r *http.Request) (*http.Response, error) {
	left := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { a.sent.Add(1) }}
	return a.RoundTripper.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), left)))
}

func (a *arrivals) Sleep(ctx context.Context, d time.Duration) error {
	// A request on a connection that the server just closed never arrives.
	for range 500 {
		if len(a.site.seen()) >= int(a.sent.Load()) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return a.clock.Sleep(ctx, d)
}

func TestDelayIsKeptAtTheServer(t *testing.T) {
	const delay = 40 * time.Millisecond
	for _, concurrency := range []int{1, 3} {
		t.Run(fmt.Sprint(concurrency), func(t *testing.T) {
			s := newWebSite(t)
			var links strings.Builder
			for n := range 4 {
				fmt.Fprintf(&links, `<a class=report href=/r%d>r</a>`, n)
				s.page(fmt.Sprintf("/r%d", n), "<table>")
			}
			s.page("/{$}", links.String())
			s.mux.Handle("/hop", http.RedirectHandler("/", http.StatusFound))
			var tries atomic.Int32
			s.mux.HandleFunc("/flaky", func(w http.ResponseWriter, _ *http.Request) {
				if tries.Add(1) < 3 {
					w.WriteHeader(http.StatusServiceUnavailable)
				}
			})
			// Servers that close kept connections make net/http send again.
			var closed atomic.Int32
			s.mux.HandleFunc("/closes", func(w http.ResponseWriter, _ *http.Request) {
				if closed.Add(1) == 1 {
					panic(http.ErrAbortHandler)
				}
			})
			cfg, c := virtual(quick(s.URL+"/hop", s.URL+"/flaky", s.URL+"/closes"))
			cfg.Delay, cfg.Concurrency = delay, concurrency
			transport := newTransport(cfg.withDefaults())
			defer transport.CloseIdleConnections()
			a := &arrivals{RoundTripper: transport, clock: c, site: s}
			cfg.Transport, cfg.Sleep, s.now = a, a.Sleep, c.Now
			sum := crawl(t, cfg, NewMemory())
			hits := s.seen()
			if len(hits) < 11 || sum.Requests != len(hits) {
				t.Errorf("%d hits, %d requests", len(hits), sum.Requests)
			}
			for i := 1; i < len(hits); i++ {
				if gap := hits[i].At.Sub(hits[i-1].At); gap < delay {
					t.Errorf("%s came %s after %s", hits[i].Path, gap, hits[i-1].Path)
				}
			}
		})
	}
}

func TestConcurrencyAndConnectionsAreBounded(t *testing.T) {
	var now, most atomic.Int32
	busy := func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		_, _ = io.WriteString(w, "x")
	}
	var starts []string
	for range 4 {
		s := newWebSite(t)
		s.mux.HandleFunc("/", busy)
		for n := range 6 {
			starts = append(starts, fmt.Sprintf("%s/%d", s.URL, n))
		}
	}
	for _, tt := range []struct{ concurrency, connections, want int32 }{{1, 64, 4}, {2, 64, 8}, {4, 3, 3}} {
		most.Store(0)
		cfg := quick(starts...)
		cfg.Concurrency, cfg.Connections = int(tt.concurrency), int(tt.connections)
		crawl(t, cfg, NewMemory())
		if got := most.Load(); got > tt.want || got < 2 {
			t.Errorf("%+v: %d at a time", tt, got)
		}
	}
}

func TestCrawlDelayIsHonouredAndCapped(t *testing.T) {
	for name, tt := range map[string]struct {
		robots string
		want   time.Duration
	}{
		"longer":  {"User-agent: *\nCrawl-delay: 7\n", 7 * time.Second},
		"shorter": {"User-agent: *\nCrawl-delay: 0.1\n", time.Second},
		"capped":  {"User-agent: gongkai\nCrawl-delay: 600\n\nUser-agent: *\nDisallow: /\n", maxCrawlDelay},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.page("/robots.txt", tt.robots)
			s.page("/a", "x")
			s.page("/b", "x")
			cfg, c := virtual(quick(s.URL+"/a", s.URL+"/b"))
			cfg.Delay = 0 // the default
			crawl(t, cfg, NewMemory())
			if len(c.slept) != 2 || c.slept[1] != tt.want || c.slept[0] != tt.want {
				t.Errorf("slept %v, want twice %s", c.slept, tt.want)
			}
		})
	}
}

func TestRobotsAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		robots  http.HandlerFunc
		outcome Outcome
		reason  string
	}{
		"403 allows all": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, Fetched, ""},
		"500 forbids":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, Failed, "robots.txt cannot be had"},
		"cut off":        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, Failed, "robots.txt cannot be had"},
		"out of scope":   {http.RedirectHandler("http://example.com/robots.txt", http.StatusMovedPermanently).ServeHTTP, Failed, "out of scope"},
		"redirect":       {http.RedirectHandler("/other.txt", http.StatusMovedPermanently).ServeHTTP, Robots, "/p"},
		"endless":        {http.RedirectHandler("/robots.txt", http.StatusMovedPermanently).ServeHTTP, Failed, "redirects without end"},
		"bad lines": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "\xef\xbb\xbfUser-Agent: Gongkai/1.0\r\n<b>\nCrawl-delay: soon\nDisallow: /p # all\n")
		}, Robots, "/p"},
		"html": {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html><p>a: b") }, Fetched, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.mux.HandleFunc("/robots.txt", tt.robots)
			s.page("/other.txt", "User-agent: *\nDisallow: /p")
			s.page("/p", "x")
			m := NewMemory()
			crawl(t, quick(s.URL+"/p"), m)
			wantVisit(t, visitOf(t, m, s.URL+"/p"), tt.outcome, tt.reason)
			if asked := len(s.paths()) > 0 && s.paths()[len(s.paths())-1] == "/p"; asked != (tt.outcome == Fetched) {
				t.Errorf("asked for %v", s.paths())
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	date := time.Date(2026, 11, 1, 0, 0, 50, 0, time.UTC).Format(http.TimeFormat)
	for name, tt := range map[string]struct {
		header string
		want   time.Duration
	}{
		"seconds":  {"45", 45 * time.Second},
		"date":     {date, 50 * time.Second},
		"past":     {"Sun, 01 Nov 2020 00:00:00 GMT", time.Second},
		"nothing":  {"", time.Second},
		"nonsense": {"soon", time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			var n atomic.Int32
			s.mux.HandleFunc("/p", func(w http.ResponseWriter, _ *http.Request) {
				if n.Add(1) == 1 {
					w.Header().Set("Retry-After", tt.header)
					w.WriteHeader(429)
				}
			})
			cfg, c := virtual(quick(s.URL + "/p"))
			cfg.Backoff = time.Second
			m := NewMemory()
			crawl(t, cfg, m)
			wantVisit(t, visitOf(t, m, s.URL+"/p"), Fetched, "")
			if len(c.slept) != 1 || c.slept[0] != tt.want {
				t.Errorf("slept %v, want %s", c.slept, tt.want)
			}
		})
	}
}

func TestLongRetryAfterEndsTheHostsRun(t *testing.T) {
	s := newWebSite(t)
	s.mux.HandleFunc("/p", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(503)
	})
	s.page("/q", "x")
	cfg, c := virtual(quick(s.URL+"/p", s.URL+"/q"))
	m := NewMemory()
	crawl(t, cfg, m)
	v := visitOf(t, m, s.URL+"/p")
	wantVisit(t, v, Failed, "asks for a pause of 1h0m0s")
	wantVisit(t, visitOf(t, m, s.URL+"/q"), Failed, "left alone")
	if want := c.Now().Add(time.Hour); !v.NextDue.Equal(want) || len(s.paths()) != 1 {
		t.Errorf("next due %s, want %s; asked %v", v.NextDue, want, s.paths())
	}
	if sum := crawl(t, cfg, m); sum.Requests != 0 || len(sum.FailedSites) != 0 {
		t.Errorf("asked again before the hour was over: %+v", sum)
	}
	_ = c.Sleep(t.Context(), time.Hour)
	if sum := crawl(t, cfg, m); sum.Requests == 0 {
		t.Errorf("not asked after the hour: %+v", sum)
	}
}

func TestBackoffDoublesUpToItsLimit(t *testing.T) {
	for n, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 5 * time.Second, 5 * time.Second} {
		if got := backoff(time.Second, 5*time.Second, n, 1); got != want {
			t.Errorf("retry %d: %s, want %s", n, got, want)
		}
		if got := backoff(time.Second, 5*time.Second, n, 0); got != want/2 {
			t.Errorf("retry %d without jitter: %s, want %s", n, got, want/2)
		}
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	s := newWebSite(t)
	s.page("/{$}", "x")
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		cfg := quick("http://" + host + port + "/")
		cfg.AllowPrivate = false
		cfg.Contact = "a@example.org"
		m := NewMemory()
		sum := crawl(t, cfg, m)
		v := m.Visits()[0]
		wantVisit(t, v, OutOfScope, "not on the public internet")
		if len(sum.FailedSites) != 1 {
			t.Errorf("summary %+v", sum)
		}
	}
	if len(s.seen()) != 0 {
		t.Errorf("the server was reached: %v", s.seen())
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2400:3200::1": true, "::ffff:8.8.8.8": true, "64:ff9b::808:808": true,
		"10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "127.9.9.9": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "0.1.2.3": false, "224.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "fe80::1": false, "fc00::1": false, "ff02::1": false,
		"::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "::127.0.0.1": false, "fe80::1%eth0": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
