package store

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
)

// BenchmarkFigures writes the figures of a thousand reports, twenty reports a
// transaction, as Commit does, and in turns has the sqlite3 shell import the same
// rows from CSV, all in one transaction, into a table keyed alike. x_import is how
// many times as many rows a second we write (median).
func BenchmarkFigures(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("no sqlite3 shell")
	}
	const reports, batch = 1000, 20
	contents := make([]extract.Report, reports)
	rows := 0
	var csv strings.Builder
	for i := range contents {
		contents[i] = report(b, "机关", 2019, i)
		for k, st := range contents[i].Statistics {
			value := ""
			if st.Value != nil {
				value = st.Value.String()
			}
			fmt.Fprintf(&csv, "%d,%d,%s\n", 90_000+i, k+1, value)
			rows++
		}
	}
	file := filepath.Join(b.TempDir(), "rows.csv")
	if err := os.WriteFile(file, []byte(csv.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	var ratios, ours []float64
	for n := 0; b.Loop(); n++ {
		began := time.Now()
		importRows(b, shell, file, filepath.Join(b.TempDir(), fmt.Sprint(n, ".db")), rows)
		theirs := time.Since(began)
		s := openTemp(b)
		began = time.Now()
		for i := 0; i < reports; i += batch {
			if err := s.tx(b.Context(), func(tx *transaction) error {
				for j := range contents[i : i+batch] {
					r := &contents[i+j]
					figures, _, err := s.figuresOf(b.Context(), tx, r.Format, r.Statistics)
					if err != nil {
						return err
					}
					if err := saveFigures(b.Context(), tx, int64(90_000+i+j), figures, usualBlank(r.Statistics)); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
		}
		own := time.Since(began)
		if got := dump(b, s, `SELECT count(*) FROM statistic`); got != fmt.Sprint(rows, "|\n") {
			b.Fatal(got)
		}
		ratios, ours = append(ratios, theirs.Seconds()/own.Seconds()), append(ours, float64(rows)/own.Seconds())
	}
	slices.Sort(ratios)
	slices.Sort(ours)
	b.ReportMetric(ratios[len(ratios)/2], "x_import")
	b.ReportMetric(ours[len(ours)/2], "statistics/s")
}

// importRows has the shell import a CSV file into a new database.
func importRows(b *testing.B, shell, file, path string, rows int) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), shell, path)
	cmd.Stdin = strings.NewReader(`PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE statistic (content INTEGER NOT NULL, key INTEGER NOT NULL, value NUMERIC, PRIMARY KEY (content, key)) WITHOUT ROWID;
.mode csv
.import ` + file + ` statistic
SELECT count(*) FROM statistic;
`)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	last := ""
	for in := bufio.NewScanner(strings.NewReader(string(out))); in.Scan(); {
		last = in.Text()
	}
	if last != fmt.Sprint(rows) {
		b.Fatalf("the shell imported %s of %d rows", last, rows)
	}
}
