package markup

import "strings"

// raw returns the content of an element that holds no markup, up to its end tag
// or the end of the page; the scanner is left before the end tag.
func (z *scanner) raw(name string) string {
	from := z.pos
	switch name {
	case "plaintext":
		z.pos = len(z.s)
	case "script":
		z.pos = z.scriptEnd(from)
	default:
		z.pos = z.endTagOf(name, from)
	}
	return z.s[from:z.pos]
}

// endTagOf returns where </name begins, from i on, or the end of the page.
func (z *scanner) endTagOf(name string, i int) int {
	for {
		j := strings.Index(z.s[i:], "</")
		if j < 0 {
			return len(z.s)
		}
		i += j
		if z.named(i+2, name) {
			return i
		}
		i += 2
	}
}

// named tells whether a tag of this name stands at i.
func (z *scanner) named(i int, name string) bool {
	s, end := z.s, i+len(name)
	return end < len(s) && strings.EqualFold(s[i:end], name) && (isSpace(s[end]) || s[end] == '/' || s[end] == '>')
}

// scriptEnd is endTagOf for scripts. Inside <!-- -->, a <script> of the script's
// own text hides the end tag that belongs to it.
func (z *scanner) scriptEnd(i int) int {
	s := z.s
	hidden, double := false, false
	dashes := 0
	for ; i < len(s); i++ {
		if !hidden {
			j := strings.IndexByte(s[i:], '<')
			if j < 0 {
				return len(s)
			}
			i += j
			switch {
			case i+2 < len(s) && s[i+1] == '/' && z.named(i+2, "script"):
				return i
			case strings.HasPrefix(s[i:], "<!--"):
				hidden, dashes = true, 2
				i += 3
			}
			continue
		}
		switch c := s[i]; {
		case c == '-':
			dashes++
			continue
		case c == '>' && dashes >= 2:
			hidden, double = false, false
		case c == '<' && !double && i+1 < len(s) && isLetter(s[i+1]):
			if z.named(i+1, "script") {
				double = true
				i += len("script") + 1
			}
		case c == '<' && i+2 < len(s) && s[i+1] == '/' && z.named(i+2, "script"):
			if !double {
				return i
			}
			double = false
			i += len("/script") + 1
		case c == '<' && !double && i+1 < len(s) && s[i+1] != '/':
			// The tokenizer leaves the hidden part here; so does this.
			hidden = false
		}
		dashes = 0
	}
	return len(s)
}

// The settings that Word leaves in a page are bounded, and so is the search for
// their end.
const (
	maxIsland  = 64 << 10
	maxIslands = 100
)

// skipIsland passes over an <xml> of Word's settings whose start tag was read,
// and its end tag. One that is never closed, or holds text of the page, is none.
func (z *scanner) skipIsland() bool {
	if z.islands++; z.islands > maxIslands {
		return false
	}
	ahead := z.s[z.pos:min(len(z.s), z.pos+maxIsland)]
	end := strings.Index(ahead, "</xml>")
	if end < 0 {
		return false
	}
	for _, tag := range []string{"<p", "<P", "<div", "<DIV", "<table", "<TABLE", "<td", "<TD"} {
		if strings.Contains(ahead[:end], tag) {
			return false
		}
	}
	z.pos += end + len("</xml>")
	return true
}
