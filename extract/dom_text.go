package extract

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// appendCollapsed appends s with runs of ASCII white space as one space, none
// at the start of a line or beside another.
func appendCollapsed(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\f':
			i++
			if len(b) > 0 && b[len(b)-1] != ' ' && b[len(b)-1] != '\n' {
				b = append(b, ' ')
			}
		default:
			j := i + 1
			for j < len(s) && s[j] != ' ' && s[j] != '\t' && s[j] != '\n' && s[j] != '\r' && s[j] != '\f' {
				j++
			}
			b = append(b, s[i:j]...)
			i = j
		}
	}
	return b
}

// textOf returns what an element shows as text, of at most some bytes.
func textOf(n *html.Node, most int) string {
	var b []byte
	for c := n.FirstChild; c != nil && len(b) < most; c = next(c, n) {
		if c.Type == html.TextNode {
			b = appendCollapsed(b, c.Data)
		} else if isBlock(c) || c.DataAtom == atom.Br {
			b = appendCollapsed(b, " ")
		}
	}
	return trimSpace(string(b))
}

// next returns the node after c in document order, inside root, leaving out
// what is not shown below c; nil at the end.
func next(c, root *html.Node) *html.Node {
	if c.FirstChild != nil && !isSkipped(c) && !isHidden(c) {
		return c.FirstChild
	}
	for c != root {
		if c.NextSibling != nil {
			return c.NextSibling
		}
		c = c.Parent
	}
	return nil
}

// named is a goquery.Matcher of elements by their names. A compiled selector
// looks at every node once for each name, which costs more than the layout.
type named []atom.Atom

// Match tells whether n is one of the elements.
func (m named) Match(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom != 0 && slices.Contains(m, n.DataAtom)
}

// MatchAll returns those below n.
func (m named) MatchAll(n *html.Node) []*html.Node {
	var found []*html.Node
	for c := n; ; {
		if c.FirstChild != nil {
			c = c.FirstChild
		} else {
			for c != n && c.NextSibling == nil {
				c = c.Parent
			}
			if c == n {
				return found
			}
			c = c.NextSibling
		}
		if m.Match(c) {
			found = append(found, c)
		}
	}
}

// Filter returns those among the nodes.
func (m named) Filter(nodes []*html.Node) []*html.Node {
	return slices.DeleteFunc(slices.Clone(nodes), func(n *html.Node) bool { return !m.Match(n) })
}
