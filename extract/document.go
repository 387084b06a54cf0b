package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Document is a page read once for everything that a crawl wants of it.
type Document struct {
	// Text is the page in UTF-8.
	Text string
	// HTML tells markup from plain text.
	HTML bool
	// Title is the content of <title>, Headings the first headings of the page.
	Title    string
	Headings []string
	// Links are the page's anchors in document order.
	Links []Link
	// Attachments are the documents that the page links to, embeds or opens. They
	// are looked for where a report on it lacks tables of its form.
	Attachments []Link
	// Reports are the reports on the page; NotReport says why there is none.
	Reports   []Report
	NotReport error
}

// Link is an anchor of a page.
type Link struct {
	// URL is absolute where the page's address was known.
	URL string
	// Text is what stands between its tags, Title its title attribute.
	Text, Title string
}

// maxLinks bounds the anchors taken from one page.
const maxLinks = 20_000

// Read lays a page out once and returns its reports and its links. The error
// is ErrEmpty or an *UnreadableError; a page without a report is no error here.
func (x *Extractor) Read(in Input) (*Document, error) {
	p, err := x.layOut(in)
	if err != nil {
		return nil, err
	}
	d := &Document{Text: p.decoded.Text, HTML: p.html, Title: p.title, Headings: p.heads}
	if p.root != nil {
		d.Links = linksOf(p.root, in.Source)
	}
	d.Reports, d.NotReport = x.reports(p, in.Source)
	if p.html && slices.ContainsFunc(d.Reports, lacksTables) {
		d.Attachments = attachedTo(p.root, in.Source, d.Reports)
	}
	return d, nil
}

// linksOf collects the anchors of a document.
func linksOf(root *html.Node, source string) []Link {
	base, _ := url.Parse(source)
	var links []Link
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Base:
			if u, err := url.Parse(attr(n, "href")); err == nil && base != nil && u.String() != "" {
				base = base.ResolveReference(u)
			}
		case atom.A, atom.Area:
			href := trimSpace(attr(n, "href"))
			if href == "" || strings.HasPrefix(href, "#") || len(links) >= maxLinks {
				continue
			}
			u, err := url.Parse(href)
			if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
				continue
			}
			if base != nil {
				u = base.ResolveReference(u)
			}
			links = append(links, Link{URL: u.String(), Text: textOf(n, 1000), Title: trimSpace(attr(n, "title"))})
		}
	}
	return links
}

// Title is the title of an annual report taken apart.
type Title struct {
	Text   string // as printed, without the site's suffix
	Agency string // whose report it is, "" where the title names none
	Year   int    // 0 where it names none
}

// ParseTitle tells titles of annual reports from everything else that speaks
// of them: notices, forms, interpretations, news.
func ParseTitle(s string) (Title, bool) {
	t, ok := parseTitle(s)
	return Title{Text: t.text, Agency: t.agency, Year: t.year}, ok
}
