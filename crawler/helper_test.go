package crawler

import (
	"context"
	"errors"

	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hit is one request as the server saw it.
type hit struct {
	Path   string
	At     time.Time
	Header http.Header
}

// webSite is a server with a route per behaviour that remembers its hits.
type webSite struct {
	*httptest.Server
	mux  *http.ServeMux
	now  func() time.Time
	mu   sync.Mutex
	hits []hit
}

func newWebSite(t *testing.T) *webSite {
	t.Helper()
	s := &webSite{mux: http.NewServeMux(), now: time.Now}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits = append(s.hits, hit{r.URL.RequestURI(), s.now(), r.Header.Clone()})
		s.mu.Unlock()
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// page serves a page of HTML.
func (s *webSite) page(path, body string) {
	s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(body))
	})
}

func (s *webSite) seen() []hit {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]hit(nil), s.hits...)
}

// paths are the hits without robots.txt.
func (s *webSite) paths() []string {
	var all []string
	for _, h := range s.seen() {
		if h.Path != "/robots.txt" {
			all = append(all, h.Path)
		}
	}
	return all
}

// tagReader reads the test sites' markup: <a class=KIND> are links,
// <body class=list> a list, <body class=hollow> one that misses its entries, each <table> a report.
type tagReader struct{}

func (tagReader) Read(_ context.Context, p *Page, _ bool) (*Reading, error) {
	html := string(p.Body)
	if strings.Contains(html, "unreadable") {
		return nil, errors.New("no page at all")
	}
	if strings.Contains(html, "panics") {
		panic("reader bug")
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(p.FinalURL)
	if err != nil {
		return nil, err
	}
	r := &Reading{HTML: html, IsList: doc.Find("body.list").Length() > 0, Reports: doc.Find("table").Length()}
	if r.Reports > 0 {
		r.Content = doc.Find("table").Text()
	} else if strings.Contains(html, "sorry") {
		r.Apology = "the page says sorry"
	}
	if doc.Find("body.hollow").Length() > 0 {
		r.Hollow = "no entries"
	}
	scores := map[Kind]int{KindReport: 90, KindList: 50, KindNext: 50}
	doc.Find("a[class]").Each(func(_ int, a *goquery.Selection) {
		kind := Kind(a.AttrOr("class", ""))
		if to, err := base.Parse(a.AttrOr("href", "")); err == nil {
			r.Links = append(r.Links, Link{URL: to.String(), Text: a.Text(), Kind: kind, Score: scores[kind]})
		}
	})
	return r, nil
}

// quick is a configuration for loopback servers without any pause.
func quick(starts ...string) Config {
	return Config{
		Starts: starts, AllowPrivate: true, Delay: NoDelay, Retries: 2, Revisit: -1,
		Backoff: time.Millisecond, Timeout: 5 * time.Second, HeaderTimeout: 2 * time.Second, DialTimeout: 2 * time.Second,
	}
}

// crawl runs a crawl to its end over a journal.
func crawl(t *testing.T, cfg Config, j Journal) Summary {
	t.Helper()
	c, err := New(cfg, tagReader{}, j)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	sum, err := c.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// visitOf returns the last visit of an address.
func visitOf(t *testing.T, m *Memory, address string) *Visit {
	t.Helper()
	var found *Visit
	for _, v := range m.Visits() {
		if v.Address.URL == address {
			found = v
		}
	}
	if found == nil {
		t.Fatalf("no visit of %s", address)
	}
	return found
}

// wantVisit checks outcome and a part of the reason.
func wantVisit(t *testing.T, v *Visit, outcome Outcome, reason string) {
	t.Helper()
	if v.Outcome != outcome || !strings.Contains(v.Reason, reason) {
		t.Errorf("%s: %s (%q), want %s (%q)", v.Address.URL, v.Outcome, v.Reason, outcome, reason)
	}
}
