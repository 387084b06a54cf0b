package extract

import (
	"strings"
	"unicode/utf8"
)

// fillMetadata sets whose report it is, of which year, and where the page says
// so. Contradictions are told as problems, not resolved in silence.
func fillMetadata(rep *Report, p *page, lines []line, m metadata, title reportTitle) {
	rep.Title = title.text
	if rep.Title == "" {
		rep.Title = windowTitle(p)
	}
	set := func(dst **string, v string) {
		if v = trimSpace(v); v != "" {
			*dst = &v
		}
	}
	set(&rep.Publisher, m.fields[fieldPublisher])
	set(&rep.IndexNumber, m.fields[fieldIndex])
	set(&rep.DocumentNumber, m.fields[fieldDocument])
	if day, kind := m.published(); day != "" {
		rep.PublishedOn, rep.PublishedOnKind = &day, &kind
	}
	opening := openingOf(rep.Narrative)
	announced, announcedYear := announcedIn(opening)
	made := compiler(opening)
	name := title.agency
	if title.year == 0 && announced != "" && announcedYear != 0 {
		name = announced // a column's title names the site's owner
	}
	rep.agency(name, []string{announced, made}, func() []string {
		return []string{signature(lines), m.fields[fieldPublisher], p.meta["contentsource"], m.fields[fieldSource]}
	})
	rep.year(title.year, announcedYear)
	rep.Scope, rep.ScopeEvidence = scopeOf(rep.Agency, title, rep.Narrative)
}

// agency takes the title's name, else the opening's, else what the page says
// elsewhere. An opening that names somebody else is told.
func (rep *Report) agency(title string, said []string, elsewhere func() []string) {
	rep.Agency = title
	for _, name := range said {
		switch {
		case name == "":
		case rep.Agency == "":
			rep.Agency = name
		case !sameAgency(rep.Agency, name):
			rep.problem("agency_conflict", "the title names %s, the text %s", rep.Agency, name)
		}
	}
	if rep.Agency == "" {
		for _, name := range elsewhere() {
			if name = cleanAgency(name); isAgency(name) || utf8.RuneCountInString(name) >= 3 && isPlace(name) {
				rep.Agency = name
				break
			}
		}
	}
	if rep.Agency == "" {
		rep.problem("agency_missing", "no agency in title or text")
	}
}

// year takes the title's year, else the period's, else the announced one, else
// the one that the text's first sentences begin with. A period that lies in
// another year than the title says is told.
func (rep *Report) year(title, announced int) {
	first, last := periodYears(rep.Narrative)
	rep.Year = title
	switch {
	case title != 0 && first != 0 && (title < first || title > last):
		rep.problem("year_conflict", "the title says %d, the 统计期限 says %d", title, last)
	case title == 0 && last != 0:
		rep.Year = last
	case title == 0 && announced != 0:
		rep.Year = announced
	case title == 0:
		rep.Year = toldYear(rep.Narrative)
	}
	if rep.Year == 0 {
		rep.problem("year_missing", "no year in title or text")
	}
}

// windowTitle is <title> up to the site's name.
func windowTitle(p *page) string {
	if t := p.meta["articletitle"]; t != "" {
		return t
	}
	if i := strings.IndexAny(p.title, "_|"); i > 0 {
		return trimSpace(p.title[:i])
	}
	return p.title
}

// openingOf returns the first paragraphs of the narrative.
func openingOf(n []Section) string {
	for _, s := range n {
		if s.Text != "" {
			return s.Text
		}
	}
	return ""
}

// periodWords announce the period that the figures cover.
var periodWords = []string{"统计期限", "统计时限", "统计时间", "统计周期", "统计区间", "统计期", "统计数据期限", "数据期限", "数据时间", "数据的期限", "数据统计", "统计数据"}

// periodYears finds the first and the last year that the figures are said to
// cover, 0 where no period is told.
func periodYears(n []Section) (first, last int) {
	for _, s := range n {
		for _, text := range []string{s.Section, s.Text} { // 二、统计期限：自…
			if first, last := periodIn(text); first != 0 {
				return first, last
			}
		}
	}
	return 0, 0
}

func periodIn(s string) (first, last int) {
	for _, w := range periodWords {
		for rest := s; ; {
			i := strings.Index(rest, w)
			if i < 0 {
				break
			}
			rest = rest[i+len(w):]
			tail := cut(rest, 150)
			if end := strings.IndexAny(tail, "。；\n"); end >= 0 {
				tail = tail[:end]
			}
			if y := findYear(tail); y != 0 && isPeriod(tail) {
				return y, lastYearIn(tail)
			}
		}
	}
	return 0, 0
}

// isPeriod tells a period (自2020年1月1日起至12月31日止) from a day that figures
// were closed on (截至2021年1月10日).
func isPeriod(s string) bool {
	return strings.Contains(s, "月") && !strings.Contains(s, "截至") && !strings.Contains(s, "截止") && strings.ContainsAny(s, "至到起止—–-~～")
}

// periodYearOf is the last year of the period told in some lines.
func periodYearOf(lines []line) int {
	for i := range lines {
		if t, ok := loneText(&lines[i]); ok {
			if _, last := periodIn(t); last != 0 {
				return last
			}
		}
	}
	return 0
}

// isDay tells a sentence that is nothing but a day: the one of a signature.
func isDay(s string) bool {
	return strings.HasSuffix(s, "日") && strings.Contains(s, "月") && utf8.RuneCountInString(s) <= utf8.RuneCountInString("二〇二二年十二月三十一日")
}

// toldYear is the year that the sentences of the text begin with, if all that
// begin with one agree.
func toldYear(n []Section) int {
	year := 0
	for _, sec := range n {
		for s := range sentences(cut(sec.Text, 2000)) {
			y, from, to := yearIn(cut(s, 40))
			if y == 0 || from > len("（一）") || !strings.HasPrefix(s[to:], "年") || isDay(s) {
				continue
			}
			if year != 0 && y != year {
				return year // the first; later ones plan ahead
			}
			year = y
		}
	}
	return year
}
