package extract

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// layOutHTML parses markup and lays it out as lines, each table read once.
func layOutHTML(d Decoded) (*page, error) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(d.Text))
	if err != nil {
		return nil, fmt.Errorf("parse html: %w", err)
	}
	w := &walker{page: &page{html: true, root: doc.Nodes[0], meta: map[string]string{}, decoded: d}}
	w.head(doc.Find("head"))
	w.children(doc.Nodes[0], 0)
	w.flush()
	return w.page, nil
}

// walker lays out a document tree in one pass.
type walker struct {
	page   *page
	buf    []byte // text of the line being built
	cells  int
	table  int
	anchor int // depth of open <a>
	heads  int // depth of open headings
	linked int // bytes of buf inside links
}

func (w *walker) head(head *goquery.Selection) {
	p := w.page
	p.title = trimSpace(head.Find("title").First().Text())
	head.Find("meta").Each(func(_ int, s *goquery.Selection) {
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
		case html.DocumentNode:
			w.children(c, depth+1)
		}
	}
}

func (w *walker) element(n *html.Node, depth int) {
	p := w.page
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Head, atom.Template, atom.Select, atom.Svg, atom.Object, atom.Button:
		return
	case atom.Br:
		w.flush()
		return
	case atom.Img:
		p.images++
		return
	case atom.Iframe, atom.Embed:
		p.attachments++
		return
	case atom.Table:
		if !isHidden(n) {
			w.flush()
			w.tableElement(n, depth)
		}
		return
	case atom.A:
		p.links++
		if isAttachment(attr(n, "href")) {
			p.attachments++
		}
		w.anchor++
		w.children(n, depth+1)
		w.anchor--
		return
	case atom.Span, atom.Font, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Small, atom.Sup, atom.Sub, atom.Label:
		if n.FirstChild != nil && !isHidden(n) {
			w.children(n, depth+1)
		}
		return
	}
	if isHidden(n) {
		return
	}
	if n.Data == "publishtime" && n.FirstChild != nil { // UCAP's own element
		p.meta["publishtime"] = trimSpace(n.FirstChild.Data)
	}
	if !isBlock(n) {
		w.children(n, depth+1)
		return
	}
	w.flush()
	heading := isHeading(n)
	if heading {
		w.heads++
	}
	w.children(n, depth+1)
	w.flush()
	if heading {
		w.heads--
	}
}

// text appends a text node, white space collapsed as a browser does.
func (w *walker) text(s string) {
	before := len(w.buf)
	w.buf = appendCollapsed(w.buf, s)
	if w.anchor > 0 {
		w.linked += len(w.buf) - before
	}
}

// appendCollapsed appends s with runs of ASCII white space as one space, none
// at the start of a line or beside another.
func appendCollapsed(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\f':
			i++
			if len(b) > 0 && b[len(b)-1] != ' ' && b[len(b)-1] != '\n' {
				b = append(b, ' ')
			}
		default:
			j := i + 1
			for j < len(s) && s[j] != ' ' && s[j] != '\t' && s[j] != '\n' && s[j] != '\r' && s[j] != '\f' {
				j++
			}
			b = append(b, s[i:j]...)
			i = j
		}
	}
	return b
}

// flush ends the line being built.
func (w *walker) flush() {
	if len(w.buf) == 0 {
		w.linked = 0
		return
	}
	text := trimSpace(string(w.buf))
	w.buf = w.buf[:0]
	linked := w.linked
	w.linked = 0
	if text == "" {
		return
	}
	p := w.page
	p.textBytes += len(text)
	p.linkText += linked
	if w.heads > 0 && len(p.heads) < 64 && len(text) < 400 {
		p.heads = append(p.heads, text)
	}
	w.add(line{cells: []cell{{text: text, col: -1, span: 1}}, link: linked*2 > len(text)})
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

// isBlock tells whether an element starts a new line.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Main, atom.Form, atom.Fieldset, atom.Blockquote,
		atom.Pre, atom.Center, atom.Hr, atom.Body, atom.Html, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure, atom.Figcaption, atom.Address,
		atom.Table, atom.Option, atom.Title, atom.Legend, atom.Textarea:
		return true
	case 0:
		return strings.HasPrefix(n.Data, "ucap")
	}
	return false
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3:
		return true
	case 0:
		return n.Data == "ucaptitle"
	}
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" {
			v := strings.ToLower(a.Val)
			if strings.Contains(v, "title") || strings.Contains(v, "bt") && len(v) < 12 {
				return true
			}
		}
	}
	return false
}

// isHidden tells elements that a browser does not show.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if i := strings.Index(a.Val, "isplay"); i > 0 {
				v := strings.TrimLeft(a.Val[i+len("isplay"):], " \t")
				if v, ok := strings.CutPrefix(v, ":"); ok && strings.HasPrefix(strings.ToLower(strings.TrimLeft(v, " \t")), "none") {
					return true
				}
			}
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isAttachment tells links to documents beside the page.
func isAttachment(href string) bool {
	if href == "" {
		return false
	}
	if strings.Contains(href, "downfile.jsp") {
		return true
	}
	href, _, _ = strings.Cut(href, "?")
	dot := strings.LastIndexByte(href, '.')
	if dot < 0 || len(href)-dot > 6 {
		return false
	}
	switch strings.ToLower(href[dot+1:]) {
	case "pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "zip", "rar", "ofd":
		return true
	}
	return false
}
