package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

const testSite = "www.example.gov.cn"

var testDay = time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)

func day(n int) time.Time { return testDay.AddDate(0, 0, n) }

func openTemp(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "带 空格?#%.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Now: func() time.Time { return testDay }, Keys: testKeys()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func testKeys() []KeyInfo {
	var keys []KeyInfo
	for r := range 22 {
		for c := range 9 {
			k := KeyInfo{Format: "2019", Section: "requests", Row: fmt.Sprintf("row%d", r), Col: fmt.Sprintf("col%d", c),
				SectionLabel: "三、收到和处理", RowLabel: fmt.Sprintf("行%d", r), ColLabel: "总计", Unit: "件"}
			k.Short = k.Row + "_" + k.Col
			if r == 0 && c == 0 {
				k.Section, k.Row, k.Col, k.Unit = "art20_9", "procurement", "amount", ""
			}
			keys = append(keys, k)
		}
	}
	return keys
}

func num(t testing.TB, s string) *decimal.Number {
	t.Helper()
	n, err := decimal.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

func str(s string) *string { return &s }

// report makes a full report whose figures follow from seed.
func report(t testing.TB, agency string, year, seed int) extract.Report {
	t.Helper()
	r := extract.Report{
		Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency, year), Agency: agency, Year: year, Format: "2019",
		PublishedOn: str("2020-01-30"), PublishedOnKind: str("生成日期"), Scope: extract.ScopeOwn,
		Quality: extract.QualityComplete, Flags: []extract.Quality{},
		Narrative: []extract.Section{{Section: "", Text: "根据条例，现公布年度报告。"}, {Section: "一、总体情况", Text: fmt.Sprint("受理申请", seed, "件。")}},
		Claims:    []extract.Claim{{What: "requests_received", Value: decimal.New(int64(seed), 0), Sentence: fmt.Sprint("受理申请", seed, "件。")}},
		Problems:  []extract.Problem{},
	}
	for i, k := range testKeys() {
		v := fmt.Sprint((seed * i) % 7 * (i % 3))
		st := extract.Statistic{Section: k.Section, Row: k.Row, Col: k.Col, Value: num(t, v), Raw: str(v),
			Unit: str("件"), UnitSource: extract.UnitFromForm, Status: extract.StatusRead}
		switch i {
		case 0:
			st.Value, st.Raw, st.Unit, st.UnitSource = num(t, "398.3675"), str("398.3675"), str("万元"), extract.UnitFromHeader
		case 5, 6:
			st.Value, st.Raw, st.Status = nil, str(""), extract.StatusBlank
		case 7:
			st.Value, st.Raw, st.Status = nil, str("-"), extract.StatusBlank
		}
		r.Statistics = append(r.Statistics, st)
	}
	yes := true
	for i := range 40 {
		n := decimal.New(int64(i*seed), 0)
		r.Checks = append(r.Checks, extract.Check{ID: "requests.balance", At: fmt.Sprint("col", i), Left: &n, Right: &n, Holds: &yes})
	}
	return r
}

// event is a page seen at an address at a time, and what was read from it.
type event struct {
	site, url, body string
	at              time.Time
	version         string
	reports         []extract.Report
}

func (e event) visit(run int64) (*Page, *Visit) {
	if e.site == "" {
		e.site = testSite
	}
	if e.version == "" {
		e.version = "1.0.0"
	}
	if e.at.IsZero() {
		e.at = testDay
	}
	p := &Page{URL: e.url, FinalURL: e.url, Status: 200, Proto: "HTTP/1.1", Body: []byte(e.body), FetchedAt: e.at, Digest: DigestOf([]byte(e.body))}
	return p, &Visit{RunID: run, Site: e.site, Address: Address{URL: e.url, Kind: "report"}, At: e.at, Outcome: "fetched",
		Status: 200, Bytes: int64(len(e.body)), Page: p, Reading: &Reading{Extractor: e.version, Reports: e.reports}}
}

func store(t testing.TB, s *Store, run int64, events ...event) CommitResult {
	t.Helper()
	var sum CommitResult
	for _, e := range events {
		p, v := e.visit(run)
		if err := s.Archive(context.Background(), p); err != nil {
			t.Fatal(err)
		}
		res, err := s.Commit(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		sum.add(res)
	}
	return sum
}

func begin(t testing.TB, s *Store) int64 {
	t.Helper()
	run, err := s.Begin(context.Background(), RunInfo{Program: "test", Options: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// dump prints the rows of a query, one a line.
func dump(t testing.TB, s *Store, query string) string {
	t.Helper()
	var b strings.Builder
	err := s.Query(context.Background(), query, func([]string) error { return nil }, func(row []any) error {
		for _, v := range row {
			if raw, ok := v.([]byte); ok {
				v = fmt.Sprintf("%x", raw)
			}
			fmt.Fprintf(&b, "%v|", v)
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return b.String()
}

func dumpViews(t testing.TB, s *Store) string {
	t.Helper()
	return dump(t, s, `SELECT * FROM report_view ORDER BY report_id, revision`) +
		dump(t, s, `SELECT * FROM statistic_view ORDER BY report_id, section, row, col`) +
		dump(t, s, `SELECT * FROM panel_view ORDER BY report_id, section, row, col`)
}

// dumpTables prints all tables but those that log what was asked when.
func dumpTables(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, d := range Schema() {
		if d.View || d.Name == "request" || d.Name == "run" || d.Name == "run_site" {
			continue
		}
		cols := []string{}
		for _, c := range d.Columns {
			if c.Name != "last_seen" && c.Name != "last_read" && c.Name != "asked_in" && c.Name != "attempts" {
				cols = append(cols, c.Name)
			}
		}
		b.WriteString(d.Name + "\n" + dump(t, s, "SELECT "+strings.Join(cols, ", ")+" FROM "+d.Name+" ORDER BY 1"+strings.Repeat(", 2", min(1, len(cols)-1))))
	}
	return b.String()
}
