package markup

import "strings"

// startInBody handles a start tag in the body, a cell or a caption.
func (b *builder) startInBody(t *tag) bool {
	switch {
	case t.in(heads):
		b.startHeadElement(t)
		return true
	case t.in(heading):
		b.closeP()
		if b.top().in(heading) {
			b.pop()
		}
		b.insert(t)
		return true
	case t.in(structure) || t.name == "head" || t.name == "html" || t.name == "body" || t.name == "frameset":
		return true
	case t.in(closesP):
		b.closeP()
		b.insert(t)
		return true
	case t.in(formatting):
		b.startFormatting(t)
		return true
	}
	switch t.name {
	case "pre", "listing":
		b.preformatted = true
		b.closeP()
		b.insert(t)
	case "form":
		if b.form == nil {
			b.closeP()
			b.form = b.insert(t)
		}
	case "li":
		b.closeItem("li", "li")
		b.insert(t)
	case "dd", "dt":
		b.closeItem("dd", "dt")
		b.insert(t)
	case "plaintext", "xmp":
		b.closeP()
		b.reconstruct()
		b.insertText(t, b.content)
	case "button":
		if b.inScope(anyScope, "button") {
			b.closeImplied("")
			b.popUntil(anyScope, "button", 0)
		}
		b.reconstruct()
		b.insert(t)
	case "applet", "marquee", "object":
		b.reconstruct()
		b.insert(t)
		b.mark()
	case "table":
		if !b.quirks {
			b.closeP()
		}
		b.insert(t)
		b.mode = inTable
	case "hr":
		if b.inParagraph() {
			b.closeImplied("p")
			b.popUntil(anyScope, "p", 0)
		}
		if b.inScope(anyScope, "select") {
			b.closeImplied("")
		}
		b.insert(t)
	case "input":
		b.popUntil(anyScope, "select", 0)
		b.reconstruct()
		b.insertInput(t)
	case "image":
		b.reconstruct()
		b.insert(known["img"])
	case "textarea":
		b.insertText(t, unescape(b.content, false))
	case "iframe":
		b.add(b.element(t))
	case "noembed", "noscript":
	case "select":
		if !b.popUntil(anyScope, "select", 0) {
			b.reconstruct()
			b.insert(t)
		}
	case "option", "optgroup":
		if b.inScope(anyScope, "select") {
			except := ""
			if t.name == "option" {
				except = "optgroup"
			}
			b.closeImplied(except)
		} else if b.top().name == "option" {
			b.pop()
		}
		b.reconstruct()
		b.insert(t)
	case "rb", "rtc", "rp", "rt":
		if b.inScope(anyScope, "ruby") {
			except := ""
			if t.name == "rp" || t.name == "rt" {
				except = "rtc"
			}
			b.closeImplied(except)
		}
		b.insert(t)
	case "param", "source", "track", "frame":
		b.insert(t)
	case "svg":
		b.reconstruct()
		n := b.element(t)
		b.add(n)
		if !b.z.selfClosing {
			b.push(open{t: t, node: n, foreign: true})
		}
	default:
		b.reconstruct()
		b.insert(t)
	}
	return true
}

// MinCarried is the length in bytes from which the value of a hidden field may
// be a page's markup; shorter ones are not kept.
const MinCarried = 200

// insertInput keeps hidden fields that hold a long text; others say nothing.
func (b *builder) insertInput(t *tag) {
	hidden, long := false, false
	for _, a := range b.z.attrs {
		hidden = hidden || strings.EqualFold(a.key, "type") && strings.EqualFold(a.val, "hidden")
		long = long || strings.EqualFold(a.key, "value") && len(a.val) >= MinCarried
	}
	if hidden && long {
		b.add(b.element(t))
	}
}

// closeItem closes an open item of a list, and a paragraph, before the next item.
func (b *builder) closeItem(name, other string) {
	for i := len(b.stack) - 1; i >= 0; i-- {
		t := b.stack[i].t
		if !b.stack[i].foreign && (t.name == name || t.name == other) {
			b.cut(i)
			break
		}
		if b.stack[i].special() && t.name != "address" && t.name != "div" && t.name != "p" {
			break
		}
	}
	b.closeP()
}

// endInBody handles an end tag in the body, a cell or a caption.
func (b *builder) endInBody(t *tag) bool {
	switch {
	case t.in(formatting):
		b.endFormatting(t)
		return true
	case t.in(heading):
		b.popUntil(anyScope, "", heading)
		return true
	}
	switch t.name {
	case "body", "html", "template":
	case "form":
		b.endForm()
	case "p":
		if !b.inParagraph() {
			b.z.attrs = b.z.attrs[:0]
			b.insert(t)
		}
		b.closeP()
	case "li":
		b.popUntil(itemScope, "li", 0)
	case "dd", "dt":
		b.popUntil(anyScope, t.name, 0)
	case "applet", "marquee", "object":
		if b.popUntil(anyScope, t.name, 0) {
			b.unmark()
		}
	case "br":
		b.z.attrs = b.z.attrs[:0]
		b.reconstruct()
		b.insert(t)
	case "button", "listing", "pre", "select":
		b.endBlock(t)
	default:
		if t.in(closesP) {
			b.endBlock(t)
		} else {
			b.endOther(t)
		}
	}
	return true
}

func (b *builder) endBlock(t *tag) {
	if i := b.find(anyScope, t.name, 0); i >= 0 {
		b.closeImplied("")
		b.popUntil(anyScope, t.name, 0)
	}
}

// endForm closes the form, and leaves open what it holds.
func (b *builder) endForm() {
	form := b.form
	b.form = nil
	i := b.find(anyScope, "form", 0)
	if form == nil || i < 0 || b.stack[i].node != form {
		return
	}
	b.closeImplied("")
	if i < len(b.stack) {
		b.removeOpen(i)
	}
}

// endOther closes an element that has no rule of its own, unless a block that
// was opened inside it is open still.
func (b *builder) endOther(t *tag) {
	for i := len(b.stack) - 1; i > 0; i-- {
		if e := &b.stack[i]; e.t.name == t.name && !e.foreign {
			b.cut(i)
			return
		} else if e.special() {
			return
		}
	}
}
