package extract

import "strings"

// firstTableYear is the first year whose reports had a statutory table.
const firstTableYear = 2014

// tableProblems says in what state the tables are where none was read.
func tableProblems(p *page, rep *Report) {
	for i := range rep.Statistics {
		if rep.Statistics[i].Raw != nil {
			return
		}
	}
	pictures, files := leftOut(p)
	switch _, text := measure(rep.Narrative); {
	case rep.Year != 0 && rep.Year < firstTableYear && text > minReportText:
		rep.problem("no_tables", "no statutory table was found; reports for %d had none", rep.Year)
	case pictures > 0:
		rep.problem("tables_as_pictures", "no statutory table could be read; the page holds %d pictures", pictures)
	case files > 0:
		rep.problem("attachment_only", "no statutory table could be read; the page holds %d attachments", files)
	default:
		rep.problem("no_tables", "no statutory table was found")
	}
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
