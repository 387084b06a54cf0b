package main

import (
	"slices"

	"gongkai/cmd/gongkai/release"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/coverage"
)

// documented gives columns the meanings that the schema has for those of a view.
func documented(cols []tabular.Column, view string) []release.Field {
	docs := store.Schema()
	meaning := func(view, name string) string {
		for _, d := range docs {
			for _, c := range d.Columns {
				if d.Name == view && c.Name == name {
					return c.Meaning
				}
			}
		}
		return ""
	}
	fields := make([]release.Field, len(cols))
	for i, c := range cols {
		text := meaning(view, c.Name)
		for _, other := range []string{"report_view", "statistic_view", "agency_view"} {
			if text == "" || text == "see "+other {
				text = meaning(other, c.Name)
			}
		}
		fields[i] = release.Field{Column: c, Description: text}
		switch c.Name {
		case "report_id", "agency_id":
			fields[i].Required = true
		case "scope":
			fields[i].Enum = []string{string(extract.ScopeOwn), string(extract.ScopeAggregate), string(extract.ScopeUnknown)}
		case "status":
			for _, s := range statuses() {
				fields[i].Enum = append(fields[i].Enum, string(s))
			}
		}
	}
	return fields
}

// described makes fields of names with their meanings, in turns.
func described(pairs ...string) []release.Field {
	var out []release.Field
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, release.Field{Column: typed(pair[:1])[0], Description: pair[1]})
	}
	return out
}

// whole makes fields whole numbers.
func whole(list []release.Field, names ...string) []release.Field {
	for i := range list {
		if slices.Contains(names, list[i].Name) {
			list[i].Type = tabular.Integer
		}
	}
	return list
}

func agencyColumns() []tabular.Column {
	return typed([]string{"agency_id", "name", "region", "region_name", "level", "kind", "certainty", "evidence", "reports", "first_year", "last_year"})
}

// codebookFields are the columns of the codebook.
func codebookFields() []release.Field {
	meaning := map[string]string{
		"kind": "what the code is of: statistic, concept, rate, check, status, unit_source, quality, scope", "code": "the code",
		"format": "form it belongs to", "section": "code of the section", "row": "code of the row", "col": "code of the column",
		"column": "name of its column in panel", "section_label": "heading in the form", "row_label": "label of the row", "col_label": "label of the column",
		"unit": "unit that the form names", "meaning": "what it means", "experimental": "true while no real table has confirmed the form's labels",
		"label": "name of a rate in Chinese", "label_en": "and in English", "numerator": "what is divided", "denominator": "by what",
		"severity": "of a check: error, warning or note", "text": "what findings of a check say", "text_zh": "the same in Chinese",
	}
	list := []release.Field{}
	for _, c := range tabular.Columns(codebookColumns()...) {
		list = append(list, release.Field{Column: c, Description: meaning[c.Name]})
	}
	return list
}

// wideFields tells of each column of figures which statistic it is.
func wideFields(t *wide) []release.Field {
	list := documented(t.columns(), "panel_view")
	head := len(wideHead())
	for i, c := range t.cols {
		list[head+i].Description = c.statistic
	}
	for i := range list[:head] {
		if list[i].Name == "exceptions" {
			list[i].Description = "columns for which the report prints something but which hold no number, or one to be careful with, by reason"
		}
	}
	return list
}

// reportFields are those of report_view and what the figures are.
func (t *releaseTables) reportFields() []release.Field {
	list := append(documented(reportColumns(), "report_view"), described("figures_digest", "stands for all figures of the report in this release")...)
	for _, s := range statuses() {
		list = append(list, whole(described(string(s), "figures of this status in this release"), string(s))...)
	}
	return list
}

func findingFields() []release.Field {
	list := documented(typed([]string{"report_id", "agency_id", "scope", "year"}), "report_view")
	return append(list, described("code", "check, see codebook", "severity", "error, warning or note", "section", "section of the form",
		"english", "what was found", "chinese", "the same in Chinese", "url", "address of the page")...)
}

func coverageFields() []release.Field {
	list := append(documented(typed([]string{"agency_id"}), "agency_view"), described("agency", "its name, or the title of a listed site without reports")...)
	list[0].Required = false
	list = append(list, documented(typed([]string{"region", "region_name", "level", "kind"}), "agency_view")...)
	list = append(list, described("year", "reporting year", "state", "state of the report, see codebook", "expected", "why there should be one: seen, between, after or listed",
		"reason", "why it is not found, in words", "as_of", "when the site's lists were read, or since when it is withdrawn", "report_id", "the report, if there is one",
		"sites", "sites on which reports of the agency were found", "dated", "1 where it prints a date of publication", "late", "1 where that is after it was due")...)
	for i := range list {
		switch list[i].Name {
		case "state":
			for _, s := range coverage.States() {
				list[i].Enum = append(list[i].Enum, string(s.State))
			}
		case "as_of":
			list[i].Type = tabular.Time
		}
	}
	return whole(list, "dated", "late")
}

func auditFields() []release.Field {
	list := whole(described("report_id", "report that was judged", "page_digest", "page it was compared with", "extractor_version", "version that had read it",
		"figures", "figures that were looked at", "wrong", "those that are wrong", "wrong_figures", "their names", "judged_at", "when"), "figures", "wrong")
	list[len(list)-1].Type = tabular.Time
	return list
}

func changeFields() []release.Field {
	return described("change", "added, revised (other content), reread (same page, read otherwise), moved (another agency, scope or year), withdrawn, returned or removed",
		"report_id", "the report", "agency_id", "its agency", "was_revision", "revision in the last release", "became_revision", "and now",
		"was_page", "page then", "became_page", "and now", "was_extractor", "version that had read it then", "became_extractor", "and now")
}

func narrativeFields() []release.Field {
	return whole(described("report_id", "the report", "ordinal", "place in the report", "section", "heading", "text", "text, personal data masked"), "ordinal")
}

func statuses() []extract.Status {
	return []extract.Status{extract.StatusRead, extract.StatusBlank, extract.StatusDerived, extract.StatusAmbiguous, extract.StatusInvalid}
}
