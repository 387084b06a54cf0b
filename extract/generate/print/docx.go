package print

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gongkai/extract/document"
)

const (
	contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	packageRels  = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	namespaces   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

// DOCX writes a document as Word does, merged cells with gridSpan and vMerge.
func DOCX(doc *document.Document, paper Paper) ([]byte, error) {
	w := &wordWriter{paper: paper}
	w.b.WriteString(xml.Header + "<w:document " + namespaces + "><w:body>")
	w.blocks(doc.Blocks)
	fmt.Fprintf(&w.b, `<w:sectPr><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		twips(paper.Width), twips(paper.Height))
	return Zip(map[string]string{"[Content_Types].xml": contentTypes, "_rels/.rels": packageRels, "word/document.xml": w.b.String()})
}

// Zip packs parts, in the order of their names.
func Zip(parts map[string]string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, parts[name]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

type wordWriter struct {
	b       strings.Builder
	paper   Paper
	inTable bool
}

func (w *wordWriter) blocks(blocks []document.Block) {
	for i := range blocks {
		if t := blocks[i].Table; t != nil {
			w.table(t)
			w.b.WriteString("<w:p/>") // tables in a row are one table to Word
			continue
		}
		w.paragraph(blocks[i].Text)
	}
}

func (w *wordWriter) paragraph(text string) {
	size := int(w.paper.FontSize * 2)
	if w.inTable {
		size = int(w.paper.TableFontSize * 2)
	}
	rpr := fmt.Sprintf(`<w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s"/><w:sz w:val="%[2]d"/></w:rPr>`, w.paper.Font, size)
	w.b.WriteString("<w:p>")
	if !w.inTable {
		fmt.Fprintf(&w.b, `<w:pPr><w:ind w:firstLineChars="200" w:firstLine="%d"/></w:pPr>`, size*20)
	}
	for i, line := range strings.Split(text, "\n") {
		w.b.WriteString("<w:r>" + rpr)
		if i > 0 {
			w.b.WriteString("<w:br/>")
		}
		for j, run := range strings.Split(line, "\t") {
			if j > 0 {
				w.b.WriteString("<w:tab/>")
			}
			w.b.WriteString(`<w:t xml:space="preserve">`)
			_ = xml.EscapeText(&w.b, []byte(run)) // a Builder takes everything
			w.b.WriteString("</w:t>")
		}
		w.b.WriteString("</w:r>")
	}
	w.b.WriteString("</w:p>")
}

func (w *wordWriter) table(t *document.Table) {
	g := newGrid(t)
	width := (twips(w.paper.Width) - 2000) / max(g.width, 1)
	w.b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&w.b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	w.b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for range g.width {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, width)
	}
	w.b.WriteString("</w:tblGrid>")
	for _, row := range g.rows {
		w.b.WriteString("<w:tr>")
		for _, c := range withoutHoles(row) {
			fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width*c.columns)
			if c.columns > 1 {
				fmt.Fprintf(&w.b, `<w:gridSpan w:val="%d"/>`, c.columns)
			}
			switch {
			case c.begins && c.rows > 1:
				w.b.WriteString(`<w:vMerge w:val="restart"/>`)
			case !c.begins:
				w.b.WriteString(`<w:vMerge/>`)
			}
			w.b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
			if c.begins && c.cell != nil && len(c.cell.Blocks) > 0 {
				w.inTable = true
				w.blocks(c.cell.Blocks)
				w.inTable = false
			} else {
				w.b.WriteString("<w:p/>")
			}
			w.b.WriteString("</w:tc>")
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>")
}
