package extract

import (
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
	doc.FindMatcher(named{atom.Title, atom.Meta}).Each(func(_ int, s *goquery.Selection) {
		if s.Closest("svg, template").Length() > 0 {
			return
		}
		if s.Nodes[0].DataAtom == atom.Title {
			if p.title == "" {
				p.title = trimSpace(s.Text())
			}
			return
		}
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
		if s := textOf(n, 100); s != "" && len(s) <= 100 { // an unclosed one holds the page
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
