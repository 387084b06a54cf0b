package claim

import "unicode/utf8"

// trie finds the longest word at a place of a text. The first rune is looked
// up in a table, since most runes of a text begin no word.
type trie struct {
	first [1 << 16]uint16 // rune → node, 0 for none
	nodes []node          // node 0 is unused
}

type node struct {
	class class // of the word that ends here, classNone for none
	next  []edge
}

type edge struct {
	rune rune
	node uint16
}

// add enters a word and tells whether it was new; the first class stays.
func (t *trie) add(w string, c class) bool {
	if t.nodes == nil {
		t.nodes = make([]node, 1)
	}
	at := uint16(0)
	for i, r := range w {
		var to uint16
		if i == 0 {
			if r >= 1<<16 {
				return false
			}
			to = t.first[r]
		} else {
			to = t.nodes[at].step(r)
		}
		if to == 0 {
			to = uint16(len(t.nodes))
			t.nodes = append(t.nodes, node{})
			if i == 0 {
				t.first[r] = to
			} else {
				t.nodes[at].next = append(t.nodes[at].next, edge{r, to})
			}
		}
		at = to
	}
	if at == 0 || t.nodes[at].class != classNone {
		return false
	}
	t.nodes[at].class = c
	return true
}

func (n *node) step(r rune) uint16 {
	for i := range n.next {
		if n.next[i].rune == r {
			return n.next[i].node
		}
	}
	return 0
}

// longest returns the class and length in bytes of the longest word at the
// start of s, whose first rune r takes size bytes; length 0 for none.
func (t *trie) longest(s string, r rune, size int) (c class, length int) {
	if r >= 1<<16 {
		return classNone, 0
	}
	at := t.first[r]
	for i := size; at != 0; {
		n := &t.nodes[at]
		if n.class != classNone {
			c, length = n.class, i
		}
		if len(n.next) == 0 || i >= len(s) {
			break
		}
		r, size := runeAt(s, i)
		at = n.step(r)
		i += size
	}
	return c, length
}

// withoutGlue returns where the first rune of s stands that is no white space
// and part of no glue, -1 for none.
func (lx *lexicon) withoutGlue(s string) int {
	for i := 0; i < len(s); {
		if j := skipSpace(s, i); j > i {
			i = j
			continue
		}
		r, size := runeAt(s, i)
		_, n := lx.glue.longest(s[i:], r, size)
		if n == 0 {
			return i
		}
		i += n
	}
	return -1
}

// runeAt decodes the rune at i: Chinese text is nearly all of three bytes, and
// decoding is most of the work of reading it.
func runeAt(s string, i int) (rune, int) {
	if i+2 < len(s) && s[i]&0xF0 == 0xE0 && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
		return rune(s[i]&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}
