package solve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/fixtures"
)

// published makes a sheet of one section of a published report; false where the
// section is not printed or holds figures that are no whole numbers.
func published(sec *form.Section, rep *fixtures.Report) (*sheet, bool) {
	s := &sheet{cols: len(sec.Columns)}
	row := map[string]int{}
	for _, f := range rep.Figures {
		if f.Section != sec.Code {
			continue
		}
		if _, ok := row[f.Row]; !ok {
			row[f.Row] = s.rows
			s.rows++
			s.cells = append(s.cells, slices.Repeat([]int64{blankCell}, s.cols)...)
		}
		if text, ok := f.Number(); ok {
			n, err := decimal.Parse(text)
			v, whole := n.Int()
			if err != nil || !whole {
				return nil, false
			}
			*s.at(row[f.Row], sec.Column(f.Col)) = v
		} else if f.Status != "blank" {
			return nil, false
		}
	}
	if s.rows == 0 || sec.Layout != "" && s.rows != len(sec.Rows) {
		return nil, false
	}
	for r := range s.rows {
		var line []int
		for c := range s.cols {
			line = append(line, r*s.cols+c)
		}
		s.lines = append(s.lines, line)
	}
	if sec.Layout != "" { // all rows side by side
		s.lines = [][]int{slices.Concat(s.lines...)}
	}
	for _, chk := range sec.Checks {
		if chk.ForEach == "row" {
			for r := range s.rows {
				at := func(code string) int { return r*s.cols + sec.Column(code) }
				s.checks = append(s.checks, Check{Left: each(chk.Left, at), Right: each(chk.Right, at)})
			}
			continue
		}
		left, right := rowsPrinted(sec, chk.Left, row), rowsPrinted(sec, chk.Right, row)
		if left == nil || right == nil {
			continue
		}
		for c := range s.cols {
			at := func(code string) int { return row[code]*s.cols + c }
			s.checks = append(s.checks, Check{Left: each(left, at), Right: each(right, at)})
		}
	}
	return s, true
}

func each(codes []string, at func(string) int) []int {
	var out []int
	for _, code := range codes {
		out = append(out, at(code))
	}
	return out
}

// rowsPrinted replaces rows by the one that is printed instead of them; nil
// where a row is missing.
func rowsPrinted(sec *form.Section, codes []string, row map[string]int) []string {
	var out []string
	for _, code := range codes {
		if _, ok := row[code]; !ok {
			for _, r := range sec.Rows {
				if _, printed := row[r.Code]; printed && slices.Contains(r.AlternativeTo, code) {
					code, ok = r.Code, true
				}
			}
			if !ok {
				return nil
			}
		}
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// TestPublishedReportsNeverGetAWrongFigure drops cells of the figures that the
// fixtures hold, among them reports that contradict themselves or leave totals
// blank.
func TestPublishedReportsNeverGetAWrongFigure(t *testing.T) {
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(11, 12))
	var c tally
	seen := map[string]bool{}
	for _, page := range pages {
		for _, rep := range page.Reports {
			for _, f := range forms {
				for i := range f.Sections {
					sec := &f.Sections[i]
					if f.Format != rep.Format || len(sec.Checks) == 0 {
						continue
					}
					s, ok := published(sec, &rep)
					if !ok || seen[fmt.Sprint(s.cells)] {
						continue
					}
					seen[fmt.Sprint(s.cells)] = true
					for _, conv := range conventions() {
						for _, rate := range []float64{1, 0.5, 0.1} {
							c.add(t, s, s.flatten(rnd, conv, rate))
						}
					}
				}
			}
		}
	}
	t.Log(c)
	if c.wrong > 0 || c.tables < 300 || c.placed < c.figures/4 {
		t.Errorf("%s", c)
	}
}
