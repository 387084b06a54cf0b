package extract

import (
	"strings"
	"testing"

	"gongkai/extract/document"
	"gongkai/extract/generate/print"
)

// titled is a Word document of a title and the first table of a report.
func titled(t *testing.T, title string, n uint64) []byte {
	t.Helper()
	_, doc := plainReport(t, n)
	out := &document.Document{}
	if title != "" {
		out.Blocks = append(out.Blocks, document.Paragraph(title))
	}
	for _, b := range doc.Blocks {
		if b.Table != nil {
			out.Blocks = append(out.Blocks, b)
			break
		}
	}
	body, err := print.DOCX(out, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// emptied is a Word document of a table of the form without any figure.
func emptied(t *testing.T) []byte {
	t.Helper()
	_, doc := plainReport(t, 0)
	out := &document.Document{}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		for r := range b.Table.Rows {
			for c := range b.Table.Rows[r].Cells {
				if cell := &b.Table.Rows[r].Cells[c]; readFigure(cellString(cell)).status == StatusRead {
					cell.Blocks = nil
				}
			}
		}
		out.Blocks = append(out.Blocks, b)
	}
	body, err := print.DOCX(out, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestExtractAttachedTakesWhatBelongsToTheReport(t *testing.T) {
	_, page, files := reportInParts(t, 0)
	x := newExtractor(t, documentReaders()...)
	in := Input{Body: page, ContentType: "text/html", Source: "page"}
	alone, err := x.Extract(in)
	if err != nil || len(alone) != 1 {
		t.Fatalf("%d reports, %v", len(alone), err)
	}
	agency, year := alone[0].Agency, alone[0].Year
	title := func(agency string, year int) string {
		return agency + string(rune('0'+year/1000)) + string(rune('0'+year/100%10)) + string(rune('0'+year/10%10)) + string(rune('0'+year%10)) + "年政府信息公开工作年度报告"
	}
	prose, err := print.DOCX(&document.Document{Blocks: []document.Block{document.Paragraph("申请人填写本表，邮寄或者当面提交。"), document.Paragraph("收到申请后二十个工作日内答复。")}}, print.A4)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		body    []byte
		belongs bool
		problem string
	}{
		{"a table without a name", files[1], true, ""},
		{"the report itself", titled(t, title(agency, year), 0), true, ""},
		{"its title without the agency", titled(t, title("", year), 0), true, ""},
		{"the report of another year", titled(t, title(agency, year-1), 0), false, ""},
		{"the report of another agency", titled(t, title("别样县别样局", year), 0), false, ""},
		{"a table captioned with another year", titled(t, title("", year-2), 0), false, ""},
		{"a form to apply with", prose, false, ""},
		{"an empty form", emptied(t), false, ""},
		{"a page in place of the document", []byte("<html><title>404</title><body>页面不存在</body></html>"), false, ""},
		{"an encrypted document", []byte(document.Compound + strings.Repeat("\x00", 600)), false, "document_unread"},
	} {
		t.Run(c.name, func(t *testing.T) {
			reports, used, err := x.ExtractAttached(in, []Input{{Body: c.body, Source: "annex"}})
			if err != nil || len(reports) != 1 {
				t.Fatalf("%d reports, %v", len(reports), err)
			}
			figures := 0
			for _, st := range reports[0].Statistics {
				if st.Source == "annex" {
					figures++
				}
			}
			if used[0] != c.belongs || (figures > 0) != c.belongs {
				t.Errorf("used %v, %d figures", used[0], figures)
			}
			if r := reports[0]; r.Agency != agency || r.Year != year || r.Source != "page" {
				t.Errorf("report of %s for %d from %s", r.Agency, r.Year, r.Source)
			}
			told := ""
			for _, p := range reports[0].Problems {
				if p.Code == "document_unread" {
					told = p.Code
				}
			}
			if told != c.problem {
				t.Errorf("problems %+v", reports[0].Problems)
			}
		})
	}
}
