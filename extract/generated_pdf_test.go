package extract

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/extract/document"
	"gongkai/extract/form"
	"gongkai/extract/generate"
	"gongkai/extract/generate/print"
	"gongkai/extract/pdf"
)

// paperOf is what the document of a seed is printed on.
func paperOf(seed uint64) print.Paper {
	fonts := []string{"Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei"}
	sizes := [][2]float64{{595, 842}, {842, 595}, {516, 729}, {842, 1191}, {522, 756}}
	size := sizes[seed%uint64(len(sizes))]
	return print.Paper{
		Width: size[0], Height: size[1] - float64(seed*37%200), // so that pages end everywhere
		Font: fonts[seed%uint64(len(fonts))], FontSize: 9 + float64(seed%6), LineHeight: 1.2 + float64(seed%5)*0.2,
		TableFontSize: 7.5 + float64(seed%4), Padding: 0.75 + float64(seed%6), Centred: seed%3 > 0,
	}
}

// TestGeneratedPDF reads documents that the generator, LibreOffice and Chromium
// have printed. No figure may be read wrong; 995 of 1000 must be read.
func TestGeneratedPDF(t *testing.T) {
	if raceDetector {
		t.Skip("PDFium takes minutes to compile under the race detector: the run without it reads")
	}
	t.Run("own", func(t *testing.T) {
		printedBy(t, *generatedDocuments, func(t *testing.T, docs []*document.Document) [][]byte {
			var out [][]byte
			for i, doc := range docs {
				out = append(out, print.PDF(doc, paperOf(*generatedSeed+uint64(i))))
			}
			return out
		})
	})
	t.Run("soffice", func(t *testing.T) {
		needs(t, "soffice")
		printedBy(t, *generatedDocuments, soffice)
	})
	t.Run("chromium", func(t *testing.T) {
		needs(t, "chromium")
		printedBy(t, *generatedDocuments/4, chromium) // it takes a second for each
	})
}

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("GONGKAI_CI") != "" {
			t.Fatalf("%s is not installed, and GONGKAI_CI wants every test", program)
		}
		t.Skipf("%s is not installed: what it prints is not read", program)
	}
}

// soffice prints documents as PDF, some at a time: it keeps those it has printed.
func soffice(t *testing.T, docs []*document.Document) [][]byte {
	const batch = 50
	var out [][]byte
	for from := 0; from < len(docs); from += batch {
		dir := t.TempDir()
		args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", dir}
		var printed []string
		for i, doc := range docs[from:min(from+batch, len(docs))] {
			body, err := print.DOCX(doc, paperOf(*generatedSeed+uint64(from+i)))
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, fmt.Sprint(i))
			if err := os.WriteFile(name+".docx", body, 0o600); err != nil {
				t.Fatal(err)
			}
			args, printed = append(args, name+".docx"), append(printed, name+".pdf")
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		said, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput()
		cancel()
		if err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
		for _, name := range printed {
			out = append(out, readFile(t, name))
		}
	}
	return out
}

// chromium prints documents as PDF.
func chromium(t *testing.T, docs []*document.Document) [][]byte {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	var out [][]byte
	for i, doc := range docs {
		if err := os.WriteFile(from, print.HTML(doc, paperOf(*generatedSeed+uint64(i))), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"),
			"--no-pdf-header-footer", "--print-to-pdf="+to, from)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("chromium: %v\n%s", err, out)
		}
		out = append(out, readFile(t, to))
	}
	return out
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pdfReader keeps its compiled module where other runs of these tests find it.
func pdfReader() Option {
	return WithReader(document.PDF, pdf.NewReader(pdf.Config{CacheDir: filepath.Join(os.TempDir(), "gongkai-test-pdf")}))
}

func printedBy(t *testing.T, n int, printing func(*testing.T, []*document.Document) [][]byte) {
	x := newExtractor(t, pdfReader())
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	var pages []generate.Page
	var docs []*document.Document
	for i := range uint64(n) {
		p, doc, err := generate.NewDocument(forms, *generatedSeed+i, append(strings.Split(*generatedOff, ","), offTheGrid...)...)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Reports {
			for _, f := range r.Figures {
				f.Reflowed = true
			}
		}
		pages, docs = append(pages, p), append(docs, doc)
	}
	tally := newTally()
	for i, body := range printing(t, docs) {
		pages[i].Body = body
		tally.judgeDocument(t, x, pages[i])
	}
	tally.verdict(t)
}

// TestPageEndsInEveryRow reads one report on papers of so many heights that a page
// ends in every row of its tables, and in every line of most.
func TestPageEndsInEveryRow(t *testing.T) {
	if raceDetector {
		t.Skip("PDFium takes minutes to compile under the race detector: the run without it reads")
	}
	x := newExtractor(t, pdfReader())
	p, doc := plainReport(t, 0)
	for _, r := range p.Reports {
		for _, f := range r.Figures {
			f.Reflowed = true
		}
	}
	tally := newTally()
	for height := 240.0; height < 842; height += 12 {
		paper := print.A4
		paper.Height = height
		p.Body = print.PDF(doc, paper)
		tally.judgeDocument(t, x, p)
	}
	tally.verdict(t)
}
