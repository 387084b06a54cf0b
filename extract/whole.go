package extract

import "gongkai/extract/form"

// A form may print one row or its parts: （六）其他处理, or in its place three rows of
// which the last is 3.其他处理. Without their numbers the whole and its last part
// bear one label, and only the row before tells them apart.

// neighbours are the rows that a row may stand right behind, -1 for none: a whole
// stands behind the row before its first part, and what follows it behind it or its
// last part.
type neighbours [2]int

func (n neighbours) has(row int) bool { return n[0] == row || n[1] == row }

// neighboursOf lists them for each row of a section.
func neighboursOf(sec *form.Section) []neighbours {
	out := make([]neighbours, len(sec.Rows))
	for i := range out {
		out[i] = neighbours{i - 1, -1}
		if parts := sec.Rows[i].AlternativeTo; len(parts) > 0 {
			out[i][0] = sec.Row(parts[0]) - 1
		}
		if i > 0 && len(sec.Rows[i-1].AlternativeTo) > 0 {
			out[i][1] = i - 2
		}
	}
	return out
}

// onePlace tells a whole and one of its parts.
func onePlace(before []neighbours, a, b int) bool {
	last := max(a, b)
	return before[last][0] < min(a, b) && before[last][0] < last-1
}

// wholesOf names, by section and code, the row that stands in for a part in any form.
func wholesOf(forms []*form.Form) map[string]string {
	out := map[string]string{}
	for _, f := range forms {
		for s := range f.Sections {
			for _, row := range f.Sections[s].Rows {
				for _, part := range row.AlternativeTo {
					out[f.Sections[s].Code+"/"+part] = row.Code
				}
			}
		}
	}
	return out
}

// doubtWhole is why a row is not read whose label may be that of a part, or of the
// whole that has it.
const doubtWhole = "its label is also that of a part of it, and the row before it does not tell"

// wholeOrPart tells whether the label of token k, taken for row c of the form, may as
// well be a part of that row, or the whole that it is a part of.
func (r *reader) wholeOrPart(k int, c rowChoice, rowOf []rowChoice) bool {
	t := &r.tokens[k]
	sec := &r.form.Sections[c.section]
	own := sec.Rows[c.row].Code
	related := func(code string) bool {
		return code != own && (r.ix.wholes[sec.Code+"/"+code] == own || r.ix.wholes[sec.Code+"/"+own] == code)
	}
	shared := false
	for _, m := range t.targets {
		s := &r.ix.forms[m.form].Sections[m.section]
		if m.kind != isRow || s.Code != sec.Code {
			continue
		}
		if m.enum != "" && t.label.enum == m.enum {
			return false // its number tells
		}
		shared = shared || related(s.Rows[m.idx].Code)
	}
	if !shared {
		return false
	}
	if k > 0 && !t.hard && r.tokens[k-1].label.key == t.label.key && len(r.tokens[k-1].values) == 0 {
		return r.ix.wholes[sec.Code+"/"+own] == "" // a heading, and the part under it
	}
	for p := k - 1; p >= 0 && r.tokens[p].hard == t.hard; p-- {
		if b := &r.tokens[p]; b.figures() > 0 {
			before := rowOf[p]
			return before.weight == 0 || before.section != c.section || r.ix.wholes[sec.Code+"/"+sec.Rows[before.row].Code] == own
		}
	}
	return false
}
