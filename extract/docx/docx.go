package docx

import (
	"gongkai/extract/document"
	"gongkai/extract/ooxml"
)

// maxBlocks bounds the paragraphs, cells and tables of a document. The largest
// real reports have a hundredth of them.
const maxBlocks = 100_000

// Reader reads Word documents.
type Reader struct{}

// Read implements document.Reader.
func (Reader) Read(body []byte) (*document.Document, error) {
	doc, err := read(body)
	if err != nil {
		return nil, ooxml.Damaged("Word document", err)
	}
	return doc, nil
}

func read(body []byte) (*document.Document, error) {
	p, err := ooxml.Open(body)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	if err := r.numbering(p); err != nil {
		return nil, err
	}
	if r.Part, err = p.Part("word/document.xml"); err != nil {
		return nil, err
	}
	blocks, err := r.document()
	if err != nil {
		return nil, err
	}
	return &document.Document{Blocks: blocks, Truncated: r.truncated}, nil
}
