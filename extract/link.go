package extract

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Link is an anchor of a page, an entry of a menu, or whatever else leads on when
// it is clicked.
type Link struct {
	// URL is absolute where the page's address was known.
	URL string
	// Text is what stands between its tags, Title its title attribute.
	Text, Title string
}

// maxLinks bounds the links taken from one page.
const maxLinks = 20_000

// linksOf collects the links of a document that came in a charset.
func linksOf(root *html.Node, source, charset string) []Link {
	base, _ := url.Parse(source)
	var links []Link
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || len(links) >= maxLinks {
			continue
		}
		if n.DataAtom == atom.Base {
			if u, err := url.Parse(attr(n, "href")); err == nil && base != nil && u.String() != "" {
				base = base.ResolveReference(u)
			}
			continue
		}
		address := leadsTo(n)
		if address == "" {
			continue
		}
		u, err := url.Parse(asBrowsersRead(address, charset))
		if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		l := Link{URL: u.String(), Text: textOf(n, 1000), Title: trimSpace(attr(n, "title"))}
		if l.Text == "" && l.Title == "" {
			l.Title = pictured(n)
		}
		links = append(links, l)
	}
	return links
}

// pictured is what the first picture inside an element says it shows.
func pictured(n *html.Node) string {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img {
			return trimSpace(cmp.Or(attr(d, "alt"), attr(d, "title")))
		}
	}
	return ""
}

// asBrowsersRead writes an address as browsers read it (the URL Standard of WHATWG):
// line breaks are no part of it, a backslash is a slash, and what is not ASCII in a
// query is in the page's charset.
func asBrowsersRead(address, pageCharset string) string {
	address = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, address)
	path, query, asks := strings.Cut(address, "?")
	path = strings.ReplaceAll(path, "\\", "/")
	if !asks {
		return path
	}
	if enc, _ := charset.Lookup(pageCharset); enc != nil {
		if coded, err := enc.NewEncoder().String(query); err == nil {
			query = coded
		}
	}
	var b strings.Builder
	b.WriteString(path + "?")
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// leadsTo is the address that an element leads to, as written: that of an anchor, of
// an entry of a menu its value, else one that it keeps for a script or that its script
// names. It is "" where there is none.
func leadsTo(n *html.Node) string {
	switch n.DataAtom {
	case atom.A, atom.Area:
		href := trimSpace(attr(n, "href"))
		if code, ok := cutScheme(href); ok {
			if address := namedIn(code); address != "" {
				return address
			}
		} else if href != "" && !strings.HasPrefix(href, "#") {
			return href
		}
	case atom.Option:
		if value := trimSpace(attr(n, "value")); isAddress(value) {
			return value
		}
	}
	for _, name := range [...]string{"data-href", "data-url", "data-link"} {
		if address := trimSpace(attr(n, name)); isAddress(address) {
			return address
		}
	}
	return namedIn(attr(n, "onclick"))
}

// cutScheme takes the scheme off an address that is a script.
func cutScheme(href string) (code string, ok bool) {
	const scheme = "javascript:"
	if len(href) < len(scheme) || !strings.EqualFold(href[:len(scheme)], scheme) {
		return "", false
	}
	return href[len(scheme):], true
}

// namedIn is the first string in a script that is an address.
func namedIn(code string) string {
	for part := range strings.FieldsFuncSeq(code, isQuote) {
		if part = trimSpace(part); isAddress(part) {
			return part
		}
	}
	return ""
}

// isAddress tells addresses from other texts of scripts and menus: by a beginning
// that only they have, or by the ending of a page.
func isAddress(s string) bool {
	if s == "" || len(s) > 1000 || strings.ContainsAny(s, " ()<>;+") {
		return false
	}
	for _, beginning := range []string{"/", "./", "../", "http://", "https://", "?"} {
		if strings.HasPrefix(s, beginning) && len(s) > len(beginning) {
			return true
		}
	}
	path, _, _ := strings.Cut(strings.ToLower(s), "?")
	dot := strings.LastIndexByte(path, '.')
	if dot <= 0 {
		return false
	}
	switch path[dot+1:] {
	case "htm", "html", "shtml", "jhtml", "jsp", "asp", "aspx", "php", "do", "action", "pdf", "doc", "docx", "xls", "xlsx":
		return true
	}
	return false
}
