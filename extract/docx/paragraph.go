package docx

import (
	"encoding/xml"
	"strings"

	"gongkai/extract/document"
	"gongkai/extract/ooxml"
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
	if err := r.Each(func(el xml.StartElement) error { return r.inline(el, p) }); err != nil {
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
		err := r.Each(func(el xml.StartElement) error { return r.block(el, &box) })
		p.beside = append(p.beside, box...)
		return err
	case "imagedata", "blip":
		p.picture()
	case "OLEObject":
		p.beside = append(p.beside, document.Block{File: fileOf(ooxml.Attr(el, "ProgID"))})
	case "del", "moveFrom", "Fallback", "rt", "oMathPara":
	default:
		return r.Each(func(el xml.StartElement) error { return r.inline(el, p) })
	}
	return r.Skip()
}

// run reads a run of text; hidden ones are not printed.
func (r *reader) run(p *paragraph) error {
	hidden := false
	return r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rPr":
			return r.Each(func(el xml.StartElement) error {
				if el.Name.Local == "vanish" {
					hidden = ooxml.IsOn(ooxml.Attr(el, "val"))
				}
				return r.Skip()
			})
		case "t":
			text, err := r.Text()
			if !hidden {
				p.text.WriteString(text)
			}
			return err
		case "instrText", "delText", "delInstrText", "Fallback", "footnoteReference", "endnoteReference":
			return r.Skip()
		}
		if s := mark(el); s != "" && !hidden {
			p.text.WriteString(s)
			return r.Skip()
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
		if t := ooxml.Attr(el, "type"); t == "page" || t == "column" {
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

func (r *reader) paragraphProperties(p *paragraph) error {
	return r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			p.item.style = ooxml.Attr(el, "val")
		case "numPr":
			return r.Each(func(el xml.StartElement) error {
				p.item.set(el)
				return r.Skip()
			})
		}
		return r.Skip()
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
