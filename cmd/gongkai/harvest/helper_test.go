package harvest_test

import (
	"path/filepath"
	"testing"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/store"
)

// openNew opens a new database until the test ends.
func openNew(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func newReader(t testing.TB) *harvest.Reader {
	t.Helper()
	reader, err := harvest.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

// quick are the settings to crawl test servers with.
func quick(starts ...string) crawler.Config {
	return crawler.Config{Starts: starts, AllowPrivate: true, Delay: crawler.NoDelay}
}

// crawl crawls into db and fails the test if the run does not end by itself.
func crawl(t testing.TB, cfg crawler.Config, reader crawler.Reader, db *store.Store) crawler.Summary {
	t.Helper()
	c, err := crawler.New(cfg, reader, harvest.NewJournal(db, "test"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := c.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
