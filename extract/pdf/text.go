package pdf

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/extract/document"
)

// sheet is a page taken apart: what stands on it, from top to bottom.
type sheet struct {
	width, height float64
	items         []item
	scanned       bool
}

// item is a table or a line of text.
type item struct {
	box
	part *part
	line *textLine
}

// sheet takes a page apart.
func (p *page) sheet() *sheet {
	s := &sheet{width: p.width, height: p.height, scanned: p.scanned}
	var parts []*part
	for _, f := range framesOf(merged(p.across), merged(p.down)) {
		if t := newPart(f); t != nil {
			parts = append(parts, t)
		}
	}
	// Of tables in one another the inner one holds the text.
	slices.SortStableFunc(parts, func(a, b *part) int {
		x, y := a.box(), b.box()
		return cmp.Compare(x.width()*x.height(), y.width()*y.height())
	})
	var free []word
	for _, w := range wordsOf(p.glyphs) {
		x, y := w.centre()
		i := slices.IndexFunc(parts, func(t *part) bool {
			b := t.box()
			return x >= b.left && x <= b.right && y >= b.top && y <= b.bottom
		})
		if i >= 0 {
			parts[i].words = append(parts[i].words, w)
		} else if w.glyphs[0].turn == 0 { // turned text beside tables is a watermark
			free = append(free, w)
		}
	}
	for _, t := range parts {
		if len(t.words) > 0 {
			s.items = append(s.items, item{box: t.box(), part: t})
		}
	}
	lines := linesOf(free, 0)
	for i := range lines {
		s.items = append(s.items, item{box: lines[i].box, line: &lines[i]})
	}
	slices.SortStableFunc(s.items, func(a, b item) int { return cmp.Compare(a.top, b.top) })
	return s
}

// between is the gap, in heights of the line, that stands between columns.
const between = 2

// paragraphs joins the lines of a document that are not interrupted by a table.
type paragraphs struct {
	left, right float64 // margins of the page
	width       float64 // of the page
	out         []document.Block
	open        strings.Builder
	before      *textLine
}

// margins are where what is printed on a page begins and ends at the outermost.
func (s *sheet) margins() (left, right float64) {
	left, right = s.width, 0
	for _, it := range s.items {
		left, right = min(left, it.left), max(right, it.right)
	}
	return left, right
}

// add takes the next line.
func (p *paragraphs) add(l *textLine) {
	text := l.text(between, "\t")
	if strings.Contains(text, "\t") {
		p.end()
		if n := len(p.out); n > 0 && p.out[n-1].Columns {
			p.out[n-1].Text += "\n" + text
		} else {
			p.out = append(p.out, document.Block{Text: text, Columns: true})
		}
		return
	}
	if p.before != nil && !p.continues(l) {
		p.end()
	}
	p.open.WriteString(text)
	p.before = l
}

// continues tells whether a line goes on with the paragraph: the line before is
// full, this one is not indented, and both are of one size.
func (p *paragraphs) continues(l *textLine) bool {
	size, need := l.height(), 1.5*l.height()
	if first := &l.words[0]; !isWide(first.glyphs[0].r) {
		need = 0.5 * size
		for _, g := range first.glyphs { // a number moves whole
			if isWide(g.r) {
				break
			}
			need += g.width()
		}
	}
	return p.before.width() > p.width/3 && p.before.right+need > p.right && l.left < p.left+size &&
		max(size, p.before.height()) < 1.3*min(size, p.before.height())
}

func (p *paragraphs) end() {
	if p.open.Len() > 0 {
		p.out = append(p.out, document.Paragraph(p.open.String()))
	}
	p.open.Reset()
	p.before = nil
}
