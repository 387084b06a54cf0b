package extract

import (
	"fmt"
	"strings"
)

// Bounds by which a page without tables is judged.
const (
	minFigures      = 5    // so many figures are a report whatever its title
	minReportText   = 300  // bytes of narrative that make a title a report
	maxApologyBytes = 1500 // text outside links of a page that only apologises
)

// verdict decides whether what was read is a report. Precision comes first: a
// notice, a list or an empty form must not become an agency's record.
func verdict(p *page, rep *Report, title reportTitle, titled bool, about string, tables []*table) error {
	read, printed := countFigures(tables)
	unplaced := 0
	for _, t := range tables {
		unplaced += t.unplaced
	}
	switch {
	case about != "" && printed > 0 && read+unplaced == 0:
		return notReport("%q prints an empty form", short(about))
	case about != "" && (read < minFigures || containsAny(about, figureAbout)):
		return notReport("%q is about reports", short(about))
	case read >= minFigures, read > 0 && titled, unplaced >= minFigures && titled:
		return nil // also with no figure that is certain: it is not an empty form
	case read > 0:
		return notReport("no title of an annual report and hardly a figure")
	}
	headings, text := measure(rep.Narrative)
	switch {
	case printed > 0 && !(titled && title.says() == 3 && text > minReportText):
		return notReport("it prints an empty form")
	case printed > 0:
		return nil
	case headings < 2 && apologises(p):
		return notReport("a page that says that there is none")
	case isTraditional(p):
		return notReport("a copy in traditional characters, which no agency of the mainland publishes")
	case !titled:
		return notReport("no title of an annual report and no statutory table")
	case isInterpretation(rep.Narrative):
		return notReport("an interpretation of a report, or a notice")
	case isSchool(title, rep.Narrative):
		return notReport("the report of a school, which follows other rules")
	case title.says() == 0:
		return weakVerdict(rep.Narrative, headings, text)
	case headings >= 2 && text > minReportText/2:
		return nil
	case title.says() == 3 && text > minReportText && tellsOfDisclosure(rep.Narrative):
		return nil
	}
	pictures, files := leftOut(p)
	switch {
	case title.says() < 3, !isAgency(title.agency) && !isPlace(title.agency):
	case files > 0, pictures > 0 && (isAgency(title.agency) || namesGovernment(p, title.agency)):
		return nil
	}
	if p.linkText*2 > p.textBytes {
		return notReport("a list of links")
	}
	return notReport("a title of an annual report, but no table and no text of one")
}

// namesGovernment tells whether the page names the government of a place. With
// nothing but pictures a place in the title is not enough: 翻开样例县2023年….
func namesGovernment(p *page, place string) bool {
	for _, name := range []string{place + "人民政府", place + "政府"} {
		if strings.Contains(p.title, name) {
			return true
		}
		for i := range p.lines {
			if strings.Contains(p.lines[i].text(), name) {
				return true
			}
		}
	}
	return false
}

func notReport(format string, args ...any) error {
	return &NotReportError{Reason: fmt.Sprintf(format, args...)}
}

// weakVerdict judges a text under a title that names neither agency nor year,
// as columns and templates do: the text must name both.
func weakVerdict(n []Section, headings, text int) error {
	opening := openingOf(n)
	if containsAny(opening, []string{"XX", "××", "某某", "**", "ＸＸ"}) {
		return notReport("a template")
	}
	_, announced := announcedIn(opening)
	_, period := periodYears(n)
	if headings < 2 || text < minReportText || announced+period == 0 || agencyInText(opening) == "" {
		return notReport("a title that names neither agency nor year, and no text that does")
	}
	return nil
}

// countFigures counts the figures that were read and the rows that are printed.
func countFigures(tables []*table) (read, printed int) {
	for _, t := range tables {
		for _, row := range t.stats {
			if row == nil {
				continue
			}
			printed++
			for _, st := range row {
				if st.Status == StatusRead || st.Status == StatusDerived {
					read++
				}
			}
		}
	}
	return read, printed
}

// measure counts the headings that a report has, and the bytes of its text.
func measure(n []Section) (headings, text int) {
	for _, s := range n {
		text += len(s.Text)
		if s.Section != "" && aboutDisclosure(s.Section) {
			headings++
		}
	}
	return headings, text
}

// tellsOfDisclosure tells a text that does what a report must.
func tellsOfDisclosure(n []Section) bool {
	for _, s := range n {
		if strings.Contains(s.Text, "主动公开") || strings.Contains(s.Text, "依申请") {
			return true
		}
	}
	return false
}

// apologises tells pages that are served in the place of one that is gone.
func apologises(p *page) bool {
	if p.textBytes-p.linkText > maxApologyBytes {
		return false
	}
	if containsAny(p.title, apologies) {
		return true
	}
	for i := range p.lines {
		if t := p.lines[i].text(); len(t) < 200 && containsAny(t, apologies) {
			return true
		}
	}
	return false
}

// isTraditional tells pages in traditional characters by the words 信息公開.
func isTraditional(p *page) bool {
	if strings.Contains(p.title, "信息公開") {
		return true
	}
	for i := range p.lines {
		if i > maxTitleLines {
			break
		}
		if strings.Contains(p.lines[i].text(), "信息公開") {
			return true
		}
	}
	return false
}

// isInterpretation tells texts under a report's title that explain the report
// or order it, by their own headings and words.
func isInterpretation(n []Section) bool {
	explains := 0
	for _, s := range n {
		if containsAny(s.Section, explanations) {
			explains++
		}
	}
	opening := openingOf(n)
	return explains >= 2 || strings.Contains(opening, "通知如下") || strings.Contains(opening, "解读如下") || strings.Contains(opening, "进行如下解读")
}

// isSchool tells reports of universities: by school years, under a decree of
// the ministry of education, without 政府 in their title.
func isSchool(title reportTitle, n []Section) bool {
	if strings.Contains(title.text, "政府信息公开") {
		return false
	}
	return endsIn(title.agency, []string{"大学", "学院", "高等专科学校"}) || strings.Contains(openingOf(n), "高等学校信息公开")
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
