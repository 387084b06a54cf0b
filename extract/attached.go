package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxAttached bounds the attachments taken from one page.
const maxAttached = 50

// lacksTables tells a report of which tables may be somewhere else.
func lacksTables(r Report) bool {
	return r.Quality == QualityNoTables || slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "section_missing" })
}

// attachedTo collects the documents that the page of reports links to, embeds or
// opens by a script, in document order, without those of other years. A viewer
// that is told its document stands for it.
func attachedTo(root *html.Node, source string, reports []Report) []Link {
	a := attachments{seen: map[string]bool{}, reports: reports}
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
			a.add(n, attr(n, "href"), endsAsDocument(textOf(n, maxTitleBytes)))
		case atom.Iframe, atom.Embed, atom.Frame:
			a.add(n, attr(n, "src"), attr(n, "type") == pdfType)
		case atom.Object:
			a.add(n, attr(n, "data"), attr(n, "type") == pdfType)
		}
		for part := range strings.FieldsFuncSeq(attr(n, "onclick"), isQuote) {
			a.add(n, part, false)
		}
	}
	return a.links
}

func isQuote(r rune) bool { return r == '\'' || r == '"' }

const pdfType = "application/pdf"

type attachments struct {
	base    *url.URL
	seen    map[string]bool
	reports []Report
	links   []Link
}

// add takes an address, if it is a document's by its ending or because the page
// says so.
func (a *attachments) add(n *html.Node, address string, said bool) {
	address = trimSpace(address)
	if address == "" || strings.HasPrefix(address, "#") || !said && !isAttachment(address) {
		return
	}
	l := Link{Text: textOf(n, 1000), Title: trimSpace(attr(n, "title"))}
	if !slices.ContainsFunc(a.reports, func(r Report) bool { return r.Year == 0 || !namesOtherYear(l.Text+" "+l.Title, r.Year) }) {
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
	l.URL = u.String()
	a.seen[l.URL] = true
	a.links = append(a.links, l)
}
