package markup

import (
	"slices"

	"golang.org/x/net/html"
)

// active is a formatting element that goes on in the next block where it was
// not closed; id 0 marks the start of a cell or caption, in which nothing from
// outside goes on. Dressing has no node here either.
type active struct {
	t    *tag
	node *html.Node
	id   int
}

// mark begins a cell.
func (b *builder) mark() { b.active = append(b.active, active{}) }

// unmark ends it.
func (b *builder) unmark() {
	for len(b.active) > 0 {
		last := b.active[len(b.active)-1]
		b.active = b.active[:len(b.active)-1]
		if last.id == 0 {
			return
		}
	}
}

// newID names a formatting element on the stack and among the active ones.
func (b *builder) newID() int {
	b.ids++
	return b.ids
}

// reconstruct opens again what was not closed.
func (b *builder) reconstruct() {
	i := len(b.active)
	for i > 0 && b.active[i-1].id != 0 && b.openIndex(b.active[i-1].id) < 0 {
		i--
	}
	for ; i < len(b.active) && !b.full; i++ {
		a := &b.active[i]
		a.id = b.newID()
		if a.node == nil {
			b.pushBare(open{t: a.t, id: a.id})
			continue
		}
		a.node = b.clone(a.node)
		b.add(a.node)
		b.push(open{t: a.t, node: a.node, id: a.id})
	}
}

func (b *builder) clone(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	c := b.newNode()
	c.Type, c.Data, c.DataAtom, c.Attr = n.Type, n.Data, n.DataAtom, n.Attr
	return c
}

// openIndex returns where a formatting element stands on the stack, or -1.
func (b *builder) openIndex(id int) int {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].id == id {
			return i
		}
	}
	return -1
}

// activeIndex returns where it stands among the active ones, or -1.
func (b *builder) activeIndex(id int) int {
	for i := len(b.active) - 1; i >= 0 && id != 0; i-- {
		if b.active[i].id == id {
			return i
		}
	}
	return -1
}

func (b *builder) forget(i int) { b.active = slices.Delete(b.active, i, i+1) }

// lastActive returns the innermost active element of a tag in this cell, or -1.
func (b *builder) lastActive(t *tag) int {
	for i := len(b.active) - 1; i >= 0 && b.active[i].id != 0; i-- {
		if b.active[i].t == t {
			return i
		}
	}
	return -1
}

// startFormatting opens dressing or a link. A link ends the one before it.
func (b *builder) startFormatting(t *tag) {
	if t.name == "a" {
		if i := b.lastActive(t); i >= 0 {
			id := b.active[i].id
			b.endFormatting(t)
			if i := b.openIndex(id); i >= 0 {
				b.removeOpen(i)
			}
			if i := b.activeIndex(id); i >= 0 {
				b.forget(i)
			}
		}
	}
	b.reconstruct()
	if t.name == "nobr" && b.inScope(anyScope, "nobr") {
		b.endFormatting(t)
		b.reconstruct()
	}
	id, depth := b.newID(), len(b.stack)
	n := b.insert(t)
	if len(b.stack) > depth {
		b.stack[depth].id = id
	}
	// Three of a kind are enough.
	same := 0
	for i := len(b.active) - 1; i >= 0 && b.active[i].id != 0; i-- {
		if a := &b.active[i]; a.t == t && alike(a.node, n) {
			if same++; same >= 3 {
				b.forget(i)
			}
		}
	}
	b.active = append(b.active, active{t, n, id})
}

// alike tells formatting elements that say the same.
func alike(a, b *html.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.Attr, b.Attr)
}

// endFormatting closes dressing or a link, by the adoption agency algorithm of
// the HTML standard: blocks that were opened inside it and are open still leave
// it, and a copy of it goes on in them.
func (b *builder) endFormatting(t *tag) {
	if e := b.stack[len(b.stack)-1]; e.t == t && b.activeIndex(e.id) < 0 {
		b.pop()
		return
	}
	for range 8 {
		a := b.lastActive(t)
		if a < 0 {
			b.endOther(t)
			return
		}
		at := b.openIndex(b.active[a].id)
		if at < 0 {
			b.forget(a)
			return
		}
		if !b.inScope(anyScope, t.name) {
			return
		}
		far := at + 1
		for far < len(b.stack) && !b.stack[far].special() {
			far++
		}
		if far == len(b.stack) {
			b.cut(at)
			b.forget(a)
			return
		}
		if b.stack[far].node == nil { // inside an svg
			b.removeOpen(at)
			b.forget(a)
			return
		}
		b.moveOut(a, at, far)
	}
}

// moveOut is one round of the algorithm: the block at far of the stack leaves
// the formatting element that is active at a and open at at.
func (b *builder) moveOut(a, at, far int) {
	b.flush()
	formatting, block := b.active[a], b.stack[far].node
	bookmark, last, moved := a, block, b.active[a].node != nil
	for i, round, first := far-1, 1, true; i > at; i, round = i-1, round+1 {
		e := &b.stack[i]
		j := b.activeIndex(e.id)
		if j >= 0 && round > 3 {
			b.forget(j)
			if j <= bookmark {
				bookmark--
			}
			continue
		}
		if j < 0 {
			moved = moved || e.node != nil
			b.removeOpen(i)
			far--
			continue
		}
		e.id = b.newID()
		b.active[j].id = e.id
		if first {
			bookmark, first = j+1, false
		}
		if e.node != nil {
			e.node = b.clone(e.node)
			b.active[j].node = e.node
			detach(last)
			e.node.AppendChild(last)
			last, moved = e.node, true
		}
	}
	parent, before := b.stack[at-1].place()
	if b.stack[at-1].t.in(tabular) {
		parent, before = b.beforeTable()
	}
	if moved {
		detach(last)
		link(parent, last, before)
	}
	for i := at + 1; i < far; i++ {
		if e := &b.stack[i]; e.node != nil {
			parent, before = e.node, nil
		} else {
			e.in, e.before = parent, before
		}
	}
	again := open{t: formatting.t, node: b.clone(formatting.node), in: block, id: b.newID()}
	if again.node != nil {
		b.adoptChildren(block, again.node, far)
	}
	old := b.activeIndex(formatting.id)
	if old < bookmark {
		bookmark--
	}
	b.forget(old)
	b.active = slices.Insert(b.active, min(max(bookmark, 0), len(b.active)), active{again.t, again.node, again.id})
	b.stack = slices.Insert(b.stack, far+1, again)
	b.removeOpen(at)
}

// adoptChildren moves what a block holds into an element, and that into the
// block, which is open at far.
func (b *builder) adoptChildren(block, into *html.Node, far int) {
	for child := block.FirstChild; child != nil; child = block.FirstChild {
		block.RemoveChild(child)
		into.AppendChild(child)
	}
	block.AppendChild(into)
	for i := far + 1; i < len(b.stack); i++ {
		if e := &b.stack[i]; e.node == nil && e.in == block {
			e.in = into
		}
	}
}

func detach(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
