package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongkai/extract/form"
	"gongkai/store/checks"
)

// checkCodes are the rows of checks: equations of the forms, then those across
// years, then all others, with what the catalogue says of them.
func checkCodes(forms []*form.Form, across *form.Across, catalogue *checks.Catalogue) []code {
	var out []code
	for _, f := range forms {
		for _, s := range f.Sections {
			for _, c := range s.Checks {
				meaning := fmt.Sprintf("in each %s: %s = %s", c.ForEach, strings.Join(c.Left, " + "), strings.Join(c.Right, " + "))
				out = append(out, code{code: c.ID, format: f.Format, section: s.Code, sectionLabel: s.Heading, meaning: meaning})
			}
		}
	}
	for _, c := range across.YearChecks {
		k := code{code: c.ID, meaning: c.Rule}
		if c.Rule == "" {
			e := c.Equations[0]
			k.meaning = fmt.Sprintf("this year's %s = last year's %s", strings.Join(e.ThisYear, " + "), strings.Join(e.LastYear, " + "))
		}
		if c.Format != "" {
			k.format = c.Format
		}
		out = append(out, k)
	}
	for _, c := range catalogue.Checks {
		if !slices.ContainsFunc(out, func(k code) bool { return k.code == c.Code }) {
			k := code{code: c.Code, meaning: c.Title}
			for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
				k.meaning += fmt.Sprintf("; %s %v", name, c.Parameters[name])
			}
			out = append(out, k)
		}
	}
	for i := range out {
		k := &out[i]
		k.kind = kindCheck
		if c := catalogue.Check(k.code); c != nil {
			k.severity, k.label, k.labelEN, k.text, k.textZH = string(c.Severity), c.TitleZH, c.Title, c.Text, c.TextZH
			k.meaning = string(c.Severity) + ": " + k.meaning
		}
	}
	return out
}
