package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// wanted returns the name of an attribute that is kept, "" for the rest. Styles
// are kept only where they may hide something.
func wanted(a rawAttr) string {
	var low [16]byte
	if len(a.key) > len(low) || len(a.key) < 2 {
		return ""
	}
	for i := range len(a.key) {
		c := a.key[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	switch string(low[:len(a.key)]) {
	case "class":
		return "class"
	case "id":
		return "id"
	case "style":
		if mentionsDisplay(a.val) {
			return "style"
		}
	case "colspan":
		return "colspan"
	case "rowspan":
		return "rowspan"
	case "href":
		return "href"
	case "src":
		return "src"
	case "data":
		return "data"
	case "title":
		return "title"
	case "alt":
		return "alt"
	case "name":
		return "name"
	case "property":
		return "property"
	case "content":
		return "content"
	case "value":
		return "value"
	case "type":
		return "type"
	case "onclick":
		return "onclick"
	case "data-href":
		return "data-href"
	case "data-url":
		return "data-url"
	case "data-link":
		return "data-link"
	case "hidden":
		return "hidden"
	}
	return ""
}

// leads tells tags that may lead somewhere when they are clicked.
func leads(attrs []rawAttr) bool {
	for i := range attrs {
		switch key := attrs[i].key; len(key) {
		case len("href"):
			if strings.EqualFold(key, "href") {
				return true
			}
		case len("onclick"):
			if strings.EqualFold(key, "onclick") {
				return true
			}
		case len("data-url"), len("data-link"):
			if strings.EqualFold(key, "data-url") || strings.EqualFold(key, "data-href") || strings.EqualFold(key, "data-link") {
				return true
			}
		}
	}
	return false
}

// mentionsDisplay is a quick look for a display property, however it is written.
func mentionsDisplay(style string) bool {
	return strings.Contains(style, "isplay") || strings.IndexByte(style, 'Y') >= 0 && strings.Contains(strings.ToLower(style), "display")
}

// Hidden tells elements that a browser does not show: those with a hidden
// attribute, or whose style ends up with display:none.
func Hidden(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			if displayNone(a.Val) {
				return true
			}
		}
	}
	return false
}

// hides is Hidden for a tag that has no node yet.
func hides(attrs []rawAttr) bool {
	for i := range attrs {
		switch a := &attrs[i]; len(a.key) {
		case len("style"):
			if mentionsDisplay(a.val) && strings.EqualFold(a.key, "style") && displayNone(a.val) {
				return true
			}
		case len("hidden"):
			if strings.EqualFold(a.key, "hidden") {
				return true
			}
		}
	}
	return false
}

// displayNone reads a style as a browser does: the last display counts, and an
// important one more than the rest.
func displayNone(style string) bool {
	if !mentionsDisplay(style) {
		return false
	}
	none, important := false, false
	for decl := range strings.SplitSeq(style, ";") {
		name, val, ok := strings.Cut(decl, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "display") {
			continue
		}
		val, mark, _ := strings.Cut(val, "!")
		strong := strings.EqualFold(strings.TrimSpace(mark), "important")
		if important && !strong {
			continue
		}
		none, important = strings.EqualFold(strings.TrimSpace(val), "none"), strong
	}
	return none
}

// unescape replaces character references. In attributes, a name without its
// semicolon counts only where no letter, digit or = follows it: ?a=1&para=2.
func unescape(s string, attribute bool) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	if !attribute {
		return html.UnescapeString(s)
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := 1
		if n < len(s) && s[n] == '#' {
			n++
		}
		for n < len(s) && (isLetter(s[n]) || s[n] >= '0' && s[n] <= '9') {
			n++
		}
		ended := n < len(s) && s[n] == ';'
		if ended {
			n++
		}
		piece := s[:n]
		s = s[n:]
		if numeric := strings.HasPrefix(piece, "&#"); !numeric && !ended && strings.HasPrefix(s, "=") {
			b.WriteString(piece)
			continue
		} else if out := html.UnescapeString(piece); numeric || len(out) == 1 || out[len(out)-1] != piece[len(piece)-1] {
			piece = out // else only the beginning of the name is a reference
		}
		b.WriteString(piece)
	}
	b.WriteString(s)
	return b.String()
}
