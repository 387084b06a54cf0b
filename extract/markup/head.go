package markup

import "strings"

// startInHead handles what precedes the body.
func (b *builder) startInHead(t *tag) bool {
	switch {
	case t.name == "html" || t.name == "head":
		return true
	case t.in(heads) || t.name == "noscript":
		b.stack = append(b.stack, open{t: known["head"], node: b.head})
		b.startHeadElement(t)
		b.pop()
		return true
	case t.name == "frameset":
		b.insert(t)
		b.mode = inFrameset
		return true
	}
	b.openBody()
	return t.name == "body"
}

func (b *builder) endInHead(t *tag) bool {
	switch t.name {
	case "br":
		b.openBody()
		return false
	case "body", "html":
		b.openBody()
	}
	return true
}

// openBody begins the body, with the attributes of its tag if that is read now.
func (b *builder) openBody() {
	attrs := b.z.attrs
	if !strings.EqualFold(b.z.name, "body") {
		b.z.attrs = nil
	}
	b.insert(known["body"])
	b.z.attrs = attrs
	b.mode = inBody
}

// startHeadElement handles elements that belong into a head, wherever they stand.
func (b *builder) startHeadElement(t *tag) {
	switch t.name {
	case "meta", "base":
		b.insert(t)
	case "title":
		b.insertText(t, unescape(b.content, false))
	case "script":
		for _, a := range b.z.attrs {
			if strings.EqualFold(a.key, "type") && IsTemplateType(a.val) {
				b.insertText(t, b.content)
			}
		}
	case "template":
		b.templates++
	}
}

// IsTemplateType tells the types of scripts that hold a page's markup.
func IsTemplateType(typ string) bool {
	typ = asciiLower(typ)
	return strings.Contains(typ, "html") || strings.Contains(typ, "template") || strings.Contains(typ, "tmpl")
}

// quirky tells the document types under which a table may stand in a paragraph.
func quirky(doctype string) bool {
	s := asciiLower(strings.TrimLeft(doctype, " \t\n\f"))
	if rest, ok := strings.CutPrefix(s, "html"); !ok || rest != "" && !isSpace(rest[0]) {
		return true
	}
	_, public, ok := strings.Cut(s, "public")
	switch {
	case !ok, strings.Contains(public, "xhtml 1."), strings.Contains(public, "html 4.01//"):
		return false
	case strings.Contains(public, "html 4.01 "):
		return !strings.Contains(public, "http")
	}
	return true
}
