package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/extract"
)

func TestIdentity(t *testing.T) {
	a := func(seed int) []extract.Report {
		return []extract.Report{report(t, "共青城市政府办公室", 2019, seed)}
	}
	respaced := a(3)
	respaced[0].Agency = "共青城市 政府办公室"
	recut := a(3)
	recut[0].Statistics[20].Status, recut[0].Statistics[20].Value = extract.StatusInvalid, nil
	years := append(a(3), report(t, "共青城市政府办公室", 2020, 4))
	renamed := a(3)
	renamed[0].Agency = "共青城市人民政府办公室"
	nameless := a(3)
	nameless[0].Agency = ""
	other := a(5)
	const u, w = "http://www.example.gov.cn/1.html", "http://www.example.gov.cn/2.html"

	tests := map[string]struct {
		events      []event
		res         CommitResult
		reports     int
		revisions   string // number, current, url and version of each
		addresses   string
		wantCurrent int
	}{
		"one page": {[]event{{url: u, body: "x", reports: a(3)}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.0.0|", "1.html", 1},
		"same page again": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "x", at: day(1), reports: a(3)}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.0.0|", "1.html", 1},
		"other chrome around the same report": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "x visits: 7", at: day(1), reports: a(3)}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.0.0|", "1.html", 1},
		"second address, same bytes": {[]event{{url: u, body: "x", reports: a(3)}, {url: w, body: "x", at: day(1), reports: a(3)}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.0.0|", "1.html 2.html", 1},
		"second address, other bytes, other spacing": {[]event{{url: u, body: "x", reports: a(3)}, {url: w, body: "y", at: day(1), reports: respaced}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.0.0|", "1.html 2.html", 1},
		"other figures": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "y", at: day(1), reports: other}},
			CommitResult{New: 1, Revised: 1}, 1, "1|0|1.html|1.0.0|;2|1|1.html|1.0.0|", "1.html", 2},
		"two addresses that differ for good": {[]event{{url: u, body: "x", reports: a(3)}, {url: w, body: "y", at: day(1), reports: other},
			{url: u, body: "x", at: day(2), reports: a(3)}, {url: u, body: "x visits: 8", at: day(3), reports: a(3)}},
			CommitResult{New: 1, Revised: 1}, 1, "1|0|1.html|1.0.0|;2|1|2.html|1.0.0|", "1.html 2.html", 2},
		"taken back": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "y", at: day(1), reports: other}, {url: u, body: "x", at: day(2), reports: a(3)}},
			CommitResult{New: 1, Revised: 1}, 1, "1|1|1.html|1.0.0|;2|0|1.html|1.0.0|", "1.html", 1},
		"newer extractor, same bytes": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "x", at: day(1), version: "1.1.0", reports: recut}},
			CommitResult{New: 1}, 1, "1|1|1.html|1.1.0|", "1.html", 1},
		"newer extractor finds another agency": {[]event{{url: u, body: "x", reports: a(3)}, {url: u, body: "x", at: day(1), version: "1.1.0", reports: renamed}},
			CommitResult{New: 2}, 1, "1|1|1.html|1.1.0|", "1.html", 1},
		"two years on a page": {[]event{{url: u, body: "x", reports: years}},
			CommitResult{New: 2}, 2, "1|1|1.html|1.0.0|;1|1|1.html|1.0.0|", "1.html", 0},
		"another site": {[]event{{url: u, body: "x", reports: a(3)}, {site: "b.gov.cn", url: "http://b.gov.cn/1.html", body: "x", reports: a(3)}},
			CommitResult{New: 2}, 2, "1|1|1.html|1.0.0|;1|1|1.html|1.0.0|", "", 0},
		"nameless reports of two addresses": {[]event{{url: u, body: "x", reports: nameless}, {url: w, body: "y", reports: nameless}},
			CommitResult{New: 2}, 2, "1|1|1.html|1.0.0|;1|1|2.html|1.0.0|", "", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := openTemp(t)
			got := store(t, s, begin(t, s), tt.events...)
			if got.Fresh = 0; got != tt.res {
				t.Errorf("result %+v, want %+v", got, tt.res)
			}
			list, err := s.ListReports(context.Background(), Filter{})
			if err != nil || len(list) != tt.reports {
				t.Fatalf("%d reports, %v; want %d", len(list), err, tt.reports)
			}
			rows := dump(t, s, `SELECT revision, current, replace(replace(url, 'http://www.example.gov.cn/', ''), 'http://b.gov.cn/', ''), extractor_version
				FROM report_view ORDER BY revision, url, year`)
			if rows := strings.TrimSpace(strings.ReplaceAll(rows, "\n", ";")); strings.TrimSuffix(rows, ";") != tt.revisions {
				t.Errorf("revisions %s, want %s", rows, tt.revisions)
			}
			if bad := dump(t, s, `SELECT report_id, sum(current) FROM report_view GROUP BY report_id HAVING sum(current) <> 1`); bad != "" {
				t.Errorf("not one current revision: %s", bad)
			}
			if tt.wantCurrent == 0 {
				return
			}
			sr, err := s.FindReport(context.Background(), list[0].ReportID)
			if err != nil {
				t.Fatal(err)
			}
			if sr.Revision != tt.wantCurrent || strings.ReplaceAll(strings.Join(sr.Addresses, " "), "http://www.example.gov.cn/", "") != tt.addresses {
				t.Errorf("revision %d at %v", sr.Revision, sr.Addresses)
			}
		})
	}
}

func TestOldIDLeadsToSuccessor(t *testing.T) {
	s := openTemp(t)
	const u = "http://www.example.gov.cn/1.html"
	r := report(t, "办公室", 2019, 1)
	run := begin(t, s)
	store(t, s, run, event{url: u, body: "x", reports: []extract.Report{r}})
	old := ReportID(testSite, "办公室", extract.ScopeOwn, 2019, "")
	if sr, err := s.FindReport(context.Background(), old[:8]); err != nil || sr.ReportID != old {
		t.Fatalf("prefix: %v", err)
	}
	pages, err := s.PendingExtraction(context.Background(), "2", 10)
	if err != nil || len(pages) != 1 || pages[0].URL != u {
		t.Fatalf("pending %v, %v", pages, err)
	}
	r.Agency = "政府办公室"
	if _, err := s.SaveExtraction(context.Background(), pages[0], &Reading{Extractor: "2", Reports: []extract.Report{r}}); err != nil {
		t.Fatal(err)
	}
	want := ReportID(testSite, "政府办公室", extract.ScopeOwn, 2019, "")
	for _, ref := range []string{old, want, u} {
		if sr, err := s.FindReport(context.Background(), ref); err != nil || sr.ReportID != want {
			t.Errorf("%s: %v", ref, err)
		}
	}
	if pages, err := s.PendingExtraction(context.Background(), "2", 10); err != nil || len(pages) != 0 {
		t.Errorf("still pending %v, %v", pages, err)
	}
	if _, err := s.FindReport(context.Background(), "r1zzzz"); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown id: %v", err)
	}
	// The first version again: its reading counts again, and the ids go back.
	r.Agency = "办公室"
	if _, err := s.SaveExtraction(context.Background(), pages1(u), &Reading{Extractor: "1.0.0", Reports: []extract.Report{r}}); err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{old, want} {
		if sr, err := s.FindReport(context.Background(), ref); err != nil || sr.ReportID != old {
			t.Errorf("back, %s: %v", ref, err)
		}
	}
}

func pages1(u string) PendingPage {
	return PendingPage{Site: testSite, URL: u, Digest: DigestOf([]byte("x"))}
}

func TestSameVersionReplacesItsReading(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	const u = "http://www.example.gov.cn/1.html"
	store(t, s, run, event{url: u, body: "x", reports: []extract.Report{report(t, "办公室", 2019, 1)}})
	store(t, s, run, event{url: u, body: "x", reports: []extract.Report{report(t, "办公室", 2019, 2)}})
	fresh := openTemp(t)
	store(t, fresh, begin(t, fresh), event{url: u, body: "x", reports: []extract.Report{report(t, "办公室", 2019, 2)}})
	if dumpViews(t, s) != dumpViews(t, fresh) {
		t.Error("views differ from those of a fresh database")
	}
	if got := dump(t, s, `SELECT (SELECT count(*) FROM content), (SELECT count(DISTINCT content) FROM statistic)`); got != "1|1|\n" {
		t.Errorf("leftovers: %s", got)
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	var events []event
	for i, agency := range []string{"甲局", "乙局", "丙局", ""} {
		for year := 2019; year < 2021; year++ {
			u := "http://www.example.gov.cn/" + agency + string(rune('0'+i)) + string(rune('0'+year-2019))
			events = append(events,
				event{url: u, body: u, at: day(i), reports: []extract.Report{report(t, agency, year, i)}},
				event{url: u, body: u + "v2", at: day(i + 2), reports: []extract.Report{report(t, agency, year, i+5)}},
				event{url: u + "b", body: u + "b", at: day(i + 1), reports: []extract.Report{report(t, agency, year, i)}})
		}
	}
	var want string
	for try := range 3 {
		s := openTemp(t)
		store(t, s, begin(t, s), events...)
		got := dumpViews(t, s)
		if try == 0 {
			want = got
		} else if got != want {
			t.Fatalf("another order, other views")
		}
		rand.New(rand.NewPCG(1, uint64(try))).Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	}
}

func TestCommitTwiceChangesNothing(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	e := event{url: "http://www.example.gov.cn/1.html", body: "x", reports: []extract.Report{report(t, "甲局", 2019, 1), report(t, "甲局", 2020, 2)}}
	p, v := e.visit(run)
	v.Found = []Address{{URL: "http://www.example.gov.cn/2.html", Kind: "list", Depth: 1, Score: 5, Why: "text"}}
	for _, at := range []int{0, 1} {
		p.FetchedAt, v.At = day(at), day(at)
		if err := s.Archive(context.Background(), p); err != nil {
			t.Fatal(err)
		}
		if at == 0 {
			if _, err := s.Commit(context.Background(), v); err != nil {
				t.Fatal(err)
			}
			continue
		}
		before := dumpTables(t, s)
		res, err := s.Commit(context.Background(), v)
		if err != nil || res != (CommitResult{}) {
			t.Fatalf("%+v, %v", res, err)
		}
		if after := dumpTables(t, s); after != before {
			t.Errorf("tables changed:\n%s\n%s", before, after)
		}
	}
}

func TestCommitIsAllOrNothing(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	bad := report(t, "甲局", 2019, 1)
	bad.Statistics = append(bad.Statistics, bad.Statistics[3])
	bad.Statistics[4].Section = "new_section" // its key is cached, and must be forgotten
	e := event{url: "http://www.example.gov.cn/1.html", body: "x", reports: []extract.Report{bad}}
	p, v := e.visit(run)
	if _, err := s.Commit(context.Background(), v); !errors.Is(err, ErrInvalid) {
		t.Errorf("page that is not archived: %v", err)
	}
	if err := s.Archive(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	before := dumpTables(t, s)
	if _, err := s.Commit(context.Background(), v); !errors.Is(err, ErrInvalid) {
		t.Errorf("figure twice: %v", err)
	}
	if dumpTables(t, s) != before {
		t.Error("something was stored")
	}
	bad.Statistics = bad.Statistics[:len(bad.Statistics)-1]
	v.Reading.Reports = []extract.Report{bad}
	if _, err := s.Commit(context.Background(), v); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if _, err := s.FindReport(context.Background(), v.Address.URL); err != nil {
		t.Error(err)
	}
}
