package main

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
)

func (s *attachedSite) crawl(t *testing.T, path string) {
	t.Helper()
	gongkai(t, "--db", path, "crawl", "--allow-private", "--delay", "0", "--revisit", "0", "--quiet", s.URL+"/").ok(t)
}

// shown is the report of a page as it is stored.
func (s *attachedSite) shown(t *testing.T, path, page string) extract.Report {
	t.Helper()
	var rep extract.Report
	if err := json.Unmarshal([]byte(gongkai(t, "--db", path, "show", "--format", "json", s.URL+page).ok(t).out), &rep); err != nil {
		t.Fatal(err)
	}
	return rep
}

// sourcesOf are where the three tables of form 2021 were read.
func sourcesOf(rep extract.Report) [3]string {
	var out [3]string
	for _, st := range rep.Statistics {
		switch st.Section {
		case "requests":
			out[1] = st.Source
		case "review":
			out[2] = st.Source
		default:
			out[0] = st.Source
		}
	}
	return out
}

func TestCrawlReadsPagesWithWhatIsAttached(t *testing.T) {
	site := newAttachedSite(t)
	path := filepath.Join(t.TempDir(), "a.db")
	site.crawl(t, path)
	for page, truth := range site.reports {
		rep := site.shown(t, path, page)
		want := map[string]string{}
		for _, f := range truth.Reports[0].Figures {
			want[f.Key()] = f.Raw
		}
		if rep.Quality != extract.QualityComplete || len(rep.Statistics) != len(want) || len(want) < 100 {
			t.Errorf("%s: %s, %d figures of %d, problems %v", page, rep.Quality, len(rep.Statistics), len(want), rep.Problems)
		}
		for _, st := range rep.Statistics {
			key := st.Section + "/" + st.Row + "/" + st.Col
			if raw, printed := want[key]; !printed || st.Raw == nil || *st.Raw != raw {
				t.Errorf("%s: %s is %v, printed %q", page, key, st.Raw, raw)
			}
		}
		for i, source := range sourcesOf(rep) {
			want := site.URL + site.sources[page][i]
			if site.sources[page][i] == "" {
				want = site.URL + page
			}
			if source != want {
				t.Errorf("%s: table %d is of %s, want %s", page, i+1, source, want)
			}
		}
	}
	rows := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT count(*), sum(revision = 1 AND quality = 'complete') FROM report_view").ok(t).out
	if want := string(rune('0' + len(site.reports))); !strings.HasSuffix(rows, "\n"+want+","+want+"\n") {
		t.Errorf("reports, complete at once: %s", rows)
	}
	drawn := gongkai(t, "--db", path, "show", site.URL+"/2.html").ok(t).out
	for _, want := range []string{"read from " + site.URL + "/files/2.xlsx", "attached " + site.URL + "/files/2.xlsx: prints art20_1"} {
		if !strings.Contains(drawn, want) {
			t.Errorf("%q is not in\n%s", want, drawn)
		}
	}
	drawn = gongkai(t, "--db", path, "show", site.URL+"/files/1.docx").ok(t).out // by the address of its document
	if !strings.Contains(drawn, "/files/apply.docx: read, not a part of the report") {
		t.Error(drawn)
	}
	if got := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT sections FROM document_view WHERE url LIKE '%/5b.pdf'").ok(t).out; got != "sections\nrequests\n" {
		t.Error(got)
	}
}

func TestChangedAttachmentIsARevisionAndALostOneIsNone(t *testing.T) {
	site := newAttachedSite(t)
	path := filepath.Join(t.TempDir(), "a.db")
	site.crawl(t, path)
	was := site.shown(t, path, "/1.html")
	history := func() string {
		return gongkai(t, "--db", path, "sql", "--format", "csv",
			"SELECT revision, current, quality, withdrawn FROM report_view WHERE url LIKE '%/1.html' ORDER BY revision").ok(t).out
	}
	site.put("/files/1.docx", served{typeWord, word(t, tablesOf(t, 7)...), 0})
	site.crawl(t, path)
	if got := history(); !strings.HasPrefix(got, "revision,current,quality,withdrawn\n1,0,complete,0\n2,1,") || strings.Count(got, "\n") != 3 {
		t.Errorf("after a change: %s", got)
	}
	now := site.shown(t, path, "/1.html")
	if same := slices.EqualFunc(was.Statistics, now.Statistics, func(a, b extract.Statistic) bool { return a.Raw != nil && b.Raw != nil && *a.Raw == *b.Raw }); same {
		t.Error("the figures are the old ones")
	}
	before := joined(t, path)
	site.put("/files/1.docx", served{status: http.StatusNotFound})
	site.crawl(t, path)
	site.crawl(t, path)
	if got := history(); strings.Count(got, "\n") != 3 || !strings.Contains(got, "\n2,1,") || strings.Contains(got, ",1\n1") {
		t.Errorf("after a loss: %s", got)
	}
	if got := site.shown(t, path, "/1.html"); len(got.Statistics) != len(now.Statistics) {
		t.Errorf("%d figures are left of %d", len(got.Statistics), len(now.Statistics))
	}
	if got := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT outcome, gone_since IS NULL FROM document_view WHERE url LIKE '%/1.docx'").ok(t).out; got != "outcome,gone_since IS NULL\ngone,0\n" {
		t.Error(got)
	}
	// What can be told again from the archive is told again.
	for _, upset := range []string{"UPDATE reading SET extractor = '0'", "UPDATE reading SET unjoined = 1"} {
		tamper(t, path, upset)
		gongkai(t, "--db", path, "reextract").ok(t)
		if got := joined(t, path); got != before {
			t.Errorf("%s, then reextract: got\n%.1500s\nwant\n%.1500s", upset, got, before)
		}
	}
	first := exported(t, path, "a.warc.gz")
	other := filepath.Join(t.TempDir(), "other.db")
	gongkai(t, "--db", other, "archive", "import", first).ok(t)
	if got := joined(t, other); got != before {
		t.Errorf("an import gives\n%.1500s\nwant\n%.1500s", got, before)
	}
	sameFiles(t, first, exported(t, other, "b.warc.gz"))
}

// joined is what pages and their documents say together, as one text.
func joined(t *testing.T, path string) string {
	t.Helper()
	var b strings.Builder
	for _, q := range []string{
		"SELECT report_id, revision, current, url, fetched_at, page_digest, quality, title FROM report_view ORDER BY 1, 2",
		"SELECT * FROM statistic_view ORDER BY report_id, section, row, col",
		"SELECT report_id, url, document_digest, used, sections FROM document_view ORDER BY 1, 2",
	} {
		b.WriteString(gongkai(t, "--db", path, "sql", "--format", "csv", q).ok(t).out)
	}
	return b.String()
}

// tamper changes a database by hand.
func tamper(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
