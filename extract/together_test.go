package extract

import (
	"strings"
	"testing"

	"gongkai/extract/document"
	"gongkai/extract/form"
	"gongkai/extract/generate"
	"gongkai/extract/generate/print"
)

// reportInParts is a report of form 2021, printed as the form has it: its page
// without the tables, and a document for each table.
func reportInParts(t *testing.T, figures uint64) (p generate.Page, page []byte, files [][]byte) {
	t.Helper()
	p, doc := plainReport(t, figures)
	text := &document.Document{}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			text.Blocks = append(text.Blocks, b)
			continue
		}
		file, err := print.DOCX(&document.Document{Blocks: []document.Block{b}}, print.A4)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return p, print.HTML(text, print.A4), files
}

// plainReport is a report of form 2021 with no other feature.
func plainReport(t *testing.T, n uint64) (generate.Page, *document.Document) {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, doc, err := generate.PlainReport(forms, "2021", n)
	if err != nil {
		t.Fatal(err)
	}
	return p, doc
}

func TestExtractTogetherReadsWhatIsAttached(t *testing.T) {
	p, page, files := reportInParts(t, 0)
	x := newExtractor(t, documentReaders()...)
	ins := []Input{{Body: page, ContentType: "text/html", Source: "page"}}
	for i, f := range files {
		ins = append(ins, Input{Body: f, Source: "file " + string(rune('a'+i))})
	}
	ins = append(ins, Input{Body: []byte("\x89PNG\r\n\x1a\n"), Source: "seal"})
	reports, err := x.ExtractTogether(ins)
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	rep := reports[0]
	var v verdictOf
	judgeReport(&v, &rep, &p.Reports[0], false)
	if v.wrong > 0 || v.read != v.printed || v.printed == 0 {
		t.Errorf("%+v", v)
	}
	if rep.Source != "page" || rep.Title == "" || len(rep.Narrative) < 3 || rep.Quality != QualityComplete {
		t.Errorf("source %q, title %q, quality %s, %d sections of text", rep.Source, rep.Title, rep.Quality, len(rep.Narrative))
	}
	for _, st := range rep.Statistics {
		want := map[string]string{"requests": "file b", "review": "file c"}[st.Section]
		if want == "" {
			want = "file a"
		}
		if st.Source != want {
			t.Errorf("%s is of %q, want %q", key(st), st.Source, want)
		}
	}
	told := false
	for _, problem := range rep.Problems {
		told = told || problem.Code == "document_unread" && strings.HasPrefix(problem.Message, "seal: cannot read a PNG picture")
	}
	if !told {
		t.Errorf("problems %+v", rep.Problems)
	}
}

func TestExtractTogetherKeepsWhatIsPrintedFirst(t *testing.T) {
	_, page, files := reportInParts(t, 0)
	x := newExtractor(t, documentReaders()...)
	ins := []Input{{Body: page, ContentType: "text/html", Source: "page"}, {Body: files[1], Source: "first"}, {Body: files[1], Source: "again"}}
	reports, err := x.ExtractTogether(ins)
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	for _, problem := range reports[0].Problems {
		if problem.Code == "documents_differ" {
			t.Errorf("the same document twice: %+v", problem)
		}
	}
	_, _, others := reportInParts(t, 1)
	ins[2].Body = others[1]
	reports, err = x.ExtractTogether(ins)
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	differ := 0
	for _, problem := range reports[0].Problems {
		if problem.Code == "documents_differ" {
			differ++
		}
	}
	for _, st := range reports[0].Statistics {
		if st.Source != "first" {
			t.Fatalf("%s is of %q", key(st), st.Source)
		}
	}
	if differ != 1 {
		t.Errorf("problems %+v", reports[0].Problems)
	}
}

func TestExtractTogetherTellsPicturesInPlaceOfTables(t *testing.T) {
	_, page, _ := reportInParts(t, 0)
	scan := readerFunc(func([]byte) (*document.Document, error) {
		return &document.Document{Blocks: []document.Block{{Picture: true}, {Picture: true}}}, nil
	})
	x := newExtractor(t, WithReader(document.PDF, scan))
	reports, err := x.ExtractTogether([]Input{{Body: page, ContentType: "text/html", Source: "page"}, {Body: []byte("%PDF-1.7"), Source: "scan"}})
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	if ps := reports[0].Problems; len(ps) != 1 || ps[0].Code != "tables_as_pictures" {
		t.Errorf("problems %+v", ps)
	}
}

// readerFunc is a document.Reader.
type readerFunc func([]byte) (*document.Document, error)

func (f readerFunc) Read(body []byte) (*document.Document, error) { return f(body) }
