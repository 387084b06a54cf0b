package extract

import (
	"bytes"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/extract/markup"
)

// layOutHTML parses markup and lays it out as lines, each table read once.
func layOutHTML(d Decoded) *page {
	root, truncated := markup.Parse(d.Text)
	p := layOutTree(root, d)
	p.truncated = p.truncated || truncated
	return p
}

// layOutTree lays out a document tree: what the page shows, less what it shows
// twice, and what it hides until somebody asks for it.
func layOutTree(root *html.Node, d Decoded) *page {
	w := &walker{page: &page{html: true, root: root, meta: map[string]string{}, decoded: d, truncated: d.Truncated}}
	w.head(goquery.NewDocumentFromNode(root))
	w.children(root, 0)
	w.flush()
	w.uncover()
	dropEcho(w.page)
	return w.page
}

// walker lays out a document tree in one pass.
type walker struct {
	page   *page
	buf    []byte // text of the line being built
	kept   strings.Builder
	row    []cell // chunk that the rows' cells come from
	cells  int
	table  int
	anchor int // depth of open <a>
	heads  int // depth of open headings
	pre    int // depth of open <pre>
	linked int // bytes of buf inside links
	// reserves are passages that the page does not show.
	reserves []reserve
}

// head takes the window's title and the named meta tags, wherever broken
// markup has left them.
func (w *walker) head(doc *goquery.Document) {
	p := w.page
	shown := func(_ int, s *goquery.Selection) bool { return s.Closest("svg, template").Length() == 0 }
	p.title = trimSpace(doc.Find("title").FilterFunction(shown).First().Text())
	doc.Find("meta").FilterFunction(shown).Each(func(_ int, s *goquery.Selection) {
		name, ok := s.Attr("name")
		if !ok {
			if name, ok = s.Attr("property"); !ok {
				return
			}
		}
		name = strings.ToLower(trimSpace(name))
		if content := trimSpace(s.AttrOr("content", "")); content != "" && len(p.meta) < 200 {
			if _, twice := p.meta[name]; !twice {
				p.meta[name] = content
			}
		}
	})
}

func (w *walker) children(n *html.Node, depth int) {
	if depth > maxDepth {
		w.page.truncated = true
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data)
		case html.ElementNode:
			w.element(c, depth)
		}
	}
}

func (w *walker) element(n *html.Node, depth int) {
	if w.unseen(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.flush()
		return
	case atom.Table:
		w.flush()
		w.tableElement(n, depth)
		return
	case atom.A:
		link := w.link(n)
		w.anchor += link
		w.children(n, depth+1)
		w.anchor -= link
		return
	}
	if n.Data == "publishtime" { // UCAP's own element
		if s := textOf(n, 100); s != "" {
			w.page.meta["publishtime"] = s
		}
	}
	if !isBlock(n) {
		w.children(n, depth+1)
		return
	}
	w.flush()
	heading, pre := 0, 0
	if isHeading(n) {
		heading = 1
	}
	if isPre(n) {
		pre = 1
	}
	w.heads += heading
	w.pre += pre
	w.children(n, depth+1)
	w.flush()
	w.heads -= heading
	w.pre -= pre
}

// unseen handles elements without text of their own; it returns true where
// nothing of the element is to be walked.
func (w *walker) unseen(n *html.Node) bool {
	p := w.page
	switch n.DataAtom {
	case atom.Img:
		p.images++
		return true
	case atom.Iframe, atom.Embed, atom.Frame:
		p.attachments++
		return true
	case atom.Object:
		if isAttachment(attr(n, "data")) {
			p.attachments++
		}
		return true
	case atom.Html, atom.Body:
		return false // shown by a script where a style hides them
	}
	if isSkipped(n) || isHidden(n) || carriesMarkup(n) {
		w.reserve(n)
		return true
	}
	return false
}

// link counts an anchor; it returns 0 for those that lead nowhere.
func (w *walker) link(n *html.Node) int {
	href := attr(n, "href")
	if isAttachment(href) || opensAttachment(attr(n, "onclick")) {
		w.page.attachments++
	}
	if href == "" {
		return 0
	}
	w.page.links++
	return 1
}

// text appends a text node, white space collapsed as a browser does.
func (w *walker) text(s string) {
	if w.pre > 0 {
		w.preText(s)
		return
	}
	before := len(w.buf)
	w.buf = appendCollapsed(w.buf, s)
	if w.anchor > 0 {
		w.linked += len(w.buf) - before
	}
}

// preText appends text whose line ends and tabs are meant.
func (w *walker) preText(s string) {
	for {
		line, rest, more := strings.Cut(s, "\n")
		w.buf = append(w.buf, line...)
		if w.anchor > 0 {
			w.linked += len(line)
		}
		if !more {
			return
		}
		w.flush()
		s = rest
	}
}

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
