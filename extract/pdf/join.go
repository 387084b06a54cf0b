package pdf

import (
	"math"
	"slices"

	"gongkai/extract/document"
)

// blocksOf puts the pages together: text in paragraphs, tables that go on over
// page breaks as one.
func blocksOf(sheets []*sheet) []document.Block {
	for i := range len(sheets) - 1 {
		sheets[i].hang(sheets[i+1])
	}
	text := &paragraphs{}
	var table []*part
	endTable := func() {
		if len(table) > 0 {
			text.out = append(text.out, document.Block{Table: tableOf(table)})
		}
		table = nil
	}
	for _, s := range sheets {
		if s.scanned {
			text.end()
			endTable()
			text.out = append(text.out, document.Block{Picture: true})
		}
		text.left, text.right = s.margins()
		text.width = s.width
		for k, it := range s.items {
			if it.line != nil {
				endTable()
				text.add(it.line)
				continue
			}
			text.end()
			if k > 0 || len(table) > 0 && !goesOn(table[len(table)-1], it.part) {
				endTable()
			}
			table = append(table, it.part)
		}
	}
	text.end()
	endTable()
	return text.out
}

// hang gives the last lines of a page to the table above them, where they run out
// of its cells and it goes on on the next page.
func (s *sheet) hang(next *sheet) {
	k := len(s.items)
	for k > 0 && s.items[k-1].line != nil {
		k--
	}
	if k == 0 || k == len(s.items) || len(next.items) == 0 || next.items[0].part == nil || !goesOn(s.items[k-1].part, next.items[0].part) {
		return
	}
	p := s.items[k-1].part
	bottom, areas := p.ys[len(p.ys)-1], p.areas(p.xs)
	var lines []*textLine
	for _, it := range s.items[k:] {
		if it.top-bottom > it.height() || p.under(p.xs, areas, it.line) < 0 {
			return
		}
		lines = append(lines, it.line)
		bottom = max(bottom, it.bottom)
	}
	p.hanging, s.items = lines, s.items[:k]
}

// goesOn tells whether a table at the top of a page goes on from the page
// before: it stands at the same place. A side that no row begins at is not
// always drawn; it is then a column short.
func goesOn(before, after *part) bool {
	a, b := before.box(), after.box()
	return sameEdge(before.xs, after.xs, a.left, b.left) && sameEdge(before.xs, after.xs, a.right, b.right) &&
		(math.Abs(a.left-b.left) <= narrow || math.Abs(a.right-b.right) <= narrow)
}

// sameEdge tells whether two outer edges are one, or one is an inner edge of the
// other part.
func sameEdge(xs, ys []float64, x, y float64) bool {
	has := func(at []float64, place float64) bool {
		return slices.ContainsFunc(at, func(x float64) bool { return math.Abs(x-place) <= narrow })
	}
	return has(xs, y) || has(ys, x)
}

// tableOf lays out the parts of a table on common columns.
func tableOf(parts []*part) *document.Table {
	var xs []float64
	for _, p := range parts {
		xs = append(xs, p.xs...)
	}
	xs = distinct(xs)
	t := &document.Table{}
	for i, p := range parts {
		rows := p.rows(xs)
		rows[0].Broken = i > 0
		t.Rows = append(t.Rows, rows...)
	}
	return t
}
