package layout

import (
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
)

// Pointed names the figures (section/row/col) that each false check of a report
// points at, by the check's id and where it was applied: id@at.
func Pointed(f *form.Form, checks []extract.Check) map[string][]string {
	out := map[string][]string{}
	if f == nil {
		return out
	}
	for _, c := range checks {
		if c.Holds == nil || *c.Holds {
			continue
		}
		s, def := f.Check(c.ID)
		if def == nil {
			continue
		}
		for _, code := range pointed(def) {
			name := s.Code + "/" + code + "/" + c.At
			if def.ForEach == "row" {
				name = s.Code + "/" + c.At + "/" + code
			}
			out[c.ID+"@"+c.At] = append(out[c.ID+"@"+c.At], name)
		}
	}
	return out
}

// pointed is the sum of a check that has one, since the terms are many and
// mostly innocent; else all terms.
func pointed(def *form.Check) []string {
	switch {
	case len(def.Left) == 1:
		return def.Left
	case len(def.Right) == 1:
		return def.Right
	}
	return slices.Concat(def.Left, def.Right)
}
