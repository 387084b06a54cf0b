package harvest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gongkai/extract"
	"gongkai/extract/document"
	"gongkai/extract/generate/print"
	"gongkai/store"
)

// word is a Word document with some paragraphs and a table of 第二十条第（一）项.
func word(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	doc := &document.Document{}
	for _, p := range paragraphs {
		doc.Blocks = append(doc.Blocks, document.Paragraph(p))
	}
	var rows []document.Row
	for _, texts := range [][]string{{"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"}, {"规章", "1", "2", "3"}, {"行政规范性文件", "4", "5", "6"}} {
		var r document.Row
		for _, s := range texts {
			r.Cells = append(r.Cells, document.TextCell(s))
		}
		rows = append(rows, r)
	}
	doc.Blocks = append(doc.Blocks, document.Block{Table: &document.Table{Rows: rows}})
	body, err := print.DOCX(doc, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// annexSite serves two reports whose pages hold no tables but a document: one
// that names the report, and one that is an annex without a name.
func annexSite(t *testing.T) *httptest.Server {
	t.Helper()
	const text = `<p>一、总体情况</p><p>这一年主动公开政府信息，依申请公开工作平稳开展，全年没有收到申请，也没有行政复议和行政诉讼。</p>`
	title := func(year int) string {
		return fmt.Sprintf("样例县样例局%d年政府信息公开工作年度报告", year)
	}
	page := func(year int, file string) string {
		return fmt.Sprintf(`<html><head><title>%s</title></head><body><h1>%s</h1>%s<p>二、主动公开政府信息情况</p><p>详见附件。</p>%s</body></html>`, title(year), title(year), strings.Repeat(text, 3), file)
	}
	mux := http.NewServeMux()
	serve := func(path, contentType string, body []byte) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			_, _ = w.Write(body)
		})
	}
	serve("/{$}", "text/html; charset=utf-8", []byte(`<html><head><title>政府信息公开年报</title></head><body><h1>政府信息公开年报</h1><ul><li><a href="/2021.html">`+title(2021)+`</a></li><li><a href="/2022.html">`+title(2022)+`</a></li></ul></body></html>`))
	serve("/2021.html", "text/html; charset=utf-8", []byte(page(2021, `<a href="/module/download/downfile.jsp?classid=0&filename=ab.doc">附件</a>`)))
	serve("/2022.html", "text/html; charset=utf-8", []byte(page(2022, `<a href="javascript:;" onclick="window.open('/annex.pdf')">附件</a>`)))
	serve("/module/download/downfile.jsp", "application/octet-stream", word(t, title(2021)))
	serve("/annex.pdf", "application/pdf", word(t))
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

func TestCrawlReadsReportsBehindTheirPages(t *testing.T) {
	srv := annexSite(t)
	path := filepath.Join(t.TempDir(), "t.db")
	if err := crawlInto(t.Context(), srv.URL+"/", path, ""); err != nil {
		t.Fatal(err)
	}
	db, err := store.OpenReadOnly(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.ListReports(t.Context(), store.Filter{AllRevisions: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 {
		t.Fatalf("%d reports: %+v", len(rows), rows)
	}
	for _, r := range rows {
		if r.Quality == extract.QualityNoTables || r.URL != fmt.Sprintf("%s/%d.html", srv.URL, r.Year) {
			t.Errorf("%d: %s from %s", r.Year, r.Quality, r.URL)
		}
	}
}

// TestCrawlKilledBeforeAPageIsReadWithItsDocument kills a crawl (-9) when the
// document is stored and the page was not read with it: the next one does.
func TestCrawlKilledBeforeAPageIsReadWithItsDocument(t *testing.T) {
	srv := annexSite(t)
	dir := t.TempDir()
	calm, rough := filepath.Join(dir, "calm.db"), filepath.Join(dir, "rough.db")
	if err := crawlInto(t.Context(), srv.URL+"/", calm, ""); err != nil {
		t.Fatal(err)
	}
	if signal := killedBy(child(srv.URL+"/", "document", rough)); signal != syscall.SIGKILL {
		t.Fatalf("ended by %v", signal)
	}
	if n := unjoined(t, rough); n == 0 {
		t.Fatal("no page is to be read with its document")
	}
	if err := child(srv.URL+"/", "none", rough); err != nil {
		t.Fatal(err)
	}
	if n := unjoined(t, rough); n != 0 {
		t.Errorf("%d pages are left", n)
	}
	got, want := contents(t, rough), contents(t, calm)
	if !slices.Equal(got, want) {
		t.Errorf("after a kill:\n%s\nundisturbed:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// unjoined counts the pages that are to be read with their documents.
func unjoined(t *testing.T, path string) (n int64) {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Query(t.Context(), `SELECT count(*) FROM reading WHERE unjoined = 1`, func([]string) error { return nil },
		func(v []any) error { n = v[0].(int64); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}
