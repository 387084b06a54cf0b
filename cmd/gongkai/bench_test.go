package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/fixtures"
)

// parseOnly makes this test binary the reference process: it names a directory
// whose files it parses as HTML, and does nothing else.
const parseOnly = "GONGKAI_TEST_PARSE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(parseOnly); dir != "" {
		if err := parseFiles(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func parseFiles(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		if _, err := html.Parse(bytes.NewReader(body)); err != nil {
			return err
		}
	}
	return nil
}

// built builds the command and returns its path.
func built(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "gongkai")
	out, err := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", path, ".").CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return path
}

// wordPages makes a directory of n Word-pasted pages of 80 to 100 KB.
func wordPages(b *testing.B, n int) string {
	b.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		b.Fatal(err)
	}
	var large [][]byte
	for _, p := range pages {
		if len(p.Reports) > 0 && len(p.Body) >= 80_000 && len(p.Body) <= 100_000 {
			large = append(large, p.Body)
		}
	}
	if len(large) == 0 {
		b.Fatal("no large page among the fixtures")
	}
	dir := b.TempDir()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.html", i)), large[i%len(large)], 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// cost is what a process took.
type cost struct{ cpu, wall time.Duration }

func (c *cost) add(b *testing.B, procs int, out io.Writer, env string, args ...string) {
	b.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", procs), env)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", args, err)
	}
	c.wall += time.Since(begun)
	c.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkProcess reads 200 Word-pasted pages with the built command, `extract
// --format json`, and beside it lets a process parse the same files as HTML and
// do nothing else, both on one core. Its ratio is one of processor time, start
// to end, which other work on the machine disturbs least; x_wall is the same of
// the clock's. pages/s is on one core, pages/s_all on all.
func BenchmarkProcess(b *testing.B) {
	const pages = 200
	bin, dir := built(b), wordPages(b, pages)
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	var extract, parse, all cost
	var lines lineCounter
	n := 0
	for b.Loop() {
		parse.add(b, 1, nil, parseOnly+"="+dir, self)
		extract.add(b, 1, &lines, "", bin, "extract", "--format", "json", dir)
		all.add(b, runtime.NumCPU(), &lines, "", bin, "extract", "--format", "json", dir)
		n += pages
	}
	if int(lines) < 2*n {
		b.Fatalf("%d reports of %d pages", lines, 2*n)
	}
	b.ReportMetric(extract.cpu.Seconds()/parse.cpu.Seconds(), "x_html.Parse")
	b.ReportMetric(extract.wall.Seconds()/parse.wall.Seconds(), "x_wall")
	b.ReportMetric(float64(n)/extract.wall.Seconds(), "pages/s")
	b.ReportMetric(float64(n)/all.wall.Seconds(), "pages/s_all")
}

// lineCounter counts the lines written to it.
type lineCounter int

func (l *lineCounter) Write(p []byte) (int, error) {
	*l += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// BenchmarkStartUp is the whole of `gongkai extract page.html`, start to end.
func BenchmarkStartUp(b *testing.B) {
	bin := built(b)
	page := filepath.Join(wordPages(b, 1), "00000.html")
	var c cost
	n := 0
	for b.Loop() {
		c.add(b, runtime.NumCPU(), nil, "", bin, "extract", page)
		n++
	}
	b.ReportMetric(c.cpu.Seconds()*1000/float64(n), "cpu_ms/op")
}

// BenchmarkReportJSON writes a full report, beside what encoding/json takes.
func BenchmarkReportJSON(b *testing.B) {
	rep := largestReport(b)
	var buf []byte
	var fast, slow time.Duration
	for b.Loop() {
		begun := time.Now()
		buf = appendReport(buf[:0], rep)
		mid := time.Now()
		if _, err := marshal(rep); err != nil {
			b.Fatal(err)
		}
		fast += mid.Sub(begun)
		slow += time.Since(mid)
	}
	b.ReportMetric(float64(fast)/float64(slow), "x_encoding/json")
	b.ReportMetric(float64(len(buf)), "bytes")
}
