package docx

import (
	"encoding/xml"
	"errors"
	"io"

	"gongkai/extract/document"
)

// reader reads the main part of a document in one pass.
type reader struct {
	dec       *xml.Decoder
	lists     lists
	depth     int
	blocks    int
	truncated bool
}

// document reads everything inside the body.
func (r *reader) document() ([]document.Block, error) {
	for {
		tok, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil, errMissing
		}
		if err != nil {
			return nil, err
		}
		if start, ok := tok.(xml.StartElement); ok && start.Name.Local == "body" {
			var out []document.Block
			err := r.each(func(el xml.StartElement) error { return r.block(el, &out) })
			return out, err
		}
	}
}

// each calls f for every element up to the end of the one that was opened
// last; f must read its element to its end.
func (r *reader) each(f func(xml.StartElement) error) error {
	if r.depth++; r.depth > maxDepth {
		return errors.New("nested too deeply")
	}
	defer func() { r.depth-- }()
	for {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// block reads an element that stands where paragraphs do.
func (r *reader) block(el xml.StartElement, out *[]document.Block) error {
	if r.blocks++; r.blocks > maxBlocks {
		r.truncated = true
		return r.dec.Skip()
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
		return r.each(func(el xml.StartElement) error { return r.block(el, out) })
	}
	return r.dec.Skip()
}

// value is the attribute val of an element; there is one in each namespace.
func value(el xml.StartElement) string { return attribute(el, "val") }

func attribute(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isOn reads a switch: an element that is there is on unless it says otherwise.
func isOn(el xml.StartElement) bool {
	switch value(el) {
	case "0", "false", "off":
		return false
	}
	return true
}
