package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tableElement lays out one table. Cells that hold a table or a whole text are
// layout: their content is walked like any other; the rest become rows.
func (w *walker) tableElement(table *html.Node, depth int) {
	if depth > maxDepth {
		w.page.truncated = true
		return
	}
	g := gridBuilder{}
	w.table++
	id := w.table
	row, widest := 0, 0
	from := len(w.page.lines)
	eachRow(table, func(tr *html.Node) {
		row++
		l := line{hard: true, table: id, row: row}
		var layout []*html.Node
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.Type != html.ElementNode || td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			if isHidden(td) {
				continue
			}
			colspan, rowspan := span(td, "colspan"), span(td, "rowspan")
			col := g.place(colspan, rowspan)
			text, holds := w.cellText(td, depth+1)
			if holds {
				layout = append(layout, td)
				continue
			}
			l.cells = append(l.cells, cell{text: text, col: col, span: colspan})
			w.page.textBytes += len(text)
		}
		g.endRow()
		if layout != nil {
			for _, c := range l.cells {
				if c.text != "" {
					w.add(line{cells: []cell{{text: c.text, col: -1, span: 1}}})
				}
			}
			for _, td := range layout {
				w.children(td, depth+1)
				w.flush()
			}
			return
		}
		if len(l.cells) > 0 {
			widest = max(widest, len(l.cells))
			w.add(l)
		}
	}, func(n *html.Node) { // caption and stray content
		w.element(n, depth+1)
		w.flush()
	})
	if widest == 1 {
		// A table of one column is a box around text.
		for i := from; i < len(w.page.lines); i++ {
			if l := &w.page.lines[i]; l.table == id && l.hard {
				l.hard, l.table = false, 0
			}
		}
	}
}

// eachRow visits the rows of a table in its own sections, and what else it holds.
func eachRow(table *html.Node, row func(tr *html.Node), other func(n *html.Node)) {
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Tr:
			row(c)
		case atom.Tbody, atom.Thead, atom.Tfoot:
			eachRow(c, row, other)
		case atom.Colgroup, atom.Col, atom.Script, atom.Style:
		default:
			other(c)
		}
	}
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
	c := td.FirstChild
	if c == nil {
		return "", false
	}
	start := len(w.buf) // always 0: lines are flushed before tables
	blocks := 0
	if !w.appendCell(td, depth, &blocks) {
		w.buf = w.buf[:start]
		return "", true
	}
	s := trimSpace(string(w.buf[start:]))
	w.buf = w.buf[:start]
	if len(s) > maxCellBytes || blocks > maxCellBlocks && len(s) > 120 {
		return "", true
	}
	return s, false
}

// appendCell appends a cell's text to buf; it returns false at a nested table.
func (w *walker) appendCell(n *html.Node, depth int, blocks *int) bool {
	if depth > maxDepth {
		w.page.truncated = true
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			w.buf = appendCollapsed(w.buf, c.Data)
			continue
		}
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Table:
			return false
		case atom.Script, atom.Style, atom.Template, atom.Noscript:
			continue
		case atom.Br:
			w.breakCell()
			continue
		case atom.Img:
			w.page.images++
			continue
		case atom.Iframe, atom.Embed:
			w.page.attachments++
			continue
		case atom.A:
			w.page.links++
			if isAttachment(attr(c, "href")) {
				w.page.attachments++
			}
		}
		if c.FirstChild == nil || isHidden(c) {
			continue
		}
		block := isBlock(c)
		if block {
			w.breakCell()
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
