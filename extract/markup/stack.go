package markup

import "golang.org/x/net/html"

// open is an open element. One without a node of its own, dressing, puts what it
// holds where it stands: into in, before a sibling or at the end. Foreign
// elements are those inside an svg.
type open struct {
	t          *tag
	node       *html.Node
	in, before *html.Node
	id         int // of formatting elements
	foreign    bool
	para       bool // a paragraph is open here that a block would close
}

// place returns where the next child of an open element goes.
func (e *open) place() (parent, before *html.Node) {
	switch {
	case e.node != nil:
		return e.node, nil
	case e.before != nil && e.before.Parent != nil:
		return e.before.Parent, e.before
	}
	return e.in, nil
}

// special tells elements that end the search for another's start tag.
func (e *open) special() bool {
	if e.foreign {
		return integration(e.t.name)
	}
	return e.t.in(special)
}

// barrier tells elements that bound the search for what an end tag closes.
func (e *open) barrier() bool {
	if e.foreign {
		return integration(e.t.name)
	}
	return e.t.in(barrier)
}

func (b *builder) top() *tag { return b.stack[len(b.stack)-1].t }

// pop closes the current element; the outermost one stays open.
func (b *builder) pop() {
	if len(b.stack) > 1 {
		b.stack = b.stack[:len(b.stack)-1]
	}
}

// cut closes the element at i and all inside it.
func (b *builder) cut(i int) { b.stack = b.stack[:max(i, 1)] }

// removeOpen takes the element at i off the stack; those inside it stay open.
func (b *builder) removeOpen(i int) {
	b.stack = append(b.stack[:i], b.stack[i+1:]...)
	b.noteParagraphs(i)
}

// noteParagraphs notes in the open elements from i on whether they stand in a
// paragraph. Nearly every tag asks, and without this each would search the
// whole stack of a page that is nested deeply.
func (b *builder) noteParagraphs(i int) {
	for ; i < len(b.stack); i++ {
		e := &b.stack[i]
		switch {
		case e.t.name == "p" && !e.foreign:
			e.para = true
		case e.barrier() || e.t.name == "button" && !e.foreign:
			e.para = false
		default:
			e.para = i > 0 && b.stack[i-1].para
		}
	}
}

// inParagraph tells whether a paragraph is open that a block would close.
func (b *builder) inParagraph() bool { return b.stack[len(b.stack)-1].para }

// scope says what bounds a search among the open elements.
type scope uint8

const (
	anyScope scope = iota
	itemScope
	buttonScope
	tableScope
)

// find returns the innermost open element that is one of the tags with this
// name, or of this class, in scope, or -1.
func (b *builder) find(s scope, name string, c class) int {
	for i := len(b.stack) - 1; i >= 0; i-- {
		e := &b.stack[i]
		if !e.foreign && (e.t.name == name || e.t.in(c)) {
			return i
		}
		if s == tableScope {
			if !e.foreign && (e.t.name == "table" || e.t.name == "html") {
				return -1
			}
			continue
		}
		if e.barrier() {
			return -1
		}
		switch e.t.name {
		case "ol", "ul":
			if s == itemScope {
				return -1
			}
		case "button":
			if s == buttonScope {
				return -1
			}
		}
	}
	return -1
}

func (b *builder) inScope(s scope, name string) bool { return b.find(s, name, 0) >= 0 }

// popUntil closes the element that find finds.
func (b *builder) popUntil(s scope, name string, c class) bool {
	i := b.find(s, name, c)
	if i < 0 {
		return false
	}
	b.cut(i)
	return true
}

// closeP closes an open paragraph, as blocks do.
func (b *builder) closeP() {
	if b.inParagraph() {
		b.popUntil(buttonScope, "p", 0)
	}
}

// closeImplied closes the elements that an end tag or block closes unsaid.
func (b *builder) closeImplied(except string) {
	for t := b.top(); t.in(implied) && t.name != except; t = b.top() {
		b.pop()
	}
}

// clearTo closes what stands inside the innermost table, section or row.
func (b *builder) clearTo(name string, c class) {
	for i := len(b.stack) - 1; i > 0; i-- {
		if t := b.stack[i].t; t.name == name || t.in(c) {
			b.stack = b.stack[:i+1]
			return
		}
	}
	b.stack = b.stack[:1]
}

// resetMode finds the mode that fits the open elements.
func (b *builder) resetMode() {
	b.mode = inBody
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch t := b.stack[i].t; {
		case b.stack[i].foreign:
		case t.in(cell):
			b.mode = inCell
			return
		case t.in(section):
			b.mode = inSection
			return
		case t.name == "tr":
			b.mode = inRow
			return
		case t.name == "caption":
			b.mode = inCaption
			return
		case t.name == "colgroup":
			b.mode = inColgroup
			return
		case t.name == "table":
			b.mode = inTable
			return
		case t.name == "body":
			return
		}
	}
}
