package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	ix *index
	mk *masker
}

// New compiles the embedded forms.
func New() (*Extractor, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	return &Extractor{ix: newIndex(forms), mk: newMasker()}, nil
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
	for _, part := range x.split(p) {
		rep, err := x.one(p, part, titles)
		if err != nil {
			if len(reports) > 0 {
				continue // the other parts of the page are reports
			}
			return nil, err
		}
		rep.Source = source
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
		return layOutHTML(d)
	}
	return layOutText(d), nil
}

// part is a stretch of lines that holds one report.
type part struct {
	from, to int
	title    reportTitle // of the line it begins with, if several share a page
}

// split cuts a page that holds several reports (several years on one page) at
// their titles. A title begins a report only where tables follow it.
func (x *Extractor) split(p *page) []part {
	whole := []part{{from: 0, to: len(p.lines)}}
	var starts []part
	for i := range p.lines {
		l := &p.lines[i]
		if l.hard || l.link || !strings.Contains(l.cells[0].text, "公开") {
			continue
		}
		t, ok := parseTitle(l.cells[0].text)
		if !ok || t.year == 0 || manyYears(t.text) {
			continue
		}
		if n := len(starts); n > 0 && starts[n-1].title.year == t.year {
			continue
		}
		starts = append(starts, part{from: i, title: t})
	}
	if len(starts) < 2 {
		return whole
	}
	var out []part
	for i := range starts {
		starts[i].to = len(p.lines)
		if i+1 < len(starts) {
			starts[i].to = starts[i+1].from
		}
		if x.labels(p.lines[starts[i].from:starts[i].to]) >= 8 {
			out = append(out, starts[i])
		}
	}
	if len(out) < 2 {
		return whole
	}
	for i := range out { // nothing between two parts is lost
		if i+1 < len(out) {
			out[i].to = out[i+1].from
		}
	}
	return out
}

// manyYears tells a title over several reports.
func manyYears(s string) bool {
	_, _, to := yearIn(s)
	return findYear(s[to:]) != 0
}

// labels counts the cells that are labels of some form.
func (x *Extractor) labels(lines []line) int {
	n := 0
	for _, r := range rowsOf(x.ix, lines) {
		for _, c := range r.cells {
			if c.targets != nil {
				n++
			}
		}
	}
	return n
}

// one reads the report in a part of the page.
func (x *Extractor) one(p *page, pt part, titles []reportTitle) (*Report, error) {
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
	title, titled := chooseTitle(pt, m, titles)
	rep.Narrative = narrative(lines, used, title.text, x.mk)
	if !titled {
		title, titled = announcedTitle(rep.Narrative)
	}
	for _, t := range tables {
		for _, row := range t.stats {
			rep.Statistics = append(rep.Statistics, row...)
		}
	}
	rep.Checks = runChecks(tables)
	if err := verdict(p, rep, title, titled, tables); err != nil {
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

// findTitles collects what may be the report's title: meta tag, headings, the
// window's title, and lines.
func findTitles(p *page) []reportTitle {
	var out []reportTitle
	add := func(s string) {
		if t, ok := parseTitle(s); ok && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	add(p.meta["articletitle"])
	for i, h := range p.heads {
		add(h)
		if i > 0 {
			add(p.heads[i-1] + h)
		}
	}
	add(p.title)
	soft := 0
	for i := range p.lines {
		l := &p.lines[i]
		if l.hard || l.link {
			continue
		}
		if soft++; soft > 120 {
			break
		}
		t := l.cells[0].text
		if !strings.Contains(t, "公开") || len(t) > 300 || goesOn(p.lines, i) {
			continue
		}
		add(t)
		if i > 0 && !p.lines[i-1].hard {
			add(brokenTitle(p.lines[i-1].cells[0].text, t))
		}
	}
	return out
}

// brokenTitle joins a title broken over two lines, "" where the second one
// says all by itself or the first is no part of it.
func brokenTitle(first, second string) string {
	if len(first) >= 120 {
		return ""
	}
	if alone, ok := parseTitle(second); ok && alone.agency != "" && alone.year != 0 {
		return ""
	}
	whole, ok := parseTitle(first + second)
	if !ok || whole.agency == "" || whole.year == 0 || strings.ContainsAny(whole.agency, "。，；:：|>") {
		return ""
	}
	return whole.text
}

// goesOn tells a title that the next line makes another: …年度报告 | 有关事项的通知.
func goesOn(lines []line, i int) bool {
	for k := i + 1; k < len(lines) && k <= i+2; k++ {
		if lines[k].hard || len(lines[k].cells[0].text) > 60 {
			return false
		}
		t := lines[k].cells[0].text
		for _, w := range []string{"有关事项", "编制", "发布情况", "的通知", "工作方案", "图解", "解读", "格式"} {
			if strings.HasPrefix(t, w) {
				return true
			}
		}
	}
	return false
}

// announcedTitle stands in for a missing title: an opening that announces the
// report of an agency, with the year of its figures.
func announcedTitle(n []Section) (reportTitle, bool) {
	opening := openingOf(n)
	year := periodYear(n)
	if countHeadings(n) < 2 || titleEnd(opening) < 0 || year == 0 {
		return reportTitle{}, false
	}
	agency := agencyInText(opening)
	return reportTitle{agency: agency, year: year}, agency != ""
}

// chooseTitle takes the title that says most.
func chooseTitle(pt part, m metadata, titles []reportTitle) (reportTitle, bool) {
	if pt.title.year != 0 {
		t := pt.title
		for i := 0; t.agency == "" && i < len(titles); i++ {
			t.agency = titles[i].agency
		}
		return t, true
	}
	all := slices.Clone(titles)
	for _, s := range m.titles {
		if t, ok := parseTitle(s); ok {
			all = append([]reportTitle{t}, all...)
		}
	}
	best, score := -1, -1
	for i, t := range all {
		s := 0
		if t.agency != "" {
			s += 2
		}
		if t.year != 0 {
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		return reportTitle{}, false
	}
	return all[best], true
}
