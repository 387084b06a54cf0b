package harvest

import (
	"errors"

	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/extract/document"
)

// attachedScore is what a document scores that is attached to a report.
const attachedScore = 85

// attached are the documents beside a report whose page has no tables: the whole
// report is mostly one of them.
func attached(doc *extract.Document) []crawler.Link {
	var out []crawler.Link
	for _, l := range doc.Attachments {
		out = append(out, crawler.Link{URL: l.URL, Text: l.Text, Title: l.Title, Kind: crawler.KindReport, Score: attachedScore, Why: "attached to a report without tables"})
	}
	return out
}

// anonymous refuses a document with tables that do not say whose they are: an
// annex is no report of its own, and nothing here ties it to its page.
func anonymous(body []byte, doc *extract.Document) error {
	if document.KindOf(body) == document.None {
		return nil
	}
	for i := range doc.Reports {
		if doc.Reports[i].Agency == "" || doc.Reports[i].Year == 0 {
			return errors.New("an annex that names no agency or no year: gongkai extract --together reads it with its page")
		}
	}
	return nil
}
