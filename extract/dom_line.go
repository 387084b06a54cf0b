package extract

import (
	"bytes"
	"strings"
)

// flush ends the line being built.
func (w *walker) flush() {
	linked := w.linked
	w.linked = 0
	if len(w.buf) == 0 {
		return
	}
	text := trimLine(w.buf, w.pre > 0)
	w.buf = w.buf[:0]
	if len(text) == 0 {
		return
	}
	p := w.page
	p.textBytes += len(text)
	p.linkText += linked
	s := w.keep(text)
	if w.heads > 0 && len(p.heads) < 64 && len(text) < 400 {
		p.heads = append(p.heads, s)
	}
	w.add(line{cells: w.oneCell(s), link: linked*2 > len(text)})
}

// trimLine trims a line; tabs at the ends of preformatted ones may be blank cells.
func trimLine(b []byte, pre bool) []byte {
	text := bytes.TrimFunc(b, isSpace)
	if pre && len(text) > 0 {
		return bytes.TrimFunc(b, func(r rune) bool { return r != '\t' && isSpace(r) })
	}
	return text
}

// keep copies text into a buffer that a page's lines share.
func (w *walker) keep(b []byte) string {
	if w.kept.Cap()-w.kept.Len() < len(b) {
		w.kept = strings.Builder{}
		w.kept.Grow(max(len(b), 8<<10))
	}
	from := w.kept.Len()
	w.kept.Write(b)
	return w.kept.String()[from:]
}

// oneCell returns the cells of a line of text.
func (w *walker) oneCell(s string) []cell {
	from := w.beginRow()
	w.row = append(w.row, cell{text: s, col: -1, span: 1})
	return w.endRow(from)
}

// beginRow and endRow enclose the cells of a row, which are appended to w.row.
func (w *walker) beginRow() int {
	const chunk = 256
	if cap(w.row)-len(w.row) < chunk/8 {
		w.row = make([]cell, 0, chunk)
	}
	return len(w.row)
}

func (w *walker) endRow(from int) []cell {
	return w.row[from:len(w.row):len(w.row)]
}

func (w *walker) add(l line) {
	if len(w.page.lines) >= maxLines || w.cells+len(l.cells) > maxCells {
		w.page.truncated = true
		return
	}
	w.cells += len(l.cells)
	if l.row == 0 {
		l.row = len(w.page.lines) + 1
	}
	w.page.lines = append(w.page.lines, l)
}
