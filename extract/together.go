package extract

import (
	"cmp"

	"golang.org/x/net/html"

	"gongkai/extract/form"
)

// ExtractTogether reads the reports of several documents that are one: a page
// and what is attached to it, the page first. Text and titles go on from one to
// the next; each section of the tables is read where it is printed first, and its
// figures name their document. What cannot be read is a problem of the report,
// unless nothing can.
func (x *Extractor) ExtractTogether(ins []Input) ([]Report, error) {
	var whole *page
	var unread []Problem
	var first error
	for _, in := range ins {
		p, err := x.layOut(in)
		if err != nil {
			first = cmp.Or(first, err)
			unread = append(unread, unreadDocument(in, err))
			continue
		}
		if whole == nil {
			whole = p
			whole.documents = []span{{0, len(p.lines), in.Source}}
			continue
		}
		whole.join(p, in.Source)
	}
	if whole == nil {
		return nil, first
	}
	reports, err := x.reports(whole, ins[0].Source)
	for i := range reports {
		reports[i].Problems = append(reports[i].Problems, unread...)
	}
	return reports, err
}

// span is a stretch of the lines of a page that joins several documents.
type span struct {
	from, to int
	source   string
}

// join puts a document behind the page.
func (p *page) join(q *page, source string) {
	from := len(p.lines)
	p.lines = append(p.lines, q.lines...)
	if len(p.lines) > maxLines {
		p.lines, p.truncated = p.lines[:maxLines], true
	}
	p.documents = append(p.documents, span{from, len(p.lines), source})
	p.heads = append(p.heads, q.heads...)
	p.links += q.links
	p.images += q.images
	p.attachments += q.attachments
	p.linkText += q.linkText
	p.textBytes += q.textBytes
	p.unread += q.unread
	p.decoded.Replaced += q.decoded.Replaced
	p.truncated = p.truncated || q.truncated
	if q.root != nil {
		root := &html.Node{Type: html.DocumentNode}
		if p.root != nil {
			root.AppendChild(p.root)
		}
		root.AppendChild(q.root)
		p.root = root
	}
}

// figures are the tables of a part of a page, and what else reading them told.
type figures struct {
	form     *form.Form // nil without tables
	tables   []*table
	used     map[int]bool // lines of the part that are tables
	problems []Problem
}

// readFigures reads the tables of a part, those of each document by themselves.
func (x *Extractor) readFigures(p *page, pt part) figures {
	spans := []span{{pt.from, pt.to, ""}}
	if len(p.documents) > 1 {
		spans = nil
		for _, d := range p.documents {
			if from, to := max(d.from, pt.from), min(d.to, pt.to); from < to {
				spans = append(spans, span{from, to, d.source})
			}
		}
	}
	var rows [][]row
	var all []row
	for _, s := range spans {
		rs := rowsOf(x.ix, p.lines[s.from:s.to])
		rows, all = append(rows, rs), append(all, rs...)
	}
	out := figures{used: map[int]bool{}}
	f := x.chooseForm(all)
	if f < 0 {
		return out
	}
	for i, s := range spans {
		r := newReader(x.ix, f, rows[i])
		r.read()
		out.form = r.form
		for line := range r.used {
			out.used[s.from-pt.from+line] = true
		}
		tables := r.tables() // which adds to the problems
		out.problems = append(out.problems, r.problems...)
		out.add(tables, s.source)
	}
	return out
}

// add takes the sections that were not printed before.
func (f *figures) add(tables []*table, source string) {
	if source != "" {
		for _, t := range tables {
			for _, row := range t.stats {
				for i := range row {
					row[i].Source = source
				}
			}
		}
	}
	if f.tables == nil {
		f.tables = tables
		return
	}
	for i, t := range tables {
		switch {
		case !t.found:
		case !f.tables[i].found:
			f.tables[i] = t
		case f.tables[i].differs(t):
			f.problems = append(f.problems, Problem{"documents_differ", t.sec.Code + " is printed with other figures in " + source + "; those printed first are kept"})
		}
	}
}

// differs tells whether two readings of a section have a figure that is read in
// both and not the same.
func (t *table) differs(u *table) bool {
	for i := range t.stats {
		for j := range t.stats[i] {
			if u.stats[i] == nil {
				continue
			}
			a, b := t.stats[i][j].Value, u.stats[i][j].Value
			if a != nil && b != nil && a.String() != b.String() {
				return true
			}
		}
	}
	return false
}
