package nationtest

import (
	"maps"
	"math/rand/v2"
	"slices"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// fill draws a report's figures. What was carried over from the year before
// comes in, by column; what goes over to the next is returned.
func (r *Report) fill(carried map[string]int64, rnd *rand.Rand) map[string]int64 {
	r.Figures = map[string]Figure{}
	for i := range r.form.Sections {
		fillSection(r.Figures, &r.form.Sections[i], carried, rnd)
	}
	out := map[string]int64{}
	if s := r.form.Section("requests"); s != nil {
		for _, c := range s.Columns {
			out[c.Code] = r.Figures["requests/carried_out/"+c.Code].Value
		}
	}
	r.wear(rnd)
	return out
}

// fillSection draws small counts and then makes the equations of the section
// hold: those within columns first, by their first left term, then the sums of
// rows, which are sums of columns that hold already.
func fillSection(figures map[string]Figure, s *form.Section, carried map[string]int64, rnd *rand.Rand) {
	set := func(row, col string, v int64) {
		figures[s.Code+"/"+row+"/"+col] = Figure{v, extract.StatusRead}
	}
	get := func(row, col string) int64 { return figures[s.Code+"/"+row+"/"+col].Value }
	standIns := map[string]bool{}
	for _, row := range s.Rows {
		standIns[row.Code] = len(row.AlternativeTo) > 0
	}
	for _, row := range s.Rows {
		if row.HeadingOnly || standIns[row.Code] {
			continue
		}
		for _, col := range s.Columns {
			v := int64(0)
			if rnd.IntN(3) > 0 {
				v = int64(rnd.IntN(30))
			}
			if s.Code == "requests" && row.Code == "carried_in" {
				v = carried[col.Code]
			}
			set(row.Code, col.Code, v)
		}
	}
	balanceColumns(s, get, set)
	for _, c := range s.Checks {
		if c.ForEach != "row" {
			continue
		}
		for _, row := range s.Rows {
			if row.HeadingOnly || standIns[row.Code] {
				continue
			}
			set(row.Code, c.Left[0], sumCells(c.Right, func(col string) int64 { return get(row.Code, col) }))
		}
	}
}

// balanceColumns makes the equations between rows hold. A sum of outcomes is
// their sum; a balance is closed by what is carried out, which what was newly
// received covers.
func balanceColumns(s *form.Section, get func(row, col string) int64, set func(row, col string, v int64)) {
	for _, col := range s.Columns {
		at := func(row string) int64 { return get(row, col.Code) }
		for _, c := range s.Checks {
			if c.ForEach == "column" && len(c.Left) == 1 {
				set(c.Left[0], col.Code, sumCells(c.Right, at))
			}
		}
		for _, c := range s.Checks {
			if c.ForEach == "column" && len(c.Left) > 1 {
				set(c.Left[0], col.Code, sumCells(c.Right, at)-sumCells(c.Left[1:], at))
			}
		}
	}
}

func sumCells(codes []string, at func(string) int64) (sum int64) {
	for _, code := range codes {
		sum += at(code)
	}
	return sum
}

// wear gives some reports blanks, a contradiction, an earlier revision or a
// second source.
func (r *Report) wear(rnd *rand.Rand) {
	names := slices.Sorted(maps.Keys(r.Figures))
	if rnd.IntN(4) == 0 {
		for range 1 + rnd.IntN(5) {
			r.Figures[names[rnd.IntN(len(names))]] = Figure{Status: extract.StatusBlank}
		}
	}
	if rnd.IntN(15) == 0 {
		if f := r.Figures["requests/new_requests/total"]; f.Read() {
			r.Figures["requests/new_requests/total"] = Figure{f.Value + 1000, extract.StatusRead}
		}
	}
	r.Broken = ""
	for _, c := range r.checks(r.Figures) {
		if c.Holds != nil && !*c.Holds {
			r.Broken = c.ID
			break
		}
	}
	if rnd.IntN(12) == 0 {
		r.Earlier = maps.Clone(r.Figures)
		name := names[rnd.IntN(len(names))]
		r.Earlier[name] = Figure{r.Figures[name].Value + 7, extract.StatusRead}
	}
	if rnd.IntN(12) == 0 {
		r.Elsewhere = maps.Clone(r.Figures)
		blanked := 0
		for _, name := range names[:10] { // fewer numbers than any revision that stands
			if r.Elsewhere[name].Read() {
				r.Elsewhere[name] = Figure{Status: extract.StatusBlank}
				blanked++
			}
		}
		if last := names[len(names)-1]; r.Figures[last].Read() {
			r.Elsewhere[last] = Figure{r.Figures[last].Value + 3, extract.StatusRead}
		}
		if blanked == 0 {
			r.Elsewhere = nil
		}
	}
}

// checks applies the form's equations as the interface tells them.
func (r *Report) checks(figures map[string]Figure) []extract.Check {
	var out []extract.Check
	for i := range r.form.Sections {
		s := &r.form.Sections[i]
		for _, c := range s.Checks {
			lines := s.Columns
			name := func(term, at string) string { return s.Code + "/" + term + "/" + at }
			if c.ForEach == "row" {
				lines = nil
				for _, row := range s.Rows {
					if !row.HeadingOnly {
						lines = append(lines, form.Column{Code: row.Code})
					}
				}
				name = func(term, at string) string { return s.Code + "/" + at + "/" + term }
			}
			for _, line := range lines {
				left, okL := sumFigures(figures, c.Left, line.Code, name)
				right, okR := sumFigures(figures, c.Right, line.Code, name)
				check := extract.Check{ID: c.ID, At: line.Code}
				if okL && okR {
					holds := left == right
					l, n := decimal.New(left, 0), decimal.New(right, 0)
					check.Left, check.Right, check.Holds = &l, &n, &holds
				}
				out = append(out, check)
			}
		}
	}
	return out
}

func sumFigures(figures map[string]Figure, terms []string, at string, name func(term, at string) string) (sum int64, ok bool) {
	for _, term := range terms {
		f, there := figures[name(term, at)]
		if !there || !f.Read() {
			return 0, false
		}
		sum += f.Value
	}
	return sum, true
}
