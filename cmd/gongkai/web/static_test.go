package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// TestStaticFilesAreKeptAndSmall asks for what a page with a chart loads: it may
// be kept for ever, and is compressed for whoever takes that.
func TestStaticFilesAreKeptAndSmall(t *testing.T) {
	h := strangers(t).Handler()
	ask := func(target, encodings string) (*http.Response, []byte) {
		t.Helper()
		req := httptest.NewRequest(http.MethodGet, target, nil)
		req.Header.Set("Accept-Encoding", encodings)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", target, w.Code)
		}
		return w.Result(), w.Body.Bytes()
	}
	_, page := ask("/trends?scope=own", "")
	loaded := regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllSubmatch(page, -1)
	if len(loaded) != 7 { // style, icon, page.js, ECharts, and what draws by it
		t.Fatalf("%q", loaded)
	}
	for _, m := range loaded {
		target := string(m[1])
		resp, whole := ask(target, "br;q=1.0, gzip;q=0")
		if kept := resp.Header.Get("Cache-Control"); !strings.Contains(kept, "immutable") || resp.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %v", target, resp.Header)
		}
		if resp, _ := ask(strings.Split(target, "?")[0], ""); resp.Header.Get("Cache-Control") != "" {
			t.Errorf("%s: kept without its digest", target)
		}
		resp, sent := ask(target, "deflate, gzip;q=0.8, br")
		if resp.Header.Get("Vary") != "Accept-Encoding" || len(sent) > len(whole) {
			t.Errorf("%s: %v, %d bytes of %d", target, resp.Header, len(sent), len(whole))
		}
		if resp.Header.Get("Content-Encoding") != "gzip" {
			if len(whole) > 1000 {
				t.Errorf("%s: %d bytes are not compressed", target, len(whole))
			}
			continue
		}
		r, err := gzip.NewReader(bytes.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, whole) {
			t.Errorf("%s: %d bytes, %v, want %d", target, len(got), err, len(whole))
		}
	}
}

// TestLibraryComesWithItsLicence finds the texts that ECharts is passed on with.
func TestLibraryComesWithItsLicence(t *testing.T) {
	h := strangers(t).Handler()
	for name, text := range map[string]string{"LICENSE": "Apache License", "NOTICE": "The Apache Software Foundation", "LICENSE-d3": "Bostock"} {
		if w := asked(h, "/static/vendor/echarts/"+name); w == nil || w.Code != http.StatusOK || !strings.Contains(w.Body.String(), text) {
			t.Errorf("%s is not served", name)
		}
	}
}
