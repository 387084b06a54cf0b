package harvest_test

import (
	"net/http/httptest"
	"testing"

	"gongkai/fixtures"
	"gongkai/store"
)

// TestCrawlFindsEveryReport crawls the fixture site into a database.
func TestCrawlFindsEveryReport(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(fixtures.Handler(pages))
	defer srv.Close()
	db, reader := openNew(t, store.Options{}), newReader(t)
	first := crawl(t, quick(srv.URL+fixtures.Start), reader, db)
	t.Logf("%+v", first)
	if first.New != fixtures.Reports {
		t.Errorf("new reports: %d, want %d", first.New, fixtures.Reports)
	}
	rows, err := db.ListReports(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != fixtures.Reports {
		t.Errorf("%d reports stored, want %d", len(rows), fixtures.Reports)
		for _, r := range rows {
			t.Log(r.Agency, r.Year, r.Quality, r.URL)
		}
	}
	second := crawl(t, quick(srv.URL+fixtures.Start), reader, db)
	t.Logf("%+v", second)
	if second.New != 0 || second.Revised != 0 || second.Reports != 0 {
		t.Errorf("second run: %+v", second)
	}
}
