package extract

import (
	"slices"

	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// runChecks applies the form's equations to what was read, row by row and
// column by column. Nothing is ever mended.
func runChecks(tables []*table) []Check {
	checks := []Check{}
	for _, t := range tables {
		if !t.found {
			continue
		}
		for _, c := range t.sec.Checks {
			if c.ForEach == "row" {
				for row := range t.sec.Rows {
					if t.stats[row] == nil {
						continue
					}
					sum := func(codes []string) (*decimal.Number, bool) {
						return sumOf(codes, func(code string) *Statistic { return t.at(row, t.sec.Column(code)) })
					}
					checks = append(checks, check(c, t.sec.Rows[row].Code, sum))
				}
				continue
			}
			for col := range t.sec.Columns {
				sum := func(codes []string) (*decimal.Number, bool) {
					return sumOf(t.printedRows(codes), func(code string) *Statistic { return t.at(t.sec.Row(code), col) })
				}
				checks = append(checks, check(c, t.sec.Columns[col].Code, sum))
			}
		}
	}
	return checks
}

func check(c form.Check, at string, sum func([]string) (*decimal.Number, bool)) Check {
	out := Check{ID: c.ID, At: at}
	left, derivedL := sum(c.Left)
	right, derivedR := sum(c.Right)
	out.Left, out.Right = left, right
	// A check that helped to derive one of its terms proves nothing.
	if left != nil && right != nil && !derivedL && !derivedR {
		holds := *left == *right
		out.Holds = &holds
	}
	return out
}

// printedRows replaces rows that are not printed by the one that stands in for
// them: 其他处理 as a single row instead of its three.
func (t *table) printedRows(codes []string) []string {
	for i := range t.sec.Rows {
		alt := t.sec.Rows[i].AlternativeTo
		if len(alt) == 0 || t.stats[i] == nil || !slices.Contains(codes, alt[0]) {
			continue
		}
		none := true
		for _, code := range alt {
			none = none && t.stats[t.sec.Row(code)] == nil
		}
		if !none {
			continue
		}
		var out []string
		for _, code := range codes {
			if !slices.Contains(alt, code) {
				out = append(out, code)
			}
		}
		return append(out, t.sec.Rows[i].Code)
	}
	return codes
}

// sumOf adds the terms; nil where one has no value. derived is set where one
// was not printed but derived.
func sumOf(codes []string, at func(string) *Statistic) (sum *decimal.Number, derived bool) {
	var total decimal.Number
	for _, code := range codes {
		st := at(code)
		if st == nil || st.Value == nil {
			return nil, derived
		}
		derived = derived || st.Status == StatusDerived
		var err error
		if total, err = total.Add(*st.Value); err != nil {
			return nil, derived
		}
	}
	return &total, derived
}
