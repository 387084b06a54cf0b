package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/extract/markup"
)

// isBlock tells whether an element starts a new line.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Main, atom.Form, atom.Fieldset, atom.Blockquote,
		atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext, atom.Center, atom.Hr, atom.Body, atom.Html, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Figure, atom.Figcaption, atom.Address, atom.Table, atom.Option, atom.Optgroup, atom.Legend, atom.Textarea,
		atom.Details, atom.Summary, atom.Dialog, atom.Dir, atom.Menu, atom.Hgroup, atom.Search:
		return true
	case 0:
		return strings.HasPrefix(n.Data, "ucap")
	}
	return false
}

// isPre tells elements whose line ends are meant.
func isPre(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext, atom.Textarea:
		return true
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

// isSkipped tells elements whose content is no text of the page.
func isSkipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Noembed, atom.Noframes, atom.Head, atom.Title, atom.Template, atom.Select, atom.Datalist,
		atom.Input, atom.Svg, atom.Object, atom.Button, atom.Canvas, atom.Video, atom.Audio, atom.Iframe:
		return true
	}
	return false
}

// isHidden tells elements that a browser does not show.
func isHidden(n *html.Node) bool { return len(n.Attr) > 0 && markup.Hidden(n) }

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
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
	href, _, _ = strings.Cut(href, "#")
	path, query, _ := strings.Cut(href, "?")
	return endsAsDocument(path) || endsAsDocument(query)
}

func endsAsDocument(path string) bool {
	dot := strings.LastIndexByte(path, '.')
	if dot < 0 || len(path)-dot > 6 {
		return false
	}
	switch strings.ToLower(path[dot+1:]) {
	case "pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "zip", "rar", "ofd":
		return true
	}
	return false
}

// opensAttachment tells scripts that open a document: window.open('/a.pdf').
func opensAttachment(onclick string) bool {
	for part := range strings.FieldsFuncSeq(onclick, isQuote) {
		if isAttachment(part) {
			return true
		}
	}
	return false
}
