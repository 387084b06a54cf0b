package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/store"
)

func TestPrunedPagesLeaveTheirMark(t *testing.T) {
	pages, url := markedSite(t)
	path := filepath.Join(t.TempDir(), "a.db")
	crawlTo(t, path, url)
	second := strings.Replace(pages["/a.html"], "3件", "4件", 1)
	for _, body := range []string{second, strings.Replace(second, "4件", "5件", 1), strings.Replace(second, "4件", "6件", 1)} {
		pages["/a.html"] = body
		crawlTo(t, path, url)
	}
	before := views(t, path)
	if r := gongkai(t, "--db", path, "archive", "prune", "--older-than", "90d", "--dry-run").ok(t); !strings.Contains(r.out, "would prune 0 pages") {
		t.Error(r.out)
	}
	for _, args := range [][]string{{"--dry-run"}, {}} {
		r := gongkai(t, append([]string{"--db", path, "archive", "prune", "--revisions", "2"}, args...)...).ok(t)
		if !strings.Contains(r.out, "2 pages") {
			t.Error(r.out)
		}
	}
	if views(t, path) != before || strings.Count(before, "样例市甲局") < 4 {
		t.Error("pruning changed what was read")
	}
	if n := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT count(*) FROM report_view v JOIN body b ON b.digest = v.page_digest WHERE v.current = 1 AND b.emptied_at IS NOT NULL").ok(t).out; !strings.HasSuffix(n, "\n0\n") {
		t.Errorf("sources of current revisions were pruned: %s", n)
	}
	if r := gongkai(t, "--db", path, "archive", "export", "--out", filepath.Join(t.TempDir(), "a.warc.gz")); r.status != 0 || !strings.Contains(r.err, "2 pages are left out") {
		t.Errorf("status %d, %s", r.status, r.err)
	}
	setExtractor(t, path)
	r := gongkai(t, "--db", path, "reextract")
	if r.status != 0 || !strings.Contains(r.err, "2 pages keep what an older version read") || strings.HasPrefix(r.out, "0 pages") {
		t.Errorf("status %d, %s, %s", r.status, r.out, r.err)
	}
	if r := gongkaiWith(t, "y\ny\n", "--db", path, "audit"); r.status != 0 {
		t.Errorf("audit: status %d, %s", r.status, r.err)
	}
	// What was pruned and comes again is archived again.
	pages["/a.html"] = second
	crawlTo(t, path, url)
	if n := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT count(*) FROM body WHERE emptied_at IS NOT NULL").ok(t).out; !strings.HasSuffix(n, "\n1\n") {
		t.Errorf("bodies without bytes: %s", n)
	}
}

// setExtractor makes all readings those of another version.
func setExtractor(t *testing.T, path string) {
	t.Helper()
	db := rawDB(t, path)
	if _, err := db.Exec("UPDATE reading SET extractor = '0'"); err != nil {
		t.Fatal(err)
	}
}

func TestBackupWhileACrawlWrites(t *testing.T) {
	path, _ := demoed(t)
	ctx, cancel := context.WithCancel(t.Context())
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var writing sync.WaitGroup
	wrote := make(chan struct{})
	writing.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			addresses := []store.Address{{URL: "http://www.example.gov.cn/" + strings.Repeat("x", i%900), Kind: "list"}}
			if err := db.Seed(ctx, "www.example.gov.cn", addresses); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			if i == 3 {
				close(wrote)
			}
		}
	})
	<-wrote
	dest := filepath.Join(t.TempDir(), "copy.db")
	r := gongkai(t, "--db", path, "backup", dest).ok(t)
	cancel()
	writing.Wait()
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dest), "*")); len(left) != 1 {
		t.Errorf("files left: %q", left)
	}
	if !strings.Contains(r.out, "checked") || views(t, dest) != views(t, path) {
		t.Errorf("%s", r.out)
	}
	before, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	gongkai(t, "--db", path, "backup", dest).oneLine(t, 2, "exists")
	if after, err := os.ReadFile(dest); err != nil || string(after) != string(before) {
		t.Error("the copy was overwritten")
	}
	gongkai(t, "--db", path+".none", "backup", dest+"2").oneLine(t, 2, "no such database")
	if left, _ := filepath.Glob(dest + "2*"); len(left) != 0 {
		t.Errorf("files left: %q", left)
	}
}
