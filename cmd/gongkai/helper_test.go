package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/fixtures"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// pagesDir is where the saved pages are.
const pagesDir = "../../fixtures/pages"

// result is what a command did.
type result struct {
	status   int
	out, err string
}

// gongkai runs a command line with nothing on standard input.
func gongkai(t *testing.T, args ...string) result {
	t.Helper()
	return gongkaiWith(t, "", args...)
}

// gongkaiWith runs a command line with in on standard input, in an empty environment.
func gongkaiWith(t *testing.T, in string, args ...string) result {
	t.Helper()
	var out, errw bytes.Buffer
	status := run(context.Background(), args, func(string) string { return "" }, strings.NewReader(in), &out, &errw)
	return result{status, out.String(), errw.String()}
}

// ok fails the test unless the command ended well and told nothing.
func (r result) ok(t *testing.T) result {
	t.Helper()
	if r.status != 0 || r.err != "" {
		t.Fatalf("status %d, messages %q", r.status, r.err)
	}
	return r
}

// csvRows are the rows that a command prints as CSV, by column.
func csvRows(t *testing.T, args ...string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(gongkai(t, append(args, "--format", "csv")...).ok(t).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = r[i]
		}
		rows = append(rows, m)
	}
	return rows
}

// oneLine fails the test unless the messages are one line with all of the parts.
func (r result) oneLine(t *testing.T, status int, parts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("status %d, want %d (%s)", r.status, status, r.err)
	}
	if strings.Count(r.err, "\n") != 1 || !strings.HasSuffix(r.err, "\n") || !strings.HasPrefix(r.err, "gongkai: ") {
		t.Errorf("messages %q, want one line of gongkai's", r.err)
	}
	for _, p := range parts {
		if !strings.Contains(r.err, p) {
			t.Errorf("message %q, want %q in it", r.err, p)
		}
	}
}

// golden compares text with testdata/NAME, or rewrites it with -update.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("output differs from %s (run the test with -update and read the diff):\n%s", path, text)
	}
}

// write makes a file in dir and returns its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// reportPages returns the saved pages of a site that hold reports, in the order of
// their names, and how many reports that is.
func reportPages(t *testing.T, site string) (pages []fixtures.Page, reports int) {
	t.Helper()
	all, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Site == site && len(p.Reports) > 0 {
			pages, reports = append(pages, p), reports+len(p.Reports)
		}
	}
	if len(pages) == 0 {
		t.Fatalf("no report pages in %s", site)
	}
	return pages, reports
}

func file(p fixtures.Page) string { return filepath.Join("../../fixtures", filepath.FromSlash(p.File)) }

// largestReport reads the saved page with the longest body.
func largestReport(t testing.TB) *extract.Report {
	t.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := slices.MaxFunc(pages, func(a, b fixtures.Page) int {
		return len(a.Body)*min(len(a.Reports), 1) - len(b.Body)*min(len(b.Reports), 1)
	})
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	reports, err := x.Extract(extract.Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.File})
	if err != nil {
		t.Fatal(err)
	}
	return &reports[0]
}
