package extract

import "slices"

// Document is a page read once for everything that a crawl wants of it.
type Document struct {
	// Text is the page in UTF-8.
	Text string
	// HTML tells markup from plain text.
	HTML bool
	// Title is the content of <title>, Headings the first headings of the page.
	Title    string
	Headings []string
	// Links are what a visitor can click or choose, in document order.
	Links []Link
	// Attachments are the documents that the page links to, embeds or opens. They
	// are looked for where a report on it lacks tables of its form.
	Attachments []Link
	// Reports are the reports on the page; NotReport says why there is none.
	Reports   []Report
	NotReport error
}

// Read lays a page out once and returns its reports and its links. The error
// is ErrEmpty or an *UnreadableError; a page without a report is no error here.
func (x *Extractor) Read(in Input) (*Document, error) {
	p, err := x.layOut(in)
	if err != nil {
		return nil, err
	}
	d := &Document{Text: p.decoded.Text, HTML: p.html, Title: p.title, Headings: p.heads}
	if p.root != nil {
		d.Links = linksOf(p.root, in.Source, p.decoded.Charset)
	}
	d.Reports, d.NotReport = x.reports(p, in.Source)
	if p.html && slices.ContainsFunc(d.Reports, lacksTables) {
		d.Attachments = attachedTo(p.root, in.Source, d.Reports)
	}
	return d, nil
}

// Title is the title of an annual report taken apart.
type Title struct {
	Text   string // as printed, without the site's suffix
	Agency string // whose report it is, "" where the title names none
	Year   int    // 0 where it names none
}

// ParseTitle tells titles of annual reports from everything else that speaks
// of them: notices, forms, interpretations, news.
func ParseTitle(s string) (Title, bool) {
	t, ok := parseTitle(s)
	return Title{Text: t.text, Agency: t.agency, Year: t.year}, ok
}
