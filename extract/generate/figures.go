package generate

import (
	"math/rand/v2"
	"slices"

	"gongkai/extract/form"
)

// number is what was filled in: coef / 10^scale, or nothing.
type number struct {
	coef  int64
	scale int
	blank bool
}

// fill puts figures into every row of a section. They obey the form's
// equations, unless the report contradicts itself.
func (g *generator) fill(s *section) {
	r := g.rnd("values " + s.code)
	for range s.rows {
		row := make([]number, len(s.cols))
		for c := range row {
			row[c] = number{coef: g.count(r)}
			switch {
			case s.cols[c].Money:
				row[c] = money(r)
			case s.cols[c].Code == "items_change" && chance(r, 0.5):
				row[c].coef = -row[c].coef
			}
		}
		s.values = append(s.values, row)
	}
	if s.form == nil {
		return
	}
	s.money()
	s.balance()
	g.contradictions(s)
	g.blanks(s)
}

// count draws a count. Real reports are mostly zeros; distinct figures show
// every swap, so most pages have them.
func (g *generator) count(r *rand.Rand) int64 {
	switch g.figureMix() {
	case "zeros":
		if chance(r, 0.93) {
			return 0
		}
		return int64(r.IntN(4))
	case "small":
		return int64(r.IntN(10))
	case "wide":
		switch p := r.Float64(); {
		case p < 0.3:
			return 0
		case p < 0.8:
			return int64(r.IntN(40))
		case p < 0.98:
			return int64(r.IntN(20_000))
		}
		return int64(r.IntN(9_000_000))
	}
	return int64(10 + r.IntN(9_990))
}

func (g *generator) figureMix() string {
	return g.choose("figures", "distinct", "distinct", "zeros", "small", "wide")
}

func money(r *rand.Rand) number {
	switch r.IntN(4) {
	case 0:
		return number{}
	case 1:
		return number{coef: int64(r.IntN(90_000))}
	}
	return number{coef: int64(r.IntN(90_000_000)), scale: 1 + r.IntN(4)}
}

// money gives rows of money amounts with decimals.
func (s *section) money() {
	for i := range s.rows {
		if u := s.rows[i].Unit; u != nil && *u == "万元" {
			r := s.values[i][0].coef
			s.values[i][0] = number{coef: r * 7 % 100_000, scale: int(r % 3)}
		}
	}
}

// balance makes the checks of the form hold.
func (s *section) balance() {
	for _, single := range []bool{true, false} {
		for _, c := range s.form.Checks {
			if c.ForEach == "column" && (len(c.Left) == 1) == single {
				for col := range s.cols {
					s.settle(c, col)
				}
			}
		}
	}
	for _, c := range s.form.Checks {
		if c.ForEach != "row" {
			continue
		}
		for _, row := range s.values {
			var sum int64
			for _, code := range c.Right {
				if i := s.column(code); i >= 0 {
					sum += row[i].coef
				}
			}
			if i := s.column(c.Left[0]); i >= 0 {
				row[i].coef = sum
			}
		}
	}
}

// settle makes one equation hold in one column by setting its first left term.
func (s *section) settle(c form.Check, col int) {
	sum := func(codes []string) (n int64) {
		for _, i := range s.terms(codes) {
			n += s.values[i][col].coef
		}
		return n
	}
	first := s.row(c.Left[0])
	if first < 0 {
		return
	}
	rest := s.terms(c.Left[1:])
	right := sum(c.Right)
	for _, i := range rest {
		s.values[i][col].coef = min(s.values[i][col].coef, right)
		right -= s.values[i][col].coef
	}
	s.values[first][col].coef = right
}

// terms are the printed rows of these codes; a row that stands in for several
// of them counts once, and rows the form does not know count in the group that
// they are printed in.
func (s *section) terms(codes []string) []int {
	var out []int
	for i := range s.rows {
		alt := s.rows[i].AlternativeTo
		if slices.Contains(codes, s.rows[i].Code) || len(alt) > 0 && slices.Contains(codes, alt[0]) || s.rows[i].unknown && slices.Contains(codes, "other") {
			out = append(out, i)
		}
	}
	return out
}

func (s *section) row(code string) int {
	return slices.IndexFunc(s.rows, func(r rowSpec) bool { return r.Code == code })
}

func (s *section) column(code string) int {
	return slices.IndexFunc(s.cols, func(c form.Column) bool { return c.Code == code })
}

// contradictions are those of real reports: totals left at zero, a figure
// mistyped, two rows swapped, nothing adding up at all.
func (g *generator) contradictions(s *section) {
	if len(s.form.Checks) == 0 || !g.on("contradiction", 0.25) {
		return
	}
	g.contradict = true
	r := g.rnd("contradictions " + s.code)
	switch g.choose("contradiction", "one-off", "total-zero", "swapped", "random") {
	case "one-off":
		i, c := r.IntN(len(s.rows)), r.IntN(len(s.cols))
		s.values[i][c].coef += int64(1 + r.IntN(3))
	case "total-zero":
		for _, c := range s.form.Checks {
			if i := s.row(c.Left[0]); c.ForEach == "column" && len(c.Left) == 1 && i >= 0 {
				for col := range s.cols {
					s.values[i][col] = number{}
				}
			}
		}
	case "swapped":
		i, j := r.IntN(len(s.rows)), r.IntN(len(s.rows))
		s.values[i], s.values[j] = s.values[j], s.values[i]
	case "random":
		for i := range s.rows {
			for c := range s.cols {
				s.values[i][c].coef = g.count(r)
			}
		}
	}
}

// blanks leaves cells empty: here and there, whole rows, all but the totals,
// or the whole table.
func (g *generator) blanks(s *section) {
	if !g.on("blanks", 0.3) {
		return
	}
	r := g.rnd("blanks " + s.code)
	way := g.choose("blanks", "few", "many", "rows", "but-totals", "all")
	total := s.column("total")
	for i := range s.values {
		whole := chance(r, 0.3)
		for c := range s.values[i] {
			switch way {
			case "few":
				s.values[i][c].blank = chance(r, 0.06)
			case "many":
				s.values[i][c].blank = chance(r, 0.6)
			case "rows":
				s.values[i][c].blank = whole
			case "but-totals":
				s.values[i][c].blank = total >= 0 && c != total
			case "all":
				s.values[i][c].blank = true
			}
		}
		// A sum that is left out, or parts that are, make an equation of the
		// form hold for figures that were not printed in its places.
		g.contradict = g.contradict || slices.ContainsFunc(s.values[i], func(n number) bool { return n.blank && n.coef != 0 })
	}
}
