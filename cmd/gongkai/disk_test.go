package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// limitEnv makes the test binary run a command line under a limit: the limit,
// then the arguments, separated by line breaks.
const limitEnv = "GONGKAI_TEST_LIMITED"

func runLimited(t *testing.T, limit string, args ...string) result {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), limitEnv+"="+strings.Join(append([]string{limit}, args...), "\n"))
	var out, errw bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errw
	_ = cmd.Run() // its status is looked at
	r := result{cmd.ProcessState.ExitCode(), out.String(), errw.String()}
	if r.status == 99 {
		t.Skip("cannot limit a process here: " + r.err)
	}
	return r
}

func rawDB(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestFullDiskIsToldAndLeavesAUsableDatabase(t *testing.T) {
	full, _ := demoed(t)
	archive := exported(t, full, "a.warc.gz")
	st, err := os.Stat(full)
	if err != nil {
		t.Fatal(err)
	}
	_, url := markedSite(t)
	for _, share := range []int64{2, 3} {
		path := filepath.Join(t.TempDir(), "small.db")
		crawlTo(t, path, url)
		r := runLimited(t, fmt.Sprintf("size %d", max(st.Size()/share, 700<<10)), "--db", path, "archive", "import", archive)
		if r.status != 1 || !strings.Contains(r.err, "no room on the disk") || strings.Count(r.err, "\n") != 1 {
			t.Errorf("status %d, %s%s", r.status, r.out, r.err)
		}
		var ok string
		if err := rawDB(t, path).QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
			t.Errorf("%s, %v", ok, err)
		}
		// With room again it goes on, and nothing is missing.
		gongkai(t, "--db", path, "archive", "import", archive).ok(t)
		if got := strings.Count(agencies(t, path), "\n"); got != strings.Count(agencies(t, full), "\n")+2 {
			t.Errorf("%d lines afterwards", got)
		}
	}
}

func TestReadOnlyDirectoryIsToldInOneLine(t *testing.T) {
	path, _ := demoed(t)
	dir := filepath.Dir(path)
	// A temporary directory's parents let nobody else in.
	for d := dir; d != filepath.Dir(os.TempDir()) && d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) }) //nolint:errcheck // for the cleaning up of the directory
	for _, args := range [][]string{
		{"--db", path, "crawl", "--allow-private", "http://127.0.0.1:1/"},
		{"--db", filepath.Join(dir, "new.db"), "crawl", "--allow-private", "http://127.0.0.1:1/"},
		{"--db", path, "forget", "--reason", "r", "http://www.example.gov.cn/"},
	} {
		runLimited(t, "nobody", args...).oneLine(t, 2, "cannot be written")
	}
	runLimited(t, "nobody", "--db", path, "backup", filepath.Join(dir, "copy.db")).oneLine(t, 1, "permission denied")
	r := runLimited(t, "nobody", "--db", path, "reports")
	if r.status != 0 || strings.Count(r.out, "\n") < 20 {
		t.Errorf("reading: status %d, %s", r.status, r.err)
	}
}
