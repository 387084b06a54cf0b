package harvest

import (
	"context"
	"errors"

	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/store"
)

// Reader reads fetched pages: their reports, and the links worth following.
type Reader struct {
	x     *extract.Extractor
	rules *rules
}

// NewReader returns a reader that uses x. The error says what is wrong with
// the rules that judge links.
func NewReader(x *extract.Extractor) (*Reader, error) {
	r, err := loadRules()
	if err != nil {
		return nil, err
	}
	return &Reader{x: x, rules: r}, nil
}

// Read implements crawler.Reader. A page without a report is read well: it may
// be a list. Bytes that are no text are an error, the visit's reason.
func (r *Reader) Read(ctx context.Context, page *crawler.Page) (*crawler.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	doc, err := r.x.Read(extract.Input{Body: page.Body, ContentType: page.Header.Get("Content-Type"), Source: page.FinalURL})
	if err != nil {
		return nil, err
	}
	out := &crawler.Reading{Reports: len(doc.Reports), Data: &store.Reading{Extractor: extract.Version, Reports: doc.Reports}}
	if doc.HTML {
		out.HTML = doc.Text
	}
	reports, at := 0, placeOf(doc)
	for _, l := range doc.Links {
		j := r.rules.judge(l, at)
		if j.Kind == crawler.KindReport {
			reports++
		}
		out.Links = append(out.Links, j)
	}
	// A report links to its neighbours; a list is what leads to several.
	out.IsList = len(doc.Reports) == 0 && (reports > 0 || r.rules.stands(at.all, []string{"reports"}))
	if doc.HTML && len(doc.Reports) == 0 {
		out.Links = append(out.Links, fallback(doc.Text, page.FinalURL, out.Links)...)
	}
	var not *extract.NotReportError
	if doc.NotReport != nil && !errors.As(doc.NotReport, &not) {
		return nil, doc.NotReport
	}
	return out, nil
}
