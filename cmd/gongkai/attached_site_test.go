package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/extract/document"
	"gongkai/extract/form"
	"gongkai/extract/generate"
	"gongkai/extract/generate/print"
)

// attachedSite serves reports that are pages and documents, one for each way in
// which a page can lead to a document.
type attachedSite struct {
	*httptest.Server
	mu      sync.Mutex
	files   map[string]served
	reports map[string]generate.Page // by the path of the page
	sources map[string][]string      // by the path of the page: where the sections of art20, requests and review are printed
}

type served struct {
	contentType string
	body        []byte
	status      int
}

// put changes what a path answers.
func (s *attachedSite) put(path string, f served) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = f
}

func (s *attachedSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := r.URL.Path
	if name := r.URL.Query().Get("filename"); name != "" {
		path = "/" + name
	}
	f, ok := s.files[path]
	switch {
	case !ok:
		http.NotFound(w, r)
		return
	case f.status != 0:
		w.WriteHeader(f.status)
		return
	}
	w.Header().Set("Content-Type", f.contentType)
	_, _ = w.Write(f.body) // the client may have gone
}

const (
	typeHTML   = "text/html; charset=utf-8"
	typeWord   = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeBinary = "application/octet-stream"
)

func newAttachedSite(t *testing.T) *attachedSite {
	t.Helper()
	s := &attachedSite{files: map[string]served{}, reports: map[string]generate.Page{}, sources: map[string][]string{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)

	one := s.report(t, 0, "/1.html", `<p><a href="files/1.docx">附件</a> <a href="files/apply.docx">申请表</a></p>`, nil)
	s.put("/files/1.docx", served{typeWord, word(t, one...), 0})
	s.put("/files/apply.docx", served{typeWord, word(t, document.Paragraph("申请人填写本表，当面提交或者邮寄。")), 0})
	s.sources["/1.html"] = []string{"/files/1.docx", "/files/1.docx", "/files/1.docx"}

	two := s.report(t, 1, "/2.html", `<a href="javascript:;" onclick="window.open('/files/2.xlsx')">附件下载</a>`, []int{1})
	sheet, err := print.XLSX(&document.Document{Blocks: []document.Block{two[0], two[2]}})
	if err != nil {
		t.Fatal(err)
	}
	s.put("/files/2.xlsx", served{typeBinary, sheet, 0})
	s.sources["/2.html"] = []string{"/files/2.xlsx", "", "/files/2.xlsx"}

	four := s.report(t, 3, "/4.html", `<a href="/module/download/downfile.jsp?classid=0&amp;filename=ab12.doc">报告全文</a>`, nil)
	s.put("/ab12.doc", served{"application/msword", word(t, four...), 0}) // Word of today under the type of the old
	down := "/module/download/downfile.jsp?classid=0&filename=ab12.doc"
	s.sources["/4.html"] = []string{down, down, down}

	five := s.report(t, 5, "/5.html", `<iframe src="/viewer.html?file=%2Ffiles%2F5a.docx"></iframe><embed src="/files/5b.pdf"><object data="/view?id=5c" type="application/pdf"></object>`, nil)
	s.put("/files/5a.docx", served{"text/html", word(t, five[0]), 0})
	s.put("/files/5b.pdf", served{"application/pdf", word(t, five[1]), 0}) // called what it is not
	s.put("/view", served{"application/pdf", word(t, five[2]), 0})
	s.sources["/5.html"] = []string{"/files/5a.docx", "/files/5b.pdf", "/view?id=5c"}

	if !raceDetector {
		three := s.report(t, 2, "/3.html", `<embed src="/files/3a.pdf"><iframe src="/files/3b.pdf"></iframe>`, nil)
		s.put("/files/3a.pdf", served{"application/pdf", print.PDF(&document.Document{Blocks: three[:1]}, print.A4), 0})
		s.put("/files/3b.pdf", served{"application/pdf", print.PDF(&document.Document{Blocks: three[1:]}, print.A4), 0})
		s.sources["/3.html"] = []string{"/files/3a.pdf", "/files/3b.pdf", "/files/3b.pdf"}
	}

	var list strings.Builder
	list.WriteString("<html><head><title>政府信息公开年报</title></head><body><h1>政府信息公开年报</h1><ul>")
	for path, p := range s.reports {
		fmt.Fprintf(&list, `<li><a href="%s">%d年政府信息公开工作年度报告</a></li>`, path, p.Reports[0].Year)
	}
	s.put("/", served{typeHTML, []byte(list.String()), 0})
	return s
}

// report makes a report (those used here have different agencies or years), serves its page with the tables that are named and with
// markup at its end, and returns all its tables.
func (s *attachedSite) report(t *testing.T, n uint64, path, markup string, onPage []int) []document.Block {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, doc, err := generate.PlainReport(forms, "2021", n)
	if err != nil {
		t.Fatal(err)
	}
	page := &document.Document{}
	var tables []document.Block
	for _, b := range doc.Blocks {
		if b.Table != nil {
			if tables = append(tables, b); !slices.Contains(onPage, len(tables)-1) {
				continue
			}
		}
		page.Blocks = append(page.Blocks, b)
	}
	s.reports[path] = p
	s.put(path, served{typeHTML, bytes.Replace(print.HTML(page, print.A4), []byte("</body>"), []byte(markup+"</body>"), 1), 0})
	return tables
}

func word(t *testing.T, blocks ...document.Block) []byte {
	t.Helper()
	body, err := print.DOCX(&document.Document{Blocks: blocks}, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// tablesOf are the tables of another report of the same year.
func tablesOf(t *testing.T, n uint64) []document.Block {
	t.Helper()
	other := &attachedSite{files: map[string]served{}, reports: map[string]generate.Page{}}
	return other.report(t, n, "/", "", nil)
}
