package crawler

import (
	"net/url"

	"github.com/PuerkitoBio/goquery"
)

// listPage is a web page as all systems look at it.
type listPage struct {
	doc     *goquery.Document
	at      *url.URL
	title   string
	scripts []string // their texts, in the order of the page
}

func newListPage(doc *goquery.Document, at *url.URL) *listPage {
	p := &listPage{doc: doc, at: at, title: oneLine(doc.Find("title").First().Text())}
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if text := s.Text(); text != "" {
			p.scripts = append(p.scripts, text)
		}
	})
	return p
}

// ask is the address of data that the page loads.
func (p *listPage) ask(u string) ask {
	return ask{url: u, page: p.at.String(), title: clipTitle(p.title)}
}
