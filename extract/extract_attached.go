package extract

import (
	"strings"
	"unicode/utf8"
)

// ExtractAttached reads the reports of a page together with the documents that
// the page leads to. Those belong to its report that hold tables of a form, pictures
// in place of them, or the report itself, and name no other agency and no other
// year; used tells which. The rest is left out: a form to apply with, the
// report of another year. What cannot be read is a problem of the report.
func (x *Extractor) ExtractAttached(in Input, attached []Input) (reports []Report, used []bool, err error) {
	used = make([]bool, len(attached))
	p, err := x.layOut(in)
	if err != nil {
		return nil, used, err
	}
	reports, err = x.reports(p, in.Source)
	if err != nil || len(reports) != 1 { // nothing tells whose documents they are
		return reports, used, err
	}
	var unread []Problem
	whole := p
	whole.documents = []span{{0, len(p.lines), in.Source}}
	for i, doc := range attached {
		q, err := x.layOut(doc)
		switch {
		case err != nil:
			unread = append(unread, unreadDocument(doc, err))
		case x.belongs(q, &reports[0]):
			whole.join(q, doc.Source)
			used[i] = true
		}
	}
	if len(whole.documents) > 1 {
		together, err := x.reports(whole, in.Source)
		if err != nil || len(together) != 1 {
			clear(used) // the page says more by itself
		} else {
			reports = together
		}
	}
	reports[0].Problems = append(reports[0].Problems, unread...)
	return reports, used, nil
}

// unreadDocument tells of a document that cannot be read.
func unreadDocument(in Input, err error) Problem {
	return Problem{"document_unread", in.Source + ": " + err.Error()}
}

// belongs tells whether a document is a part of a page's report.
func (x *Extractor) belongs(q *page, rep *Report) bool {
	titles := findTitles(q)
	if len(x.split(q, titles)) > 1 {
		return false // several reports
	}
	t, titled := titles.choose(part{to: len(q.lines)}, nil)
	switch {
	case !titled && titles.about != "":
		return false
	case t.year != 0 && rep.Year != 0 && t.year != rep.Year:
		return false
	case t.agency != "" && rep.Agency != "" && !sameAgency(t.agency, rep.Agency):
		return false
	case titled && t.says() == 3:
		return true
	case otherYear(q.lines, rep.Year):
		return false
	}
	read, _ := countFigures(x.readFigures(q, part{to: len(q.lines)}).tables) // an empty form is none of its tables
	return read > 0 || q.textBytes == 0 && q.images > 0
}

// captionLines are those above a table that may name its year.
const captionLines = 12

// otherYear tells a document whose first lines name years, and none of them the
// report's.
func otherYear(lines []line, year int) bool {
	named := false
	for i := range lines[:min(len(lines), captionLines)] {
		s := lines[i].text()
		if namesYear(s, year) {
			return false
		}
		named = named || len(s) < maxTitleBytes && namesOtherYear(s, year)
	}
	return named && year != 0
}

// namesYear tells a text that names a year.
func namesYear(s string, year int) bool {
	for {
		y, _, to := yearIn(s)
		if y == 0 || y == year {
			return y != 0
		}
		s = s[to:]
	}
}

// namesOtherYear tells a text that names a year but not this one. The year of a
// date (2020年1月) or of a file's name is none.
func namesOtherYear(s string, year int) bool {
	if namesYear(s, year) {
		return false
	}
	for {
		y, _, to := yearIn(s)
		if y == 0 {
			return false
		}
		if s = s[to:]; strings.HasPrefix(s, "年") {
			if r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s, "年")); digitOf(r) < 0 {
				return true
			}
		}
	}
}
