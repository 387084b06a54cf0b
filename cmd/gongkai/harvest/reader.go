package harvest

import (
	"context"
	"errors"
	"strings"

	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/store"
)

// Reader reads fetched pages: their reports, and the links worth following.
type Reader struct {
	x     *extract.Extractor
	rules *rules
}

// NewReader returns a reader with an extractor of its own, made with the options.
// The error says what is wrong with the forms or with the rules that judge links.
func NewReader(opts ...extract.Option) (*Reader, error) {
	x, err := extract.New(opts...)
	if err != nil {
		return nil, err
	}
	r, err := loadRules()
	if err != nil {
		return nil, err
	}
	return &Reader{x: x, rules: r}, nil
}

// Read implements crawler.Reader. A page without a report is read well: it may
// be a list. Bytes that are no text are an error, the visit's reason.
func (r *Reader) Read(ctx context.Context, page *crawler.Page, column bool) (*crawler.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	doc, read, err := r.read(inputOf((*store.Page)(page)))
	if err != nil {
		return nil, err
	}
	out := &crawler.Reading{Reports: len(doc.Reports), Data: read}
	if doc.HTML {
		out.HTML = doc.Text
	}
	out.Content = read.Fingerprint()
	for i := range doc.Reports {
		out.Year = max(out.Year, doc.Reports[i].Year)
	}
	if len(doc.Reports) == 0 {
		out.Apology = r.rules.apology(doc)
	}
	reports, at := 0, r.rules.placeOf(doc)
	if column {
		at.weak[reportsPlace] = true
	}
	for _, l := range doc.Links {
		j := r.rules.judge(l, at)
		if j.Kind == crawler.KindReport {
			reports++
		}
		out.Links = append(out.Links, j)
	}
	out.Links = append(out.Links, attached(doc, out.Year)...)
	// A report links to its neighbours; a list is what leads to several.
	out.IsList = len(doc.Reports) == 0 && (reports > 0 || at.weak[reportsPlace])
	if out.IsList && reports == 0 {
		out.Hollow = hollow(doc, out.Links, page.FinalURL)
	}
	if doc.HTML && len(doc.Reports) == 0 && out.Apology == "" {
		out.Links = append(out.Links, onward(doc, page.FinalURL)...)
		out.Links = append(out.Links, fallback(doc.Text, page.FinalURL, out.Links)...)
	}
	return out, nil
}

func inputOf(p *store.Page) extract.Input {
	return extract.Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.FinalURL}
}

// read reads a page by itself. A page without a report is no error.
func (r *Reader) read(in extract.Input) (*extract.Document, *store.Reading, error) {
	doc, err := r.x.Read(in)
	if err != nil {
		return nil, nil, err
	}
	var not *extract.NotReportError
	if doc.NotReport != nil && !errors.As(doc.NotReport, &not) {
		return nil, nil, doc.NotReport
	}
	if err := anonymous(in.Body, doc); err != nil {
		return nil, nil, err
	}
	return doc, &store.Reading{Extractor: extract.Version, Reports: doc.Reports, Attachments: addressesOf(doc.Attachments)}, nil
}

// entryScore is what links score at least that are entries of a column.
const entryScore = 35

// hollow says that a column of annual reports has no entries: it may be filled
// by a script. A page titled like a report is no column.
func hollow(doc *extract.Document, links []crawler.Link, address string) string {
	for _, h := range append([]string{doc.Title}, doc.Headings...) {
		if t, is := extract.ParseTitle(h); is && t.Year != 0 {
			return ""
		}
	}
	for _, l := range links {
		if l.Score >= entryScore && column(l.URL) != column(address) {
			return ""
		}
	}
	return "a column of annual reports without entries: a script may fill it"
}

// column is an address without the file name and the ending that a directory
// may also be asked by.
func column(address string) string {
	address, _, _ = strings.Cut(address, "?")
	if i := strings.LastIndex(address, "/index."); i >= 0 {
		address = address[:i]
	}
	return strings.TrimSuffix(address, "/")
}
