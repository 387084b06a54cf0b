package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/extract/document"
	"gongkai/extract/generate/print"
)

// testReader keeps its compiled module where other runs of these tests find it.
func testReader(t *testing.T, c Config) *Reader {
	t.Helper()
	if raceDetector {
		t.Skip("PDFium takes minutes to compile under the race detector: the run without it reads")
	}
	c.CacheDir = filepath.Join(os.TempDir(), "gongkai-test-pdf")
	return NewReader(c)
}

// printed is a document of so many pages with a table each.
func printed(pages int) []byte {
	doc := &document.Document{}
	for i := range pages {
		rows := []document.Row{{Cells: []document.Cell{document.TextCell("规章"), document.TextCell(fmt.Sprint(i))}}}
		for range 25 {
			rows = append(rows, document.Row{Cells: []document.Cell{document.TextCell("行政许可"), document.TextCell("12")}})
		}
		doc.Blocks = append(doc.Blocks, document.Block{Table: &document.Table{Rows: rows}}, document.Paragraph("题"))
	}
	paper := print.A4
	paper.Height = 480
	return print.PDF(doc, paper)
}

func TestReadDocuments(t *testing.T) {
	r := testReader(t, Config{})
	whole := printed(1)
	doc, err := r.Read(whole)
	if err != nil {
		t.Fatal(err)
	}
	got := told(doc.Blocks)
	if len(got) != 27 || got[0] != "| 1x1 规章 | 1x1 0 |" || got[26] != "题" {
		t.Errorf("got %q", got)
	}
	for _, c := range []struct {
		name, kind string
		body       []byte
	}{
		{"encrypted", "an encrypted PDF document", bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"+strings.Repeat("11", 32)+"> /U <"+strings.Repeat("22", 32)+"> >>"), 1)},
		{"encrypted in a way of its own", "an encrypted PDF document", bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Own /V 9 >>"), 1)},
		{"cut", "a damaged PDF document", whole[:len(whole)/2]},
		{"a name only", "a damaged PDF document", []byte("%PDF-1.7\n")},
		{"noise", "a damaged PDF document", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0xAB, '<', '<', 0}, 50_000)...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := r.Read(c.body)
			var e *document.Error
			if !errors.As(err, &e) || e.Kind != c.kind {
				t.Errorf("got %v, want %s", err, c.kind)
			}
		})
	}
	t.Run("after what failed, others are read", func(t *testing.T) {
		if doc, err := r.Read(whole); err != nil || len(told(doc.Blocks)) != 27 {
			t.Errorf("%v, %v", doc, err)
		}
	})
}

// grid2 is a table of two rows.
func grid2(a, b, c, d string) *document.Document {
	return &document.Document{Blocks: []document.Block{{Table: &document.Table{Rows: []document.Row{
		{Cells: []document.Cell{document.TextCell(a), document.TextCell(b)}},
		{Cells: []document.Cell{document.TextCell(c), document.TextCell(d)}},
	}}}}}
}

// upwards turns the text 12 of a document to the left.
func upwards(t *testing.T, body []byte) []byte {
	t.Helper()
	at := regexp.MustCompile(`9 0 0 9 (\S+ \S+ Tm <00310032>)`)
	if !at.Match(body) {
		t.Fatal("no text to turn")
	}
	return at.ReplaceAll(body, []byte("0 9 -9 0 $1"))
}

func TestReadTurnedText(t *testing.T) {
	r := testReader(t, Config{})
	left := print.A4
	left.Centred = false
	turned := left
	turned.Turned = true
	for _, c := range []struct {
		name string
		body []byte
		want []string
	}{
		{"a page that is turned", print.PDF(grid2("12", "34", "5", "6"), turned), []string{"| 1x1 12 | 1x1 34 |", "| 1x1 5 | 1x1 6 |", "- 1 -"}},
		{"text that reads upwards", upwards(t, print.PDF(grid2("12", "7", "5", "6"), left)), []string{"| 1x1 12 | 1x1 7 |", "| 1x1 5 | 1x1 6 |", "- 1 -"}},
		{"text that PDFium leaves out is doubtful", print.PDF(grid2("规章", "34", "5", "6"), turned), []string{"| 1x1 \uFFFD | 1x1 34 |", "| 1x1 5 | 1x1 6 |", "- 1 -"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := r.Read(c.body)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(doc.Blocks); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadStopsAtItsBounds(t *testing.T) {
	doc, err := testReader(t, Config{}).Read(printed(maxPages + 5))
	if err != nil || !doc.Truncated {
		t.Errorf("%v, %v", doc, err)
	}
}

func TestReadStopsInTime(t *testing.T) {
	r := testReader(t, Config{Timeout: time.Millisecond, Workers: 1})
	for range 3 {
		_, err := r.Read(printed(20))
		var e *document.Error
		if !errors.As(err, &e) || !strings.Contains(e.Kind, "takes more than") {
			t.Errorf("got %v", err)
		}
	}
	r.timeout = time.Minute
	if doc, err := r.Read(printed(1)); err != nil || len(told(doc.Blocks)) != 27 {
		t.Errorf("afterwards: %v, %v", doc, err)
	}
}

func TestReadKeepsToItsMemory(t *testing.T) {
	r := testReader(t, Config{Memory: 32 << 20})
	whole := printed(1)
	var e *document.Error
	if _, err := r.Read(append(bytes.Clone(whole), bytes.Repeat([]byte("%"), 40<<20)...)); !errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
	// A page that unpacks to half a GiB, twice: PDFium gives up on it, and goes on.
	bomb := bytes.ReplaceAll(whole, []byte("/Length "), []byte("/Filter [/RunLengthDecode /RunLengthDecode] /Length "))
	at := bytes.Index(bomb, []byte("stream\n")) + len("stream\n")
	bomb = append(bomb[:at:at], append(bytes.Repeat([]byte{129}, 8<<20), bomb[at:]...)...)
	if _, err := r.Read(bomb); err != nil && !errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
	if doc, err := r.Read(whole); err != nil || len(told(doc.Blocks)) != 27 {
		t.Errorf("%v, %v", doc, err)
	}
}
