package extract

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/extract/document"
)

// layOutDocument lays out a document that is no HTML: its blocks become the
// tree that an editor would have made of them, so that one reader serves all.
func (x *Extractor) layOutDocument(r document.Reader, body []byte) (*page, error) {
	doc, err := r.Read(body)
	var broken *document.Error
	if errors.As(err, &broken) {
		return nil, &UnreadableError{Kind: broken.Kind, Err: err}
	}
	if err != nil {
		return nil, err
	}
	if len(doc.Blocks) == 0 {
		return nil, ErrEmpty
	}
	for i := range doc.Blocks {
		if t := doc.Blocks[i].Table; t != nil {
			x.ix.joinBroken(t)
		}
	}
	root := &html.Node{Type: html.DocumentNode}
	appendBlocks(root, doc.Blocks, 0)
	p := layOutTree(root, Decoded{Truncated: doc.Truncated})
	p.html = false
	return p, nil
}

func element(a atom.Atom, attrs ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for i := 0; i+1 < len(attrs); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attrs[i], Val: attrs[i+1]})
	}
	return n
}

// appendBlocks appends the elements that blocks are; those nested beyond the
// reader's bounds are left out where the tree is walked.
func appendBlocks(parent *html.Node, blocks []document.Block, depth int) {
	if depth > maxDepth {
		return
	}
	for i := range blocks {
		switch b := &blocks[i]; {
		case b.Table != nil:
			appendTable(parent, b.Table, depth)
		case b.Picture:
			parent.AppendChild(element(atom.Img, "src", "picture"))
		case b.File != "":
			parent.AppendChild(element(atom.Embed, "src", b.File))
		case b.Columns:
			pre := element(atom.Pre)
			pre.AppendChild(&html.Node{Type: html.TextNode, Data: b.Text})
			parent.AppendChild(pre)
		default:
			appendParagraph(parent, b.Text)
		}
	}
}

func appendParagraph(parent *html.Node, text string) {
	p := element(atom.P)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			p.AppendChild(element(atom.Br))
		}
		if line != "" {
			p.AppendChild(&html.Node{Type: html.TextNode, Data: line})
		}
	}
	parent.AppendChild(p)
}

func appendTable(parent *html.Node, t *document.Table, depth int) {
	table, body := element(atom.Table), element(atom.Tbody)
	table.AppendChild(body)
	parent.AppendChild(table)
	for i := range t.Rows {
		tr := element(atom.Tr)
		body.AppendChild(tr)
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			td := element(atom.Td)
			if c.Columns > 1 {
				td.Attr = append(td.Attr, html.Attribute{Key: "colspan", Val: strconv.Itoa(c.Columns)})
			}
			if c.Rows > 1 {
				td.Attr = append(td.Attr, html.Attribute{Key: "rowspan", Val: strconv.Itoa(c.Rows)})
			}
			appendBlocks(td, c.Blocks, depth+4)
			tr.AppendChild(td)
		}
	}
}
