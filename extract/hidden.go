package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/extract/markup"
)

// Some pages hide the report until a tab is clicked, or carry its markup in a
// field or template that a script shows. Such a passage is laid out in its place
// where it completes what is shown: tables with labels that the page does not
// print yet, of the year it speaks of. A second copy for telephones, or another
// year's report behind another tab, is left out.

// reserve is a passage that the page does not show.
type reserve struct {
	node *html.Node
	at   int // the line before which it stands
}

const (
	maxReserves = 100 // passages that are looked at
	minDataRows = 3   // rows with figures that make a passage worth it
	maxShown    = 1 << 20
)

// reserve notes an element that is not shown, if it may hold a report.
func (w *walker) reserve(n *html.Node) {
	if len(w.reserves) < maxReserves && n.DataAtom != atom.Head && (carriesMarkup(n) || isHidden(n) && n.FirstChild != nil) {
		w.reserves = append(w.reserves, reserve{n, len(w.page.lines)})
	}
}

// carriesMarkup tells fields and templates whose text is the markup of a table.
// Templates with placeholders are no report.
func carriesMarkup(n *html.Node) bool {
	s := ""
	switch n.DataAtom {
	case atom.Textarea, atom.Script, atom.Input:
		s = carried(n)
	}
	return strings.Contains(s, "<t") && strings.Contains(s, "</t") && !strings.Contains(s, "{{") && !strings.Contains(s, "<%") && !strings.Contains(s, "${")
}

// carried returns the text that a field or template carries.
func carried(n *html.Node) string {
	switch {
	case n.DataAtom == atom.Input:
		if v := attr(n, "value"); len(v) >= markup.MinCarried && strings.EqualFold(attr(n, "type"), "hidden") {
			return v
		}
	case n.DataAtom == atom.Script && !markup.IsTemplateType(attr(n, "type")):
	case n.FirstChild != nil && n.FirstChild.Type == html.TextNode:
		return n.FirstChild.Data
	}
	return ""
}

// passage is a reserve laid out.
type passage struct {
	page   *page
	at     int
	labels []string // skeletons of the labels beside its figures
	rows   [][]string
	year   int
	out    bool
}

// uncover adds the reserves that complete the page.
func (w *walker) uncover() {
	var found []*passage
	shown, year := "", 0
	for _, r := range w.reserves {
		ps := w.layOutReserve(r)
		if ps == nil {
			continue
		}
		if shown == "" {
			shown, year = shownText(w.page), yearOf(w.page)
		}
		switch {
		case ps.year != 0 && year != 0 && ps.year != year:
			w.page.unread++
		case !ps.repeats(shown):
			found = append(found, ps)
		}
	}
	for i, ps := range found {
		for _, other := range found[:i] {
			if !other.rivals(ps) {
				continue
			}
			ps.out = true
			if !slices.EqualFunc(other.rows, ps.rows, slices.Equal) {
				other.out = true // two editions, and nothing tells which is meant
				w.page.unread++
			}
		}
	}
	found = slices.DeleteFunc(found, func(ps *passage) bool { return ps.out })
	if len(found) > 0 {
		w.insert(found)
	}
}

// layOutReserve lays a reserve out; it returns nil where it holds no tables of
// figures.
func (w *walker) layOutReserve(r reserve) *passage {
	sub := &walker{page: &page{meta: map[string]string{}}, table: w.table, cells: w.cells}
	switch {
	case carriesMarkup(r.node):
		root, truncated := markup.Parse(carried(r.node))
		w.page.truncated = w.page.truncated || truncated
		sub.children(root, 0)
	case !holdsTable(r.node):
		return nil
	case r.node.DataAtom == atom.Table:
		sub.tableElement(r.node, 0)
	default:
		sub.children(r.node, 0)
	}
	sub.flush()
	w.table = sub.table
	ps := &passage{page: sub.page, at: r.at}
	for i := range sub.page.lines {
		l := &sub.page.lines[i]
		if !isDataRow(l) {
			continue
		}
		var texts []string
		for _, c := range l.cells {
			texts = append(texts, c.text)
			if key := skeleton(c.text); len(key) >= minLabelBytes && !looksLikeFigure(c.text) && len(ps.labels) < 100 {
				ps.labels = append(ps.labels, key)
			}
		}
		ps.rows = append(ps.rows, texts)
	}
	if len(ps.rows) < minDataRows || len(ps.labels) == 0 {
		return nil
	}
	ps.year = yearOf(sub.page)
	return ps
}

// minLabelBytes is the length from which a label says what a row is about.
const minLabelBytes = len("予以公开")

func holdsTable(n *html.Node) bool {
	if n.DataAtom == atom.Table {
		return true
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

// insert puts passages where they stand in the document.
func (w *walker) insert(found []*passage) {
	p := w.page
	old := p.lines
	p.lines = nil
	at := 0
	for _, ps := range found {
		p.lines = append(append(p.lines, old[at:ps.at]...), ps.page.lines...)
		at = ps.at
		p.heads = append(p.heads, ps.page.heads...)
		p.links += ps.page.links
		p.images += ps.page.images
		p.attachments += ps.page.attachments
		p.linkText += ps.page.linkText
		p.textBytes += ps.page.textBytes
	}
	p.lines = append(p.lines, old[at:]...)
	if len(p.lines) > maxLines {
		p.lines, p.truncated = p.lines[:maxLines], true
	}
	for i := range p.lines {
		if l := &p.lines[i]; !l.hard {
			l.row = i + 1
		}
	}
}
