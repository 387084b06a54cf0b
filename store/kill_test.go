package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
)

// The test binary runs itself as the process to be killed, told by this variable.
const victimEnv = "GONGKAI_STORE_TEST_VICTIM"

const victimPages = 60

func victimEvent(t testing.TB, i int) event {
	u := fmt.Sprintf("http://www.example.gov.cn/%d.html", i)
	return event{url: u, body: u, reports: []extract.Report{report(t, fmt.Sprint("机关", i), 2019, i)}}
}

// crawlVictims claims and stores every page that is left.
func crawlVictims(t testing.TB, s *Store) {
	ctx := context.Background()
	run := begin(t, s)
	for {
		a, err := s.Next(ctx, testSite, run, false)
		if err != nil {
			t.Fatal(err)
		}
		if a == nil {
			break
		}
		var i int
		if _, err := fmt.Sscanf(a.URL, "http://www.example.gov.cn/%d.html", &i); err != nil {
			t.Fatal(err)
		}
		e := victimEvent(t, i)
		p, v := e.visit(run)
		v.Address = *a
		if i+1 < victimPages {
			v.Found = []Address{{URL: victimEvent(t, i+1).url, Kind: "report", From: a.URL}}
		}
		if err := s.Archive(ctx, p); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
}

func TestVictim(t *testing.T) {
	path := os.Getenv(victimEnv)
	if path == "" {
		t.Skip("runs only inside TestKilledAndStartedAgain")
	}
	crawlVictims(t, openAt(t, path))
	if err := os.WriteFile(path+".done", nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestKilledAndStartedAgain(t *testing.T) {
	ctx := context.Background()
	seed := func(s *Store) {
		if err := s.Seed(ctx, testSite, []Address{{URL: victimEvent(t, 0).url, Kind: "report"}}); err != nil {
			t.Fatal(err)
		}
	}
	whole := openTemp(t)
	seed(whole)
	crawlVictims(t, whole)

	path := filepath.Join(t.TempDir(), "a.db")
	s := openAt(t, path)
	seed(s)
	s.Close()
	kills := 0
	for try := range 12 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$")
		cmd.Env = append(os.Environ(), victimEnv+"="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+15*try) * time.Millisecond)
		if !exists(path + ".done") {
			kills++
		}
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed is no success
		if exists(path + ".done") {
			break
		}
	}
	s = openAt(t, path)
	t.Logf("killed %d times, last with %s stored", kills, dump(t, s, `SELECT count(*) FROM report_view`))
	var ok string
	if err := s.read.QueryRow(`PRAGMA integrity_check`).Scan(&ok); err != nil || ok != "ok" {
		t.Fatalf("integrity: %s, %v", ok, err)
	}
	crawlVictims(t, s)
	got, want := strings.Split(dumpTables(t, s), "\n"), strings.Split(dumpTables(t, whole), "\n")
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("content differs from that of an undisturbed run:\n%s\n%s", got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows, an undisturbed run has %d", len(got), len(want))
	}
	if kills == 0 {
		t.Error("nothing was killed")
	}
}

func TestCrawlLock(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	a, b := openAt(t, path), openAt(t, path)
	run := begin(t, a)
	for _, s := range []*Store{a, b} {
		if _, err := s.Begin(ctx, RunInfo{}); !errors.Is(err, ErrLocked) {
			t.Errorf("second run: %v", err)
		}
	}
	if err := a.End(ctx, run, Summary{Reports: 3, Sites: []SiteSummary{{Site: testSite, Failed: true, Reason: "timeout"}}}); err != nil {
		t.Fatal(err)
	}
	begin(t, b)
	b.Close() // without End, as after a crash
	begin(t, a)
	runs, err := a.Runs(ctx, 0)
	if err != nil || len(runs) != 3 {
		t.Fatalf("%v, %v", runs, err)
	}
	if runs[0].State != "running" || runs[1].State != "interrupted" || runs[2].State != "finished" || runs[2].Reports != 3 || !runs[2].Sites[0].Failed {
		t.Errorf("%+v", runs)
	}
	if err := a.End(ctx, run, Summary{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
}
