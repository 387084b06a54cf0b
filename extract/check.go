package extract

import (
	"slices"

	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// equation is a check of a form, its terms as indices of rows (byColumn) or
// columns.
type equation struct {
	id          string
	byColumn    bool // between rows, in each column; else between columns, in each row
	left, right []int
}

// equationsOf resolves the codes of a section's checks.
func equationsOf(sec *form.Section) []equation {
	var out []equation
	for _, c := range sec.Checks {
		e := equation{id: c.ID, byColumn: c.ForEach == "column"}
		index := sec.Column
		if e.byColumn {
			index = sec.Row
		}
		for _, code := range c.Left {
			e.left = append(e.left, index(code))
		}
		for _, code := range c.Right {
			e.right = append(e.right, index(code))
		}
		out = append(out, e)
	}
	return out
}

// runChecks applies the form's equations to what was read, row by row and
// column by column. Nothing is ever mended.
func runChecks(tables []*table) []Check {
	n := 0
	for _, t := range tables {
		n += len(t.equations) * (len(t.sec.Rows) + len(t.sec.Columns))
	}
	checks := make([]Check, 0, n)
	for _, t := range tables {
		if !t.found {
			continue
		}
		for _, e := range t.equations {
			if e.byColumn {
				left, right := t.printedRows(e.left), t.printedRows(e.right)
				for col := range t.sec.Columns {
					at := func(row int) *Statistic { return t.at(row, col) }
					checks = append(checks, check(e.id, t.sec.Columns[col].Code, left, right, at))
				}
				continue
			}
			for row := range t.sec.Rows {
				if t.stats[row] == nil {
					continue
				}
				at := func(col int) *Statistic { return t.at(row, col) }
				checks = append(checks, check(e.id, t.sec.Rows[row].Code, e.left, e.right, at))
			}
		}
	}
	return checks
}

func check(id, code string, left, right []int, at func(int) *Statistic) Check {
	out := Check{ID: id, At: code}
	var derivedL, derivedR bool
	out.Left, derivedL = sumOf(left, at)
	out.Right, derivedR = sumOf(right, at)
	// A check that helped to derive one of its terms proves nothing.
	if out.Left != nil && out.Right != nil && !derivedL && !derivedR {
		holds := *out.Left == *out.Right
		out.Holds = &holds
	}
	return out
}

// printedRows replaces rows that are not printed by the one that stands in for
// them: 其他处理 as a single row instead of its three.
func (t *table) printedRows(rows []int) []int {
	for i := range t.sec.Rows {
		alt := t.sec.Rows[i].AlternativeTo
		if len(alt) == 0 || t.stats[i] == nil {
			continue
		}
		var replaced []int
		for _, code := range alt {
			if k := t.sec.Row(code); t.stats[k] == nil && slices.Contains(rows, k) {
				replaced = append(replaced, k)
			}
		}
		if len(replaced) < len(alt) {
			continue
		}
		out := slices.DeleteFunc(slices.Clone(rows), func(k int) bool { return slices.Contains(replaced, k) })
		return append(out, i)
	}
	return rows
}

// sumOf adds the terms; nil where one has no value. derived is set where one
// was not printed but derived.
func sumOf(terms []int, at func(int) *Statistic) (sum *decimal.Number, derived bool) {
	var total decimal.Number
	for _, k := range terms {
		st := at(k)
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
