package docx

import (
	"encoding/xml"

	"gongkai/extract/document"
	"gongkai/extract/ooxml"
)

// reader reads the main part of a document in one pass.
type reader struct {
	*ooxml.Part
	lists     lists
	blocks    int
	truncated bool
}

// document reads everything inside the body.
func (r *reader) document() ([]document.Block, error) {
	for {
		tok, err := r.Token()
		if err != nil {
			return nil, err
		}
		if start, ok := tok.(xml.StartElement); ok && start.Name.Local == "body" {
			var out []document.Block
			err := r.Each(func(el xml.StartElement) error { return r.block(el, &out) })
			return out, err
		}
	}
}

// block reads an element that stands where paragraphs do.
func (r *reader) block(el xml.StartElement, out *[]document.Block) error {
	if r.blocks++; r.blocks > maxBlocks {
		r.truncated = true
		return r.Skip()
	}
	switch el.Name.Local {
	case "p":
		return r.paragraph(out)
	case "tbl":
		t, err := r.table()
		if err == nil && len(t.Rows) > 0 {
			*out = append(*out, document.Block{Table: t})
		}
		return err
	case "altChunk":
		*out = append(*out, document.Block{File: "altchunk.doc"})
	case "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice":
		return r.Each(func(el xml.StartElement) error { return r.block(el, out) })
	}
	return r.Skip()
}
