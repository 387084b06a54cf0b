package crawler

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

// breakOff ends a connection in the middle of a body.
func breakOff(w http.ResponseWriter) {
	_, _ = io.WriteString(w, "half")
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// faults adds a route per behaviour.
func faults(s *webSite) {
	to := func(target string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusFound)
		}
	}
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}
	}
	s.mux.HandleFunc("/robots.txt", status(200, "User-agent: *\nDisallow: /secret\nnonsense\n"))
	s.page("/ok", "<p>fine")
	s.mux.Handle("/to-ok", to("/ok"))
	s.mux.Handle("/to-secret", to("/secret/x"))
	s.mux.Handle("/to-outside", to("http://example.com/x"))
	s.mux.Handle("/to-ftp", to("ftp://example.com/x"))
	s.mux.Handle("/loop-a", to("/loop-b"))
	s.mux.Handle("/loop-b", to("/loop-a"))
	s.mux.HandleFunc("/far/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		to("/far/"+strconv.Itoa(n+1))(w, r)
	})
	s.mux.HandleFunc("/bounce", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err == nil {
			_, _ = io.WriteString(w, "<p>welcome")
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		to("/bounce")(w, r)
	})
	s.mux.Handle("/gone", status(410, "gone"))
	s.mux.Handle("/error", status(500, "oops"))
	s.mux.Handle("/teapot", status(418, "no"))
	s.mux.Handle("/forbidden", status(403, "<p>Forbidden by the administrator, <a href=/>go home</a>"))
	s.mux.Handle("/encoded", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		_, _ = io.WriteString(w, "xx")
	}))
	var flaky, resets atomic.Int32
	s.mux.HandleFunc("/flaky", func(w http.ResponseWriter, r *http.Request) {
		if flaky.Add(1) == 1 {
			w.Header().Set("Retry-After", "0")
			status(503, "later")(w, r)
			return
		}
		_, _ = io.WriteString(w, "<p>there")
	})
	s.mux.HandleFunc("/reset-once", func(w http.ResponseWriter, _ *http.Request) {
		if resets.Add(1) == 1 {
			w.Header().Set("Content-Length", "1000")
			breakOff(w)
		}
		_, _ = io.WriteString(w, "<p>whole")
	})
	s.mux.HandleFunc("/reset", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		breakOff(w)
	})
	s.mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	})
	s.mux.HandleFunc("/announced", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "99999999")
	})
	bomb := zipped(strings.Repeat("0", 1<<20))
	s.mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	s.mux.HandleFunc("/gzip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zipped("<p>zipped"))
	})
	s.mux.HandleFunc("/gzip-unsaid", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(zipped("<p>zipped"))
	})
	s.mux.HandleFunc("/gzip-lie", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, "<p>plain")
	})
	s.mux.HandleFunc("/gzip-file", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/gzip")
		_, _ = w.Write(zipped("file"))
	})
	s.mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s.page("/unreadable", "unreadable")
	s.page("/panics", "panics")
}

func TestOutcomes(t *testing.T) {
	s := newWebSite(t)
	faults(s)
	tests := []struct {
		path    string
		outcome Outcome
		reason  string
		status  int
		body    string
		sent    int
	}{
		{"/ok", Fetched, "", 200, "<p>fine", 1},
		{"/to-ok", Fetched, "", 200, "<p>fine", 2},
		{"/bounce", Fetched, "", 200, "<p>welcome", 2},
		{"/secret/page", Robots, "disallows /secret/page", 0, "", 0},
		{"/to-secret", Robots, "disallows /secret/x", 302, "", 1},
		{"/to-outside", OutOfScope, "example.com", 302, "", 1},
		{"/to-ftp", OutOfScope, "ftp://example.com/x", 302, "", 1},
		{"/loop-a", Failed, "redirect loop", 302, "", 2},
		{"/far/1", Failed, "more than 4 redirects", 302, "", 5},
		{"/missing", Gone, "404", 404, "", 1},
		{"/gone", Gone, "410", 410, "", 1},
		{"/error", Failed, "500", 500, "", 3},
		{"/teapot", Failed, "418", 418, "", 1},
		{"/forbidden", Failed, "403", 403, "", 1},
		{"/encoded", Failed, "content encoding", 0, "", 1},
		{"/flaky", Fetched, "", 200, "<p>there", 2},
		{"/reset-once", Fetched, "", 200, "<p>whole", 2},
		{"/reset", Failed, "unexpected EOF", 0, "", 3},
		{"/endless", TooLarge, "more than 100000 bytes", 0, "", 1},
		{"/announced", TooLarge, "99999999 bytes announced", 0, "", 1},
		{"/bomb", TooLarge, "more than 100000 bytes", 0, "", 1},
		{"/gzip", Fetched, "", 200, "<p>zipped", 1},
		{"/gzip-unsaid", Fetched, "", 200, "<p>zipped", 1},
		{"/gzip-lie", Fetched, "", 200, "<p>plain", 1},
		{"/gzip-file", Fetched, "", 200, string(zipped("file")), 1},
		{"/slow", Failed, "timeout awaiting response headers", 0, "", 3},
		{"/unreadable", Fetched, "no page at all", 200, "unreadable", 1},
		{"/panics", Fetched, "reader bug", 200, "panics", 1},
	}
	var starts []string
	for _, tt := range tests {
		starts = append(starts, s.URL+tt.path)
	}
	cfg := quick(starts...)
	cfg.MaxBody, cfg.MaxRedirects, cfg.HeaderTimeout = 100000, 4, 600*time.Millisecond
	m := NewMemory()
	sum := crawl(t, cfg, m)
	if len(m.Visits()) != len(tests) || sum.Sites != 1 || len(sum.FailedSites) != 0 {
		t.Errorf("%d visits, %+v", len(m.Visits()), sum)
	}
	for _, tt := range tests {
		v := visitOf(t, m, s.URL+tt.path)
		wantVisit(t, v, tt.outcome, tt.reason)
		if v.Status != tt.status {
			t.Errorf("%s: status %d, want %d", tt.path, v.Status, tt.status)
		}
		sent := 0
		for _, r := range v.Requests {
			if !strings.HasSuffix(r.URL, "/robots.txt") {
				sent++
			}
			if r.Outcome == "" {
				t.Errorf("%s: request without outcome: %+v", tt.path, r)
			}
		}
		if sent != tt.sent {
			t.Errorf("%s: %d requests, want %d: %+v", tt.path, sent, tt.sent, v.Requests)
		}
		body := ""
		if v.Page != nil {
			body = string(v.Page.Body)
			if m.Archived(v.Page.Digest) == nil {
				t.Errorf("%s: not archived", tt.path)
			}
		}
		if body != tt.body {
			t.Errorf("%s: body %q, want %q", tt.path, body, tt.body)
		}
	}
	if v := visitOf(t, m, s.URL+"/to-ok"); v.Page.FinalURL != s.URL+"/ok" || v.Page.URL != s.URL+"/to-ok" {
		t.Errorf("page addresses %s, %s", v.Page.URL, v.Page.FinalURL)
	}
	for _, p := range s.paths() {
		if strings.HasPrefix(p, "/secret") {
			t.Errorf("disallowed %s was asked for", p)
		}
	}
}

func TestASitesOwnTimeoutEndsABodyThatHangs(t *testing.T) {
	s := newWebSite(t)
	s.mux.HandleFunc("/hangs", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "half")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	cfg := quick(s.URL + "/hangs")
	key, err := SiteKey(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Timeout, cfg.Retries = time.Hour, -1
	cfg.Sites = map[string]SiteSettings{key: {Timeout: 100 * time.Millisecond}}
	m := NewMemory()
	crawl(t, cfg, m)
	wantVisit(t, visitOf(t, m, s.URL+"/hangs"), Failed, "no whole answer within 100ms")
}

func TestBodyIsKeptByteForByte(t *testing.T) {
	gbk := []byte("<meta charset=gb2312><p>\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\xb9\xab\xbf\xaa\x00\xff")
	for name, contentType := range map[string]string{"meta": "text/html", "header": "text/html; charset=GBK", "lie": "text/html; charset=utf-8", "pdf": "application/pdf; charset=GBK"} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.mux.HandleFunc("/p", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", contentType)
				_, _ = w.Write(gbk)
			})
			m := NewMemory()
			crawl(t, quick(s.URL+"/p"), m)
			if got := visitOf(t, m, s.URL+"/p").Page.Body; !bytes.Equal(got, gbk) {
				t.Errorf("body %q", got)
			}
		})
	}
}

func TestChallengeClosesHost(t *testing.T) {
	script := `<html><head><script src="/x.js"></script></head><body></body></html>`
	for name, tt := range map[string]struct {
		status int
		body   string
	}{
		"412":          {412, "anything"},
		"521":          {521, script},
		"403 script":   {403, script},
		"503 script":   {503, script},
		"200 captcha":  {200, "<script>var captcha = 1</script>"},
		"200 and back": {200, "<script>document.cookie='a=1';\nlocation.reload()</script>"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.mux.HandleFunc("GET /first", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			})
			s.page("/second", "fine")
			m := NewMemory()
			sum := crawl(t, quick(s.URL+"/first", s.URL+"/second"), m)
			wantVisit(t, visitOf(t, m, s.URL+"/first"), Blocked, "challenge")
			wantVisit(t, visitOf(t, m, s.URL+"/second"), Blocked, "left alone")
			if got := strings.Join(s.paths(), " "); got != "/first" {
				t.Errorf("asked for %s", got)
			}
			if sum.Blocked != 2 || len(sum.FailedSites) != 1 {
				t.Errorf("summary %+v", sum)
			}
		})
	}
}

func TestScriptsThatAreNoChallenge(t *testing.T) {
	for name, body := range map[string]string{
		"redirect by script": "<script>location.href='index.html'</script>",
		"article":            "<script>var a</script><p>" + strings.Repeat("captcha and other words ", 20),
		"list":               "<script>captcha</script><a href=x>x</a>",
	} {
		if why := challenge(200, http.Header{"Content-Type": {"text/html"}}, []byte(body)); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
}
