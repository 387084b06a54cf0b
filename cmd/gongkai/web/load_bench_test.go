package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // the reference asks by its driver alone

	"gongkai/store"
	"gongkai/store/nationtest"
)

var (
	loadAgencies = flag.Int("load-agencies", 300, "agencies of seven years each in the database of BenchmarkLoad")
	loadDB       = flag.String("load-db", "", "a database for BenchmarkLoad instead of a drawn one")
	loadUsers    = flag.Int("load-users", 20, "how many ask at once in BenchmarkLoad")
)

// loadSQL is what both the SQL page and the reference are asked.
const loadSQL = `SELECT report_id, agency, year, quality FROM report_view WHERE year = 2021 ORDER BY report_id LIMIT 200`

// BenchmarkLoad has 20 clients ask each kind of page at once, without pause; an
// operation is a page. It tells the 95th percentile, and the processor time of a
// page, the client's included, which other work on the machine changes least. As
// a reference as many ask SQLite the question of the SQL page.
func BenchmarkLoad(b *testing.B) {
	path := loadDatabase(b)
	s, err := New(Options{DB: readOnly(b, path)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	srv := httptest.NewServer(s.Handler())
	b.Cleanup(srv.Close)
	for _, kind := range loadKinds(b, srv.URL) {
		b.Run(kind.name, func(b *testing.B) {
			underLoad(b, func(i int) error { return read(srv.URL + kind.paths[i%len(kind.paths)]) })
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
	before := processor(b)
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
	b.ReportMetric(float64((processor(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys>>20), "MB")
}

// processor is the time that this process has computed.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// read asks for a page and reads all of it.
func read(address string) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return &failed{status: resp.StatusCode, message: address + ": " + resp.Status}
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
