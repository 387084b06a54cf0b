package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gongkai/extract/document"
	"gongkai/extract/generate/print"
)

// bomb is a Word document or workbook whose last part unpacks to many times its size.
func bomb(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, part := range parts {
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		for range 100 * (i + 1) / len(parts) { // MiB
			if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compound is a legacy Office document with one stream.
func compound(stream string) []byte {
	body := append([]byte(document.Compound), make([]byte, 600)...)
	for _, u := range append(utf16.Encode([]rune(stream)), 0) {
		body = append(body, byte(u), byte(u>>8))
	}
	return append(body, make([]byte, 600)...)
}

// manyPages is a PDF document of more pages than are read.
func manyPages(n int) []byte {
	doc := &document.Document{}
	for range n {
		doc.Blocks = append(doc.Blocks, document.Paragraph(strings.Repeat("公开工作平稳开展。", 30)))
	}
	paper := print.A4
	paper.Width, paper.Height = 300, 200
	return print.PDF(doc, paper)
}

// TestCrawlSurvivesHostileDocuments crawls reports whose documents cannot be read:
// each has a problem that says why, and the rest is as if they were not there.
func TestCrawlSurvivesHostileDocuments(t *testing.T) {
	site := newAttachedSite(t)
	tables := tablesOf(t, 0)
	whole := word(t, tables...)
	type hostile struct{ name, problem string }
	files := map[string]hostile{}
	var markup strings.Builder
	add := func(name, contentType string, body []byte, problem string) {
		files["/files/"+name] = hostile{name, problem}
		site.put("/files/"+name, served{contentType, body, 0})
		fmt.Fprintf(&markup, `<a href="/files/%s">附件</a>`, name)
	}
	add("locked.docx", typeWord, compound("EncryptedPackage"), "an encrypted Office document")
	add("cut.docx", typeWord, whole[:len(whole)/2], "a damaged Word document")
	add("bomb.docx", typeWord, bomb(t, "word/document.xml"), "a Word document that unpacks to more than 64 MiB")
	add("bomb.xlsx", typeBinary, bomb(t, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"), "unpacks to more than 64 MiB")
	add("picture.docx", typeWord, []byte("\x89PNG\r\n\x1a\n and so on"), "a PNG picture")
	add("gone.pdf", "application/pdf", []byte("<html><head><title>404</title></head><body>页面不存在</body></html>"), "")
	add("archive.zip", "application/zip", []byte("PK\x03\x04 and so on"), "a ZIP archive")
	if !raceDetector {
		printed := print.PDF(&document.Document{Blocks: tables}, print.A4)
		add("locked.pdf", "application/pdf", bytes.Replace(printed, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Own /V 9 >>"), 1), "an encrypted PDF document")
		add("cut.pdf", "application/pdf", printed[:len(printed)/2], "a damaged PDF document")
		add("pages.pdf", "application/pdf", manyPages(500), "")
	}
	site.report(t, 6, "/6.html", markup.String(), []int{0})
	home := site.files["/"]
	home.body = append(slices.Clone(home.body), `<li><a href="/6.html">政府信息公开工作年度报告</a></li>`...)
	site.put("/", home)

	path := filepath.Join(t.TempDir(), "a.db")
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), limitEnv+"="+strings.Join([]string{"free", "--db", path, "crawl", "--allow-private", "--delay", "0", "--quiet", site.URL + "/"}, "\n"))
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), " 0 failed, 1 gone;") {
		t.Fatalf("%v: %s", err, out)
	}
	if most := maxResident(cmd.ProcessState); most > 900<<20 && !raceDetector {
		t.Errorf("%d MB were resident", most>>20)
	}
	rep := site.shown(t, path, "/6.html")
	for url, f := range files {
		told := ""
		for _, p := range rep.Problems {
			if p.Code == "document_unread" && strings.Contains(p.Message, site.URL+url+":") {
				told = p.Message
			}
		}
		if (told != "") != (f.problem != "") || !strings.Contains(told, f.problem) {
			t.Errorf("%s: %q, want %q", f.name, told, f.problem)
		}
	}
	if len(rep.Statistics) == 0 || rep.Quality != "partial" {
		t.Errorf("%s, %d figures", rep.Quality, len(rep.Statistics))
	}
	if got := site.shown(t, path, "/1.html"); got.Quality != "complete" {
		t.Errorf("the next report is %s", got.Quality)
	}
}
