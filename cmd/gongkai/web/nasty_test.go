package web

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// probe is markup that no answer may contain as it is.
const probe = `"><script>probe()</script>`

// nasty are values that strangers send.
var nasty = []string{
	"", " ", "\x00", "a\x00b", "\xff\xfe\xc3(", "\u202e\u0000\u2028", "-1", "0", "+1", "1e9", "0x10", "99999999999999999999", "9223372036854775807", "-9223372036854775808",
	"２０２１", "2021.5", "NaN", "null", "[]", "%", "%25", "%00", "_", "*", `"`, `'`, `' OR 1=1 --`, `") UNION SELECT 1 --`, "\\", "../../../etc/passwd", "..\\..\\", "//evil.example/",
	"javascript:alert(1)", "\r\nX-Injected: 1", probe, "{{.}}", "NEAR(", "a AND", "(((((", `"unclosed`, strings.Repeat("(", 500), strings.Repeat("x", 7000), strings.Repeat("年", 700), "sha256:", "110000", "unknown",
}

// strangers is a server of a small nation that is asked without a network.
func strangers(t testing.TB) *Server {
	t.Helper()
	path := nation(t)
	s, err := New(Options{DB: readOnly(t, path), ShowArchive: true, SQLTime: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// target fills the wildcards of a pattern.
func target(pattern, id string) string {
	p := strings.ReplaceAll(pattern, "{$}", "")
	return wildcard.ReplaceAllString(p, strings.ReplaceAll(url.PathEscape(id), "$", "$$"))
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// asked sends a request target as a client would write it; nil where it is no
// request at all, which net/http refuses before us.
func asked(h http.Handler, target string) *httptest.ResponseRecorder {
	req, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")))
	if err != nil {
		return nil
	}
	req.RemoteAddr = "127.0.0.1:1"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

// harmless fails the test where an answer blames the server, or contains what a
// stranger sent as markup or as a header field.
func harmless(t *testing.T, target string, w *httptest.ResponseRecorder) {
	t.Helper()
	if w == nil {
		return
	}
	short := target[:min(len(target), 300)]
	if w.Code < 200 || w.Code >= 500 {
		t.Errorf("%q: status %d\n%.500s", short, w.Code, w.Body)
	}
	if w.Header().Get("X-Injected") != "" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%q: header fields %v", short, w.Header())
	}
	if to := w.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, ":") && !strings.HasPrefix(to, "/") {
		t.Errorf("%q: leads to %q", short, to)
	}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && strings.Contains(w.Body.String(), "<script>probe") {
		t.Errorf("%q: what was asked is markup in the answer", short)
	}
}

// parameterNames are all that forms or the API know.
func parameterNames(t *testing.T, s *Server) []string {
	t.Helper()
	names := []string{"lang", "next", "limit", "bom", "q", "sql", "revision", "nobody"}
	for _, res := range s.resources() {
		for _, p := range res.params {
			names = append(names, p.name)
		}
	}
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		body, err := templateFiles.ReadFile("templates/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`<(?:input|select|textarea)[^>]* name="(\w+)"`).FindAllSubmatch(body, -1) {
			names = append(names, string(m[1]))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// TestNastyParameters gives every address every parameter, and every nasty value.
func TestNastyParameters(t *testing.T) {
	if !fullText {
		t.Skip("searching needs -tags sqlite_fts5")
	}
	s := strangers(t)
	h := s.Handler()
	names := parameterNames(t, s)
	if len(names) < 20 {
		t.Fatalf("only the parameters %v", names)
	}
	ask := func(target string) { harmless(t, target, asked(h, target)) }
	for i, r := range s.routes() {
		at := target(r.pattern, "r1")
		for j, name := range names {
			ask(at + "?" + url.Values{name: {nasty[(i+7*j)%len(nasty)]}}.Encode())
		}
		for j, value := range nasty {
			name := names[(i+5*j)%len(names)]
			ask(at + "?" + url.Values{name: {value}}.Encode())
			if strings.Contains(r.pattern, "{") && r.pattern != "/{$}" {
				ask(target(r.pattern, value))
			}
		}
		for _, query := range []string{"year=2021&year=2022", "year[]=2021&year%5B%5D=2022", "year=2021;to=2022", "&&&==&=x&", "%zz=1", "lang=%ff", "from=2023&to=2019", "lang=zh&lang=en&lang=xx"} {
			ask(at + "?" + query)
		}
	}
}

// TestNastyPaths asks for what lies beside the pages.
func TestNastyPaths(t *testing.T) {
	h := strangers(t).Handler()
	for _, path := range []string{
		"/static/../web.go", "/static/..%2fweb.go", "/static/%2e%2e/web.go", "/static/%2e%2e%2f%2e%2e%2fweb.go", "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/", "/static/style.css%00",
		"/static/..\\web.go", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "//evil.example/reports/r1", "/\\evil.example", "/reports/..%2f..%2fetc", "/reports/%00", "/reports/%ff", "/reports//", "/reports/r1/..",
		"/reports;x=1/r1", "/reports/r1;x=1", "/archive/%2e%2e", "/archive/sha256:", "/archive/sha256:%00", "/api/v1/../../etc/passwd", "/api/v1/%2e%2e/reports", "/api/v1/reports.csv/", "/api/v1/reports.exe", "/data/sql.csv%00",
		"/.git/config", "/metrics/..", "/healthz/%20", "/" + strings.Repeat("a/", 3000), "/" + strings.Repeat("%2e%2e/", 1000), "/" + strings.Repeat("x", 9000), "*", "http://evil.example/reports", "/?" + strings.Repeat("a=1&", 2500),
	} {
		w := asked(h, path)
		harmless(t, path, w)
		if w != nil && (strings.Contains(w.Body.String(), "package web") || strings.Contains(w.Body.String(), "root:")) {
			t.Errorf("%.100q: a file of the machine", path)
		}
	}
}

// FuzzRequest asks any address anything.
func FuzzRequest(f *testing.F) {
	s := strangers(f)
	h := s.Handler()
	for i, r := range s.routes() {
		f.Add(target(r.pattern, "r1"), "lang=zh&year=2021&by=province&region=110000&"+url.Values{"q": {nasty[i%len(nasty)]}}.Encode())
	}
	f.Add("rank", "scope=own&stat=refusal_rate&by=province&min_base=10&asc=1&next=NTA")
	f.Add("compare", "scope=own&subject=110000&subject=%E6%9C%9D%E9%98%B3%E5%8C%BA&stat=requests_received&stat=grant_rate&from=2020")
	f.Add("trends", "scope=own&stat=refusal_rate&by=agency&region=110000&chart=bar")
	f.Fuzz(func(t *testing.T, path, query string) {
		target := "/" + strings.TrimPrefix(path, "/")
		if query != "" {
			target += "?" + query
		}
		harmless(t, target, asked(h, target))
	})
}

// TestHeaderFieldsOfStrangers asks with header fields that nobody means.
func TestHeaderFieldsOfStrangers(t *testing.T) {
	h := strangers(t).Handler()
	for _, name := range []string{"Accept-Language", "If-None-Match", "Host", "Range", "Accept", "Origin", "X-Forwarded-For", "Cookie", "Accept-Encoding"} {
		for _, value := range nasty {
			req := httptest.NewRequest(http.MethodGet, "/", nil)
			req.Header.Set(name, value)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, req)
			harmless(t, fmt.Sprintf("/ with %s: %.50q", name, value), w)
		}
	}
}
