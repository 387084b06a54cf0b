package markup

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// class says how an element behaves; an element may belong to several.
type class uint32

const (
	// dressing has no node: its content stands for itself.
	dressing class = 1 << iota
	// formatting elements go on in the next block where they were not closed.
	formatting
	// void elements have no content.
	void
	// block elements break the line; space beside them says nothing.
	block
	// closesP elements end an open paragraph.
	closesP
	// special elements end the search for any other start tag.
	special
	// barrier elements bound the search for what an end tag closes.
	barrier
	// implied elements are closed by what follows.
	implied
	// raw elements hold text only.
	raw
	// heads belong into the head and may stand anywhere.
	heads
	// rows, sections and tables: what may not stand in them is put before the table.
	tabular
	// structure tags mean something in tables only.
	structure
	// section is tbody, thead and tfoot; cell is td and th; heading is h1 to h6.
	section
	cell
	heading
	// breakout elements end an svg.
	breakout
)

// tag is what is known of an element.
type tag struct {
	name string
	atom atom.Atom
	is   class
}

func (t *tag) in(c class) bool { return t.is&c != 0 }

// known holds every element that is treated in a way of its own.
var known = tagTable()

func tagTable() map[string]*tag {
	m := make(map[string]*tag, 160)
	add := func(is class, names string) {
		for name := range strings.FieldsSeq(names) {
			t := m[name]
			if t == nil {
				t = &tag{name: name, atom: atom.Lookup([]byte(name))}
				m[name] = t
			}
			t.is |= is
		}
	}
	add(dressing|formatting, "b big code em font i nobr s small strike strong tt u")
	add(formatting, "a")
	add(dressing, "span label sup sub ins del mark abbr acronym cite dfn kbd samp var q bdo bdi time output ruby rb rp rt rtc wbr math xml param source track link col input keygen bgsound basefont")
	add(void|special, "area br col embed frame hr img input keygen param source track wbr base basefont bgsound link meta")
	add(closesP|block|special, "address article aside blockquote center details dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p section summary ul")
	add(closesP, "dialog search")
	add(closesP|block|special|heading, "h1 h2 h3 h4 h5 h6")
	add(block|special, "html body head li dd dt form pre listing plaintext xmp table caption colgroup tbody thead tfoot tr td th")
	add(special, "textarea title")
	add(block, "hr br option optgroup legend dialog search")
	add(special, "applet button frameset iframe marquee noembed noframes noscript object script select style template")
	add(barrier, "applet caption html table td th marquee object template select")
	add(implied, "dd dt li optgroup option p rb rp rt rtc")
	add(raw, "script style noscript noembed noframes iframe xmp textarea title plaintext")
	add(heads, "base basefont bgsound link meta noframes script style template title")
	add(tabular, "table tbody thead tfoot tr")
	add(structure, "caption col colgroup tbody thead tfoot tr td th")
	add(section, "tbody thead tfoot")
	add(cell, "td th")
	add(breakout, "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var")
	// Known so that they are no prefix of something unknown.
	add(0, "svg data publishtime")
	return m
}

// lookup returns what is known of a tag by its name as written. Pages repeat few
// names, so the last ones are at hand.
func (b *builder) lookup(name string) *tag {
	slot := &b.recent[(len(name)*7+int(name[0])+int(name[len(name)-1])*3)%len(b.recent)]
	if *slot == nil || (*slot).name != name {
		*slot = b.search(name)
	}
	return *slot
}

func (b *builder) search(name string) *tag {
	if t := known[name]; t != nil {
		return t
	}
	var low [16]byte
	if len(name) <= len(low) {
		upper := false
		for i := range len(name) {
			c := name[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
				upper = true
			}
			low[i] = c
		}
		if upper {
			if t := known[string(low[:len(name)])]; t != nil {
				return t
			}
		}
	}
	if t := b.unknown[name]; t != nil {
		return t
	}
	return b.learn(name)
}

// maxUnknown bounds the elements that a page may invent.
const maxUnknown = 1000

// learn makes the tag of an unknown element. Those with a prefix (o:p, st1:date,
// v:shape) are the dressing of office programs.
func (b *builder) learn(name string) *tag {
	low := asciiLower(name)
	t := b.unknown[low]
	if t == nil {
		t = &tag{name: low, atom: atom.Lookup([]byte(low))}
		if strings.IndexByte(low, ':') >= 0 {
			t.is = dressing
		}
	}
	if len(b.unknown) < maxUnknown {
		if b.unknown == nil {
			b.unknown = map[string]*tag{}
		}
		b.unknown[low], b.unknown[name] = t, t
	}
	return t
}

// asciiLower is strings.ToLower for the letters that HTML folds.
func asciiLower(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			low := []byte(s)
			for j, c := range low {
				if c >= 'A' && c <= 'Z' {
					low[j] = c + 'a' - 'A'
				}
			}
			return string(low)
		}
	}
	return s
}
