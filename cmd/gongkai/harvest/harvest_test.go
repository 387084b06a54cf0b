package harvest_test

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
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
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "t.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reader, err := harvest.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	crawl := func() crawler.Summary {
		c, err := crawler.New(crawler.Config{Starts: []string{srv.URL + fixtures.Start}, AllowPrivate: true, Delay: crawler.NoDelay, Concurrency: 1},
			reader, harvest.NewJournal(db, "test"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := c.Run(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := crawl()
	t.Logf("%+v", first)
	if first.New != fixtures.Reports {
		t.Errorf("new reports: %d, want %d", first.New, fixtures.Reports)
	}
	rows, err := db.ListReports(ctx, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != fixtures.Reports {
		t.Errorf("%d reports stored, want %d", len(rows), fixtures.Reports)
		for _, r := range rows {
			t.Log(r.Agency, r.Year, r.Quality, r.URL)
		}
	}
	second := crawl()
	t.Logf("%+v", second)
	if second.New != 0 || second.Revised != 0 || second.Reports != 0 {
		t.Errorf("second run: %+v", second)
	}
}
