package markup

import (
	"slices"

	"golang.org/x/net/html"
)

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
			moved = moved || e.node != nil
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
		if e := &b.stack[i]; b.activeIndex(e.id) < 0 {
			continue // left behind
		} else if e.node != nil {
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
	b.removeOpen(at) // notes the paragraphs anew, too
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
