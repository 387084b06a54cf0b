package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// chunk is how many nodes are made at once; a report has some thousand.
const chunk = 256

// newNode takes a node from the chunk.
func (b *builder) newNode() *html.Node {
	if len(b.nodes) == cap(b.nodes) {
		if b.made > maxNodes {
			b.full = true
		}
		b.nodes = make([]html.Node, 0, chunk)
	}
	b.made++
	b.nodes = b.nodes[:len(b.nodes)+1]
	return &b.nodes[len(b.nodes)-1]
}

func (b *builder) element(t *tag) *html.Node {
	n := b.newNode()
	n.Type, n.Data, n.DataAtom = html.ElementNode, t.name, t.atom
	if len(b.z.attrs) > 0 {
		n.Attr = b.keep()
	}
	return n
}

// keep returns the attributes of the tag that are wanted, the first of a name.
func (b *builder) keep() []html.Attribute {
	if cap(b.attrs)-len(b.attrs) < len(b.z.attrs) {
		b.attrs = make([]html.Attribute, 0, max(chunk/2, len(b.z.attrs)))
	}
	from := len(b.attrs)
next:
	for _, a := range b.z.attrs {
		key := wanted(a)
		if key == "" {
			continue
		}
		for _, twin := range b.attrs[from:] {
			if twin.Key == key {
				continue next
			}
		}
		b.attrs = append(b.attrs, html.Attribute{Key: key, Val: unescape(a.val, true)})
	}
	if len(b.attrs) == from {
		return nil
	}
	return b.attrs[from:len(b.attrs):len(b.attrs)]
}

// insert adds an element where it belongs, and opens it unless it is void.
// Dressing gets a node only to hide what it holds.
func (b *builder) insert(t *tag) *html.Node {
	if b.bare(t) {
		if !t.in(void) {
			b.pushBare(open{t: t})
		}
		return nil
	}
	n := b.element(t)
	b.add(n)
	if !t.in(void) {
		b.push(open{t: t, node: n})
	}
	return n
}

// pushBare opens an element without a node.
func (b *builder) pushBare(e open) {
	e.in, e.before = b.place()
	b.push(e)
}

// bare tells elements without a node of their own.
func (b *builder) bare(t *tag) bool {
	return (t.in(dressing) || t.name == "a") && !hides(b.z.attrs) && !leads(b.z.attrs)
}

func (b *builder) push(e open) {
	if len(b.stack) >= maxDepth {
		// Unclosed dressing costs nothing but its place.
		b.full = b.full || e.node != nil
		return
	}
	b.stack = append(b.stack, e)
	b.noteParagraphs(len(b.stack) - 1)
}

// insertText adds an element that holds nothing but text.
func (b *builder) insertText(t *tag, s string) {
	n := b.element(t)
	b.add(n)
	if s != "" {
		text := b.newNode()
		text.Type, text.Data = html.TextNode, s
		n.AppendChild(text)
	}
}

// place returns where the next node goes: at the end of parent, or before a
// table into which it has strayed.
func (b *builder) place() (parent, before *html.Node) {
	e := &b.stack[len(b.stack)-1]
	if b.foster && e.t.in(tabular) && !e.foreign {
		return b.beforeTable()
	}
	return e.place()
}

// beforeTable is the place of what strays in a table.
func (b *builder) beforeTable() (parent, before *html.Node) {
	for i := len(b.stack) - 1; i > 0; i-- {
		if n := b.stack[i].node; b.stack[i].t.name == "table" && n != nil && n.Parent != nil {
			return n.Parent, n
		}
	}
	return b.stack[0].node, nil
}

// add puts a node in its place.
func (b *builder) add(n *html.Node) {
	parent, before := b.place()
	b.flush()
	link(parent, n, before)
}

// link is InsertBefore for a node that has no parent.
func link(parent, n, before *html.Node) {
	prev := parent.LastChild
	if before != nil {
		prev = before.PrevSibling
		before.PrevSibling = n
	} else {
		parent.LastChild = n
	}
	if prev != nil {
		prev.NextSibling = n
	} else {
		parent.FirstChild = n
	}
	n.Parent, n.PrevSibling, n.NextSibling = parent, prev, before
}

// addText keeps text until its node is complete. Space at the edge of blocks
// says nothing and is dropped.
func (b *builder) addText(s string) {
	parent, before := b.place()
	if len(b.pieces) > 0 && (parent != b.textIn || before != b.textNext) {
		b.flush()
	}
	if len(b.pieces) == 0 && !b.preformatted && blank(s) && b.atEdge(parent, before) {
		return
	}
	b.textIn, b.textNext = parent, before
	b.pieces = append(b.pieces, s)
}

func (b *builder) atEdge(parent, before *html.Node) bool {
	last := parent.LastChild
	if before != nil {
		last = before.PrevSibling
	}
	if last == nil {
		return parent.Type == html.ElementNode && b.lookup(parent.Data).in(block)
	}
	return last.Type == html.ElementNode && b.lookup(last.Data).in(block) && !Hidden(last)
}

// flush makes the node of the text that waits.
func (b *builder) flush() {
	if len(b.pieces) == 0 {
		return
	}
	n := b.newNode()
	n.Type = html.TextNode
	n.Data = b.join()
	link(b.textIn, n, b.textNext)
	b.pieces = b.pieces[:0]
}

// join joins the pieces in a buffer that is shared by all texts of a page.
func (b *builder) join() string {
	if len(b.pieces) == 1 {
		return b.pieces[0]
	}
	size := 0
	for _, s := range b.pieces {
		size += len(s)
	}
	if b.joined.Cap()-b.joined.Len() < size {
		b.joined = strings.Builder{}
		b.joined.Grow(max(size, 8<<10))
	}
	from := b.joined.Len()
	for _, s := range b.pieces {
		b.joined.WriteString(s)
	}
	return b.joined.String()[from:]
}
