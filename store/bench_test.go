package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"gongkai/extract"
)

// BenchmarkStore stores full reports, 20 a transaction as an import does, in
// statistics a second; BenchmarkPlainInsert writes the same rows of figures by
// multi-row INSERT and nothing else. Their ratio is what identity, checks,
// text and digests cost.
func BenchmarkStore(b *testing.B) {
	ctx := context.Background()
	s := openTemp(b)
	run := begin(b, s)
	var visits []*Visit
	figures := 0
	const batch = 20
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		e := victimEvent(b, i)
		e.reports[0] = report(b, fmt.Sprint("机关", i), 2019, i)
		p, v := e.visit(run)
		if err := s.Archive(ctx, p); err != nil {
			b.Fatal(err)
		}
		visits = append(visits, v)
		figures += len(e.reports[0].Statistics)
		b.StartTimer()
		if len(visits) == batch {
			if _, err := s.CommitAll(ctx, visits); err != nil {
				b.Fatal(err)
			}
			visits = visits[:0]
		}
	}
	b.ReportMetric(float64(figures)/b.Elapsed().Seconds(), "statistics/s")
	reportSize(b, s)
}

func BenchmarkPlainInsert(b *testing.B) {
	ctx := context.Background()
	db := openPool(dsn(filepath.Join(b.TempDir(), "plain.db"), "rwc", 0), nil, 1)
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE statistic (content INTEGER NOT NULL, key INTEGER NOT NULL, value ANY, PRIMARY KEY (content, key)) STRICT, WITHOUT ROWID`); err != nil {
		b.Fatal(err)
	}
	figures := 0
	const batch = 20
	var reports []extract.Report
	for i := 1; b.Loop(); i++ {
		b.StopTimer()
		reports = append(reports, report(b, "机关", 2019, i))
		b.StartTimer()
		if len(reports) < batch {
			continue
		}
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		for j, r := range reports {
			args := append(make([]any, 0, 1+2*len(r.Statistics)), int64(i+j))
			for k, st := range r.Statistics {
				args = append(args, int64(k), numberPtrColumn(st.Value))
			}
			if _, err := tx.ExecContext(ctx, ownedText(`statistic (content, key, value)`, 2, len(r.Statistics)), args...); err != nil {
				b.Fatal(err)
			}
			figures += len(r.Statistics)
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		reports = reports[:0]
	}
	b.ReportMetric(float64(figures)/b.Elapsed().Seconds(), "statistics/s")
}

// reportSize tells what a figure takes on disk where contents have ids of a
// national database (three bytes), by copying the tables of figures into a
// file of their own.
func reportSize(b *testing.B, s *Store) {
	b.Helper()
	ctx := context.Background()
	conn, err := s.write.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	var bytes, rows float64
	for _, q := range []string{
		`ATTACH '` + filepath.Join(b.TempDir(), "figures.db") + `' AS f`,
		`CREATE TABLE f.statistic (content INTEGER NOT NULL, key INTEGER NOT NULL, value ANY, PRIMARY KEY (content, key)) STRICT, WITHOUT ROWID`,
		`CREATE TABLE f.statistic_note (content INTEGER NOT NULL, key INTEGER NOT NULL, status TEXT NOT NULL, as_value INTEGER NOT NULL, raw TEXT, unit TEXT,
			unit_source TEXT NOT NULL, PRIMARY KEY (content, key)) STRICT, WITHOUT ROWID`,
		`INSERT INTO f.statistic SELECT content + 90000, key, value FROM main.statistic ORDER BY content, key`,
		`INSERT INTO f.statistic_note SELECT content + 90000, key, status, as_value, raw, unit, unit_source FROM main.statistic_note ORDER BY content, key`,
	} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			b.Fatal(err)
		}
	}
	err = conn.QueryRowContext(ctx, `SELECT (SELECT page_count FROM pragma_page_count('f')) * 4096.0, (SELECT count(*) FROM f.statistic)`).Scan(&bytes, &rows)
	if err != nil || rows == 0 {
		b.Fatal(rows, err)
	}
	b.ReportMetric(bytes/rows, "bytes/statistic")
}
