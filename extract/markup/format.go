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
	if len(b.stack) >= maxDepth {
		return
	}
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
	if len(b.stack) == depth {
		return // nested too deeply
	}
	b.stack[depth].id = id
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
