package markup

import "strings"

// kind is what the scanner found.
type kind uint8

const (
	atEnd kind = iota
	textToken
	startTag
	endTag
	doctype
)

// rawAttr is an attribute as written.
type rawAttr struct{ key, val string }

// scanner cuts a page into tags and text as html.Tokenizer does, but hands out
// parts of the text itself instead of copies. Comments, processing instructions
// and the conditional sections of Word are passed over.
type scanner struct {
	s   string
	pos int
	// cdata is set inside svg, where <![CDATA[ is no comment.
	cdata bool
	// islands counts the searches for the end of an <xml>.
	islands int

	// The token found last: text for text and doctypes, the rest for tags.
	text        string
	name        string // as written
	attrs       []rawAttr
	selfClosing bool
}

// next finds the next token.
func (z *scanner) next() kind {
	s, from := z.s, z.pos
	for i := from; ; {
		j := strings.IndexByte(s[i:], '<')
		if j < 0 || i+j+1 >= len(s) {
			return z.rest(from)
		}
		i += j
		c := s[i+1]
		if !isLetter(c) && c != '/' && c != '!' && c != '?' {
			i++
			continue
		}
		if i > from {
			z.text, z.pos = s[from:i], i
			return textToken
		}
		switch {
		case isLetter(c):
			return z.tag(i+1, startTag)
		case c == '/':
			if i+2 >= len(s) {
				return z.rest(from)
			}
			if isLetter(s[i+2]) {
				return z.tag(i+2, endTag)
			}
			i = z.after(i+2, ">")
		case c == '?':
			i = z.after(i+2, ">")
		default:
			if k := z.declaration(i + 2); k != atEnd {
				return k
			}
			i = z.pos
		}
		from, z.pos = i, i
	}
}

// rest returns what is left as text.
func (z *scanner) rest(from int) kind {
	z.text, z.pos = z.s[from:], len(z.s)
	if z.text == "" {
		return atEnd
	}
	return textToken
}

// after returns where the next end of a bogus comment lies.
func (z *scanner) after(i int, end string) int {
	if j := strings.Index(z.s[i:], end); j >= 0 {
		return i + j + len(end)
	}
	return len(z.s)
}

// declaration passes over a comment or a bogus one, from after its <!, and
// returns doctypes; pos is left behind it.
func (z *scanner) declaration(i int) kind {
	s := z.s[i:]
	switch {
	case strings.HasPrefix(s, "--"):
		z.pos = z.comment(i + 2)
	case len(s) >= 7 && strings.EqualFold(s[:7], "doctype"):
		z.pos = z.after(i+7, ">")
		z.text = strings.TrimSuffix(z.s[i+7:z.pos], ">")
		return doctype
	case z.cdata && strings.HasPrefix(s, "[CDATA["):
		z.pos = z.after(i+7, "]]>")
	default:
		z.pos = z.after(i, ">")
	}
	return atEnd
}

// comment returns the end of a comment whose <!-- ends at i: --> or --!>, and
// <!--> and <!---> are whole comments.
func (z *scanner) comment(i int) int {
	s := z.s
	for start := i; ; {
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return len(s)
		}
		i += j
		body := s[start:i]
		if body == "" || body == "-" || strings.HasSuffix(body, "--") || strings.HasSuffix(body, "--!") {
			return i + 1
		}
		i++
	}
}

// tag reads a tag whose name begins at i. A tag that the page ends in is none.
func (z *scanner) tag(i int, k kind) kind {
	s, p := z.s, i+1
	for p < len(s) && bytesOfTags[s[p]]&nameEnd == 0 {
		p++
	}
	z.name, z.attrs, z.selfClosing = s[i:p], z.attrs[:0], false
	bare := -1 // where the last value without quotes ends
	for {
		p = skipSpace(s, p)
		if p >= len(s) {
			break
		}
		if s[p] == '>' {
			z.selfClosing = s[p-1] == '/' && bare != p
			z.pos = p + 1
			return k
		}
		at := p
		for p < len(s) && (bytesOfTags[s[p]]&keyEnd == 0 || s[p] == '=' && p == at) {
			p++
		}
		key, val := s[at:p], ""
		if p = skipSpace(s, p); p >= len(s) {
			break
		}
		switch s[p] {
		case '/':
			p++
		case '=':
			if p = skipSpace(s, p+1); p >= len(s) {
				break
			}
			switch q := s[p]; q {
			case '>':
			case '"', '\'':
				end := strings.IndexByte(s[p+1:], q)
				if end < 0 {
					p = len(s)
					break
				}
				val = s[p+1 : p+1+end]
				p += end + 2
			default:
				at := p
				for p++; p < len(s) && bytesOfTags[s[p]]&bareEnd == 0; p++ {
				}
				val, bare = s[at:p], p
			}
		}
		if key != "" && k == startTag {
			z.attrs = append(z.attrs, rawAttr{key, val})
		}
	}
	z.pos = len(s)
	return atEnd
}

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// What a byte means in a tag: space ends everything, a solidus or bracket a name
// or key, an equals sign a key.
const (
	spaceByte = 1 << iota
	nameEnd
	keyEnd
	bareEnd
)

var bytesOfTags = [256]uint8{
	' ': spaceByte | nameEnd | keyEnd | bareEnd, '\n': spaceByte | nameEnd | keyEnd | bareEnd, '\t': spaceByte | nameEnd | keyEnd | bareEnd,
	'\r': spaceByte | nameEnd | keyEnd | bareEnd, '\f': spaceByte | nameEnd | keyEnd | bareEnd,
	'/': nameEnd | keyEnd, '>': nameEnd | keyEnd | bareEnd, '=': keyEnd,
}

func isSpace(c byte) bool { return bytesOfTags[c]&spaceByte != 0 }

func isLetter(c byte) bool { return (c|0x20)-'a' < 26 }
