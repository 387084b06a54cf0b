package checks

import (
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/extract/form"
)

// Within tells what a report contradicts in itself: equations of its form that
// are false, and counts of its text that its tables do not print.
func (k *Checker) Within(id string, rep *extract.Report) []Finding {
	printed := map[string]*extract.Statistic{}
	for i := range rep.Statistics {
		s := &rep.Statistics[i]
		printed[s.Section+"/"+s.Row+"/"+s.Col] = s
	}
	var out []Finding
	add := func(code, at string, left, right Side) *Finding {
		out = append(out, Finding{Code: code, ReportID: id, Year: rep.Year, Scope: rep.Scope, At: at, Left: left, Right: &right})
		return &out[len(out)-1]
	}
	f := k.forms[rep.Format]
	for _, c := range rep.Checks {
		if f == nil || c.Holds == nil || *c.Holds {
			continue
		}
		s, def := f.Check(c.ID)
		if def == nil {
			continue // of a form that this program does not know
		}
		add(c.ID, c.At, side(c.Left, termsOf(s, def, def.Left, c.At, printed)), side(c.Right, termsOf(s, def, def.Right, c.At, printed)))
	}
	for _, p := range rep.Problems {
		c, ok := extract.ParseClaimConflict(p)
		if !ok {
			continue
		}
		found := add(claimConflict, c.What, side(&c.Printed, figuresOf(c.Statistics, printed)), Side{Sum: &c.Told, Count: 1})
		found.Label, found.Sentence = c.Label, c.Quote
	}
	for _, name := range k.inYuan(rep) {
		figures := figuresOf([]string{name}, printed)
		out = append(out, Finding{Code: unitPrinted, ReportID: id, Year: rep.Year, Scope: rep.Scope, Left: side(figures[0].Value, figures)})
	}
	return out
}

// termsOf lists the figures of one side of an equation, applied to at. A row
// that is printed instead of others stands in their place.
func termsOf(s *form.Section, def *form.Check, codes []string, at string, printed map[string]*extract.Statistic) []Figure {
	name := func(code string) string {
		if def.ForEach == formRows {
			return s.Code + "/" + at + "/" + code
		}
		return s.Code + "/" + code + "/" + at
	}
	var names []string
	for _, code := range codes {
		n := name(code)
		if printed[n] == nil && def.ForEach != formRows {
			i := slices.IndexFunc(s.Rows, func(r form.Row) bool { return slices.Contains(r.AlternativeTo, code) })
			if i < 0 {
				continue
			}
			n = name(s.Rows[i].Code)
		}
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return figuresOf(names, printed)
}

func figuresOf(names []string, printed map[string]*extract.Statistic) []Figure {
	var out []Figure
	for _, name := range names {
		if s := printed[name]; s != nil {
			out = append(out, Figure{Statistic: name, Raw: s.Raw, Value: s.Value, Unit: s.Unit})
		}
	}
	return out
}

// inYuan names the amounts that are printed in 元 where the form asks for 万元.
// 0 is the same in both.
func (k *Checker) inYuan(rep *extract.Report) []string {
	f := k.forms[rep.Format]
	if f == nil {
		return nil
	}
	var out []string
	for _, s := range rep.Statistics {
		if s.UnitSource != extract.UnitFromCell || s.Raw == nil || s.Value == nil || s.Value.IsZero() || s.Status != extract.StatusRead {
			continue
		}
		name := s.Section + "/" + s.Row + "/" + s.Col
		if f.HasStatistic(name) && isMoney(f, name) && asksForWan(f, s) && strings.Contains(*s.Raw, "元") && !strings.Contains(*s.Raw, "万") {
			out = append(out, name)
		}
	}
	return out
}

// asksForWan tells whether the form itself names 万元 for a figure.
func asksForWan(f *form.Form, s extract.Statistic) bool {
	sec := f.Section(s.Section)
	row, col := sec.Row(s.Row), sec.Column(s.Col)
	unit := sec.Columns[col].Unit
	if unit == nil {
		unit = sec.Rows[row].Unit
	}
	return unit != nil && *unit == "万元"
}
