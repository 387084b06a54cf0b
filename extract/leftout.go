package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leftOut counts what a page holds in place of tables: pictures that are not
// the site's own furniture, and documents beside it. Only pages without tables
// are asked.
func leftOut(p *page) (pictures, files int) {
	if p.root == nil {
		for i := range p.lines {
			if t := p.lines[i].text(); len(t) < maxTitleBytes && isAttachment(t) {
				files++
			}
		}
		return 0, files
	}
	countLeftOut(p.root, 0, &pictures, &files)
	return pictures, files
}

func countLeftOut(n *html.Node, depth int, pictures, files *int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			if c.Type == html.DocumentNode {
				countLeftOut(c, depth+1, pictures, files)
			}
			continue
		}
		switch c.DataAtom {
		case atom.Head, atom.Header, atom.Footer, atom.Nav, atom.Script, atom.Style, atom.Noscript:
			continue
		case atom.Img:
			if !isFurniture(c) {
				*pictures++
			}
			continue
		case atom.Iframe, atom.Embed, atom.Object:
			if src := attr(c, "src") + attr(c, "data"); isAttachment(src) || strings.Contains(src, "pdf") {
				*files++
			}
			continue
		case atom.A:
			if isAttachment(attr(c, "href")) {
				*files++
				continue
			}
			if attr(c, "href") != "" { // its pictures are buttons
				continue
			}
		}
		countLeftOut(c, depth+1, pictures, files)
	}
}

// furniture are words in the addresses of logos, icons and badges.
var furniture = []string{"logo", "icon", "ico.", "qr", "ewm", "erweima", "wechat", "weixin", "weibo", "share", "print", "banner", "head", "foot", "nav", "bg", "badge", "red.png", "blue.png", "ga.png", "beian", "jiucuo", "wza", "search", "arrow", "close", "line", "dot", "space.gif", "blank", "top.", "btn", "button", "icon_"}

// isFurniture tells pictures that are part of the site, not of the report.
func isFurniture(img *html.Node) bool {
	for _, key := range []string{"width", "height"} {
		if v, err := strconv.Atoi(strings.TrimSuffix(attr(img, key), "px")); err == nil && v < 60 {
			return true
		}
	}
	src := strings.ToLower(attr(img, "src"))
	if i := strings.LastIndexByte(src, '/'); i >= 0 {
		src = src[i:]
	}
	return src == "" || containsAny(src, furniture) || containsAny(strings.ToLower(attr(img, "class")), furniture)
}
