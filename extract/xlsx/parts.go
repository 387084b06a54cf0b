package xlsx

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"gongkai/extract/ooxml"
)

// style is what the look of a cell says of its text.
type style struct {
	format   string // the code of its number format
	bordered bool
}

// parts reads what all sheets need; a workbook may have no texts or styles.
func (b *book) parts() error {
	if err := b.workbook(); err != nil {
		return err
	}
	for _, read := range []func() error{b.sharedTexts, b.sharedStyles} {
		if err := read(); err != nil && !errors.Is(err, ooxml.ErrMissing) {
			return err
		}
	}
	return nil
}

func (b *book) sharedTexts() error {
	part, err := b.pkg.Part("xl/sharedStrings.xml")
	if err != nil {
		return err
	}
	return part.Root(func(el xml.StartElement) error {
		if el.Name.Local != "si" || len(b.texts) == maxTexts {
			b.truncated = b.truncated || el.Name.Local == "si"
			return part.Skip()
		}
		text, err := richText(part)
		b.texts = append(b.texts, text)
		return err
	})
}

// richText reads a text in its runs, without what is printed above its
// characters.
func richText(part *ooxml.Part) (string, error) {
	var b strings.Builder
	var run func(el xml.StartElement) error
	run = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "t":
			s, err := part.Text()
			b.WriteString(s)
			return err
		case "r":
			return part.Each(run)
		}
		return part.Skip()
	}
	err := part.Each(run)
	return b.String(), err
}

// sharedStyles reads the number format and the borders of each style.
func (b *book) sharedStyles() error {
	part, err := b.pkg.Part("xl/styles.xml")
	if err != nil {
		return err
	}
	formats := map[string]string{}
	var borders []bool
	return part.Root(func(el xml.StartElement) error {
		var read func(el xml.StartElement) error
		switch el.Name.Local {
		case "numFmts":
			read = func(el xml.StartElement) error {
				formats[ooxml.Attr(el, "numFmtId")] = ooxml.Attr(el, "formatCode")
				return part.Skip()
			}
		case "borders":
			read = func(xml.StartElement) error {
				drawn, err := isDrawn(part)
				borders = append(borders, drawn)
				return err
			}
		case "cellXfs":
			read = func(el xml.StartElement) error {
				id := ooxml.Attr(el, "numFmtId")
				code, ok := formats[id]
				if !ok {
					code = builtin(id)
				}
				border, err := strconv.Atoi(ooxml.Attr(el, "borderId"))
				b.styles = append(b.styles, style{code, err == nil && border >= 0 && border < len(borders) && borders[border]})
				return part.Skip()
			}
		default:
			return part.Skip()
		}
		return part.Each(read)
	})
}

// isDrawn tells whether any side of a border has a line.
func isDrawn(part *ooxml.Part) (bool, error) {
	drawn := false
	err := part.Each(func(el xml.StartElement) error {
		s := ooxml.Attr(el, "style")
		drawn = drawn || s != "" && s != "none"
		return part.Skip()
	})
	return drawn, err
}
