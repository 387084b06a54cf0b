package extract

import "strings"

// titles is what a page says about its own title, in the order of trust: meta
// tag, the window's title where it names an agency and the year, headings, lines.
type titles struct {
	all []reportTitle
	// lines are the titles that stand on a line of their own.
	lines []lineTitle
	// about is the page's own title where it is no report's but speaks of them.
	about string
	// settled tells that the page's own title is a report's.
	settled bool
	// parsed are those that were parsed: most pages say their title four times.
	parsed map[string]parsedTitle
}

type parsedTitle struct {
	title reportTitle
	ok    bool
}

// parse is parseTitle for what a page may say several times.
func (ts *titles) parse(s string) (reportTitle, bool) {
	if !mayBeTitle(s) {
		return reportTitle{}, false
	}
	known, done := ts.parsed[s]
	if !done {
		known.title, known.ok = parseTitle(s)
		ts.parsed[s] = known
	}
	return known.title, known.ok
}

// lineTitle is a title that ends on a line; it may begin some lines before.
type lineTitle struct {
	first, line int
	title       reportTitle
}

// maxTitleLines bounds the search for the page's own title; later ones only
// begin further reports.
const maxTitleLines = 120

// maxTitleBytes bounds a line that may be a title or a part of one.
const maxTitleBytes = 300

// findTitles collects the page's titles in one pass.
func findTitles(p *page) *titles {
	ts := &titles{parsed: map[string]parsedTitle{}}
	ts.candidate(p.meta["articletitle"])
	if t, ok := ts.parse(p.title); ok && t.year != 0 && isAgency(t.agency) {
		ts.add(t, true) // whatever headings beside the text name or speak of
	} else if ok && t.year != 0 {
		ts.settled = true
	}
	for i, h := range p.heads {
		ts.candidate(h)
		if i > 0 {
			ts.add(ts.broken(p.heads[i-1], h))
		}
	}
	ts.scanLines(p.lines)
	n := 0
	for _, lt := range ts.lines {
		if n = lt.line; n < maxTitleLines {
			ts.add(lt.title, true)
		}
	}
	ts.candidate(p.title)
	return ts
}

// candidate adds what may be the page's own title. The first that names a year
// or speaks about reports decides what the page is.
func (ts *titles) candidate(s string) {
	t, ok := ts.parse(s)
	if ok {
		ts.add(t, true)
		return
	}
	if ts.about == "" && !ts.settled && aboutReports(s) {
		ts.about = s
	}
}

func (ts *titles) add(t reportTitle, ok bool) {
	if !ok {
		return
	}
	for i := range ts.all {
		if ts.all[i] == t {
			return
		}
	}
	ts.all = append(ts.all, t)
	ts.settled = ts.settled || t.year != 0
}

// aboutReports tells a title of something written about reports.
func aboutReports(s string) bool {
	if !mayBeTitle(s) {
		return false
	}
	s, _ = squeeze(s)
	i := strings.Index(s, "公开")
	if i < 0 || !strings.Contains(s[i:], "报") {
		return strings.Contains(s, "政府网站") && strings.Contains(s, "报表")
	}
	return isAbout(s, s) || containsAny(s, newsWords)
}

// scanLines finds the titles that stand on lines of their own, in running text
// or alone in a row of a table.
func (ts *titles) scanLines(lines []line) {
	for i := range lines {
		t, ok := loneText(&lines[i])
		if !ok || lines[i].link || len(t) > maxTitleBytes || !strings.Contains(t, "报") && !strings.Contains(t, "報") {
			continue
		}
		if startsIn(t, pagerWords) || goesOn(lines, i) {
			continue
		}
		title, is := ts.parse(t)
		first := i
		if !is || title.says() < 3 {
			if joined, from, ok := joinTitle(lines, i, t); ok && joined.says() > title.says() {
				title, is, first = joined, true, from
			}
		}
		switch {
		case is:
			ts.lines = append(ts.lines, lineTitle{first, i, title})
		case ts.about == "" && i < maxTitleLines && !ts.settled && len(ts.lines) == 0 && len(t) < 150 && !strings.ContainsAny(t, "。，") && aboutReports(t):
			ts.about = t
		}
	}
}

// loneText returns the text of a line that holds one cell with text.
func loneText(l *line) (string, bool) {
	if !l.hard {
		return l.cells[0].text, true
	}
	text := ""
	for i := range l.cells {
		if c := l.cells[i].text; c != "" {
			if text != "" {
				return "", false
			}
			text = c
		}
	}
	return text, text != ""
}

// joinTitle joins the end of a title on line i with its beginning one or two
// lines above: 样例局 | 2021年政府信息公开 | 工作年度报告.
func joinTitle(lines []line, i int, text string) (t reportTitle, first int, ok bool) {
	if len(text) > 150 {
		return t, 0, false
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		before, alone := loneText(&lines[k])
		if !alone || lines[k].link {
			break
		}
		text = before + text
		// A place above the name belongs to it: 样例县 | 样河乡人民政府 | 2019年….
		if whole, is := wholeTitle(before, text); is && (whole.says() > t.says() || whole.says() == t.says() && isPlace(before)) {
			t, first, ok = whole, k, true
		}
	}
	return t, first, ok
}

// wholeTitle parses a joined title. Its first piece must be the beginning of a
// title: a name or a year, not a sentence, a trail or a labelled field.
func wholeTitle(first, joined string) (reportTitle, bool) {
	if len(first) >= 120 || strings.ContainsAny(first, "。，；：:|>＞") {
		return reportTitle{}, false
	}
	t, ok := parseTitle(joined)
	if !ok || t.agency == "" || !isAgency(t.agency) && !isPlace(t.agency) {
		return reportTitle{}, false
	}
	return t, true
}

// broken joins a title broken over two headings, where the second one does not
// say all by itself.
func (ts *titles) broken(first, second string) (reportTitle, bool) {
	alone, ok := ts.parse(second)
	if ok && alone.says() == 3 {
		return reportTitle{}, false
	}
	t, ok := wholeTitle(first, first+second)
	return t, ok && t.year != 0
}

// goesOn tells a title that the next line makes another: …年度报告 | 有关事项的通知.
func goesOn(lines []line, i int) bool {
	for k := i + 1; k < len(lines) && k <= i+2; k++ {
		t, alone := loneText(&lines[k])
		if !alone || len(t) > 60 {
			return false
		}
		if startsIn(t, aboutTails) && !startsIn(t, furnitureTails) {
			return true
		}
	}
	return false
}

// choose takes the title of a part of the page: its own line's, else the one
// that says most. What it lacks is taken from another title that agrees.
func (ts *titles) choose(pt part, fields []string) (best reportTitle, ok bool) {
	if pt.titled {
		best, ok = pt.title, true
	} else {
		for _, s := range fields {
			if t, is := ts.parse(s); is && (!ok || t.says() > best.says()) {
				best, ok = t, true
			}
		}
		for _, t := range ts.all {
			if !ok || t.says() > best.says() {
				best, ok = t, true
			}
		}
	}
	for i := 0; ok && i < len(ts.all); i++ {
		o := ts.all[i]
		if best.agency == "" && o.agency != "" && (o.year == 0 || best.year == 0 || o.year == best.year || pt.titled) {
			best.agency = o.agency
		}
		if best.year == 0 && o.year != 0 && !pt.titled && (o.agency == "" || best.agency == "" || sameAgency(o.agency, best.agency)) {
			best.year = o.year
		}
	}
	return best, ok
}

// announcedTitle stands in for a missing title: an opening that announces the
// report of an agency or says who compiled it, with the year of its figures.
func announcedTitle(n []Section) (reportTitle, bool) {
	opening := openingOf(n)
	agency, year := announcedIn(opening)
	_, last := periodYears(n)
	if last != 0 {
		year = last
	}
	if agency == "" && last != 0 && strings.Contains(opening, "信息公开") && strings.Contains(opening, "报告") {
		agency = compiler(opening)
	}
	headings, _ := measure(n)
	if agency == "" || year == 0 || headings < 2 {
		return reportTitle{}, false
	}
	return reportTitle{agency: agency, year: year}, true
}
