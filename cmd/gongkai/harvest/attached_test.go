package harvest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/extract/document"
	"gongkai/extract/docx"
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

// TestCrawlReadsReportsBehindTheirPages crawls reports whose pages hold no tables
// but a document: one that is the report, and one that is an annex without a name.
func TestCrawlReadsReportsBehindTheirPages(t *testing.T) {
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
	defer srv.Close()

	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "t.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reader, err := harvest.NewReader(extract.WithReader(document.DOCX, docx.Reader{}))
	if err != nil {
		t.Fatal(err)
	}
	c, err := crawler.New(crawler.Config{Starts: []string{srv.URL + "/"}, AllowPrivate: true, Delay: crawler.NoDelay, Concurrency: 1}, reader, harvest.NewJournal(db, "test"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Run(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := db.ListReports(ctx, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 {
		t.Fatalf("%d reports: %+v", len(rows), rows)
	}
	for _, r := range rows {
		whole := r.Year == 2021
		if (r.Quality == extract.QualityNoTables) == whole || strings.Contains(r.URL, "downfile.jsp") != whole {
			t.Errorf("%d: %s from %s", r.Year, r.Quality, r.URL)
		}
	}
}
