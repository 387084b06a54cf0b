package extract

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"gongkai/extract/document"
	"gongkai/extract/docx"
	"gongkai/extract/form"
	"gongkai/extract/generate"
	"gongkai/extract/generate/print"
	"gongkai/extract/xlsx"
)

var generatedDocuments = flag.Int("documents", 20, "generated documents to read, of each format")

// TestGeneratedDocuments reads Word and Excel documents made from random
// figures. No figure may be read wrong; 995 of 1000 must be read.
func TestGeneratedDocuments(t *testing.T) {
	for _, format := range []struct {
		name    string
		write   func(*document.Document) ([]byte, error)
		without []string
	}{
		{"docx", func(d *document.Document) ([]byte, error) { return print.DOCX(d, print.A4) }, nil},
		{"xlsx", print.XLSX, offTheGrid},
	} {
		t.Run(format.name, func(t *testing.T) { readGenerated(t, format.write, format.without) })
	}
}

// offTheGrid are features of tables whose cells do not stand on one grid, which
// markup can have and a sheet cannot.
var offTheGrid = []string{"group:no-rowspan", "group:wrong-rowspan", "spans:disagree", "tables:split", "tables:all-merged"}

func readGenerated(t *testing.T, write func(*document.Document) ([]byte, error), without []string) {
	x := newExtractor(t, documentReaders()...)
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	tally := newTally()
	for i := range uint64(*generatedDocuments) {
		p, doc, err := generate.NewDocument(forms, *generatedSeed+i, append(strings.Split(*generatedOff, ","), without...)...)
		if err != nil {
			t.Fatal(err)
		}
		if p.Body, err = write(doc); err != nil {
			t.Fatal(err)
		}
		tally.judgeDocument(t, x, p)
	}
	tally.verdict(t)
}

// judgeDocument reads a document and tells what is wrong with the reading.
func (tally *tallyOf) judgeDocument(t *testing.T, x *Extractor, p generate.Page) {
	v := judge(x, p)
	tally.add(p, v)
	if v.faults() > 0 {
		t.Logf("seed %d: missed %d, wrong %d: %s (%s)", p.Seed, v.printed-v.read, v.wrong, v.first, strings.Join(p.Features, " "))
	}
}

func (tally *tallyOf) verdict(t *testing.T) {
	all := tally.all
	t.Logf("generated documents: %d; figures printed %d, read %d, wrong %d", all.pages, all.printed, all.read, all.wrong)
	if missed := all.printed - all.read; all.wrong > 0 || float64(missed) > 0.005*float64(all.printed) {
		t.Errorf("wrong %d, missed %d of %d", all.wrong, missed, all.printed)
	}
}

// TestFormatsAreToldByBytes reads documents under types and names that are not theirs.
func TestFormatsAreToldByBytes(t *testing.T) {
	x, plain := newExtractor(t, documentReaders()...), newExtractor(t)
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, doc, err := generate.NewDocument(forms, 1)
	if err != nil {
		t.Fatal(err)
	}
	word, err := print.DOCX(doc, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	page := []byte("<html><body><h1>样例县样例局2021年政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3<tr><td>行政规范性文件<td>4<td>5<td>6</table>")
	for _, c := range []struct {
		name, contentType string
		body              []byte
		x                 *Extractor
		fails             string
	}{
		{"Word under no type", "", word, x, ""},
		{"Word called HTML", "text/html; charset=gbk", word, x, ""},
		{"HTML called Word", "application/msword", page, x, ""},
		{"HTML called PDF", "application/pdf", page, x, ""},
		{"cut Word", "", word[:len(word)/2], x, "a damaged Word document"},
		{"Word without its reader", "", word, plain, "a ZIP archive"},
		{"a picture called Word", "application/msword", []byte("\x89PNG\r\n\x1a\n"), x, "a PNG picture"},
		{"any ZIP archive", "", []byte("PK\x03\x04 and so on"), x, "a ZIP archive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			reports, err := c.x.Extract(Input{Body: c.body, ContentType: c.contentType})
			var e *UnreadableError
			switch {
			case c.fails == "" && (err != nil || len(reports) != 1 || len(reports[0].Statistics) == 0):
				t.Errorf("%d reports, %v", len(reports), err)
			case c.fails != "" && (!errors.As(err, &e) || !strings.Contains(err.Error(), c.fails)):
				t.Errorf("got %v, want %s", err, c.fails)
			}
		})
	}
}

// documentReaders are those of this module that need nothing but bytes.
func documentReaders() []Option {
	return []Option{WithReader(document.DOCX, docx.Reader{}), WithReader(document.XLSX, xlsx.Reader{})}
}
