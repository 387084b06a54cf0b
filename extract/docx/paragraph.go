package docx

import (
	"encoding/xml"
	"strings"

	"gongkai/extract/document"
)

// paragraph is a paragraph while it is read.
type paragraph struct {
	text strings.Builder
	item listItem
	// beside are text boxes, pictures and files that are anchored in it.
	beside []document.Block
}

// paragraph reads a paragraph and what is anchored in it.
func (r *reader) paragraph(out *[]document.Block) error {
	p := &paragraph{}
	if err := r.each(func(el xml.StartElement) error { return r.inline(el, p) }); err != nil {
		return err
	}
	text := p.text.String()
	if strings.TrimSpace(text) != "" { // Word counts no empty ones
		*out = append(*out, document.Paragraph(r.lists.number(p.item)+text))
	}
	*out = append(*out, p.beside...)
	return nil
}

// inline reads an element inside a paragraph.
func (r *reader) inline(el xml.StartElement, p *paragraph) error {
	switch el.Name.Local {
	case "pPr":
		return r.paragraphProperties(p)
	case "r":
		return r.run(p)
	case "txbxContent":
		var box []document.Block
		err := r.each(func(el xml.StartElement) error { return r.block(el, &box) })
		p.beside = append(p.beside, box...)
		return err
	case "imagedata", "blip":
		p.picture()
	case "OLEObject":
		p.beside = append(p.beside, document.Block{File: fileOf(attribute(el, "ProgID"))})
	case "del", "moveFrom", "Fallback", "rt", "oMathPara":
	default:
		return r.each(func(el xml.StartElement) error { return r.inline(el, p) })
	}
	return r.dec.Skip()
}

// run reads a run of text; hidden ones are not printed.
func (r *reader) run(p *paragraph) error {
	hidden := false
	return r.each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rPr":
			return r.each(func(el xml.StartElement) error {
				if el.Name.Local == "vanish" {
					hidden = isOn(el)
				}
				return r.dec.Skip()
			})
		case "t":
			return r.text(p, hidden)
		case "instrText", "delText", "delInstrText", "Fallback", "footnoteReference", "endnoteReference":
			return r.dec.Skip()
		}
		if s := mark(el); s != "" && !hidden {
			p.text.WriteString(s)
			return r.dec.Skip()
		}
		return r.inline(el, p)
	})
}

// mark is what an element prints that has no text of its own.
func mark(el xml.StartElement) string {
	switch el.Name.Local {
	case "tab", "ptab":
		return "\t"
	case "cr":
		return "\n"
	case "br":
		if t := attribute(el, "type"); t == "page" || t == "column" {
			return " "
		}
		return "\n"
	case "noBreakHyphen":
		return "-"
	case "sym":
		return "\uFFFD" // a character of a font of symbols, which only the font tells
	}
	return ""
}

// text reads the characters of a text element.
func (r *reader) text(p *paragraph, hidden bool) error {
	for {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.CharData:
			if !hidden {
				p.text.Write(t)
			}
		case xml.StartElement:
			if err := r.dec.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (r *reader) paragraphProperties(p *paragraph) error {
	return r.each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			p.item.style = value(el)
		case "numPr":
			return r.each(func(el xml.StartElement) error {
				p.item.set(el)
				return r.dec.Skip()
			})
		}
		return r.dec.Skip()
	})
}

func (p *paragraph) picture() {
	p.beside = append(p.beside, document.Block{Picture: true})
}

// fileOf names an object inside a document by the program that made it.
func fileOf(program string) string {
	switch {
	case strings.HasPrefix(program, "Excel."), strings.HasPrefix(program, "ET."):
		return "object.xls"
	case strings.HasPrefix(program, "Word."), strings.HasPrefix(program, "WPS."):
		return "object.doc"
	}
	return "object.bin"
}
