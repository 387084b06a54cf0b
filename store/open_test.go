package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/extract"
)

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	sqlFile := func(script string) func(string) error {
		return func(path string) error {
			db := openPool(fileURI(path)+"?mode=rwc", nil, 1)
			defer db.Close()
			_, err := db.Exec(script)
			return err
		}
	}
	tests := map[string]struct {
		make       func(path string) error
		open, read error // nil: it opens
	}{
		"missing":    {func(string) error { return nil }, nil, ErrMissing},
		"empty file": {func(p string) error { return os.WriteFile(p, nil, 0o644) }, nil, ErrOlder},
		"garbage":    {func(p string) error { return os.WriteFile(p, []byte("GIF89a, not a database at all"), 0o644) }, ErrNotOurs, ErrNotOurs},
		"garbage after magic": {func(p string) error {
			return os.WriteFile(p, []byte("SQLite format 3\x00"+strings.Repeat("x", 4096)), 0o644)
		}, ErrNotOurs, ErrNotOurs},
		"directory":         {func(p string) error { return os.Mkdir(p, 0o755) }, ErrNotOurs, ErrNotOurs},
		"another program's": {sqlFile(`CREATE TABLE t (x)`), ErrNotOurs, ErrNotOurs},
		"another id":        {sqlFile(`PRAGMA application_id = 7`), ErrNotOurs, ErrNotOurs},
		"newer":             {sqlFile(`PRAGMA application_id = 0x676b6169; PRAGMA user_version = 99; CREATE TABLE t (x)`), ErrNewer, ErrNewer},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			if err := tt.make(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(path)
			for _, open := range []struct {
				by   func(context.Context, string, Options) (*Store, error)
				want error
			}{{OpenReadOnly, tt.read}, {Open, tt.open}} {
				s, err := open.by(ctx, path, Options{})
				if s != nil {
					s.Close()
				}
				if !errors.Is(err, open.want) {
					t.Errorf("got %v, want %v", err, open.want)
				}
				if err != nil && (strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path)) {
					t.Errorf("not one clear line: %q", err)
				}
				if after, _ := os.ReadFile(path); open.want != nil && string(after) != string(before) {
					t.Error("the file changed")
				}
			}
		})
	}
}

func TestReadOnlyRefusesChanges(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	w := openAt(t, path)
	store(t, w, begin(t, w), event{url: "http://www.example.gov.cn/1", body: "x", reports: []extract.Report{report(t, "甲局", 2019, 1)}})
	s, err := OpenReadOnly(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	nothing := func([]any) error { return nil }
	head := func([]string) error { return nil }
	beside := filepath.Join(t.TempDir(), "beside.db")
	for _, q := range []string{
		`DELETE FROM report`, `UPDATE site SET name = 'x'`, `INSERT INTO site (name, first_seen) VALUES ('x', 'y')`,
		`CREATE TABLE t (x)`, `CREATE TEMP TABLE t (x)`, `DROP TABLE report`, `ATTACH '` + beside + `' AS b`, `VACUUM INTO '` + beside + `'`, `BEGIN`,
		`PRAGMA query_only = 0`, `PRAGMA user_version = 3`, `PRAGMA journal_mode = DELETE`, `PRAGMA writable_schema`,
		`SELECT 1; DELETE FROM report`, `SELECT 1; SELECT 2`, `REINDEX`, `ANALYZE`,
	} {
		for name, h := range map[string]*Store{"reader": s, "writer": w} {
			if err := h.Query(ctx, q, head, nothing); !errors.Is(err, ErrRefused) {
				t.Errorf("%s, %s: %v", name, q, err)
			}
		}
	}
	if exists(beside) {
		t.Error("a file came to be")
	}
	for _, q := range []string{`SELECT count(*) FROM report_view`, `PRAGMA table_info(report)`, `SELECT name FROM pragma_table_info('report')`,
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) FROM n`, `EXPLAIN QUERY PLAN SELECT * FROM panel_view`} {
		if err := s.Query(ctx, q, head, nothing); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	for _, q := range []string{`SELECT nonsense`, `SELECT load_extension('x')`} { // SQLite calls both plain errors
		if err := s.Query(ctx, q, head, nothing); err == nil || errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", q, err)
		}
	}
	p, v := event{url: "http://www.example.gov.cn/2", body: "y"}.visit(1)
	_, commitErr := s.Commit(ctx, v)
	_, beginErr := s.Begin(ctx, RunInfo{})
	for _, err := range []error{commitErr, beginErr, s.Archive(ctx, p), s.Seed(ctx, "x", nil), s.SaveVerdict(ctx, Verdict{})} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("got %v, want ErrReadOnly", err)
		}
	}
}

// migrationsUpTo returns the released migrations of an older program.
func migrationsUpTo(t *testing.T, version int) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, name := range names {
		if v, err := versionOf(name); err != nil {
			t.Fatal(err)
		} else if v > version {
			break
		}
		b, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	return files
}

func TestInterruptedUpgradeLeavesTheOldOne(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	s := openAt(t, path)
	files := migrationsUpTo(t, latestVersion)
	bad := fmt.Sprintf("migrations/%04d_bad.sql", latestVersion+1)
	files[bad] = &fstest.MapFile{Data: []byte(`CREATE TABLE extra (x); ALTER TABLE site RENAME TO place; SELECT nonsense;`)}
	if err := migrateTo(ctx, s.write, files, latestVersion+1); err == nil || !strings.Contains(err.Error(), bad) || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("got %v", err)
	}
	s.Close()
	s = openAt(t, path)
	if err := s.Seed(ctx, testSite, []Address{{URL: "http://www.example.gov.cn/"}}); err != nil {
		t.Error(err)
	}
	if got := dump(t, s, `SELECT count(*) FROM sqlite_schema WHERE name IN ('extra', 'place')`); got != "0|\n" {
		t.Error("half an upgrade was kept")
	}
}

func TestFullDiskLeavesAUsableDatabase(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	var pages int
	if err := s.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if err := s.write.QueryRow(`PRAGMA max_page_count = ` + strconv.Itoa(n)).Scan(new(sql.NullInt64)); err != nil {
			t.Fatal(err)
		}
	}
	e := event{url: "http://www.example.gov.cn/1", body: "x"}
	for year := range 20 {
		e.reports = append(e.reports, report(t, "甲局", 2000+year, year))
	}
	p, v := e.visit(run)
	if err := s.Archive(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	before := dumpTables(t, s)
	limit(pages + 1)
	if _, err := s.Commit(context.Background(), v); err == nil || !strings.Contains(err.Error(), "full") || !strings.Contains(err.Error(), e.url) {
		t.Fatalf("got %v", err)
	}
	if dumpTables(t, s) != before {
		t.Error("something was stored")
	}
	limit(1 << 30)
	if res, err := s.Commit(context.Background(), v); err != nil || res.New != 20 {
		t.Errorf("afterwards: %+v, %v", res, err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestStrangersDoNotSeeThePages(t *testing.T) {
	s := openTemp(t)
	store(t, s, begin(t, s), event{url: "http://www.example.gov.cn/1", body: "联系电话", reports: []extract.Report{report(t, "甲局", 2019, 1)}})
	nothing, head := func([]any) error { return nil }, func([]string) error { return nil }
	for _, q := range []string{`SELECT data FROM body`, `SELECT * FROM body`, `SELECT BODY.DATA FROM Body`, `WITH b AS (SELECT data AS d FROM body) SELECT d FROM b`,
		`SELECT response_headers FROM exchange`, `SELECT judged_by FROM verdict`, `SELECT (SELECT max(data) FROM body)`, `SELECT count(data) FROM body`} {
		if err := s.QueryShown(context.Background(), q, head, nothing); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", q, err)
		}
	}
	for _, q := range []string{`SELECT * FROM report_view`, `SELECT * FROM panel_view`, `SELECT digest, size FROM body`} {
		if err := s.QueryShown(context.Background(), q, head, nothing); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	if err := s.QueryShown(context.Background(), `SELECT zeroblob(100000000)`, head, nothing); err == nil {
		t.Error("a value without bound")
	}
}
