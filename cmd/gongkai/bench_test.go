package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/fixtures"
)

var benchPages = flag.Int("pages", 200, "pages that BenchmarkProcess reads")

// parseOnly makes this test binary the reference process: it names a directory
// whose files it parses as HTML, and does nothing else.
const parseOnly = "GONGKAI_TEST_PARSE"

// mainEnv makes the test binary the program, with these arguments, one a line.
const mainEnv = "GONGKAI_TEST_MAIN"

// asMain is the program.
func asMain(args string) {
	os.Args = append([]string{"gongkai"}, strings.Split(args, "\n")...)
	main()
}

func TestMain(m *testing.M) {
	if v := os.Getenv(limitEnv); v != "" {
		os.Exit(limited(strings.Split(v, "\n")))
	}
	if args := os.Getenv(mainEnv); args != "" {
		asMain(args)
	}
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
		path, err := filepath.Join(dir, fmt.Sprintf("%05d.html", i)), error(nil)
		if i < len(large) {
			err = os.WriteFile(path, large[i], 0o644)
		} else {
			err = os.Link(filepath.Join(dir, fmt.Sprintf("%05d.html", i%len(large))), path)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// cost is what a process took at least, of all that were run: what else the
// machine does only adds to it.
type cost struct {
	cpu, wall time.Duration
	memory    int64 // bytes, the most that was resident in any
}

func (c *cost) run(b *testing.B, procs int, out io.Writer, env string, args ...string) {
	b.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", procs), env)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", args, err)
	}
	wall, cpu := time.Since(begun), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	if c.wall == 0 {
		c.wall, c.cpu = wall, cpu
	}
	c.wall, c.cpu = min(c.wall, wall), min(c.cpu, cpu)
	c.memory = max(c.memory, maxResident(cmd.ProcessState))
}

// BenchmarkProcess reads 200 Word-pasted pages with the built command, `extract
// --format json`, and beside it lets a process parse the same files as HTML and
// do nothing else, both on one core. Its ratio is one of processor time, start
// to end, which other work on the machine disturbs least; x_wall is the same of
// the clock's. pages/s is on one core, pages/s_all on all, with MB resident at
// most. More pages with -pages 10000.
func BenchmarkProcess(b *testing.B) {
	pages := *benchPages
	bin, dir := built(b), wordPages(b, pages)
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	var extract, parse, all cost
	var lines lineCounter
	n := 0
	for b.Loop() {
		parse.run(b, 1, nil, parseOnly+"="+dir, self)
		extract.run(b, 1, &lines, "", bin, "extract", "--format", "json", dir)
		all.run(b, runtime.NumCPU(), &lines, "", bin, "extract", "--format", "json", dir)
		n += 2 * pages
	}
	if int(lines) < n {
		b.Fatalf("%d reports of %d pages", lines, n)
	}
	b.ReportMetric(extract.cpu.Seconds()/parse.cpu.Seconds(), "x_html.Parse")
	b.ReportMetric(extract.wall.Seconds()/parse.wall.Seconds(), "x_wall")
	b.ReportMetric(float64(pages)/extract.wall.Seconds(), "pages/s")
	b.ReportMetric(float64(pages)/all.wall.Seconds(), "pages/s_all")
	if all.memory > 0 {
		b.ReportMetric(float64(all.memory)/1e6, "MB")
	}
}

// lineCounter counts the lines written to it.
type lineCounter int

func (l *lineCounter) Write(p []byte) (int, error) {
	*l += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// BenchmarkStartUp is the whole of `gongkai extract page.html`, start to end, at
// its fastest; ms_version is that of `gongkai --version`, which reads nothing.
func BenchmarkStartUp(b *testing.B) {
	bin := built(b)
	page := filepath.Join(wordPages(b, 1), "00000.html")
	var c, help cost
	for b.Loop() {
		c.run(b, runtime.NumCPU(), nil, "", bin, "extract", page)
	}
	for range 10 {
		help.run(b, runtime.NumCPU(), nil, "", bin, "--version")
	}
	b.ReportMetric(c.wall.Seconds()*1000, "ms")
	b.ReportMetric(help.wall.Seconds()*1000, "ms_version")
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
		if _, err := tabular.MarshalJSON(rep); err != nil {
			b.Fatal(err)
		}
		fast += mid.Sub(begun)
		slow += time.Since(mid)
	}
	b.ReportMetric(float64(fast)/float64(slow), "x_encoding/json")
	b.ReportMetric(float64(len(buf)), "bytes")
}
