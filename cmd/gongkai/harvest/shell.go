package harvest

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"gongkai/crawler"
	"gongkai/extract"
)

const (
	// shellLinks is how many links a page may have that is only a shell.
	shellLinks = 5
	// onwardScore is that of where a shell leads: what stands in for a home page
	// is worth as much as what it links to.
	onwardScore = goodLink
)

// sends is a script that sends the visitor on, with where to.
var sends = regexp.MustCompile(`(?:^|[^\w$.])(?:(?:window|self|top|parent|document)\.)*location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*["']([^"'\\\s]+)["']`)

// refresh is the content of a meta tag that does.
var refresh = regexp.MustCompile(`(?i)^\s*\d+\s*[;,]\s*url\s*=\s*["']?([^"']+)`)

// onward is where a shell sends its visitors without a click: its frames, the page
// that a tag or a script of it opens. A page with links of its own is no shell.
func onward(doc *extract.Document, address string) []crawler.Link {
	at, err := url.Parse(address)
	if err != nil || len(doc.Links) > shellLinks {
		return nil
	}
	shell, err := goquery.NewDocumentFromReader(strings.NewReader(doc.Text))
	if err != nil {
		return nil
	}
	var ways []crawler.Link
	add := func(to, why string) {
		u, err := at.Parse(strings.TrimSpace(to))
		if err == nil && strings.HasPrefix(u.Scheme, "http") && u.String() != at.String() {
			ways = append(ways, crawler.Link{URL: u.String(), Kind: crawler.KindOther, Score: onwardScore, Why: why})
		}
	}
	shell.Find("frame[src], iframe[src]").Each(func(_ int, f *goquery.Selection) {
		add(f.AttrOr("src", ""), "a frame of a page without links")
	})
	shell.Find("meta[http-equiv]").Each(func(_ int, m *goquery.Selection) {
		if to := refresh.FindStringSubmatch(m.AttrOr("content", "")); to != nil && strings.EqualFold(m.AttrOr("http-equiv", ""), "refresh") {
			add(to[1], "the page sends its visitors on")
		}
	})
	shell.Find("script").Each(func(_ int, s *goquery.Selection) {
		for _, to := range sends.FindAllStringSubmatch(s.Text(), -1) {
			add(to[1], "a script of the page sends its visitors on")
		}
	})
	return ways
}
