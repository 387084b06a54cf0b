package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/nationtest"
)

// nation makes a database of a small nation.
func nation(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := nationtest.New(nationtest.Options{Agencies: 12, FromYear: 2019, ToYear: 2023, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Load(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	catalogue, err := checks.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := checks.Refresh(context.Background(), s, catalogue, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// apart is a number of the API as pages show it, thousands set apart.
func apart(v any) string {
	whole, rest, point := strings.Cut(fmt.Sprint(v), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	return whole
}

// readOnly opens a database as the server does.
func readOnly(t testing.TB, path string) *store.Store {
	t.Helper()
	db, err := store.OpenReadOnly(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// served serves a small nation.
func served(t testing.TB, o Options) *httptest.Server {
	t.Helper()
	o.DB = readOnly(t, nation(t))
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	srv := httptest.NewServer(w.Handler())
	t.Cleanup(srv.Close)
	return srv
}

// get asks for an address with header fields given as pairs.
func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestStartPage(t *testing.T) {
	srv := served(t, Options{})
	resp, body := get(t, srv.URL+"/")
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, "财政局") || !strings.Contains(body, "Latest additions") {
		t.Fatalf("%s\n%s", resp.Status, body)
	}
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html; charset=utf-8"} {
		if !strings.Contains(resp.Header.Get(name), want) {
			t.Errorf("%s: %q", name, resp.Header.Get(name))
		}
	}
	if strings.Contains(body, "<style") || strings.Contains(body, "style=") || strings.Contains(body, "onclick") {
		t.Error("a style or script within the page, which its policy forbids")
	}
	again, _ := get(t, srv.URL+"/", "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %s", again.Status)
	}
}

func TestLanguages(t *testing.T) {
	srv := served(t, Options{})
	for _, tt := range []struct{ query, accept, want string }{
		{"", "", "Latest additions"}, {"", "zh-CN,zh;q=0.9,en;q=0.8", "最新收录"}, {"", "de", "Latest additions"},
		{"?lang=zh", "en", "最新收录"}, {"?lang=en", "zh", "Latest additions"}, {"?lang=xx", "zh", "最新收录"},
	} {
		_, body := get(t, srv.URL+"/"+tt.query, "Accept-Language", tt.accept)
		if !strings.Contains(body, tt.want) {
			t.Errorf("%q, %q: no %q", tt.query, tt.accept, tt.want)
		}
	}
	_, body := get(t, srv.URL+"/?lang=zh")
	if !strings.Contains(body, `href="/data?lang=zh"`) {
		t.Error("the language does not go along")
	}
}

func TestFailuresArePages(t *testing.T) {
	srv := served(t, Options{})
	resp, body := get(t, srv.URL+"/no/such/page")
	if resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "there is no such page") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	resp, body = get(t, srv.URL+"/api/v1/nothing")
	if resp.StatusCode != http.StatusNotFound || !strings.Contains(body, `"status":404`) {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	post, err := http.Post(srv.URL+"/", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	post.Body.Close()
	if post.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", post.Status)
	}
	if resp, _ = get(t, srv.URL+"/?q="+strings.Repeat("x", 9000)); resp.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("long address: %s", resp.Status)
	}
}

func TestRate(t *testing.T) {
	v := newVisitors(0.2)
	for range 2 {
		if !v.admits("198.51.100.7:1") {
			t.Error("the burst is refused")
		}
	}
	if v.admits("198.51.100.7:2") {
		t.Error("no limit")
	}
	if !v.admits("198.51.100.8:1") || !v.admits("127.0.0.1:1") || !v.admits("[::1]:1") {
		t.Error("others are refused")
	}
	for range 2 {
		v.admits("[2001:db8::1]:1")
	}
	if v.admits("[2001:db8::2]:1") {
		t.Error("a network of IPv6 has a limit for each address")
	}
}
