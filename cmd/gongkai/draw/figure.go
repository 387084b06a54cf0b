package draw

import (
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
)

// signs are what the legend has to explain.
type signs struct{ derived, ambiguous, invalid, missing, failed bool }

// figures finds a report's statistics by their codes.
type figures struct {
	form  *form.Form
	stats map[[3]string]*extract.Statistic
	rows  map[[2]string]bool // section, row with at least one statistic
	bad   map[[3]string]bool // figures that a failed check points at
	// sources are the documents, by section, that print what the page does not.
	sources map[string]string
	seen    signs
}

func newFigures(f *form.Form, rep *extract.Report) *figures {
	fs := &figures{form: f, stats: map[[3]string]*extract.Statistic{}, rows: map[[2]string]bool{}, bad: map[[3]string]bool{}, sources: map[string]string{}}
	for i := range rep.Statistics {
		s := &rep.Statistics[i]
		fs.stats[[3]string{s.Section, s.Row, s.Col}] = s
		fs.rows[[2]string{s.Section, s.Row}] = true
		if s.Source != "" && s.Source != rep.Source {
			fs.sources[s.Section] = s.Source
		}
	}
	for _, c := range rep.Checks {
		if c.Holds == nil || *c.Holds {
			continue
		}
		if s, def := findCheck(f, c.ID); def != nil {
			fs.markBad(s, def, c.At)
		}
	}
	return fs
}

// markBad marks the sum where a check has one, since the terms are many and
// mostly innocent; else all terms.
func (fs *figures) markBad(s *form.Section, def *form.Check, at string) {
	terms := slices.Concat(def.Left, def.Right)
	switch {
	case len(def.Left) == 1:
		terms = def.Left
	case len(def.Right) == 1:
		terms = def.Right
	}
	for _, code := range terms {
		if def.ForEach == "row" {
			fs.bad[[3]string{s.Code, at, code}] = true
		} else {
			fs.bad[[3]string{s.Code, code, at}] = true
		}
	}
}

func findCheck(f *form.Form, id string) (*form.Section, *form.Check) {
	for i := range f.Sections {
		s := &f.Sections[i]
		for k := range s.Checks {
			if s.Checks[k].ID == id {
				return s, &s.Checks[k]
			}
		}
	}
	return nil, nil
}

// has tells whether the report prints anything of a section.
func (fs *figures) has(s *form.Section) bool {
	return slices.ContainsFunc(s.Rows, func(r form.Row) bool { return fs.rows[[2]string{s.Code, r.Code}] })
}

// cell is what stands in a figure's cell.
func (fs *figures) cell(section, row, col string) cell {
	key := [3]string{section, row, col}
	c := cell{text: fs.print(fs.stats[key]), align: right, mark: fs.bad[key]}
	fs.seen.failed = fs.seen.failed || c.mark
	return c
}

func (fs *figures) print(s *extract.Statistic) string {
	if s == nil {
		fs.seen.missing = true
		return "·"
	}
	raw := ""
	if s.Raw != nil {
		raw = Clean(*s.Raw)
	}
	switch s.Status {
	case extract.StatusRead:
		return raw
	case extract.StatusDerived:
		fs.seen.derived = true
		if s.Value != nil {
			raw = s.Value.String()
		}
		return "~" + raw
	case extract.StatusAmbiguous:
		fs.seen.ambiguous = true
		return "?"
	case extract.StatusInvalid:
		fs.seen.invalid = true
		return `"` + raw + `"`
	}
	return "" // blank
}

// columnLabel is the printed label of a column, with the unit where the
// report's own header named one that the form's label lacks, and with a
// warning where money has none.
func (fs *figures) columnLabel(s *form.Section, col int) string {
	c := &s.Columns[col]
	unit, unknown := "", false
	for i, r := range s.Rows {
		st := fs.stats[[3]string{s.Code, r.Code, c.Code}]
		if st == nil {
			continue
		}
		if st.UnitSource == extract.UnitFromHeader && st.Unit != nil {
			unit = *st.Unit
		}
		unknown = unknown || st.UnitSource == extract.UnitFromNone && s.IsMoney(i, col) && st.Value != nil
	}
	switch {
	case unit != "" && s.IsMoney(0, col) && !contains(c.Label, unit):
		return c.Label + "（" + Clean(unit) + "）"
	case unknown:
		return c.Label + " (no unit)"
	}
	return c.Label
}
