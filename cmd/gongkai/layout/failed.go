package layout

import (
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
)

// failedAt tells which of the checks point at which figures.
func failedAt(f *form.Form, checks []extract.Check) map[[3]string][]int {
	failed := map[[3]string][]int{}
	for i, c := range checks {
		if c.Holds == nil || *c.Holds {
			continue
		}
		s, def := f.Check(c.ID)
		if def == nil {
			continue
		}
		for _, code := range pointed(def) {
			key := [3]string{s.Code, code, c.At}
			if def.ForEach == "row" {
				key = [3]string{s.Code, c.At, code}
			}
			failed[key] = append(failed[key], i)
		}
	}
	return failed
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
