package coverage_test

import (
	"database/sql"
	"flag"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/resolve"
	"gongkai/store/series"
)

var reports = flag.Int("coverage-reports", 2000, "reports that BenchmarkCoverage counts")

// country writes a database of so many reports row by row, without figures:
// agencies with seven years each, of which one in thirteen is missing, ten
// agencies a site, on every third site something left unread.
const country = `
CREATE TEMP TABLE g AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %AGENCIES%) SELECT i FROM n;
INSERT INTO site (name, first_seen) SELECT 'www.s' || i || '.gov.cn', '2026-04-01T00:00:00.000Z' FROM g WHERE i <= %AGENCIES% / 10 + 1;
INSERT INTO run (started_at, ended_at, state, program, options) VALUES ('2026-04-20T00:00:00.000Z', '2026-04-20T01:00:00.000Z', 'finished', 'test', '{}');
INSERT INTO run_site (run, site, failed, reason, requests, reports) SELECT 1, id, 0, '', 9, 9 FROM site;
INSERT INTO address (site, url, kind, depth, score, why, found_on, state, first_seen, last_seen, last_outcome, last_read)
  SELECT id, 'http://' || name || '/', 'start', 0, 0, '', '', 'done', first_seen, first_seen, 'fetched', '2026-04-20T00:00:00.000Z' FROM site;
INSERT INTO address (site, url, kind, depth, score, why, found_on, state, first_seen, last_seen, last_outcome)
  SELECT id, 'http://' || name || '/1', 'list', 0, 0, '', '', 'done', first_seen, first_seen, 'pager_unknown' FROM site WHERE id % 3 = 0;
INSERT INTO identity (public_id, name, region, level, kind, certainty, evidence)
  SELECT printf('a%06d', i), '机关' || i, substr('110000120000310000320000330000340000350000360000370000410000420000430000', 1 + i % 12 * 6, 6), 'county', 'department', 'certain', '' FROM g;
INSERT INTO agency (public_id, site, name, anchor, identity, resolved_as) SELECT printf('n%06d', i), i / 10 + 1, '机关' || i, '', i, '%RULES%|' FROM g;
INSERT INTO report (public_id, agency, scope, year, anchor) SELECT printf('r%06d%d', i, y.value), i, 'own', y.value, '' FROM g, json_each('[2019,2020,2021,2022,2023,2024,2025]') y WHERE (i + y.value) % 13 > 0;
INSERT INTO content (id, digest, essence, title, agency, published_on, published_on_kind, format, quality, flags)
  SELECT id, CAST(public_id AS BLOB), x'00', public_id, public_id, (year + 1) || '-02-01', '发布日期', '2021', 'complete', '' FROM report;
INSERT INTO body (id, digest, size, data) SELECT id, public_id, 1, x'00' FROM report;
INSERT INTO address (id, site, url, kind, depth, score, why, found_on, state, first_seen, last_seen, last_outcome, last_read, body, gone_since)
  SELECT 1000000 + r.id, a.site, 'http://x/' || r.public_id, 'report', 1, 0, '', '', 'done', '2026-04-01', '2026-04-01', 'fetched', '2026-04-20T00:00:00.000Z', r.id, CASE WHEN r.id % 997 = 0 THEN '2026-04-20T00:00:00.000Z' END
    FROM report r JOIN agency a ON a.id = r.agency;
INSERT INTO appearance (address, since, body) SELECT 1000000 + id, '2026-04-01T00:00:00.000Z', id FROM report;
INSERT INTO reading (id, site, body, extractor, read_at, live, error) SELECT r.id, a.site, r.id, 'test', '2026-04-01T00:00:00.000Z', 1, '' FROM report r JOIN agency a ON a.id = r.agency;
INSERT INTO extraction (id, reading, ordinal, report, content) SELECT id, id, 0, id, id FROM report;
INSERT INTO revision (report, essence, number, current, since, address, extraction) SELECT id, x'00', 1, 1, '2026-04-01T00:00:00.000Z', 1000000 + id, id FROM report;
INSERT INTO panel (identity, scope, year, report, sources) SELECT agency, 'own', year, id, 1 FROM report;
INSERT INTO sheet (year, changes) SELECT DISTINCT year, 1 FROM report;`

// BenchmarkCoverage counts a country by province and year, and tells the 95th
// percentile. For 100,000 reports:
//
//	go test -tags sqlite_fts5 ./store/coverage -run '^$' -bench Coverage -benchtime 20x -coverage-reports 100000
func BenchmarkCoverage(b *testing.B) {
	path := filepath.Join(b.TempDir(), "a.db")
	db, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	db.Close()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		b.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	script := strings.NewReplacer("%AGENCIES%", strconv.Itoa(*reports*13/84), "%RULES%", resolve.Version).Replace(country)
	if _, err := raw.Exec(script); err != nil {
		b.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		b.Fatal(err)
	}
	if db, err = store.Open(b.Context(), path, store.Options{}); err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.PackSheets(b.Context()); err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		m, err := coverage.Count(b.Context(), db, coverage.Query{Now: now}, series.ByProvince)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		published := 0
		for _, c := range m.Cells {
			if c.State == coverage.Published {
				published += c.Agencies
			}
		}
		if published < *reports*9/10 {
			b.Fatalf("%d published: %+v", published, m.Cells[:min(9, len(m.Cells))])
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/matrix-p95")
}
