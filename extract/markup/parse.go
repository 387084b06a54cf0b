package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// Bounds on what one page may cost.
const (
	// maxDepth is the number of open elements; html.Parse refuses more, too.
	maxDepth = 512
	// maxNodes is a hundred times what the largest reports need.
	maxNodes = 500_000
)

// Parse builds the lean tree of a page: a document node with html, head and
// body below it, as html.Parse does. The text must be UTF-8 with Unix line ends
// and without NUL bytes. Where the page is nested too deeply or too large,
// truncated is set and the tree holds what came before.
func Parse(text string) (root *html.Node, truncated bool) {
	b := &builder{z: scanner{s: text}, quirks: true}
	b.doc = b.newNode()
	b.doc.Type = html.DocumentNode
	page := b.element(known["html"])
	b.head = b.element(known["head"])
	b.doc.AppendChild(page)
	page.AppendChild(b.head)
	b.stack = append(make([]open, 0, 64), open{t: known["html"], node: page})
	for !b.full && b.step() {
	}
	b.flush()
	if b.mode == inHead {
		b.openBody()
	}
	return b.doc, b.full
}

// builder builds a tree from tokens.
type builder struct {
	z         scanner
	doc, head *html.Node
	stack     []open
	active    []active
	mode      mode
	foster    bool // what is inserted now strays in a table
	quirks    bool
	form      *html.Node // the open form
	ids       int        // of formatting elements
	templates int        // open templates, whose content is passed over
	content   string     // of the raw element that starts now
	recent    [64]*tag   // tags looked up last
	unknown   map[string]*tag
	full      bool // a bound was reached
	// preformatted is set once the page has text whose space is meant.
	preformatted bool

	// Nodes and attributes come from chunks.
	made   int
	nodes  []html.Node
	attrs  []html.Attribute
	joined strings.Builder
	// Text that waits for its node: its pieces, and where they go.
	pieces           []string
	textIn, textNext *html.Node
}

// mode is an insertion mode of the HTML standard.
type mode uint8

const (
	inHead mode = iota
	inBody
	inTable
	inCaption
	inColgroup
	inSection
	inRow
	inCell
	inFrameset
)

// step reads and places one token; it returns false at the end.
func (b *builder) step() bool {
	foreign := b.stack[len(b.stack)-1].foreign
	b.z.cdata = foreign
	k := b.z.next()
	switch {
	case k == atEnd:
		return false
	case k == doctype:
		if b.mode == inHead && b.head.FirstChild == nil {
			b.quirks = quirky(b.z.text)
		}
	case b.templates > 0:
		b.inTemplate(k)
	case k == textToken:
		if !foreign || b.integrates() {
			b.text(b.z.text)
		}
	default:
		t := b.lookup(b.z.name)
		if foreign && b.inForeign(k, t) {
			return true
		}
		if k == endTag {
			for !b.end(t) {
			}
			return true
		}
		if t.name == "xml" && !b.z.selfClosing && b.z.skipIsland() {
			return true
		}
		if t.in(raw) {
			b.content = b.z.raw(t.name)
		}
		for !b.start(t) {
		}
		if t.in(raw) {
			b.z.next() // its end tag, if it has one
		}
	}
	return true
}

// start handles a start tag; it returns false where another mode must.
func (b *builder) start(t *tag) bool {
	switch b.mode {
	case inHead:
		return b.startInHead(t)
	case inFrameset:
		if t.name == "frame" || t.name == "frameset" {
			b.insert(t)
		}
		return true
	case inBody:
		return b.startInBody(t)
	}
	return b.startInTable(t)
}

// end handles an end tag; it returns false where another mode must.
func (b *builder) end(t *tag) bool {
	switch b.mode {
	case inHead:
		return b.endInHead(t)
	case inFrameset:
		if t.name == "frameset" && len(b.stack) > 1 {
			b.pop()
		}
		return true
	case inBody:
		return b.endInBody(t)
	}
	return b.endInTable(t)
}

// text places text.
func (b *builder) text(s string) {
	switch b.mode {
	case inHead:
		if blank(s) {
			return
		}
		b.openBody()
	case inFrameset:
		return
	case inColgroup:
		if blank(s) {
			return
		}
		b.pop()
		b.mode = inTable
		s = strings.TrimLeft(s, " \t\n\r\f")
		fallthrough
	case inTable, inSection, inRow:
		if b.top().in(tabular) && blank(s) {
			return
		}
		b.foster = true
		b.reconstruct()
		b.addText(unescape(s, false))
		b.foster = false
		return
	}
	b.reconstruct()
	b.addText(unescape(s, false))
}

// inTemplate passes over the content of a template.
func (b *builder) inTemplate(k kind) {
	if k == textToken {
		return
	}
	switch t := b.lookup(b.z.name); {
	case t.name == "template" && k == startTag:
		b.templates++
	case t.name == "template":
		b.templates--
	case t.in(raw) && k == startTag:
		b.z.raw(t.name)
	}
}

func blank(s string) bool {
	for i := range len(s) {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}
