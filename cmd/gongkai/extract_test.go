package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/fixtures"
)

// reportsOf reads the JSON lines of an output.
func reportsOf(t *testing.T, out string) []extract.Report {
	t.Helper()
	var reports []extract.Report
	for line := range strings.Lines(out) {
		var r extract.Report
		dec := json.NewDecoder(strings.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&r); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		reports = append(reports, r)
	}
	return reports
}

func TestExtractDirectoryInOrder(t *testing.T) {
	pages, n := reportPages(t, "town")
	got := reportsOf(t, gongkai(t, "extract", filepath.Join(pagesDir, "town")).ok(t).out)
	if len(got) != n {
		t.Fatalf("%d reports, want %d", len(got), n)
	}
	i := 0
	for _, p := range pages {
		for _, want := range p.Reports {
			r := got[i]
			if i++; r.Source != file(p) || r.Agency != want.Agency || r.Year != want.Year {
				t.Errorf("report %d: %s of %s %d, want %s of %s %d", i, r.Source, r.Agency, r.Year, file(p), want.Agency, want.Year)
			}
		}
	}
}

func TestExtractStandardInput(t *testing.T) {
	pages, _ := reportPages(t, "text")
	got := reportsOf(t, gongkaiWith(t, string(pages[0].Body), "extract", "-").ok(t).out)
	if len(got) != 1 || got[0].Source != "-" || got[0].Agency != pages[0].Reports[0].Agency {
		t.Fatalf("%+v", got)
	}
}

func TestExtractAddress(t *testing.T) {
	pages, _ := reportPages(t, "bureau")
	srv := httptest.NewServer(fixtures.Handler(pages))
	defer srv.Close()
	args := []string{"extract", "--allow-private", "--delay", "0"}
	for _, p := range pages[:2] {
		args = append(args, srv.URL+p.Path)
	}
	got := reportsOf(t, gongkai(t, args...).ok(t).out)
	if len(got) != 2 || got[0].Source != srv.URL+pages[0].Path || got[1].Agency != pages[1].Reports[0].Agency {
		t.Errorf("%d reports, the first from %s", len(got), got[0].Source)
	}
	address := srv.URL + "/nothing.html"
	gongkai(t, "extract", "--allow-private", "--delay", "0", address).oneLine(t, 1, address, "404")
	gongkai(t, "extract", "--delay", "0", "--contact", "mailto:a@example.org", address).oneLine(t, 1, address, "public internet")
}

func TestExtractPausesBetweenAddresses(t *testing.T) {
	pages, _ := reportPages(t, "bureau")
	srv := httptest.NewServer(fixtures.Handler(pages))
	defer srv.Close()
	c := extractCmd{AllowPrivate: true, Delay: pause(80 * time.Millisecond)}
	fetch := c.fetcher()
	begun := time.Now()
	for _, p := range pages[:3] {
		if _, _, err := fetch(context.Background(), srv.URL+p.Path); err != nil {
			t.Fatal(err)
		}
	}
	// Three times robots.txt, a pause, the page; and a pause between the three.
	if d := time.Since(begun); d < 5*80*time.Millisecond {
		t.Errorf("three pages in %v", d)
	}
}

func TestExtractCSVHasEveryFigure(t *testing.T) {
	dir := filepath.Join(pagesDir, "town")
	reports := reportsOf(t, gongkai(t, "extract", dir).ok(t).out)
	rows, err := csv.NewReader(strings.NewReader(gongkai(t, "extract", "--format", "csv", dir).ok(t).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], longColumns(false)) {
		t.Errorf("columns %q", rows[0])
	}
	var want [][]string
	for _, r := range reports {
		for _, s := range r.Statistics {
			value, _ := tabular.AsText(s.Value)
			raw, _ := tabular.AsText(s.Raw)
			unit, _ := tabular.AsText(s.Unit)
			year, _ := tabular.AsText(r.Year)
			want = append(want, []string{r.Source, r.Agency, year, r.Format, s.Section, s.Row, s.Col, value, raw, unit, string(s.UnitSource), string(s.Status)})
		}
	}
	if len(want) < 50 || !slices.EqualFunc(rows[1:], want, slices.Equal[[]string]) {
		t.Errorf("%d rows, want the %d figures of the JSON output", len(rows)-1, len(want))
	}
}

func TestExtractTable(t *testing.T) {
	for _, name := range []string{"bureau/gongqing-2019-word", "portal/yangli-city-2022-totals-zero", "town/wuqing-hexiwu-2019-sentence"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			out := gongkai(t, "extract", "--format", "table", filepath.Join(pagesDir, name+".in.html")).ok(t).out
			golden(t, filepath.Base(name)+".txt", out)
		})
	}
}

func TestExtractExplain(t *testing.T) {
	page := filepath.Join(pagesDir, "bureau/gongqing-2019-word.in.html")
	out := gongkai(t, "extract", "--explain", "--format", "json", page).ok(t).out
	var got struct {
		Year       int
		Statistics []struct {
			Section, Row, Col, Raw string
			At                     place
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Year != 2019 || len(got.Statistics) != 198 {
		t.Fatalf("year %d with %d figures", got.Year, len(got.Statistics))
	}
	for _, s := range got.Statistics {
		if s.At.Table == 0 || s.At.Row == 0 || s.At.Cell == 0 || s.At.How == "" {
			t.Errorf("%s/%s/%s was read at %+v", s.Section, s.Row, s.Col, s.At)
		}
	}
	table := gongkai(t, "extract", "--explain", page).ok(t).out
	for _, want := range []string{"共青城市政府办公室", page, "table 1 · art20_9", "\n  row 18 “政府集中采购” is art20_9/procurement", "\n    cell  3  398.3675  amount 采购总金额"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	if n := strings.Count(table, "\n    "); n != 198 {
		t.Errorf("%d figures are explained, want 198", n)
	}
	rows, err := csv.NewReader(strings.NewReader(gongkai(t, "extract", "--explain", "--format", "csv", page).ok(t).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], longColumns(true)) || len(rows) != 199 || rows[1][13] != "3" || rows[1][15] != "规章" {
		t.Errorf("%d rows, %q, %q", len(rows), rows[0], rows[1])
	}
}

func TestExtractTheSeed(t *testing.T) {
	const seed = "../../../shared/real/gongqing-2019.txt"
	if _, err := os.Stat(seed); err != nil {
		t.Skipf("the seed report is not beside this checkout: %v", err)
	}
	r := reportsOf(t, gongkai(t, "extract", "--format", "json", seed).ok(t).out)
	if len(r) != 1 || r[0].Format != "2019" || r[0].Year != 2019 || r[0].Agency != "共青城市政府办公室" || len(r[0].Statistics) != 198 {
		t.Fatalf("%+v", r)
	}
}

func TestExtractBadInput(t *testing.T) {
	dir := t.TempDir()
	good, _ := reportPages(t, "text")
	for _, c := range []struct{ name, path, want string }{
		{"missing file", filepath.Join(dir, "none.html"), "no such file"},
		{"empty file", write(t, dir, "empty.html", ""), "empty"},
		{"blank file", write(t, dir, "blank.html", " \r\n\t"), "empty"},
		{"picture", write(t, dir, "picture.html", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "PNG"},
		{"no report", filepath.Join(pagesDir, "other/notice-write-2024-reports.in.html"), "not a report"},
		{"empty form", filepath.Join(pagesDir, "other/form-2021-empty.in.html"), "empty form"},
		{"empty directory", filepath.Dir(write(t, dir, "other/data.json", "{}")), "directory without pages"},
		{"directory without reports", filepath.Dir(write(t, dir, "list/a.html", "<p>hello</p>")), "not a report"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := gongkai(t, "extract", c.path)
			r.oneLine(t, 1, c.path, c.want)
			if r.out != "" {
				t.Errorf("printed %q", r.out)
			}
			mixed := gongkai(t, "extract", file(good[0]), c.path, file(good[1]))
			mixed.oneLine(t, 1, c.path)
			if got := reportsOf(t, mixed.out); len(got) != 2 || got[1].Source != file(good[1]) {
				t.Errorf("%d reports beside the bad input, want 2", len(got))
			}
		})
	}
	gongkai(t, "extract", "-").oneLine(t, 1, "standard input: empty")
	gongkai(t, "extract").oneLine(t, 2, "gongkai help extract")
	got := gongkai(t, "extract", "--log-format", "json", filepath.Join(dir, "none.html"))
	var message struct{ Level, Msg, Input string }
	if err := json.Unmarshal([]byte(got.err), &message); err != nil || got.status != 1 {
		t.Fatalf("status %d, %q: %v", got.status, got.err, err)
	}
	if message.Level != "ERROR" || !strings.Contains(message.Msg, "no such file") || message.Input != filepath.Join(dir, "none.html") {
		t.Errorf("%+v", message)
	}
}

func TestExtractTooLarge(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "large.html", "")
	if err := os.Truncate(path, maxInput+1); err != nil {
		t.Fatal(err)
	}
	gongkai(t, "extract", path).oneLine(t, 1, path, "larger than 32 MB")
}

func TestDirectoriesGiveOnlyPages(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2.HTML", "b/1.htm", "a.shtml", "c.md", "page", "z.txt", "picture.png", "a.css", ".hidden/x.html", ".x.html", "b/._1.htm", "a.html.meta.json"} {
		write(t, dir, name, "x")
	}
	if err := os.Symlink(filepath.Join(dir, "z.txt"), filepath.Join(dir, "d.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "e.html")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for in := range inputs([]string{dir, filepath.Join(dir, "picture.png"), "-", "HTTP://example.org/"}) {
		name, _ := strings.CutPrefix(in.name, dir+string(filepath.Separator))
		got = append(got, filepath.ToSlash(name))
	}
	want := []string{"a.shtml", "b/1.htm", "b/2.HTML", "c.md", "d.html", "page", "z.txt", "picture.png", "-", "HTTP://example.org/"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	n := 0
	for range inputs([]string{dir, dir}) { // leaving early asks for nothing more
		if n++; n == 3 {
			break
		}
	}
}

func TestExtractStopsWhenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, w := io.Pipe() // a standard input that never says anything
	defer w.Close()
	var errw strings.Builder
	status := run(ctx, []string{"extract", "-"}, func(string) string { return "" }, r, io.Discard, &errw)
	if status != 1 || errw.String() != "gongkai: interrupted\n" {
		t.Errorf("status %d, %q", status, errw.String())
	}
}

// stopAfter stops a command when it has written so many lines.
type stopAfter struct {
	strings.Builder
	lines int
	stop  context.CancelFunc
}

func (s *stopAfter) Write(p []byte) (int, error) {
	if s.lines--; s.lines == 0 {
		s.stop()
	}
	return s.Builder.Write(p)
}

func TestExtractInterruptedInADirectoryEndsWithAWholeReport(t *testing.T) {
	all := reportsOf(t, gongkai(t, "extract", filepath.Join(pagesDir, "town")).ok(t).out)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out, errw := &stopAfter{lines: 3, stop: cancel}, &strings.Builder{}
	status := run(ctx, []string{"extract", filepath.Join(pagesDir, "town")}, func(string) string { return "" }, strings.NewReader(""), out, errw)
	got := reportsOf(t, out.String())
	if status != 1 || errw.String() != "gongkai: interrupted\n" || len(got) < 3 || len(got) >= len(all) || !strings.HasSuffix(out.String(), "}\n") {
		t.Fatalf("status %d, %q, %d reports of %d", status, errw.String(), len(got), len(all))
	}
	for i := range got {
		if got[i].Source != all[i].Source {
			t.Errorf("report %d is of %s, want %s", i, got[i].Source, all[i].Source)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for name, args := range map[string][]string{
		"unknown flag":         {"extract", "--nothing", "x"},
		"unknown command":      {"extrakt", "x"},
		"no input":             {"extract"},
		"unknown format":       {"extract", "--format", "xml", "x"},
		"unknown log format":   {"--log-format", "xml", "extract", "x"},
		"standard input twice": {"extract", "-", "-"},
		"bad delay":            {"extract", "--delay", "soon", "x"},
		"unknown form":         {"codebook", "--form", "1999"},
		"unknown kind":         {"codebook", "--kind", "colour"},
	} {
		t.Run(name, func(t *testing.T) {
			r := gongkai(t, args...)
			r.oneLine(t, 2)
			if strings.Contains(r.err, `"",`) {
				t.Errorf("the message names a choice that nobody can make: %s", r.err)
			}
			if r.out != "" {
				t.Errorf("printed %q", r.out)
			}
		})
	}
}

func TestHelpExplainsEveryCommand(t *testing.T) {
	all := gongkai(t, "help").ok(t).out
	for _, name := range []string{"extract", "crawl", "reports", "show", "sites", "runs", "sql", "export", "audit", "schema", "codebook", "demo"} {
		if !strings.Contains(all, "\n  "+name+" ") {
			t.Errorf("help does not list %s", name)
		}
		one := gongkai(t, "help", name).ok(t).out
		if !strings.HasPrefix(one, "Usage: gongkai "+name) || one != gongkai(t, name, "--help").ok(t).out {
			t.Errorf("help %s prints %q", name, one)
		}
	}
	if v := gongkai(t, "--version").ok(t).out; strings.Count(v, "\n") != 1 || len(v) < 3 {
		t.Errorf("version %q", v)
	}
}

func TestExtractTogetherNamesTheDocumentOfEachFigure(t *testing.T) {
	dir := t.TempDir()
	page, annex := filepath.Join(dir, "page.html"), filepath.Join(dir, "annex.html")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(page, "<h1>样例县样例局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>这一年公开平稳。</p>")
	write(annex, "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3<tr><td>行政规范性文件<td>4<td>5<td>6</table>")
	got := reportsOf(t, gongkai(t, "extract", "--together", page, annex).ok(t).out)
	if len(got) != 1 || got[0].Source != page || got[0].Year != 2021 || len(got[0].Statistics) != 6 || got[0].Statistics[0].Source != annex {
		t.Errorf("%+v", got)
	}
	csv := gongkai(t, "extract", "--together", "--format", "csv", page, annex).ok(t).out
	if lines := strings.Split(strings.TrimSpace(csv), "\n"); len(lines) != 7 || !strings.HasPrefix(lines[1], annex+",样例县样例局,2021,2021,art20_1") {
		t.Errorf("%s", csv)
	}
	if explained := gongkai(t, "extract", "--together", "--explain", page, annex).ok(t).out; !strings.Contains(explained, "table 1 of "+annex) {
		t.Errorf("%s", explained)
	}
	if r := gongkai(t, "extract", "--together", page, filepath.Join(dir, "none")); r.status != 1 || r.out != "" {
		t.Errorf("%+v", r)
	}
}
