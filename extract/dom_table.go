package extract

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tableElement lays out one table. Cells that hold a table or a whole text are
// layout: their row is walked like any other text; the rest become rows.
func (w *walker) tableElement(table *html.Node, depth int) {
	if depth > maxDepth {
		w.page.truncated = true
		return
	}
	g := gridBuilder{}
	w.table++
	id, row, widest := w.table, 0, 0
	from := len(w.page.lines)
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode:
		case !isSection(c):
			w.beside(c, depth)
		case !isHidden(c):
			for tr := c.FirstChild; tr != nil && !w.full(); tr = tr.NextSibling {
				if tr.DataAtom == atom.Tr && !isHidden(tr) {
					row++
					widest = max(widest, w.tableRow(tr, line{hard: true, table: id, row: row}, &g, depth))
				}
			}
			g.endSection()
		}
	}
	if widest == 1 {
		// A table of one column is a box around text.
		for i := from; i < len(w.page.lines); i++ {
			if l := &w.page.lines[i]; l.table == id && l.hard {
				l.hard, l.table = false, 0
			}
		}
	}
}

// isSection tells the parts of a table that hold its rows; a parser puts every
// row into one.
func isSection(n *html.Node) bool {
	return n.DataAtom == atom.Tbody || n.DataAtom == atom.Thead || n.DataAtom == atom.Tfoot
}

// beside walks what a table holds beside its rows: its caption.
func (w *walker) beside(n *html.Node, depth int) {
	w.element(n, depth+1)
	w.flush()
}

// full tells that the page's bounds are reached.
func (w *walker) full() bool {
	return w.page.truncated && (len(w.page.lines) >= maxLines || w.cells >= maxCells)
}

// tally is what a trial of a cell must be able to take back.
type tally struct{ links, images, attachments, textBytes, reserves int }

func (w *walker) tally() tally {
	p := w.page
	return tally{p.links, p.images, p.attachments, p.textBytes, len(w.reserves)}
}

func (w *walker) restore(t tally) {
	p := w.page
	p.links, p.images, p.attachments, p.textBytes = t.links, t.images, t.attachments, t.textBytes
	w.reserves = w.reserves[:t.reserves]
}

// tableRow lays out a row and returns the number of its cells, 0 where it was
// layout.
func (w *walker) tableRow(tr *html.Node, l line, g *gridBuilder, depth int) int {
	before, from := w.tally(), w.beginRow()
	defer g.endRow()
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if !isCell(td) || isHidden(td) {
			continue
		}
		colspan, rowspan := columnSpan(td), rowSpan(td)
		col := g.place(colspan, rowspan)
		text, holds := w.cellText(td, depth+1)
		if holds {
			w.row = w.row[:from]
			w.restore(before)
			w.layoutRow(tr, depth)
			return 0
		}
		w.row = append(w.row, cell{text: text, col: col, span: colspan})
		w.page.textBytes += len(text)
	}
	l.cells = w.endRow(from)
	if len(l.cells) > 0 {
		w.add(l)
	}
	return len(l.cells)
}

// layoutRow walks the cells of a row that lays out the page, in their order.
func (w *walker) layoutRow(tr *html.Node, depth int) {
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if isCell(td) && !isHidden(td) {
			w.children(td, depth+1)
			w.flush()
		}
	}
}

func isCell(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.DataAtom == atom.Td || n.DataAtom == atom.Th)
}

// A cell with more text than this, or with so many blocks, is no cell of a
// statistical table but a box around a text.
const (
	maxCellBytes  = 1500
	maxCellBlocks = 10
)

// cellText returns the text of a cell, its paragraphs joined by line breaks;
// holds is set where the cell is layout.
func (w *walker) cellText(td *html.Node, depth int) (text string, holds bool) {
	if td.FirstChild == nil {
		return "", false
	}
	start := len(w.buf) // always 0: lines are flushed before tables
	blocks := 0
	whole := w.appendCell(td, depth, &blocks)
	s := bytes.TrimFunc(w.buf[start:], isSpace)
	w.buf = w.buf[:start]
	if !whole || len(s) > maxCellBytes || blocks > maxCellBlocks && len(s) > 120 {
		return "", true
	}
	if len(s) == 0 {
		return "", false
	}
	return w.keep(s), false
}

// appendCell appends a cell's text to buf; it returns false at a nested table
// and where the text is too long for a cell.
func (w *walker) appendCell(n *html.Node, depth int, blocks *int) bool {
	if depth > maxDepth {
		w.page.truncated = true
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			w.buf = appendCollapsed(w.buf, c.Data)
			if len(w.buf) > 4*maxCellBytes {
				return false
			}
			continue
		}
		if c.Type != html.ElementNode || w.unseen(c) {
			continue
		}
		switch c.DataAtom {
		case atom.Table:
			box := boxOf(c)
			if box == nil {
				return false
			}
			c = box
		case atom.Br:
			w.breakCell()
			continue
		case atom.A:
			w.link(c)
		}
		block := isBlock(c)
		if block {
			w.breakCell()
		}
		if c.FirstChild == nil {
			continue
		}
		if !w.appendCell(c, depth+1, blocks) {
			return false
		}
		if block {
			*blocks++
			w.breakCell()
		}
	}
	return true
}

func (w *walker) breakCell() {
	if n := len(w.buf); n > 0 && w.buf[n-1] != '\n' {
		w.buf = append(w.buf, '\n')
	}
}

// boxOf returns the only cell of a table, nil for tables with more: some editors
// draw a frame around a figure that way.
func boxOf(table *html.Node) *html.Node {
	var box *html.Node
	for section := table.FirstChild; section != nil; section = section.NextSibling {
		if section.DataAtom == atom.Caption {
			return nil
		}
		if !isSection(section) {
			continue
		}
		for tr := section.FirstChild; tr != nil; tr = tr.NextSibling {
			for td := tr.FirstChild; td != nil; td = td.NextSibling {
				if !isCell(td) {
					continue
				}
				if box != nil {
					return nil
				}
				box = td
			}
		}
	}
	return box
}
