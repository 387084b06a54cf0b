package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // the reference asks by its driver alone

	"gongkai/store"
	"gongkai/store/nationtest"
)

var (
	loadAgencies = flag.Int("load-agencies", 300, "agencies of seven years each in the database of BenchmarkLoad")
	loadDB       = flag.String("load-db", "", "a database for BenchmarkLoad instead of a drawn one")
	loadAt       = flag.String("load-at", "", "address of a running `gongkai serve` of that database, to be asked instead of a server within BenchmarkLoad")
	loadUsers    = flag.Int("load-users", 20, "how many ask at once in BenchmarkLoad")
)

// loadSQL is what both the SQL page and the reference are asked.
const loadSQL = `SELECT report_id, agency, year, quality FROM report_view WHERE year = 2021 ORDER BY report_id LIMIT 200`

// BenchmarkLoad has 20 clients ask each kind of page at once, without pause; an
// operation is a page. It tells the 95th percentile, the processor time of a page,
// which other work on the machine changes least, and how much memory the server
// has in the end; both include the client unless the server is one of its own:
//
//	gongkai --db FILE serve &
//	go test -tags sqlite_fts5 ./cmd/gongkai/web -run '^$' -bench Load -benchtime 200x -load-db FILE -load-at http://127.0.0.1:8080
//
// As a reference as many ask SQLite the question of the SQL page.
func BenchmarkLoad(b *testing.B) {
	path := loadDatabase(b)
	at := *loadAt
	if at == "" {
		s, err := New(Options{DB: readOnly(b, path)})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(s.Close)
		srv := httptest.NewServer(s.Handler())
		b.Cleanup(srv.Close)
		at = srv.URL
	}
	for _, kind := range loadKinds(b, at) {
		b.Run(kind.name, func(b *testing.B) {
			before := metric(b, at, "process_cpu_seconds_total")
			underLoad(b, func(i int) error { return read(at + kind.paths[i%len(kind.paths)]) })
			b.ReportMetric(1000*(metric(b, at, "process_cpu_seconds_total")-before)/float64(b.N), "cpu-ms/op")
			b.ReportMetric(metric(b, at, "process_resident_memory_bytes")/1e6, "MB")
		})
	}
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: "mode=ro"}).String())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	b.Run("sqlite3", func(b *testing.B) { underLoad(b, func(int) error { return answerOf(db) }) })
}

// loadDatabase draws a nation, unless there is a database.
func loadDatabase(b *testing.B) string {
	if *loadDB != "" {
		return *loadDB
	}
	path := filepath.Join(b.TempDir(), "a.db")
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	n, err := nationtest.New(nationtest.Options{Agencies: *loadAgencies, FromYear: 2018, ToYear: 2024, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	if err := n.Load(context.Background(), db); err != nil {
		b.Fatal(err)
	}
	return path
}

// loadKind is a kind of page with addresses of it.
type loadKind struct {
	name  string
	paths []string
}

func loadKinds(b *testing.B, home string) []loadKind {
	resp, err := http.Get(home + "/api/v1/reports?limit=100")
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	var list struct {
		Rows []struct {
			Report string `json:"report_id"`
			Agency string `json:"agency_id"`
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil || len(list.Rows) == 0 {
		b.Fatalf("%d reports, %v", len(list.Rows), err)
	}
	var reports, agencies []string
	for _, r := range list.Rows {
		reports, agencies = append(reports, "/reports/"+r.Report), append(agencies, "/agencies/"+r.Agency)
	}
	return []loadKind{
		{"start", []string{"/"}}, {"reports", []string{"/reports", "/reports?year=2021", "/reports?region=130000"}}, {"report", reports},
		{"agencies", []string{"/agencies", "/agencies?region=130000"}}, {"agency", agencies}, {"search", []string{"/search?q=" + url.QueryEscape("财政局"), "/search?q=" + url.QueryEscape("人民政府")}},
		{"checks", []string{"/checks", "/checks?severity=error"}}, {"coverage", []string{"/coverage", "/coverage?region=130000"}}, {"runs", []string{"/runs"}},
		{"trends", []string{"/trends?scope=own", "/trends?scope=own&by=province", "/trends?scope=own&region=130000&by=region&stat=requests_received"}}, {"data", []string{"/data"}},
		{"rank", []string{"/rank?scope=own&year=2021", "/rank?scope=own&year=2021&by=province", "/rank.svg?scope=own&year=2021"}},
		{"compare", []string{"/compare?scope=own&subject=130000&subject=110000", "/compare?scope=own&year=2021&subject=130000&subject=110000"}},
		{"api", []string{"/api/v1/reports", "/api/v1/statistics", "/api/v1/agencies"}}, {"sql", []string{"/data/sql.ndjson?sql=" + url.QueryEscape(loadSQL)}},
	}
}

// underLoad has all users do b.N things together, and reports the times.
func underLoad(b *testing.B, do func(i int) error) {
	var mu sync.Mutex
	var took []time.Duration
	next := make(chan int)
	var users sync.WaitGroup
	b.ResetTimer()
	for range *loadUsers {
		users.Go(func() {
			for i := range next {
				began := time.Now()
				if err := do(i); err != nil {
					b.Error(err)
				}
				mu.Lock()
				took = append(took, time.Since(began))
				mu.Unlock()
			}
		})
	}
	for i := range b.N {
		next <- i
	}
	close(next)
	users.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// metric is what a server tells of itself.
func metric(b *testing.B, at, name string) float64 {
	b.Helper()
	resp, err := http.Get(at + "/metrics")
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\n"+name+" ")
	value, err := strconv.ParseFloat(strings.TrimSpace(rest[:max(0, strings.Index(rest, "\n"))]), 64)
	if err != nil {
		b.Skipf("%s: %v", name, err) // not on all systems
	}
	return value
}

// read asks for a page and reads all of it.
func read(address string) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// answerOf reads all of the answer to loadSQL.
func answerOf(db *sql.DB) error {
	rows, err := db.Query(loadSQL)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var report, agency, quality string
		var year sql.NullInt64
		if err := rows.Scan(&report, &agency, &year, &quality); err != nil {
			return err
		}
	}
	return rows.Err()
}
