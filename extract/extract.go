package extract

import (
	"fmt"

	"gongkai/extract/document"
	"gongkai/extract/form"
)

// Version names the rules by which figures are read. It changes whenever the
// same bytes could give another report, so that stored reports can be re-read.
const Version = "6"

// Input is a document as it was fetched or found.
type Input struct {
	Body        []byte
	ContentType string // the HTTP header, "" if unknown
	Source      string // file, URL or "-"; kept in the report
}

// Extractor reads reports by a set of forms. It is safe for concurrent use.
type Extractor struct {
	ix      *index
	claims  *claimReader
	readers map[document.Kind]document.Reader
}

// Option changes what an Extractor can do.
type Option func(*Extractor)

// WithReader lets an Extractor read documents of a kind that is no HTML and no text.
func WithReader(k document.Kind, r document.Reader) Option {
	return func(x *Extractor) { x.readers[k] = r }
}

// New compiles the embedded forms.
func New(opts ...Option) (*Extractor, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	claims, err := newClaimReader(forms)
	if err != nil {
		return nil, err
	}
	x := &Extractor{ix: newIndex(forms), claims: claims, readers: map[document.Kind]document.Reader{}}
	for _, opt := range opts {
		opt(x)
	}
	return x, nil
}

// Extract reads every report of a document: bytes → text → lines of cells →
// labels → figures → checks. It returns ErrEmpty, an *UnreadableError or a
// *NotReportError where there is none.
func (x *Extractor) Extract(in Input) ([]Report, error) {
	p, err := x.layOut(in)
	if err != nil {
		return nil, err
	}
	return x.reports(p, in.Source)
}

func (x *Extractor) reports(p *page, source string) ([]Report, error) {
	titles := findTitles(p)
	var reports []Report
	for _, part := range x.split(p, titles) {
		rep, err := x.one(p, part, titles)
		if err != nil {
			if len(reports) > 0 {
				continue // the other parts of the page are reports
			}
			return nil, err
		}
		rep.Source = source
		rep.mirrorProblem(p, source)
		reports = append(reports, *rep)
	}
	return reports, nil
}

// layOut lays out whatever a reader is there for.
func (x *Extractor) layOut(in Input) (*page, error) {
	if r := x.readers[document.KindOf(in.Body)]; r != nil {
		return x.layOutDocument(r, in.Body)
	}
	return layOut(in)
}

// layOut lays out HTML and text.
func layOut(in Input) (*page, error) {
	if err := sniff(in.Body); err != nil {
		return nil, err
	}
	// HTML under the type of a Word document is what editors save.
	if !isText(in.ContentType) && !looksLikeHTML("", string(in.Body[:min(len(in.Body), maxHead)])) {
		return nil, &UnreadableError{Kind: in.ContentType}
	}
	d := Decode(in.Body, in.ContentType)
	if d.Replaced > 50 && d.Replaced*20 > len(d.Text) {
		return nil, &UnreadableError{Kind: "text in an unknown encoding"}
	}
	if looksLikeHTML(in.ContentType, d.Text) {
		return layOutHTML(d), nil
	}
	return layOutText(d), nil
}

// one reads the report in a part of the page.
func (x *Extractor) one(p *page, pt part, titles *titles) (*Report, error) {
	lines := p.lines[pt.from:pt.to]
	rep := &Report{Scope: ScopeUnknown, Checks: []Check{}, Claims: []Claim{}, Problems: []Problem{}, Flags: []Quality{}}
	read := x.readFigures(p, pt)
	tables := read.tables
	rep.Problems = append(rep.Problems, read.problems...)
	if read.form != nil {
		rep.Format = read.form.Format
	}
	m := collectMetadata(p, pt, read.used)
	title, titled := titles.choose(pt, m.titles)
	rep.Narrative = narrative(lines, read.used, title.text)
	if !titled {
		title, titled = announcedTitle(rep.Narrative)
	}
	rep.Statistics = statisticsOf(tables)
	rep.Checks = runChecks(tables)
	if err := verdict(p, rep, title, titled, titles.about, tables); err != nil {
		return nil, err
	}
	fillMetadata(rep, p, lines, m, title)
	grade(rep, tables)
	tableProblems(p, rep)
	switch {
	case rep.Quality == QualityNoTables:
		rep.Format = ""
	case read.form.Experimental:
		rep.problem("experimental_form", "form %s: its wording is not confirmed by real tables yet", rep.Format)
	}
	rep.pageProblems(p)
	x.claims.read(rep)
	return rep, nil
}

// pageProblems tells what of the page was not read.
func (rep *Report) pageProblems(p *page) {
	if p.truncated {
		rep.problem("truncated", "the page is larger than the reader's bounds; its end was not read")
	}
	if p.unread > 0 {
		rep.problem("hidden_edition", "%d hidden passages with tables of their own were not read", p.unread)
	}
	if n := p.decoded.Replaced; n > 0 {
		rep.problem("unreadable_characters", "%d characters could not be read as %s", n, p.decoded.Charset)
	}
}

func (rep *Report) problem(code, format string, args ...any) {
	rep.Problems = append(rep.Problems, Problem{code, fmt.Sprintf(format, args...)})
}
