package solve

import (
	"math/rand/v2"
	"slices"

	"gongkai/extract/decimal"
)

// Reports made at random: what their authors printed, which may contradict
// itself, and what a text extractor leaves of it.

// blankCell marks an empty cell in made tables.
const blankCell = -1 << 40

// sheet is a made table: numbers or blankCell, by place.
type sheet struct {
	rows, cols int
	cells      []int64
	checks     []Check
	lines      [][]int // places of each printed line
	stray      bool    // a number that is no figure stands in a line: a page number, a footnote
}

func (s *sheet) at(r, c int) *int64 { return &s.cells[r*s.cols+c] }

func num(v int64) int64 {
	if v == blankCell {
		return 0
	}
	return v
}

// requests makes a table of requests: new, carried in, outcomes, processed
// total, carried out, by six applicants and the total. It is consistent.
func requests(rnd *rand.Rand, outcomes int) *sheet {
	s := &sheet{rows: outcomes + 4, cols: 7}
	s.cells = make([]int64, s.rows*s.cols)
	total, out := outcomes+2, outcomes+3
	size := []int{2, 5, 12, 60, 900}[rnd.IntN(5)]
	share := []float64{1, []float64{0, 0.3, 0.8}[rnd.IntN(3)], 0, 0, 0, 0}
	for c := 2; c < 6; c++ {
		if rnd.IntN(3) == 0 {
			share[c] = 0.15
		}
	}
	if rnd.IntN(8) == 0 {
		share[0] = 0.2
	}
	rate := 0.1 + 0.5*rnd.Float64()
	for r := 2; r < total; r++ {
		if rnd.Float64() > rate {
			continue
		}
		for c := 0; c < 6; c++ {
			if rnd.Float64() < share[c] {
				*s.at(r, c) = 1 + int64(rnd.IntN(max(1, int(float64(size)*share[c]*share[c]))))
				if rnd.IntN(3) > 0 && size > 20 {
					*s.at(r, c) = 1 + *s.at(r, c)/8
				}
			}
		}
	}
	for c := 0; c < 6; c++ {
		for r := 2; r < total; r++ {
			*s.at(total, c) += *s.at(r, c)
		}
		done := *s.at(total, c)
		if rnd.IntN(2) == 0 && done > 0 {
			*s.at(1, c) = rnd.Int64N(done/4 + 2)
			*s.at(1, c) = min(*s.at(1, c), done)
		}
		if rnd.IntN(2) == 0 && (done > 0 || rnd.IntN(8) == 0 && share[c] > 0) {
			*s.at(out, c) = rnd.Int64N(done/4 + 2)
		}
		*s.at(0, c) = done + *s.at(out, c) - *s.at(1, c)
	}
	for r := 0; r < s.rows; r++ {
		for c := 0; c < 6; c++ {
			*s.at(r, 6) += *s.at(r, c)
		}
		var line []int
		for c := 0; c < 7; c++ {
			line = append(line, r*7+c)
		}
		s.lines = append(s.lines, line)
		s.checks = append(s.checks, Check{Left: line[6:], Right: line[:6]})
	}
	for c := 0; c < 7; c++ {
		var parts []int
		for r := 2; r < total; r++ {
			parts = append(parts, r*7+c)
		}
		s.checks = append(s.checks, Check{Left: []int{c, 7 + c}, Right: []int{total*7 + c, out*7 + c}},
			Check{Left: []int{total*7 + c}, Right: parts})
	}
	return s
}

// review makes the line of fifteen.
func review(rnd *rand.Rand) *sheet {
	s := &sheet{rows: 3, cols: 5, cells: make([]int64, 15)}
	size := []int{1, 2, 6, 40}[rnd.IntN(4)]
	var line []int
	for r := 0; r < 3; r++ {
		for c := 0; c < 4; c++ {
			if rnd.IntN(2) == 0 {
				*s.at(r, c) = int64(rnd.IntN(size + 1))
			}
			*s.at(r, 4) += *s.at(r, c)
		}
		s.checks = append(s.checks, Check{Left: []int{r*5 + 4}, Right: []int{r * 5, r*5 + 1, r*5 + 2, r*5 + 3}})
	}
	for i := range s.cells {
		line = append(line, i)
	}
	s.lines = [][]int{line}
	return s
}

// writeZeros makes blanks of some or all zeros, the way authors do.
func (s *sheet) writeZeros(rnd *rand.Rand) {
	way := rnd.IntN(5)
	rate := rnd.Float64()
	for r := 0; r < s.rows; r++ {
		row := rnd.Float64() < rate
		for c := 0; c < s.cols; c++ {
			if p := s.at(r, c); *p == 0 {
				if way == 1 || way == 2 && row || way == 3 && rnd.Float64() < rate || way == 4 && c < s.cols-1 {
					*p = blankCell
				}
			}
		}
	}
}

// convention is how an extractor loses cells.
type convention struct {
	name  string
	loses func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool
}

func conventions() []convention {
	blank := func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool { return cells[i] == blankCell }
	repeat := func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool { return any && cells[i] == kept }
	next := func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool {
		return i > 0 && cells[i] == cells[i-1]
	}
	return []convention{
		{"blanks", blank},
		{"repeats", next},
		{"blanks, then repeats", func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool {
			return blank(rnd, cells, i, kept, any) || repeat(rnd, cells, i, kept, any)
		}},
		{"blanks and zeros", func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool { return num(cells[i]) == 0 }},
		{"some zeros and repeats", func(rnd *rand.Rand, cells []int64, i int, kept int64, any bool) bool {
			return cells[i] == blankCell || (cells[i] == 0 || any && cells[i] == kept) && rnd.IntN(3) == 0
		}},
	}
}

// flatten returns what is left of the sheet: a row that lost nothing is known,
// all others are runs. A convention that keeps blanks prints a mark for them.
func (s *sheet) flatten(rnd *rand.Rand, conv convention, rate float64) *Table {
	t := &Table{Cells: make([]Cell, len(s.cells)), Checks: s.checks}
	cell := func(v int64) Cell {
		if v == blankCell {
			return Cell{Kind: Blank}
		}
		return Number(decimal.New(v, 0))
	}
	strayed := -1
	if s.stray {
		strayed = rnd.IntN(len(s.lines))
	}
	for n, line := range s.lines {
		cells := make([]int64, len(line))
		for i, at := range line {
			cells[i] = s.cells[at]
		}
		hit := rnd.Float64() < rate
		var prints []Cell
		kept, any := int64(0), false
		for i, v := range cells {
			if v == lostCell || hit && conv.loses(rnd, cells, i, kept, any) {
				continue
			}
			prints = append(prints, cell(v))
			kept, any = v, true
		}
		if n == strayed && len(prints) < len(line) {
			prints = slices.Insert(prints, rnd.IntN(len(prints)+1), Number(decimal.New(int64(1+rnd.IntN(9)), 0)))
		}
		if len(prints) == len(line) {
			for i, at := range line {
				t.Cells[at] = prints[i]
			}
			continue
		}
		t.Runs = append(t.Runs, Run{line, prints})
	}
	return t
}

// lostCell marks a figure that is printed nowhere, although it is no zero.
const lostCell = blankCell - 1

// fault makes a sheet contradict itself; false where it cannot.
type fault struct {
	name string
	make func(rnd *rand.Rand, s *sheet) bool
	// single faults are one wrong figure: they must not lead to a wrong answer.
	single bool
}

func faults() []fault {
	some := func(rnd *rand.Rand, s *sheet, ok func(r, c int) bool) (int, int, bool) {
		var all [][2]int
		for r := 0; r < s.rows; r++ {
			for c := 0; c < s.cols; c++ {
				if ok(r, c) {
					all = append(all, [2]int{r, c})
				}
			}
		}
		if len(all) == 0 {
			return 0, 0, false
		}
		p := all[rnd.IntN(len(all))]
		return p[0], p[1], true
	}
	isOutcome := func(s *sheet, r int) bool { return s.rows > 3 && r >= 2 && r < s.rows-2 }
	return []fault{
		{"one wrong total", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return c == s.cols-1 && num(*s.at(r, c)) > 0 })
			if ok {
				*s.at(r, c) = max(0, num(*s.at(r, c))+int64(rnd.IntN(9))-4)
			}
			return ok
		}, true},
		{"outcome totals zero", func(rnd *rand.Rand, s *sheet) bool {
			done := false
			for r := 0; r < s.rows; r++ {
				if isOutcome(s, r) || s.rows == 3 {
					done = done || num(*s.at(r, s.cols-1)) != 0
					*s.at(r, s.cols-1) = 0
				}
			}
			return done
		}, false},
		{"outcome totals blank", func(rnd *rand.Rand, s *sheet) bool {
			done := false
			for r := 0; r < s.rows; r++ {
				if isOutcome(s, r) || s.rows == 3 {
					done = done || num(*s.at(r, s.cols-1)) != 0
					*s.at(r, s.cols-1) = blankCell
				}
			}
			return done
		}, false},
		{"all totals blank", func(rnd *rand.Rand, s *sheet) bool {
			for r := 0; r < s.rows; r++ {
				*s.at(r, s.cols-1) = blankCell
			}
			return true
		}, false},
		{"one total blank", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return c == s.cols-1 && num(*s.at(r, c)) > 0 })
			if ok {
				*s.at(r, c) = blankCell
			}
			return ok
		}, true},
		{"processed total zero", func(rnd *rand.Rand, s *sheet) bool {
			if s.rows == 3 {
				return false
			}
			done := false
			for c := 0; c < s.cols; c++ {
				done = done || num(*s.at(s.rows-2, c)) != 0
				*s.at(s.rows-2, c) = 0
			}
			return done
		}, false},
		{"processed total blank", func(rnd *rand.Rand, s *sheet) bool {
			if s.rows == 3 {
				return false
			}
			done := false
			for c := 0; c < s.cols; c++ {
				done = done || num(*s.at(s.rows-2, c)) != 0
				*s.at(s.rows-2, c) = blankCell
			}
			return done
		}, false},
		{"only totals filled", func(rnd *rand.Rand, s *sheet) bool {
			for r := 0; r < s.rows; r++ {
				for c := 0; c < s.cols-1; c++ {
					*s.at(r, c) = blankCell
				}
			}
			return true
		}, false},
		{"one cell off by one", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if ok {
				*s.at(r, c) += int64(2*rnd.IntN(2) - 1)
			}
			return ok
		}, true},
		{"one zero is one", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) == 0 })
			if ok {
				*s.at(r, c) = 1
			}
			return ok
		}, true},
		{"one figure left out", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if ok {
				*s.at(r, c) = []int64{0, blankCell}[rnd.IntN(2)]
			}
			return ok
		}, true},
		{"one figure lost", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if ok {
				*s.at(r, c) = lostCell
			}
			return ok
		}, true},
		{"two cells of a row swapped", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if !ok {
				return false
			}
			d := rnd.IntN(s.cols)
			p, q := s.at(r, c), s.at(r, d)
			*p, *q = *q, *p
			return num(*p) != num(*q)
		}, false},
		{"two cells of a column swapped", func(rnd *rand.Rand, s *sheet) bool {
			r, c, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if !ok {
				return false
			}
			p, q := s.at(r, c), s.at(rnd.IntN(s.rows), c)
			*p, *q = *q, *p
			return num(*p) != num(*q)
		}, false},
		{"a row in the wrong line", func(rnd *rand.Rand, s *sheet) bool {
			a, b := rnd.IntN(s.rows), rnd.IntN(s.rows)
			differ := false
			for c := 0; c < s.cols; c++ {
				p, q := s.at(a, c), s.at(b, c)
				differ = differ || num(*p) != num(*q)
				*p, *q = *q, *p
			}
			return differ
		}, false},
		{"a column off balance", func(rnd *rand.Rand, s *sheet) bool {
			if s.rows == 3 {
				return false
			}
			r := []int{0, 1, s.rows - 2, s.rows - 1}[rnd.IntN(4)]
			c := rnd.IntN(s.cols - 1)
			by := int64(1 + rnd.IntN(3))
			*s.at(r, c) = num(*s.at(r, c)) + by
			*s.at(r, s.cols-1) = num(*s.at(r, s.cols-1)) + by
			return true
		}, false},
		{"an outcome with its total off", func(rnd *rand.Rand, s *sheet) bool {
			if s.rows == 3 {
				return false
			}
			r := 2 + rnd.IntN(s.rows-4)
			c := rnd.IntN(s.cols - 1)
			by := int64(1 + rnd.IntN(3))
			*s.at(r, c) = num(*s.at(r, c)) + by
			*s.at(r, s.cols-1) = num(*s.at(r, s.cols-1)) + by
			return true
		}, false},
		{"an outcome row lost", func(rnd *rand.Rand, s *sheet) bool {
			r, _, ok := some(rnd, s, func(r, c int) bool { return num(*s.at(r, c)) > 0 })
			if ok {
				for c := 0; c < s.cols; c++ {
					*s.at(r, c) = lostCell
				}
			}
			return ok
		}, false},
		{"a stray number in a line", func(rnd *rand.Rand, s *sheet) bool {
			s.stray = true
			return true
		}, false},
		{"three random cells", func(rnd *rand.Rand, s *sheet) bool {
			for i := 0; i < 3; i++ {
				*s.at(rnd.IntN(s.rows), rnd.IntN(s.cols)) = int64(rnd.IntN(4))
			}
			return true
		}, false},
	}
}
