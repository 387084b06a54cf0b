package tabular

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// workbook writes the parts of an Office Open XML workbook (ECMA-376) that a
// table needs, one sheet after the other, holding back nothing but a row. The
// libraries for it keep whole sheets in memory or in files, and cost every start
// of the program some milliseconds, used or not.
type workbook struct {
	zip   *zip.Writer
	sheet *bufio.Writer // the one being written, nil before the first
	names []string
	cell  []byte
}

func newWorkbook(w io.Writer) *workbook { return &workbook{zip: zip.NewWriter(w)} }

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS    = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
	officeNS  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packageNS = `http://schemas.openxmlformats.org/package/2006/`
	sheetType = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	// The head of a sheet stays in sight.
	sheetHead = xmlHead + `<worksheet xmlns="` + mainNS + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
	sheetTail = `</sheetData></worksheet>`
)

// begin ends the sheet before and begins another.
func (b *workbook) begin(name string) error {
	if err := b.endSheet(); err != nil {
		return err
	}
	b.names = append(b.names, name)
	w, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.names)))
	if err != nil {
		return err
	}
	b.sheet = bufio.NewWriterSize(w, 1<<16)
	_, err = b.sheet.WriteString(sheetHead)
	return err
}

func (b *workbook) endSheet() error {
	if b.sheet == nil {
		return nil
	}
	if _, err := b.sheet.WriteString(sheetTail); err != nil {
		return err
	}
	return b.sheet.Flush()
}

// row writes a row: texts, int64 and float64; nil leaves a cell out.
func (b *workbook) row(n int, cells []any) error {
	out := fmt.Appendf(b.cell[:0], `<row r="%d">`, n)
	for i, v := range cells {
		if v == nil {
			continue
		}
		out = append(out, `<c r="`...)
		out = append(appendColumn(out, i), strconv.Itoa(n)...)
		switch v := v.(type) {
		case int64:
			out = append(strconv.AppendInt(append(out, `"><v>`...), v, 10), `</v></c>`...)
		case float64:
			out = append(strconv.AppendFloat(append(out, `"><v>`...), v, 'f', -1, 64), `</v></c>`...)
		case string:
			out = append(appendText(append(out, `" t="inlineStr"><is><t xml:space="preserve">`...), v), `</t></is></c>`...)
		default:
			return fmt.Errorf("cell %d of row %d is a %T", i+1, n, v)
		}
	}
	b.cell = append(out, `</row>`...)
	_, err := b.sheet.Write(b.cell)
	return err
}

// appendColumn appends the letters of a column: A, …, Z, AA, …
func appendColumn(out []byte, i int) []byte {
	if i >= 26 {
		out = appendColumn(out, i/26-1)
	}
	return append(out, byte('A'+i%26))
}

// appendText appends a text. What XML cannot hold is written _xHHHH_, as the
// format asks for, and so is the beginning of what only looks like that.
func appendText(out []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '&':
			out = append(out, "&amp;"...)
		case r == '<':
			out = append(out, "&lt;"...)
		case r == '>':
			out = append(out, "&gt;"...)
		case r == '_' && looksEscaped(s[i:]):
			out = append(out, "_x005F_"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			out = fmt.Appendf(out, "_x%04X_", r)
		default: // also U+FFFD in place of broken bytes
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return out
}

// looksEscaped tells whether a text begins like _xHHHH_.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// end writes the parts that tell of the sheets.
func (b *workbook) end() error {
	if err := b.endSheet(); err != nil {
		return err
	}
	var types, sheets, links strings.Builder
	for i, name := range b.names {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, sheetType)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, strings.ReplaceAll(string(appendText(nil, name)), `"`, "&quot;"), n, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, officeNS, n)
	}
	for _, part := range []struct{ name, body string }{
		{"xl/workbook.xml", `<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packageNS + `relationships">` + links.String() + `</Relationships>`},
		{"_rels/.rels", `<Relationships xmlns="` + packageNS + `relationships"><Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="` + packageNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` + types.String() + `</Types>`},
	} {
		w, err := b.zip.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+part.body); err != nil {
			return err
		}
	}
	return b.zip.Close()
}
