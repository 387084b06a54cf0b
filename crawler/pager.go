package crawler

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
)

// system speaks the lists of one site system. Every list page is shown to
// every system; one whose marks are not there returns a zero turn.
type system struct {
	name string
	// page looks at a web page; nil if the system has only data.
	page func(p *listPage) turn
	// serves tells the addresses whose answers are data for answer; nil if
	// the system has none.
	serves func(u *url.URL) bool
	answer func(body []byte, a ask) turn
}

// turn is what a system makes of a page or an answer.
type turn struct {
	// next are addresses and asks of further pages, nearest first.
	next []string
	// hidden is markup whose links are not among the page's own. In an answer
	// it is in the answer's encoding, else in UTF-8.
	hidden []byte
	// unknown says why the list may be longer than what was understood. It is
	// never answered by a guess.
	unknown string
	// title is the page's own, as turnPages found it.
	title string
}

// systems are asked in this order. Plain links come last: a next link that
// runs a script matters only where nobody understood the script.
var systems = []system{
	{name: "TRS WCM", page: pageTRS},
	{name: "Hanweb jpage", page: pageJpage, serves: servesJpage, answer: answerJpage},
	{name: "TrueCMS", page: pageTruecms, serves: servesTruecms, answer: answerTruecms},
	{name: "Hanweb xxgk", page: pageXxgk, serves: servesXxgk, answer: answerXxgk},
	{name: "Hanweb JPaaS", page: pageJpaas, serves: servesJpaas, answer: answerJpaas},
	{name: "UCAP", page: pageUcap, serves: servesUcap, answer: answerUcap},
	{name: "gkmlpt", page: pageGkmlpt, serves: servesGkmlpt, answer: answerGkmlpt},
	{name: "Epoint", page: pageEpoint, serves: servesEpoint, answer: answerEpoint},
	{name: "sitemap", serves: servesSitemap, answer: answerSitemap},
	{name: "frames", page: pageFrames},
	{name: plainLinks, page: pageLinks},
}

const plainLinks = "links"

// turnPages runs all systems over a web page in UTF-8. Each further page is
// named once.
func turnPages(markup string, at *url.URL) turn {
	var sum turn
	if markup == "" {
		return sum
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
	if err != nil {
		sum.unknown = "list page cannot be parsed: " + oneLine(err.Error())
		return sum
	}
	unwrapPager(doc)
	p := newListPage(doc, at)
	sum.title = p.title
	var reasons []string
	for _, s := range systems {
		if s.page == nil {
			continue
		}
		t := s.page(p)
		sum.hidden = append(sum.hidden, t.hidden...)
		kept, why := sameHost(t.next, at, s.name)
		sum.next = append(sum.next, kept...)
		if s.name == plainLinks && len(sum.next) > 0 {
			t.unknown = "" // its script is the one that was understood
		}
		if t.unknown != "" {
			reasons = append(reasons, t.unknown)
		}
		if why != "" {
			reasons = append(reasons, why)
		}
	}
	sum.next = unique(sum.next)
	if len(sum.next) == 0 && len(sum.hidden) == 0 && len(reasons) == 0 {
		if why := foreignPager(markup); why != "" {
			reasons = append(reasons, why)
		}
	}
	sum.unknown = strings.Join(reasons, "; ")
	return sum
}

// answerOf returns the system whose data an address is.
func answerOf(u *url.URL) (system, bool) {
	for _, s := range systems {
		if s.serves != nil && s.serves(u) {
			return s, true
		}
	}
	return system{}, false
}

// readAnswer has the system read an answer of its own.
func (s system) readAnswer(body []byte, a ask, at *url.URL) turn {
	t := s.answer(body, a)
	kept, why := sameHost(t.next, at, s.name)
	t.next = unique(kept)
	if t.unknown == "" {
		t.unknown = why
	}
	if t.unknown != "" {
		t.unknown = s.name + ": " + t.unknown
	}
	return t
}

// sameHost keeps the further pages that are on the list's own host.
func sameHost(next []string, at *url.URL, name string) (kept []string, why string) {
	for _, raw := range next {
		u, err := url.Parse(parseAsk(raw).url)
		if err != nil || siteKey(u) != siteKey(at) {
			why = name + ": the next page is on another host: " + clip(raw)
			continue
		}
		kept = append(kept, raw)
	}
	return kept, why
}

func unique(all []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// hiddenPage makes a page of markup that stood in a script or an answer, for
// a reader to judge its links. The title is written in ASCII, since the markup
// may be in any encoding that contains it.
func hiddenPage(p *Page, markup []byte, contentType, title, base string) *Page {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html><html><head><title>")
	for _, r := range html.EscapeString(title) {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	b.WriteString("</title></head><body>\n")
	b.Write(markup)
	b.WriteString("\n</body></html>\n")
	made := *p
	made.Body, made.FinalURL = b.Bytes(), base
	made.Header = http.Header{"Content-Type": {contentType}}
	return &made
}

// anchor writes a link of a hidden page.
func anchor(b *bytes.Buffer, href, text string) {
	fmt.Fprintf(b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(href), html.EscapeString(text))
}

// foreignMarks are the pagers of site systems that this version does not
// speak, and addresses of others where no part of a page could be read. A
// list that has one is incomplete, which must be told.
var foreignMarks = []struct{ mark, name string }{
	{"dataproxy.jsp", "Hanweb jpage"},
	{"jpaas-publish-server/front/page/build/unit", "Hanweb JPaaS"},
	{"/module/xxgk/search.jsp", "Hanweb xxgk"},
	{"/gkmlpt/api/", "gkmlpt"},
	{"/common/search/", "UCAP"},
	{"getgovinfolist", "Epoint"},
	{"messagecontroller/getmessage", "TrueCMS"},
}

func foreignPager(markup string) string {
	lower := strings.ToLower(markup)
	for _, f := range foreignMarks {
		if strings.Contains(lower, f.mark) {
			return "the list is paged by " + f.name + " (" + f.mark + ") in a way that is not understood"
		}
	}
	return ""
}
