package generate

import (
	"gongkai/extract/document"
	"gongkai/extract/form"
)

// webOnly are features that only pages of the web have.
var webOnly = []string{"hidden:copy", "tables:doubled", "frame:traditional"}

// NewDocument makes the report of a seed as a document that is no page of the
// web, for tests to write in whatever format. Page has no Body.
func NewDocument(forms []*form.Form, seed uint64, without ...string) (Page, *document.Document, error) {
	g := newGenerator(forms, seed, append(without, webOnly...))
	reports, blocks, err := g.reports()
	if err != nil {
		return Page{}, nil, seedError(seed, err)
	}
	doc := &document.Document{}
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.hidden:
		case b.sheet != nil:
			doc.Blocks = append(doc.Blocks, document.Block{Table: b.sheet.table()})
		default:
			doc.Blocks = append(doc.Blocks, document.Paragraph(b.text))
		}
	}
	return g.page(reports), doc, nil
}

// table is the sheet as documents hold tables.
func (s *sheet) table() *document.Table {
	t := &document.Table{}
	for _, row := range s.rows {
		var r document.Row
		for i := range row {
			c := document.TextCell(row[i].text)
			c.Columns, c.Rows = row[i].cols, row[i].rows
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
