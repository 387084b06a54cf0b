package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// oldDatabase unpacks a database that an older program made of the demo site,
// and dumps what its views showed then.
func oldDatabase(t *testing.T, name string) (path, reports, figures string) {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("testdata", name+".db.zst"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	b, err := d.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	old := &Store{ask: pool{openPool(dsn(path, "ro", 0), nil, 1), func() {}}}
	defer old.ask.Close()
	return path, dump(t, old, oldReports), dump(t, old, oldFigures)
}

// What every program has shown of reports and figures, but for ids of agencies.
const (
	oldReports = `SELECT report_id, agency, scope, year, format, title, url, published_on, published_on_kind, index_number, fetched_at,
		page_digest, extractor_version, revision, current, quality, flags FROM report_view ORDER BY report_id, revision`
	oldFigures = `SELECT report_id, agency, scope, year, format, section, row, col, value, raw, unit, unit_source, status
		FROM statistic_view ORDER BY report_id, format, section, row, col`
)

// The databases of the first schema and of the last without identities.
func TestUpgradeKeepsReports(t *testing.T) {
	for _, name := range []string{"schema1", "schema6"} {
		t.Run(name, func(t *testing.T) {
			path, reports, figures := oldDatabase(t, name)
			if strings.Count(reports, "\n") < 10 || strings.Count(figures, "\n") < 1000 {
				t.Fatalf("the old database shows %d reports", strings.Count(reports, "\n"))
			}
			if _, err := OpenReadOnly(context.Background(), path, Options{}); err == nil || !strings.Contains(err.Error(), "needs an upgrade") {
				t.Errorf("got %v", err)
			}
			s := openAt(t, path)
			if got := dump(t, s, oldReports); got != reports {
				t.Errorf("reports differ:\n%s\nbefore:\n%s", got, reports)
			}
			if got := dump(t, s, oldFigures); got != figures {
				t.Error("figures differ")
			}
			if got, want := dump(t, s, `SELECT count(*) FROM panel_view`), dump(t, s, `SELECT count(*) FROM statistic_view WHERE year IS NOT NULL`); got != want {
				t.Errorf("the panel has %s figures of %s", got, want)
			}
			var astray int
			if err := s.write.QueryRow(`SELECT count(*) FROM pragma_foreign_key_check`).Scan(&astray); err != nil || astray != 0 {
				t.Errorf("%d rows lead nowhere, %v", astray, err)
			}
			status, err := s.Status(context.Background())
			if err != nil || len(status) != 1 || status[0].LastSuccess.IsZero() {
				t.Errorf("%+v, %v", status, err)
			}
			// It goes on: the pages are read again, and a crawl can begin.
			pages, err := s.PendingExtraction(context.Background(), "a later one", 1000)
			if err != nil || len(pages) < 10 {
				t.Errorf("%d pages to read again, %v", len(pages), err)
			}
			if _, err := s.Begin(context.Background(), RunInfo{}); err != nil {
				t.Error(err)
			}
		})
	}
}
