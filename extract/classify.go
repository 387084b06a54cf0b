package extract

import (
	"fmt"
	"strings"
)

// verdict decides whether what was read is a report. Precision comes first: a
// notice, a list or an empty form must not become an agency's record.
func verdict(p *page, rep *Report, title reportTitle, titled bool, tables []*table) error {
	read, printedRows := 0, 0
	for _, t := range tables {
		for _, row := range t.stats {
			if row == nil {
				continue
			}
			printedRows++
			for _, st := range row {
				if st.Status == StatusRead || st.Status == StatusDerived {
					read++
				}
			}
		}
	}
	headings := countHeadings(rep.Narrative)
	text := 0
	for _, s := range rep.Narrative {
		text += len(s.Text)
	}
	switch {
	case read > 0 && titled:
		return nil
	case read > 0 && p.announcesOther():
		return &NotReportError{Reason: fmt.Sprintf("%q is about reports", short(p.title))}
	case read >= 5:
		return nil
	case printedRows > 0 && read == 0 && !(titled && title.year != 0 && title.agency != "" && text > 300):
		return &NotReportError{Reason: "an empty form"}
	case printedRows > 0 && titled:
		return nil
	case !titled:
		return &NotReportError{Reason: "no title of an annual report and no statutory table"}
	case p.linkText*2 > p.textBytes && headings < 2:
		return &NotReportError{Reason: "a list of links"}
	case p.announcesOther():
		return &NotReportError{Reason: fmt.Sprintf("%q is about reports", short(p.title))}
	case headings >= 2 && text > 400:
		return nil
	case title.year != 0 && title.agency != "" && (p.attachments > 0 || p.images > 0) && p.html && p.textBytes < 6000:
		return nil
	}
	return &NotReportError{Reason: "a title of an annual report, but no table and no text of one"}
}

// announcesOther tells pages whose own title says that they are about reports.
func (p *page) announcesOther() bool {
	titles := append([]string{p.title, p.meta["articletitle"]}, p.heads...)
	for _, t := range titles {
		if strings.Contains(t, "公开") && containsAny(t, notReportWords) {
			return true
		}
	}
	return false
}

// tableProblems says in what state the tables are where none was read.
func tableProblems(p *page, rep *Report) {
	for i := range rep.Statistics {
		if rep.Statistics[i].Raw != nil {
			return
		}
	}
	switch {
	case p.images > 0:
		rep.problem("tables_as_pictures", "no statutory table could be read; the page holds %d pictures", p.images)
	case p.attachments > 0:
		rep.problem("attachment_only", "no statutory table could be read; the page holds %d attachments", p.attachments)
	default:
		rep.problem("no_tables", "no statutory table was found")
	}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// grade sets the quality and all flags that apply.
func grade(rep *Report, tables []*table) {
	found, partial := false, false
	for _, t := range tables {
		found = found || t.found
	}
	if !found {
		rep.Quality = QualityNoTables
		rep.Flags = []Quality{QualityNoTables}
		return
	}
	for _, t := range tables {
		switch missing := t.missingRows(); {
		case !t.found:
			partial = true
			rep.problem("section_missing", "%s %s is not on the page", t.sec.Code, t.sec.Heading)
		case len(missing) > 0:
			partial = true
			rep.problem("row_missing", "%s: no row %s", t.sec.Code, strings.Join(missing, ", "))
		}
	}
	for i := range rep.Statistics {
		if s := rep.Statistics[i].Status; s == StatusAmbiguous || s == StatusInvalid {
			partial = true
		}
	}
	inconsistent := false
	for i := range rep.Checks {
		if h := rep.Checks[i].Holds; h != nil && !*h {
			inconsistent = true
		}
	}
	rep.Flags = []Quality{}
	if inconsistent {
		rep.Flags = append(rep.Flags, QualityInconsistent)
	}
	if partial {
		rep.Flags = append(rep.Flags, QualityPartial)
	}
	switch {
	case inconsistent:
		rep.Quality = QualityInconsistent
	case partial:
		rep.Quality = QualityPartial
	default:
		rep.Quality = QualityComplete
	}
}
