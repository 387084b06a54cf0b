package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// library serves a TRS list of three pages, a list with next links, and reports.
func library(s *webSite) {
	list := func(call string, items ...string) string {
		return `<body class=list>` + strings.Join(items, "\n") + `<script>` + call + `</script>`
	}
	item := func(n int) string { return fmt.Sprintf(`<a class=report href=/report/%d.html>r</a>`, n) }
	s.page("/{$}", `<a class=list href=/trs/>list</a> <a class=list href=/plain/list.html>list</a>
		<a class=other href=/boring.html>x</a> <a class=report href=http://example.com/r.html>r</a>`)
	s.page("/trs/{$}", list(`createPageHTML(3, 0, "index", "shtml");`, item(1), item(2)))
	s.page("/trs/index_1.shtml", list(`createPageHTML(3, 1, "index", "shtml");`, item(3)))
	s.page("/trs/index_2.shtml", list(`createPageHTML(3, 2, "index", "shtml");`, item(4)))
	s.page("/trs/index.shtml", list(`createPageHTML(3, 0, "index", "shtml");`, item(1), item(2)))
	s.mux.HandleFunc("GET /plain/list.html", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "page=2" {
			_, _ = fmt.Fprint(w, `<body class=list>`+item(6)+`<a href="javascript:void(0)">下一页</a> 2/2页`)
			return
		}
		_, _ = fmt.Fprint(w, `<body class=list>`+item(5)+`<a href="list.html?page=2#top">下一页</a>`)
	})
	for n := 1; n <= 6; n++ {
		body := fmt.Sprintf("<table><tr><td>report %d", n)
		s.mux.HandleFunc(fmt.Sprintf("GET /report/%d.html", n), func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "r.html", time.Date(2024, 1, n, 0, 0, 0, 0, time.UTC), strings.NewReader(body))
		})
	}
	s.page("/boring.html", "never")
}

func TestCrawlFindsAllReports(t *testing.T) {
	s := newWebSite(t)
	library(s)
	m := NewMemory()
	sum := crawl(t, quick(s.URL), m)
	if sum.Reports != 6 || sum.New != 6 || sum.Fetched != 13 || sum.Requests != 14 {
		t.Errorf("%+v", sum)
	}
	for n := 1; n <= 6; n++ {
		v := visitOf(t, m, fmt.Sprintf("%s/report/%d.html", s.URL, n))
		wantVisit(t, v, Fetched, "")
	}
	for _, p := range s.paths() {
		if p == "/boring.html" {
			t.Error("a link judged worthless was followed")
		}
	}

	first := s.paths()
	s.mu.Lock()
	s.hits = nil
	s.mu.Unlock()
	sum = crawl(t, quick(s.URL), m)
	if sum.New != 0 || sum.Revised != 0 || sum.Fetched != 0 || sum.Unchanged == 0 {
		t.Errorf("second run: %+v", sum)
	}
	if len(s.paths()) != len(first) {
		t.Errorf("second run asked %d times, first %d", len(s.paths()), len(first))
	}
	for _, h := range s.seen() {
		if strings.HasPrefix(h.Path, "/report/") && h.Header.Get("If-Modified-Since") == "" {
			t.Errorf("%s was asked unconditionally", h.Path)
		}
	}
	wantVisit(t, visitOf(t, m, s.URL+"/report/1.html"), Unchanged, "not modified")
	wantVisit(t, visitOf(t, m, s.URL+"/"), Unchanged, "same content")
}

func TestOrderIsBestFirstAndSteady(t *testing.T) {
	want := []string{
		"/", "/trs/", "/report/1.html", "/report/2.html", "/plain/list.html", "/report/5.html",
	}
	for range 2 {
		s := newWebSite(t)
		library(s)
		cfg := quick(s.URL)
		cfg.MaxPages = 7 // with robots.txt
		sum := crawl(t, cfg, NewMemory())
		if got := s.paths(); !slices.Equal(got, want) {
			t.Errorf("order %v, want %v", got, want)
		}
		if sum.Requests != 7 {
			t.Errorf("%d requests, 7 allowed", sum.Requests)
		}
	}
}

func TestDepthIsLimited(t *testing.T) {
	s := newWebSite(t)
	for n := range 6 {
		s.page(fmt.Sprintf("/%d", n), fmt.Sprintf("<a class=list href=/%d>deeper</a>", n+1))
	}
	cfg := quick(s.URL + "/0")
	cfg.MaxDepth = 2
	crawl(t, cfg, NewMemory())
	if got := s.paths(); !slices.Equal(got, []string{"/0", "/1", "/2"}) {
		t.Errorf("asked for %v", got)
	}
}

func TestChainOfNextLinksWithoutReportsEnds(t *testing.T) {
	for name, every := range map[string]int{"barren": 0, "now and then": 30} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			const end = 300
			s.mux.HandleFunc("GET /l/{n}", func(w http.ResponseWriter, r *http.Request) {
				var n int
				_, _ = fmt.Sscan(r.PathValue("n"), &n)
				if every > 0 && n%every == 0 {
					_, _ = fmt.Fprintf(w, "<a class=report href=/r/%d>r</a>", n)
				}
				if every == 0 || n < end {
					_, _ = fmt.Fprintf(w, "<body class=list><a href=%d>下一页</a>", n+1)
				}
			})
			s.page("/r/{n}", "<table>")
			m := NewMemory()
			sum := crawl(t, quick(s.URL+"/l/1"), m)
			if every > 0 && sum.Reports != end/every {
				t.Errorf("%d reports of %d", sum.Reports, end/every)
			}
			if every > 0 {
				return
			}
			if got := len(s.paths()); got < 50 || got > 200 {
				t.Errorf("%d requests", got)
			}
			all := m.Visits()
			wantVisit(t, all[len(all)-1], Fetched, "1 further pages are left")
		})
	}
}

func TestUnknownPagerIsAnOutcome(t *testing.T) {
	s := newWebSite(t)
	s.page("/list.html", `<body class=list><a class=report href=/r>r</a><script>createPageHTML(total, 0, "index", "html")</script>`)
	s.page("/r", "<table>")
	m := NewMemory()
	for range 2 { // it must not hide behind "unchanged" in the second run
		sum := crawl(t, quick(s.URL+"/list.html"), m)
		if sum.PagerUnknown != 1 || len(sum.FailedSites) != 0 {
			t.Errorf("summary %+v", sum)
		}
	}
	v := visitOf(t, m, s.URL+"/list.html")
	wantVisit(t, v, PagerUnknown, "createPageHTML(total, 0")
	if len(v.Found) != 1 {
		t.Errorf("found %v", v.Found)
	}
}

func TestChangedReportIsRevised(t *testing.T) {
	s := newWebSite(t)
	version := "1"
	s.mux.HandleFunc("/r", func(w http.ResponseWriter, _ *http.Request) {
		if version == "" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte("<table>" + version))
	})
	m := NewMemory()
	for i, tt := range []struct {
		version string
		want    Summary
	}{
		{"1", Summary{Fetched: 1, New: 1, Reports: 1}},
		{"1", Summary{Unchanged: 1}},
		{"2", Summary{Fetched: 1, Revised: 1, Reports: 1}},
		{"", Summary{Gone: 1}},
		{"2", Summary{Fetched: 1, Reports: 1}},
	} {
		version = tt.version
		got := crawl(t, quick(s.URL+"/r"), m)
		if got.Fetched != tt.want.Fetched || got.Unchanged != tt.want.Unchanged || got.New != tt.want.New ||
			got.Revised != tt.want.Revised || got.Gone != tt.want.Gone || got.Reports != tt.want.Reports {
			t.Errorf("run %d: %+v, want %+v", i+1, got, tt.want)
		}
	}
}

// killer is a journal that dies at its nth call, as the program may.
type killer struct {
	*Memory
	left atomic.Int32 // it is called while pages are asked and read
}

var errKilled = errors.New("killed")

func (k *killer) dead() bool { return k.left.Add(-1) < 0 }

func (k *killer) Next(ctx context.Context, site string, run int64, further bool) (*Address, error) {
	a, err := k.Memory.Next(ctx, site, run, further)
	if k.dead() {
		return nil, errKilled // the claim stays
	}
	return a, err
}

func (k *killer) Archive(ctx context.Context, p *Page) error {
	if k.dead() {
		return errKilled
	}
	return k.Memory.Archive(ctx, p)
}

func (k *killer) Commit(ctx context.Context, v *Visit) (CommitResult, error) {
	if k.dead() {
		return CommitResult{}, errKilled
	}
	return k.Memory.Commit(ctx, v)
}

func (k *killer) End(ctx context.Context, id int64, s Summary) error {
	if k.left.Load() < 0 {
		return errKilled // claims are not given back
	}
	return k.Memory.End(ctx, id, s)
}

func TestKilledRunsEndLikeAnUndisturbedOne(t *testing.T) {
	s := newWebSite(t)
	library(s)
	want := NewMemory()
	crawl(t, quick(s.URL), want)
	got := NewMemory()
	// Each run goes on with the one before, until one gets through.
	kills := 0
	for n := 0; ; n++ {
		k := &killer{Memory: got}
		k.left.Store(int32(n))
		c, err := New(quick(s.URL), tagReader{}, k)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Run(t.Context())
		if err == nil {
			break
		}
		if !errors.Is(err, errKilled) {
			t.Fatalf("kill %d: %v", n, err)
		}
		kills++
	}
	if kills < 8 {
		t.Errorf("only %d kills", kills)
	}
	if len(got.archived) != len(want.archived) {
		t.Errorf("%d pages archived, want %d", len(got.archived), len(want.archived))
	}
	g, w := got.Addresses(), want.Addresses()
	if len(g) != len(w) {
		t.Fatalf("%d addresses, want %d", len(g), len(w))
	}
	for i := range g {
		g[i].Attempts, w[i].Attempts = 0, 0
		if g[i] != w[i] {
			t.Errorf("address %d is %+v, want %+v", i, g[i], w[i])
		}
	}
}

func TestCancelGivesClaimsBack(t *testing.T) {
	s := newWebSite(t)
	s.page("/{$}", `<a class=report href=/hangs>r</a>`)
	reached := make(chan struct{})
	s.mux.HandleFunc("/hangs", func(_ http.ResponseWriter, r *http.Request) {
		close(reached)
		<-r.Context().Done()
	})
	m := NewMemory()
	c, err := New(quick(s.URL), tagReader{}, m)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-reached; cancel() }()
	began := time.Now()
	sum, err := c.Run(ctx)
	if !errors.Is(err, context.Canceled) || !sum.Interrupted || sum.Fetched != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %s", took)
	}
	if len(m.Visits()) != 1 {
		t.Errorf("%d visits", len(m.Visits()))
	}
	id, err := m.Begin(t.Context(), RunInfo{Started: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	site := m.Addresses()[0].Site
	if a, err := m.Next(t.Context(), site, id, false); err != nil || a == nil || !strings.HasSuffix(a.URL, "/hangs") {
		t.Errorf("next: %v, %v", a, err)
	}
}

func TestCancelEndsWaits(t *testing.T) {
	s := newWebSite(t)
	s.page("/{$}", "x")
	cfg := quick(s.URL)
	cfg.Delay = time.Hour // after robots.txt
	c, err := New(cfg, tagReader{}, NewMemory())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := c.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %s", took)
	}
}

// log is an observer that keeps what it is told.
type log struct {
	visits []string
	sites  []SiteResult
}

func (l *log) Visited(v *Visit, _ CommitResult) { l.visits = append(l.visits, v.Address.URL) }
func (l *log) SiteDone(r SiteResult)            { l.sites = append(l.sites, r) }

func TestSitesFindAddressesForEachOther(t *testing.T) {
	a, b := newWebSite(t), newWebSite(t)
	b.page("/{$}", "<p>home")
	b.page("/r", "<table>")
	a.mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond) // b rests by now
		_, _ = fmt.Fprintf(w, `<a class=report href=%s/r>r</a>`, b.URL)
	})
	l := &log{}
	cfg := quick(a.URL, b.URL, "127.0.0.1:1")
	cfg.Observer = l
	m := NewMemory()
	sum := crawl(t, cfg, m)
	if v := visitOf(t, m, b.URL+"/r"); v.Site != strings.TrimPrefix(b.URL, "http://") {
		t.Errorf("report is on site %s", v.Site)
	}
	if sum.Sites != 3 || sum.Reports != 1 || len(l.visits) != 4 || len(l.sites) != 4 {
		t.Errorf("%+v, observed %v %v", sum, l.visits, l.sites)
	}
	if len(sum.FailedSites) != 1 || sum.FailedSites[0].Site != "127.0.0.1:1" || !strings.Contains(sum.FailedSites[0].Reason, "refused") {
		t.Errorf("failed sites %+v", sum.FailedSites)
	}
}
