package draw

import (
	"gongkai/cmd/gongkai/layout"
	"gongkai/extract"
)

// signs are what the legend has to explain.
type signs struct{ derived, ambiguous, invalid, missing, failed bool }

// cell is what stands in a figure's cell.
func (seen *signs) cell(at layout.Cell) cell {
	c := cell{text: seen.print(at.Figure), align: right, mark: at.Failed}
	seen.failed = seen.failed || c.mark
	return c
}

func (seen *signs) print(s *extract.Statistic) string {
	if s == nil {
		seen.missing = true
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
		seen.derived = true
		if s.Value != nil {
			raw = s.Value.String()
		}
		return "~" + raw
	case extract.StatusAmbiguous:
		seen.ambiguous = true
		return "?"
	case extract.StatusInvalid:
		seen.invalid = true
		return `"` + raw + `"`
	}
	return "" // blank
}

// columnLabel is the printed label of a column, with the unit where the
// report's own header named one that the form's label lacks, and with a
// warning where money has none.
func columnLabel(c *layout.Column) string {
	switch {
	case c.HeaderUnit != "":
		return c.Label + "（" + Clean(c.HeaderUnit) + "）"
	case c.NoUnit:
		return c.Label + " (no unit)"
	}
	return c.Label
}
