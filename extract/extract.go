package extract

import (
	"cmp"
	"fmt"

	"gongkai/extract/form"
)

// Version names the rules by which figures are read. It changes whenever the
// same bytes could give another report, so that stored reports can be re-read.
const Version = "1"

// Input is a document as it was fetched or found.
type Input struct {
	Body        []byte
	ContentType string // the HTTP header, "" if unknown
	Source      string // file, URL or "-"; kept in the report
}

// Extractor reads reports by a set of forms. It is safe for concurrent use.
type Extractor struct {
	ix     *index
	claims *claimReader
}

// New compiles the embedded forms.
func New() (*Extractor, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	claims, err := newClaimReader(forms)
	if err != nil {
		return nil, err
	}
	return &Extractor{ix: newIndex(forms), claims: claims}, nil
}

// Extract reads every report of a document: bytes → text → lines of cells →
// labels → figures → checks. It returns ErrEmpty, an *UnreadableError or a
// *NotReportError where there is none.
func (x *Extractor) Extract(in Input) ([]Report, error) {
	p, err := layOut(in)
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

func layOut(in Input) (*page, error) {
	if err := sniff(in.Body); err != nil {
		return nil, err
	}
	if !isText(in.ContentType) {
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
	rep := &Report{Scope: ScopeUnknown, Statistics: []Statistic{}, Checks: []Check{}, Claims: []Claim{}, Problems: []Problem{}, Flags: []Quality{}}
	rows := rowsOf(x.ix, lines)
	var tables []*table
	used := map[int]bool{}
	if f := x.chooseForm(rows); f >= 0 {
		r := newReader(x.ix, f, rows)
		r.read()
		tables = r.tables()
		used = r.used
		rep.Problems = append(rep.Problems, r.problems...)
		rep.Format = r.form.Format
	}
	m := collectMetadata(p, pt, used)
	title, titled := titles.choose(pt, m.titles)
	rep.Narrative = narrative(lines, used, title.text)
	if !titled {
		title, titled = announcedTitle(rep.Narrative)
	}
	for _, t := range tables {
		for _, row := range t.stats {
			rep.Statistics = append(rep.Statistics, row...)
		}
	}
	rep.Checks = runChecks(tables)
	if err := verdict(p, rep, title, titled, titles.about, tables); err != nil {
		return nil, err
	}
	fillMetadata(rep, p, lines, m, title)
	grade(rep, tables)
	tableProblems(p, rep)
	if rep.Quality == QualityNoTables {
		rep.Format = ""
	}
	if p.truncated {
		rep.problem("truncated", "the page is larger than the reader's bounds; its end was not read")
	}
	if n := p.decoded.Replaced; n > 0 {
		rep.problem("unreadable_characters", "%d characters could not be read as %s", n, p.decoded.Charset)
	}
	x.claims.read(rep)
	return rep, nil
}

// chooseForm picks the form by the labels that only it has, never by year or by
// the document cited; -1 where the page prints no label of a table. Each section
// has one vote: hybrids print one section in the words of another form.
func (x *Extractor) chooseForm(rows []row) int {
	labels := make([]int, len(x.ix.forms)) // labels of the form
	own := make([]int, len(x.ix.forms))    // those that only it has
	voting := make([]sections, len(x.ix.forms))
	seen := map[string]bool{}
	for i := range rows {
		for j := range rows[i].cells {
			ts, key := rows[i].cells[j].targets, rows[i].cells[j].label.key
			if ts == nil || seen[key] {
				continue
			}
			seen[key] = true
			only := int(ts[0].form)
			for _, t := range ts {
				labels[t.form]++
				if int(t.form) != only {
					only = -1
				}
			}
			if only >= 0 {
				own[only]++
				voting[only].add(int(ts[0].section))
			}
		}
	}
	best := -1
	better := func(f int) bool {
		return cmp.Or(
			cmp.Compare(voting[f].count(), voting[best].count()),
			cmp.Compare(own[f], own[best]),
			cmp.Compare(labels[f], labels[best])) > 0
	}
	for f := range labels {
		if labels[f] >= 3 && (best < 0 || better(f)) {
			best = f
		}
	}
	return best
}

func (rep *Report) problem(code, format string, args ...any) {
	rep.Problems = append(rep.Problems, Problem{code, fmt.Sprintf(format, args...)})
}
