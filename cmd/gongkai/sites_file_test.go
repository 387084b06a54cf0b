package main

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

func TestCrawlOfASitesFile(t *testing.T) {
	var bare atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Requested-With") != "page" {
			bare.Add(1)
		}
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<title>样例</title>")) //nolint:errcheck // a test's server
	}))
	defer srv.Close()
	dir := t.TempDir()
	sites := write(t, dir, "sites.yaml", "sites:\n  - start: "+srv.URL+"\n    private: true # this machine\n    delay: 0\n    headers: {X-Requested-With: page}\n")
	db := filepath.Join(dir, "t.db")
	r := gongkai(t, "--db", db, "crawl", "--sites", sites, "--json").ok(t)
	var sum map[string]any
	if err := json.Unmarshal([]byte(r.out), &sum); err != nil || sum["sites"] != 1.0 || sum["fetched"] != 1.0 {
		t.Errorf("summary %q: %v", r.out, err)
	}
	if bare.Load() != 0 {
		t.Errorf("%d requests came without the site's header", bare.Load())
	}
	// A file with mistakes stops before anything is done.
	bad := write(t, dir, "bad.yaml", "sites:\n  - start: ftp://x\n  - strat: y.gov.cn\n")
	for _, args := range [][]string{{"crawl", "--sites", bad}, {"sites", "check", bad}} {
		r := gongkai(t, append([]string{"--db", filepath.Join(dir, "none.db")}, args...)...)
		if r.status != 2 || r.out != "" || strings.Count(r.err, "\n") != 3 || !strings.Contains(r.err, bad+":2:12: ") || !strings.Contains(r.err, bad+`:3:5: unknown key "strat"`) {
			t.Errorf("%s: status %d %q", args, r.status, r.err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("a bad file made a database")
	}
	gongkai(t, "crawl", "--sites", filepath.Join(dir, "missing.yaml")).oneLine(t, 2, "missing.yaml")
	gongkai(t, "crawl", "--sites", write(t, dir, "no.yaml", "sites:\n")).oneLine(t, 2, "no sites")
	gongkai(t, "crawl", "--sites", sites, "www.example.gov.cn").oneLine(t, 2, "contact")
	gongkai(t, "crawl").oneLine(t, 2, "--sites")
}

func TestSitesAddAndCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.yaml")
	gongkai(t, "sites", "add", "www.example.gov.cn", "--file", path, "--name", "样例县").ok(t)
	commented := "# mine\n"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append([]byte(commented), b...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	gongkai(t, "sites", "add", "b.example.gov.cn", "--file", path).ok(t)
	if r := gongkai(t, "sites", "check", path).ok(t); !strings.Contains(r.out, "2 sites, 2 start addresses") {
		t.Errorf("%q", r.out)
	}
	want := commented + "sites:\n  - name: \"样例县\"\n    start: \"www.example.gov.cn\"\n  - start: \"b.example.gov.cn\"\n"
	if b, err = os.ReadFile(path); err != nil || string(b) != want {
		t.Errorf("%s, %v", b, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's rights changed: %v, %v", info.Mode(), err)
	}
	gongkai(t, "sites", "add", "https://www.example.gov.cn/x", "--file", path).oneLine(t, 2, "belongs to the site of line 3")
	gongkai(t, "sites", "add", "c.gov.cn", "--region", "12", "--file", path).oneLine(t, 2, "region")
	if after, err := os.ReadFile(path); err != nil || string(after) != want {
		t.Errorf("a refused site changed the file: %s, %v", after, err)
	}
}

func TestOldTLSIsNeverSilent(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10} //nolint:gosec // what the site speaks
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	for _, permitted := range []bool{false, true} {
		dir := t.TempDir()
		db := filepath.Join(dir, "a.db")
		sites := write(t, dir, "sites.yaml", fmt.Sprintf("sites:\n  - start: %s/\n    private: true\n    old_tls: %v\n", srv.URL, permitted))
		r := gongkai(t, "--db", db, "crawl", "--sites", sites, "--delay", "0")
		if strings.Contains(r.err, "old TLS is permitted") != permitted {
			t.Errorf("permitted %v: %s", permitted, r.err)
		}
		// With it the handshake comes as far as the certificate, which nobody signed.
		if strings.Contains(r.out, "certificate signed by unknown authority") != permitted || strings.Contains(r.out, "protocol version") == permitted {
			t.Errorf("permitted %v: %s", permitted, r.out)
		}
		runs := gongkai(t, "--db", db, "runs", "--format", "json").ok(t).out
		if !strings.Contains(runs, fmt.Sprintf(`"old_tls": %d`, map[bool]int{true: 1}[permitted])) {
			t.Errorf("permitted %v: %s", permitted, runs)
		}
		status := gongkai(t, "--db", db, "status", "--format", "json").ok(t).out
		if !strings.Contains(status, fmt.Sprintf(`"old_tls": %v`, permitted)) {
			t.Errorf("permitted %v: %s", permitted, status)
		}
	}
}
