package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gongkai/store"
	"gongkai/store/nationtest"
)

var benchReports = flag.Int("export-reports", 1000, "reports that the benchmarks of export and release write")

// nationFile makes a database of a nation of so many reports.
func nationFile(b *testing.B, reports int) string {
	b.Helper()
	keys, err := keyInfos()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "nation.db")
	s, err := store.Open(context.Background(), path, store.Options{Keys: keys})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const part = 500
	for first := 0; first < reports/7; first += part {
		n, err := nationtest.New(nationtest.Options{Agencies: min(part, reports/7-first), First: first, FromYear: 2019, ToYear: 2025, Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		if err := n.Load(context.Background(), s); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

// widePivot is the wide table as SQL: the panel's rows with a column for every
// figure of the forms.
func widePivot(b *testing.B) string {
	b.Helper()
	forms, err := figureFlags{}.forms()
	if err != nil {
		b.Fatal(err)
	}
	var q strings.Builder
	q.WriteString("SELECT agency_id, agency_name, scope, year, region, region_name, level, kind, agency, report_id, format, source_count")
	for _, c := range newWide(forms).cols {
		fmt.Fprintf(&q, ", max(CASE WHEN statistic = '%s' THEN value END) AS %s", c.statistic, c.name)
	}
	q.WriteString(" FROM panel_view GROUP BY agency_id, scope, year ORDER BY agency_id, scope, year")
	return q.String()
}

// BenchmarkWideExport writes the wide table as CSV by the built command, and has
// the sqlite3 shell write the same table of the same database by one query, both
// as whole processes. x_sqlite3 is how many times as fast the command is; MB is
// what it had resident at most. More reports with -export-reports 100000.
func BenchmarkWideExport(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("no sqlite3 shell")
	}
	path, query, bin := nationFile(b, *benchReports), widePivot(b), built(b)
	var own, theirs cost
	var ownLines, theirLines lineCounter
	for b.Loop() {
		own.run(b, runtime.NumCPU(), &ownLines, "", bin, "--db", path, "export", "--shape", "wide")
		theirs.run(b, 1, &theirLines, "", shell, "-header", "-csv", path, query)
	}
	if ownLines != theirLines || ownLines < 100 {
		b.Fatalf("%d lines, the shell wrote %d", ownLines, theirLines)
	}
	b.ReportMetric(theirs.wall.Seconds()/own.wall.Seconds(), "x_sqlite3")
	b.ReportMetric(float64(*benchReports)/own.wall.Seconds(), "reports/s")
	b.ReportMetric(float64(own.memory)/1e6, "MB")
}

// BenchmarkRelease writes a whole data package; MB is what was resident at most.
func BenchmarkRelease(b *testing.B) {
	path, bin := nationFile(b, *benchReports), built(b)
	var own cost
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		own.run(b, runtime.NumCPU(), io.Discard, "", bin, "--db", path, "release", filepath.Join(dir, fmt.Sprint(i)), "--license", "CC-BY-4.0", "--source", "nationtest", "--first")
	}
	b.ReportMetric(float64(*benchReports)/own.wall.Seconds(), "reports/s")
	b.ReportMetric(float64(own.memory)/1e6, "MB")
}
