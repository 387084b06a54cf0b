package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/release"
	"gongkai/cmd/gongkai/tabular/tabulartest"
)

// released writes a release of a database and returns its directory.
func released(t *testing.T, db, name string, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	gongkai(t, append([]string{"--db", db, "release", dir, "--license", "CC-BY-4.0", "--source", "样例=http://www.example.gov.cn/"}, args...)...).ok(t)
	return dir
}

// filesOf reads all files below a directory.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[rel] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameReleases fails the test unless two releases are equal byte for byte.
func sameReleases(t *testing.T, a, b string) {
	t.Helper()
	left, right := filesOf(t, a), filesOf(t, b)
	if len(left) < 14 || len(left) != len(right) {
		t.Errorf("%d and %d files", len(left), len(right))
	}
	for name, text := range left {
		if right[name] != text {
			t.Errorf("%s differs:\n%s", name, firstDifference(text, right[name]))
		}
	}
}

func firstDifference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return left[i] + "\n" + right[i]
		}
	}
	return "one is longer"
}

func TestAReleaseIsAValidDataPackage(t *testing.T) {
	db, _ := demoed(t)
	dir := released(t, db, "2026", "--with-narrative", "--author", "样例大学")
	descriptor := filepath.Join(dir, "datapackage.json")
	if wrong := tabulartest.Validate(t, descriptor); len(wrong) > 0 {
		t.Errorf("not valid: %q", wrong)
	}
	if text := filesOf(t, dir)["datapackage.json"]; strings.Count(text, `"description"`) != strings.Count(text, `"type"`) {
		t.Error("a column is not explained")
	}
	// The judge must be able to find faults: a foreign key that leads nowhere,
	// a second row of one key, a value of another type.
	figures := filepath.Join(dir, "data", "figures.csv")
	good, err := os.ReadFile(figures)
	if err != nil {
		t.Fatal(err)
	}
	head, rows, _ := strings.Cut(string(good), "\n")
	row, rest, _ := strings.Cut(rows, "\n")
	for name, bad := range map[string]string{
		"foreign key": head + "\nr0" + row[2:] + "\n" + rest,
		"primary key": head + "\n" + row + "\n" + rows,
		"type":        head + "\n" + strings.Replace(row, ",20", ",x20", 1) + "\n" + rest,
	} {
		if err := os.WriteFile(figures, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if wrong := tabulartest.Validate(t, descriptor); len(wrong) == 0 {
			t.Errorf("%s: the judge finds no fault", name)
		}
	}
}

func TestAReleaseHoldsTheViewsCellByCell(t *testing.T) {
	db, _ := demoed(t)
	dir := released(t, db, "2026", "--derived", "--experimental")
	want := rowsOf(t, db, "SELECT * FROM statistic_view")
	sameRows(t, tabulartest.CSV(t, filepath.Join(dir, "data", "figures.csv")), want, false)
	sameRows(t, tabulartest.Parquet(t, filepath.Join(dir, "data", "figures.parquet"), ""), want, true)
	wide := tabulartest.CSV(t, filepath.Join(dir, "data", "panel.csv"))
	sameRows(t, tabulartest.Parquet(t, filepath.Join(dir, "data", "panel.parquet"), ""), wide.Rows, false)
	agencies := tabulartest.CSV(t, filepath.Join(dir, "data", "agencies.csv"))
	sameRows(t, agencies, rowsOf(t, db, "SELECT * FROM agency_view"), false)
	reports := tabulartest.CSV(t, filepath.Join(dir, "data", "reports.csv"))
	var known [][]*string
	for _, row := range reports.Rows {
		known = append(known, row[:25])
	}
	reports.Rows, reports.Names = known, reports.Names[:25]
	known = rowsOf(t, db, "SELECT * FROM report_view WHERE current = 1")
	inSeconds(known)
	sameRows(t, reports, known, false)
}

// inSeconds cuts times to the second: Frictionless' datetime has no fractions,
// which a release leaves to the database.
func inSeconds(rows [][]*string) {
	fraction := regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{3}Z$`)
	for _, row := range rows {
		for i, cell := range row {
			if cell != nil {
				whole := fraction.ReplaceAllString(*cell, "${1}Z")
				row[i] = &whole
			}
		}
	}
}

func TestSumsOfAReleaseAreRight(t *testing.T) {
	db, _ := demoed(t)
	dir := released(t, db, "2026")
	files := filesOf(t, dir)
	lines := strings.Split(strings.TrimSpace(files["SHA256SUMS"]), "\n")
	if len(lines) != len(files)-1 {
		t.Errorf("%d sums of %d files", len(lines), len(files)-1)
	}
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		if got := sumOf(files[name]); got != sum {
			t.Errorf("%s: %s, want %s", name, sum, got)
		}
	}
}

func TestTheSameDatabaseGivesTheSameRelease(t *testing.T) {
	db, _ := demoed(t)
	sameReleases(t, released(t, db, "a"), released(t, db, "b"))
}

func TestAnInterruptedReleaseLeavesNothing(t *testing.T) {
	db, _ := demoed(t)
	parent := t.TempDir()
	dir := filepath.Join(parent, "2026")
	// The last release has no readable reports, which is found out at the end.
	last := filepath.Join(t.TempDir(), "old")
	write(t, last, "datapackage.json", `{"name": "gongkai", "version": "2020-01-01"}`)
	r := gongkai(t, "--db", db, "release", dir, "--license", "CC-BY-4.0", "--source", "a", "--since", last)
	r.oneLine(t, 1, "the last release")
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	write(t, dir, "mine.txt", "kept")
	gongkai(t, "--db", db, "release", dir, "--license", "CC-BY-4.0", "--source", "a").oneLine(t, 2, "exists and is not empty")
	if files := filesOf(t, parent); len(files) != 1 || files["2026/mine.txt"] != "kept" {
		t.Errorf("%v", files)
	}
}

func TestAReleaseSaysUnderWhichLicenceAndWhence(t *testing.T) {
	db, _ := demoed(t)
	dir := filepath.Join(t.TempDir(), "r")
	gongkai(t, "--db", db, "release", dir, "--source", "a").oneLine(t, 2, "--license")
	gongkai(t, "--db", db, "release", dir, "--license", "CC-BY-4.0").oneLine(t, 2, "--source")
	gongkai(t, "--db", db, "release", dir, "--license", "mine", "--source", "a").oneLine(t, 2, "mine", "NAME=URL")
	gongkai(t, "--db", db, "release", dir, "--license", "CC0-1.0", "--source", "a", "--date", "yesterday").oneLine(t, 2, "--date")
	sites := write(t, t.TempDir(), "sites.yaml", "sites:\n  - name: 样例县\n    start: https://www.example.gov.cn/\n")
	gongkai(t, "--db", db, "release", dir, "--license", "自定=https://example.org/licence", "--sources", sites, "--date", "2026-01-02").ok(t)
	var p struct {
		Version           string
		Licenses, Sources []release.Link
	}
	if err := json.Unmarshal([]byte(filesOf(t, dir)["datapackage.json"]), &p); err != nil {
		t.Fatal(err)
	}
	if p.Version != "2026-01-02" || p.Licenses[0].Path != "https://example.org/licence" || p.Sources[0].Title != "样例县" || p.Sources[0].Path != "https://www.example.gov.cn/" {
		t.Errorf("%+v", p)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "narrative.csv")); err == nil {
		t.Error("the narrative is in it though nobody asked")
	}
}

// TestReleasesTellWhatChanged crawls a site three times: reports are added,
// revised, withdrawn and come back.
func TestReleasesTellWhatChanged(t *testing.T) {
	body := reportBody(t)
	report := func(year string) string {
		return strings.ReplaceAll(strings.ReplaceAll(body, "2019", year), "2020", year)
	}
	pages := map[string]string{"/": "", "/a.html": report("2020"), "/b.html": report("2021")}
	pages["/"] = `<title>政府信息公开年报</title><a href="/a.html">样例镇2020年政府信息公开工作年度报告</a><a href="/b.html">样例镇2021年政府信息公开工作年度报告</a>`
	srv := serve(t, pages)
	db := filepath.Join(t.TempDir(), "a.db")
	out := t.TempDir()
	crawl := func() { gongkai(t, "--db", db, "crawl", "--allow-private", "--delay", "0", srv.URL) }
	cut := func(name, date string) string {
		return gongkai(t, "--db", db, "release", filepath.Join(out, name), "--license", "CC0-1.0", "--source", "a", "--date", date).ok(t).out
	}
	crawl()
	if first := cut("1", "2026-01-01"); strings.Contains(first, "since") {
		t.Errorf("a first release tells changes: %s", first)
	}
	pages["/c.html"] = report("2022")
	pages["/"] += `<a href="/c.html">样例镇2022年政府信息公开工作年度报告</a>`
	pages["/a.html"] = strings.Replace(pages["/a.html"], "<td", "<td data-x='1'", 1) + "<p>补充说明。</p>"
	delete(pages, "/b.html")
	crawl()
	second := cut("2", "2026-02-01")
	changes := map[string]int{}
	for _, row := range tabulartest.CSV(t, filepath.Join(out, "2", "data", "changes.csv")).Rows {
		changes[*row[0]]++
	}
	if changes["added"] != 1 || changes["withdrawn"] != 1 {
		t.Errorf("changes %v, %s", changes, second)
	}
	if again := cut("3", "2026-03-01"); !strings.Contains(again, "since 2026-02-01: no changes") {
		t.Errorf("%s", again)
	}
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// TestAnImportedArchiveGivesTheSameRelease is a database with all that pages do
// not tell (a ruling, a verdict, a tombstone, labels, a page that is gone, one that
// was revised), an archive of it, and an empty machine.
func TestAnImportedArchiveGivesTheSameRelease(t *testing.T) {
	body := reportBody(t)
	report := func(year string) string {
		return strings.ReplaceAll(strings.ReplaceAll(body, "2019", year), "2020", year)
	}
	link := func(name, year string) string {
		return `<a href="/` + name + `.html">样例镇` + year + `年政府信息公开工作年度报告</a>`
	}
	pages := map[string]string{"/": `<title>政府信息公开年报</title>`}
	for name, year := range map[string]string{"a": "2019", "b": "2021", "c": "2022", "d": "2018"} {
		pages["/"+name+".html"] = report(year)
		pages["/"] += link(name, year)
	}
	srv := serve(t, pages)
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	sites := write(t, dir, "sites.yaml", "sites:\n  - name: 样例县\n    region: \"360482\"\n    private: true\n    start: "+srv.URL+"/\n")
	crawl := func() {
		gongkai(t, "--db", db, "crawl", "--sites", sites, "--allow-private", "--delay", "0", "--quiet").ok(t)
	}
	crawl()
	pages["/a.html"] = strings.Replace(pages["/a.html"], "</table>", "</table><p>补充说明：更正本表。</p>", 1)
	delete(pages, "/b.html")
	crawl()
	gongkai(t, "--db", db, "forget", srv.URL+"/d.html", "--reason", "test", "--no-vacuum").ok(t)
	agency := *rowsOf(t, db, "SELECT agency_id FROM agency_view ORDER BY 1")[0][0]
	gongkai(t, "--db", db, "agencies", "set", agency, "--level", "township", "--kind", "township", "--note", "by hand").ok(t)
	if r := gongkaiWith(t, "y\n", "--db", db, "audit", "--sample", "1", "--by", "me"); r.status != 0 {
		t.Errorf("audit: %s", r.err)
	}
	for query, want := range map[string]string{
		"SELECT count(*) FROM ruling": "1", "SELECT count(*) FROM verdict": "1", "SELECT count(*) FROM tombstone": "1",
		"SELECT count(*) FROM report_view WHERE withdrawn = 1": "1", "SELECT max(revision) FROM report_view": "2",
	} {
		if got := *rowsOf(t, db, query)[0][0]; got != want {
			t.Errorf("%s: %s, want %s: the test lacks a case", query, got, want)
		}
	}
	archive := exported(t, db, "a.warc.gz")
	other := filepath.Join(dir, "other.db")
	gongkai(t, "--db", other, "archive", "import", archive).ok(t)
	sameReleases(t, released(t, db, "a", "--with-narrative", "--with-pages"), released(t, other, "b", "--with-narrative", "--with-pages"))
	sameFiles(t, archive, exported(t, other, "b.warc.gz"))
	// Into a database that knows something itself nothing of it is taken unasked.
	third := filepath.Join(dir, "third.db")
	gongkai(t, "--db", third, "crawl", "--allow-private", "--delay", "0", serve(t, map[string]string{"/": "<p>公开</p>"}).URL)
	if r := gongkai(t, "--db", third, "archive", "import", archive).ok(t); !strings.Contains(r.out, "not taken (--state)") {
		t.Error(r.out)
	}
	count := "SELECT (SELECT count(*) FROM ruling) + (SELECT count(*) FROM tombstone) + (SELECT count(*) FROM verdict)"
	if got := *rowsOf(t, third, count)[0][0]; got != "0" {
		t.Errorf("%s rows were taken", got)
	}
	gongkai(t, "--db", third, "archive", "import", "--state", "yes", archive).ok(t)
	if got := *rowsOf(t, third, count)[0][0]; got != "3" {
		t.Errorf("%s rows were taken, want 3", got)
	}
}
