package xlsx

import (
	"encoding/xml"
	"fmt"

	"gongkai/extract/document"
	"gongkai/extract/ooxml"
)

// Bounds on a workbook. The largest real reports have a hundredth of these.
const (
	maxSheets  = 50
	maxRows    = 5000
	maxColumns = 100
	maxTexts   = 200_000
)

// Reader reads Excel workbooks.
type Reader struct{}

// Read implements document.Reader.
func (Reader) Read(body []byte) (*document.Document, error) {
	doc, err := read(body)
	if err != nil {
		return nil, ooxml.Damaged("Excel workbook", err)
	}
	return doc, nil
}

func read(body []byte) (*document.Document, error) {
	p, err := ooxml.Open(body)
	if err != nil {
		return nil, err
	}
	b := &book{pkg: p}
	if err := b.parts(); err != nil {
		return nil, err
	}
	doc := &document.Document{Truncated: b.truncated}
	for _, name := range b.sheets {
		s := &sheet{book: b}
		if err := s.read(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		doc.Truncated = doc.Truncated || s.truncated
		doc.Blocks = append(doc.Blocks, s.blocks()...)
	}
	for range p.Count("xl/media") {
		doc.Blocks = append(doc.Blocks, document.Block{Picture: true})
	}
	return doc, nil
}

// book is what the sheets of a workbook share.
type book struct {
	pkg       *ooxml.Package
	sheets    []string // parts of those that are shown
	texts     []string
	styles    []style
	truncated bool
}

// workbook lists the sheets that are shown.
func (b *book) workbook() error {
	const name = "xl/workbook.xml"
	targets, err := b.pkg.Targets(name)
	if err != nil {
		return err
	}
	part, err := b.pkg.Part(name)
	if err != nil {
		return err
	}
	return part.Root(func(el xml.StartElement) error {
		if el.Name.Local != "sheets" {
			return part.Skip()
		}
		return part.Each(func(el xml.StartElement) error {
			target, shown := targets[relation(el)], ooxml.Attr(el, "state")
			switch {
			case shown != "" && shown != "visible", target == "":
			case len(b.sheets) == maxSheets:
				b.truncated = true
			default:
				b.sheets = append(b.sheets, target)
			}
			return part.Skip()
		})
	})
}

// relation is the id by which a sheet refers to its part; it has another id too.
func relation(el xml.StartElement) string {
	for _, a := range el.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}
