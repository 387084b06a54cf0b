package crawler

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// maxFrames is how many frames of a list page are looked into.
const maxFrames = 4

// pageFrames looks into the frames of a list page, and into what its script loads
// into it: some are nothing but a shell around one.
func pageFrames(p *listPage) turn {
	var t turn
	p.doc.Find("iframe[src], frame[src]").Each(func(_ int, f *goquery.Selection) {
		to := resolve(p.at, f.AttrOr("src", ""))
		if to == nil || siteKey(to) != siteKey(p.at) || to.String() == p.at.String() || len(t.next) >= maxFrames {
			return
		}
		if !servesXxgk(to) && strings.HasPrefix(to.Scheme, "http") {
			t.next = append(t.next, to.String())
		}
	})
	for _, script := range p.scripts {
		for _, call := range callsOf("load", script) {
			// $('#list').load('list.html #inner')
			if !strings.HasPrefix(call, "'") && !strings.HasPrefix(call, `"`) || len(t.next) >= maxFrames {
				continue
			}
			address, _, _ := strings.Cut(strings.TrimSpace(stringsOf(call)[0]), " ")
			if to := resolve(p.at, address); to != nil && strings.Contains(address, ".") && siteKey(to) == siteKey(p.at) {
				t.next = append(t.next, to.String())
			}
		}
	}
	return t
}

// unwrapPager puts a pager that a page holds as base64 of escaped markup, for
// a script to write, where the script would write it.
func unwrapPager(doc *goquery.Document) {
	doc.Find("#pages").Each(func(_ int, s *goquery.Selection) {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(s.Text()))
		if err != nil {
			return
		}
		if markup, err := url.QueryUnescape(string(raw)); err == nil {
			s.SetHtml(markup)
		}
	})
}
