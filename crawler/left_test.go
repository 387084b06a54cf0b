package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// keeper is a journal that keeps robots.txt files.
type keeper struct {
	*Memory
	mu    sync.Mutex
	files map[string][]byte
	at    map[string]time.Time
}

func newKeeper() *keeper {
	return &keeper{Memory: NewMemory(), files: map[string][]byte{}, at: map[string]time.Time{}}
}

func (k *keeper) KeptRobots(_ context.Context, origin string) ([]byte, time.Time, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.files[origin], k.at[origin], nil
}

func (k *keeper) KeepRobots(_ context.Context, origin string, file []byte, at time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.files[origin], k.at[origin] = file, at
	return nil
}

func TestRobotsIsKeptForADay(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		file   string
		// asked is how often it was asked for after each run.
		asked [4]int32
		want  Outcome
	}{
		"rules":     {200, "User-agent: *\nDisallow: /p\nCrawl-delay: 3\n", [4]int32{1, 1, 2, 2}, Robots},
		"none":      {404, "", [4]int32{1, 1, 2, 2}, Fetched},
		"no answer": {503, "", [4]int32{3, 6, 9, 12}, Failed},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			var asked atomic.Int32
			s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.file)
			})
			s.page("/p", "x")
			s.page("/q", "x")
			cfg, c := virtual(quick(s.URL+"/p", s.URL+"/q"))
			k := newKeeper()
			for i, rest := range []time.Duration{20 * time.Hour, 5 * time.Hour, time.Hour, 0} {
				c.slept = nil
				crawl(t, cfg, k)
				if got := asked.Load(); got != tt.asked[i] {
					t.Errorf("run %d: asked %d times, want %d", i, got, tt.asked[i])
				}
				if v := visitOf(t, k.Memory, s.URL+"/p"); v.Outcome != tt.want && (tt.want != Fetched || v.Outcome != Unchanged) {
					t.Errorf("run %d: %s %s", i, v.Outcome, v.Reason)
				}
				// A file that was fetched is a request to keep the distance from.
				if tt.want == Robots && (i == 0 || i == 2) && (len(c.slept) == 0 || c.slept[0] != 3*time.Second) {
					t.Errorf("run %d: slept %v", i, c.slept)
				}
				_ = c.Sleep(t.Context(), rest)
			}
		})
	}
}

func TestKeptCrawlDelayIsHonoured(t *testing.T) {
	s := newWebSite(t)
	s.page("/p", "x")
	s.page("/q", "x")
	cfg, c := virtual(quick(s.URL+"/p", s.URL+"/q"))
	k := newKeeper()
	k.files[s.URL], k.at[s.URL] = []byte("User-agent: *\nCrawl-delay: 4\n"), c.Now()
	crawl(t, cfg, k)
	if len(c.slept) != 1 || c.slept[0] != 4*time.Second || len(s.seen()) != 2 {
		t.Errorf("slept %v, %d requests", c.slept, len(s.seen()))
	}
}

func TestAHostThatFailsAgainAndAgainIsLeft(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"errors": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"resets": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			s, other := newWebSite(t), newWebSite(t)
			other.page("/{$}", "x")
			s.page("/robots.txt", "")
			s.mux.HandleFunc("/", answer)
			starts := []string{other.URL}
			for n := range 30 {
				starts = append(starts, fmt.Sprintf("%s/%d", s.URL, n))
			}
			cfg, _ := virtual(quick(starts...))
			sum := crawl(t, cfg, NewMemory())
			// Each with two retries; net/http sends once more after some resets.
			if got := len(s.paths()); got < 15 || got > 30 {
				t.Errorf("%d requests before the host was left", got)
			}
			if len(sum.LeftHosts) != 1 || "http://"+sum.LeftHosts[0].Host != s.URL || sum.LeftHosts[0].Outcome != Failed ||
				!strings.Contains(sum.LeftHosts[0].Reason, "5 addresses in a row failed") {
				t.Errorf("left %+v", sum.LeftHosts)
			}
			if sum.Fetched != 1 {
				t.Errorf("%+v", sum)
			}
		})
	}
}

func TestAnAnswerSetsTheCountOfFailuresBack(t *testing.T) {
	s := newWebSite(t)
	var starts []string
	s.mux.HandleFunc("/bad/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	s.page("/good/", "x")
	for n := range 24 {
		where := "bad"
		if n%breakAfter == breakAfter-1 {
			where = "good"
		}
		starts = append(starts, fmt.Sprintf("%s/%s/%d", s.URL, where, n))
	}
	cfg, _ := virtual(quick(starts...))
	if sum := crawl(t, cfg, NewMemory()); len(sum.LeftHosts) != 0 || sum.Failed != 20 {
		t.Errorf("%+v", sum)
	}
}

func TestChallengesAreListedForAHuman(t *testing.T) {
	s := newWebSite(t)
	s.mux.HandleFunc("/p", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPreconditionFailed) })
	s.page("/q", "x")
	sum := crawl(t, quick(s.URL+"/p", s.URL+"/q"), NewMemory())
	if len(sum.LeftHosts) != 1 || sum.LeftHosts[0].Outcome != Blocked || len(s.paths()) != 1 {
		t.Errorf("%+v; asked %v", sum, s.paths())
	}
}

// network in a box: answers from nowhere, and counts who is asked at a time.
type box struct {
	mu     sync.Mutex
	busy   map[string]int
	most   map[string]int
	groups map[string]string
}

func (b *box) RoundTrip(r *http.Request) (*http.Response, error) {
	group := b.groups[r.URL.Host]
	b.mu.Lock()
	b.busy[group]++
	b.most[group] = max(b.most[group], b.busy[group])
	b.mu.Unlock()
	time.Sleep(2 * time.Millisecond)
	b.mu.Lock()
	b.busy[group]--
	b.mu.Unlock()
	return &http.Response{Status: "200 OK", StatusCode: 200, Proto: "HTTP/1.1", Header: http.Header{}, Body: io.NopCloser(strings.NewReader("x")), Request: r}, nil
}

func TestHostsOfOneAddressShareALimit(t *testing.T) {
	b := &box{busy: map[string]int{}, most: map[string]int{}, groups: map[string]string{}}
	cfg := quick()
	cfg.Contact, cfg.Transport = "a@example.org", b
	for _, host := range []string{"a.gov.cn", "b.gov.cn", "c.gov.cn", "d.gov.cn"} {
		b.groups[host] = map[bool]string{true: "apart", false: "together"}[host > "b.z"]
		for n := range 10 {
			cfg.Starts = append(cfg.Starts, fmt.Sprintf("http://%s/%d", host, n))
		}
	}
	cfg.Lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		switch host {
		case "a.gov.cn":
			return []netip.Addr{netip.MustParseAddr("8.8.8.1"), netip.MustParseAddr("2400:3200::1")}, nil
		case "b.gov.cn":
			return []netip.Addr{netip.MustParseAddr("2400:3200::1")}, nil
		case "c.gov.cn":
			return []netip.Addr{netip.MustParseAddr("8.8.8.3")}, nil
		}
		return nil, errors.New("no such host")
	}
	sum := crawl(t, cfg, NewMemory())
	if sum.Fetched != 40 || b.most["together"] != 1 || b.most["apart"] != 2 {
		t.Errorf("%d fetched, at a time %v", sum.Fetched, b.most)
	}
}

func TestADelayEndsAtOnceWithTheContext(t *testing.T) {
	s := newWebSite(t)
	s.page("/p", "x")
	s.page("/q", "x")
	cfg := quick(s.URL+"/p", s.URL+"/q")
	cfg.Delay = time.Hour
	ctx, stop := context.WithCancel(t.Context())
	cfg.Sleep = func(ctx context.Context, d time.Duration) error {
		time.AfterFunc(10*time.Millisecond, stop) // a signal in the middle of the pause
		return sleep(ctx, d)
	}
	c, err := New(cfg, tagReader{}, NewMemory())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if _, err := c.Run(ctx); !errors.Is(err, context.Canceled) || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}
