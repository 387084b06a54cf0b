package harvest

import (
	"errors"
	"slices"

	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/extract/document"
)

// attachedScore is what a document scores that is attached to a report.
const attachedScore = 85

// attached are the documents beside a report whose page lacks tables: they may
// be a part of it, or all of it.
func attached(doc *extract.Document, year int) []crawler.Link {
	var out []crawler.Link
	for _, l := range doc.Attachments {
		out = append(out, crawler.Link{URL: l.URL, Text: l.Text, Title: l.Title, Kind: crawler.KindAttached, Score: attachedScore, Year: year, Why: "attached to a report that lacks tables"})
	}
	return out
}

// addressesOf are the canonical addresses of links, each once.
func addressesOf(links []extract.Link) []string {
	var out []string
	for _, l := range links {
		if url, err := crawler.Canonical(l.URL); err == nil && !slices.Contains(out, url) {
			out = append(out, url)
		}
	}
	return out
}

// anonymous refuses a document with tables that do not say whose they are: an
// annex is no report of its own.
func anonymous(body []byte, doc *extract.Document) error {
	if document.KindOf(body) == document.None {
		return nil
	}
	for i := range doc.Reports {
		if doc.Reports[i].Agency == "" || doc.Reports[i].Year == 0 {
			return errors.New("an annex that names no agency or no year: it is read with the page that it is attached to")
		}
	}
	return nil
}
