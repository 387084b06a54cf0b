package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxAttached bounds the attachments taken from one page.
const maxAttached = 50

// attachedTo collects the documents that a page links to, embeds or opens by a
// script, in document order. A viewer that is told its document stands for it.
func attachedTo(root *html.Node, source string) []Link {
	a := attachments{seen: map[string]bool{}}
	a.base, _ = url.Parse(source)
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || len(a.links) >= maxAttached {
			continue
		}
		switch n.DataAtom {
		case atom.Base:
			if u, err := url.Parse(attr(n, "href")); err == nil && a.base != nil && u.String() != "" {
				a.base = a.base.ResolveReference(u)
			}
		case atom.A, atom.Area:
			a.add(n, attr(n, "href"))
		case atom.Iframe, atom.Embed, atom.Frame:
			a.add(n, attr(n, "src"))
		case atom.Object:
			a.add(n, attr(n, "data"))
		}
		for part := range strings.FieldsFuncSeq(attr(n, "onclick"), isQuote) {
			a.add(n, part)
		}
	}
	return a.links
}

func isQuote(r rune) bool { return r == '\'' || r == '"' }

type attachments struct {
	base  *url.URL
	seen  map[string]bool
	links []Link
}

// add takes an address, if it is a document's.
func (a *attachments) add(n *html.Node, address string) {
	address = trimSpace(address)
	if !isAttachment(address) {
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	for _, values := range u.Query() {
		for _, v := range values {
			if inner, err := url.Parse(v); err == nil && strings.Contains(v, "/") && endsAsDocument(inner.Path) {
				u = u.ResolveReference(inner)
			}
		}
	}
	if a.base != nil {
		u = a.base.ResolveReference(u)
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || a.seen[u.String()] {
		return
	}
	a.seen[u.String()] = true
	a.links = append(a.links, Link{URL: u.String(), Text: textOf(n, 1000), Title: trimSpace(attr(n, "title"))})
}
