package crawler

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	stdlog "log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

func TestTrapsCostAtMost200Requests(t *testing.T) {
	for name, tt := range map[string]struct {
		page func(path string) string
		want int // reports
	}{
		"links that look like reports": {func(path string) string {
			return fmt.Sprintf(`<a class=report href=%sa>r</a><a class=report href=%sb>r</a><a class=report href=%sc>r</a>`, path, path, path)
		}, 0},
		"one report under addresses without end": {func(path string) string {
			return fmt.Sprintf(`<table><tr><td>7</td></table><a class=report href=%sa>r</a><a class=report href=%sb>r</a>`, path, path)
		}, 150},
		"lists that lead to lists": {func(path string) string {
			return fmt.Sprintf(`<body class=list><a class=list href=%sa>r</a><a class=list href=%sb>r</a><a class=next href=%sc>r</a>`, path, path, path)
		}, 0},
		"directories in themselves": {func(string) string { return `<a class=list href=again/>r</a><a class=list href=more/>r</a>` }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.page("/{$}", `<a class=list href=/trap/>l</a><a class=report href=/real>r</a>`)
			s.page("/real", "<table><tr><td>1</td></table>")
			s.mux.HandleFunc("/trap/", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(w, tt.page(r.URL.Path))
			})
			cfg := quick(s.URL)
			cfg.MaxDepth = 1000
			m := NewMemory()
			sum := crawl(t, cfg, m)
			if n := len(s.paths()); n > 200 || n < 10 {
				t.Errorf("%d requests", n)
			}
			wantVisit(t, visitOf(t, m, s.URL+"/real"), Fetched, "")
			if sum.Reports > tt.want+3 || name != "directories in themselves" && (len(sum.LeftHosts) != 1 || !strings.Contains(sum.LeftHosts[0].Reason, "150 pages in a row")) {
				t.Errorf("%+v", sum)
			}
		})
	}
}

func TestASiteWithMoreListsThanReportsIsNoTrap(t *testing.T) {
	s := newWebSite(t)
	var all strings.Builder
	for n := range 300 {
		fmt.Fprintf(&all, `<a class=list href=/l/%d/>l</a>`, n)
		body := "<body class=list>"
		if n%30 == 0 {
			body += fmt.Sprintf(`<a class=report href=/r/%d>r</a>`, n)
		}
		s.page(fmt.Sprintf("/l/%d/", n), body)
		s.page(fmt.Sprintf("/r/%d", n), fmt.Sprintf("<table><tr><td>%d</td></table>", n))
	}
	s.page("/{$}", all.String())
	if sum := crawl(t, quick(s.URL), NewMemory()); sum.Reports != 10 || len(sum.LeftHosts) != 0 {
		t.Errorf("%+v", sum)
	}
}

func TestGrowingAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"http://a.gov.cn/a/b/a/b/x.html":                                         false,
		"http://a.gov.cn/a/b/a/b/a/b/x.html":                                     true,
		"http://a.gov.cn/art/2024/1/1/2024/1/1/1/1/x.html":                       false,
		"http://a.gov.cn/x/x/x/":                                                 true,
		"http://a.gov.cn/":                                                       false,
		"http://a.gov.cn/" + strings.Repeat("d1/", 1) + "?q=":                    false,
		"http://a.gov.cn/?q=" + strings.Repeat("x", 2000):                        true,
		"http://a.gov.cn/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/": true,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := growing(u); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestPicturesAreNotRead(t *testing.T) {
	s := newWebSite(t)
	var sent atomic.Int64
	s.mux.HandleFunc("/film", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "Video/MP4")
		for range 200 {
			n, err := w.Write(make([]byte, 64<<10))
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	})
	m := NewMemory()
	sum := crawl(t, quick(s.URL+"/film"), m)
	v := visitOf(t, m, s.URL+"/film")
	wantVisit(t, v, Failed, "no page but Video/MP4")
	if v.Page != nil || sent.Load() > 12<<20 || len(s.paths()) != 1 || len(sum.LeftHosts) != 0 {
		t.Errorf("%d bytes sent, %d requests, %+v", sent.Load(), len(s.paths()), sum)
	}
}

func TestOldTLSIsSpokenOnlyWithSitesThatAreNamed(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "x") }))
	srv.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}}
	srv.Config.ErrorLog = quiet()
	srv.StartTLS()
	defer srv.Close()
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	host := strings.TrimPrefix(srv.URL, "https://")
	for _, named := range []bool{false, true} {
		cfg := quick(srv.URL + "/p")
		if named {
			cfg.Sites = map[string]SiteSettings{host: {OldTLS: true}}
		}
		for _, trusted := range []bool{false, true} {
			a, x := askOnce(t, cfg, srv.URL+"/p", map[bool]*x509.CertPool{true: roots, false: x509.NewCertPool()}[trusted])
			switch got := x.requests[len(x.requests)-1]; {
			case named && trusted:
				if a == nil || !strings.Contains(got.Reason, "over old TLS: TLS 1.0, TLS_RSA_WITH_AES_128_CBC_SHA") {
					t.Errorf("named: %+v", got)
				}
			case a != nil || !strings.HasPrefix(got.Reason, "TLS: "):
				t.Errorf("named %v, trusted %v: %+v", named, trusted, got)
			}
		}
	}
}

// askOnce sends one request past scope and robots, trusting roots only.
func askOnce(t *testing.T, cfg Config, address string, roots *x509.CertPool) (*answer, *exchange) {
	t.Helper()
	cfg.Retries = -1
	n := newNetwork(cfg.withDefaults(), newScope(nil), nil)
	defer n.release()
	n.transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
	for _, t := range n.old {
		t.TLSClientConfig.RootCAs = roots
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var budget atomic.Int64
	budget.Store(10)
	x := &exchange{budget: &budget}
	a, err := n.ask(t.Context(), u, x)
	if (a == nil) != (err != nil) || len(x.requests) == 0 {
		t.Fatalf("%v, %v", a, err)
	}
	return a, x
}

// quiet drops what a server logs about handshakes that are meant to fail.
func quiet() *stdlog.Logger { return stdlog.New(io.Discard, "", 0) }
