package print

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/extract/document"
)

// PDF prints a document with ruled tables. Its font is not in the file, as in
// what old programs print; rows may be divided by the end of a page.
func PDF(doc *document.Document, paper Paper) []byte {
	p := &press{paper: paper}
	p.newPage()
	for i := range doc.Blocks {
		if t := doc.Blocks[i].Table; t != nil {
			p.table(t)
			p.y += paper.FontSize
			continue
		}
		p.paragraph(doc.Blocks[i].Text)
	}
	return file(p.pages, paper)
}

// margin is what a page keeps free on all sides.
const margin = 40

// press prints from the top of a page to its end; y grows downwards.
type press struct {
	paper Paper
	pages []*bytes.Buffer
	y     float64
}

func (p *press) newPage() {
	p.pages = append(p.pages, &bytes.Buffer{})
	p.y = margin
	p.text(fmt.Sprintf("- %d -", len(p.pages)), p.paper.Width/2, p.paper.Height-margin/2, 9)
}

func (p *press) out() *bytes.Buffer { return p.pages[len(p.pages)-1] }

// text prints a line whose foot is at y.
func (p *press) text(s string, x, y, size float64) {
	if utf8.RuneCountInString(s) == 1 {
		s += "　" // PDFium leaves out a character that is alone and whose font it lacks
	}
	fmt.Fprintf(p.out(), "BT /F 1 Tf %g 0 0 %g %.2f %.2f Tm <", size, size, x, p.paper.Height-y)
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(p.out(), "%04X", u)
	}
	p.out().WriteString("> Tj ET\n")
}

func (p *press) rule(x0, y0, x1, y1 float64) {
	fmt.Fprintf(p.out(), "%.2f %.2f m %.2f %.2f l S\n", x0, p.paper.Height-y0, x1, p.paper.Height-y1)
}

// advance is the width of a character, in sizes of the font.
func advance(r rune) float64 {
	if r < 0x80 {
		return 0.5
	}
	return 1
}

// wrapped breaks a text into lines that fit. Numbers stay whole if they can.
func wrapped(s string, size, room float64) []string {
	var lines []string
	for _, part := range strings.Split(s, "\n") {
		line, width := "", 0.0
		for _, unit := range units(part) {
			w := 0.0
			for _, r := range unit {
				w += advance(r) * size
			}
			if width+w > room && line != "" {
				lines = append(lines, strings.TrimRight(line, " "))
				line, width = "", 0
			}
			line, width = line+unit, width+w
		}
		lines = append(lines, line)
	}
	return lines
}

// units are what a line is not broken within: a run of narrow characters, or a
// wide one with the marks behind it.
func units(s string) []string {
	var out []string
	var before rune
	for _, r := range s {
		joins := r < 0x80 && before < 0x80 && before != ' ' || strings.ContainsRune("，。、；：）”」", r)
		if before != 0 && joins {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		before = r
	}
	return out
}

func (p *press) paragraph(s string) {
	size := p.paper.FontSize
	lead := size * max(p.paper.LineHeight, 1.2)
	for i, line := range wrapped("　　"+s, size, p.paper.Width-2*margin) {
		if p.y+lead > p.paper.Height-margin {
			p.newPage()
		}
		p.y += lead
		x := float64(margin)
		if i == 0 {
			line, x = strings.TrimPrefix(line, "　　"), x+2*size
		}
		p.text(line, x, p.y-(lead-size), size)
	}
}

// table prints a table. The lines of a cell over several rows are spread over them.
func (p *press) table(t *document.Table) {
	g := newGrid(t)
	size, pad := p.paper.TableFontSize, p.paper.Padding
	lead := size * 1.3
	column := (p.paper.Width - 2*margin) / float64(max(g.width, 1))
	rest := map[*document.Cell][]string{}
	for r, row := range g.rows {
		lines := make([][]string, len(row))
		most := 1
		for i, c := range row {
			if c.cell == nil || len(c.cell.Blocks) == 0 {
				continue
			}
			if c.begins {
				rest[c.cell] = wrapped(c.cell.Blocks[0].Text, size, column*float64(c.columns)-2*pad)
			}
			n := len(rest[c.cell])
			if r+1 < len(g.rows) && goesOn(g.rows[r+1], c) {
				n = min(n, (n+c.rows-1)/c.rows)
			}
			lines[i], rest[c.cell] = rest[c.cell][:n], rest[c.cell][n:]
			most = max(most, n)
		}
		p.row(g, r, lines, most, lead, column)
	}
}

// row prints a row of most lines, on the next page what does not fit.
func (p *press) row(g *grid, r int, lines [][]string, most int, lead, column float64) {
	pad := p.paper.Padding
	for from := 0; from < most; {
		fit := int((p.paper.Height - margin - p.y - 2*pad) / lead)
		if fit < 1 {
			p.newPage()
			continue
		}
		n := min(fit, most-from)
		top, bottom := p.y, p.y+float64(n)*lead+2*pad
		first, last := from == 0, from+n == most
		for i, c := range g.rows[r] {
			x, width := margin+float64(c.column)*column, float64(c.columns)*column
			p.rule(x, top, x, bottom)
			p.rule(x+width, top, x+width, bottom)
			if c.begins && first || !first || top == margin {
				p.rule(x, top, x+width, top)
			}
			if r+1 == len(g.rows) || !last || !goesOn(g.rows[r+1], c) {
				p.rule(x, bottom, x+width, bottom)
			}
			for k := from; k < min(from+n, len(lines[i])); k++ {
				p.text(lines[i][k], p.start(lines[i][k], x, width), top+pad+float64(k-from+1)*lead-0.3*lead, p.paper.TableFontSize)
			}
		}
		p.y = bottom
		from += n
	}
}

// goesOn tells whether a cell is prolonged by the row below.
func goesOn(below []place, c place) bool {
	for _, b := range below {
		if b.cell == c.cell && c.cell != nil && !b.begins {
			return true
		}
	}
	return false
}

// start is where a line begins in a cell.
func (p *press) start(line string, x, width float64) float64 {
	if !p.paper.Centred {
		return x + p.paper.Padding
	}
	w := 0.0
	for _, r := range line {
		w += advance(r) * p.paper.TableFontSize
	}
	return x + (width-w)/2
}

// file puts pages into a PDF file.
func file(pages []*bytes.Buffer, paper Paper) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"", // the list of pages
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 939 500] >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
	}
	var kids []string
	for _, content := range pages {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		box, turn := fmt.Sprintf("[0 0 %g %g]", paper.Width, paper.Height), ""
		if paper.Turned {
			box, turn = fmt.Sprintf("[0 0 %g %g] /Rotate 90", paper.Height, paper.Width), fmt.Sprintf("0 1 -1 0 %g 0 cm\n", paper.Height)
		}
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox %s /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", box, n+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s%sendstream", len(turn)+content.Len(), turn, content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}
