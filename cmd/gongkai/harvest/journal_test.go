package harvest_test

import (
	"context"
	"path/filepath"
	"testing"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/crawler/journaltest"
	"gongkai/store"
)

// reopened is a journal that comes back after a kill: the database is opened
// again while its run has not ended.
type reopened struct {
	*harvest.Journal
	t    *testing.T
	path string
	db   *store.Store
	open bool
}

func (r *reopened) Begin(ctx context.Context, info crawler.RunInfo) (int64, error) {
	if r.open || r.db == nil {
		r.close()
		db, err := store.Open(context.Background(), r.path, store.Options{})
		if err != nil {
			r.t.Fatal(err)
		}
		r.db, r.Journal = db, harvest.NewJournal(db, "test")
	}
	r.open = true
	return r.Journal.Begin(ctx, info)
}

func (r *reopened) End(ctx context.Context, id int64, s crawler.Summary) error {
	r.open = false
	return r.Journal.End(ctx, id, s)
}

func (r *reopened) close() {
	if r.db != nil {
		r.db.Close()
	}
}

// TestDatabaseIsAJournal runs the suite that the journal in memory passes too.
func TestDatabaseIsAJournal(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) crawler.Journal {
		r := &reopened{t: t, path: filepath.Join(t.TempDir(), "j.db")}
		t.Cleanup(r.close)
		return r
	})
}
