package solve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/decimal"
)

// brute is the definition: it lists every way to fill all runs, straight from
// what a dropped cell may have been, and keeps what all ways share. It knows
// none of the solver's shortcuts.
type brute struct {
	t       *Table
	options [][]filled // ways to fill each run
	answers []answer
	lost    []bool
	ways    int // ways in which every check holds
}

// answer is what is told about one place: the print that stands there, -1 where
// that is open.
type answer struct {
	print int
	value int64
}

// filled is one way to fill a run: for each place its number and the print that
// stands there (-1: none).
type filled []struct {
	value int64
	blank bool
	print int
}

func bruteSolve(t *Table) []answer {
	t = usable(t)
	b := &brute{t: t, answers: make([]answer, len(t.Cells)), lost: make([]bool, len(t.Cells))}
	none := slices.Repeat([]answer{{print: -1}}, len(t.Cells))
	for i := range t.Runs {
		b.options = append(b.options, fillRun(&t.Runs[i]))
	}
	for i := range b.lost {
		b.lost[i] = true
	}
	void := map[uint64]bool{}
	for at := range t.Cells {
		var set uint64
		for c, chk := range t.Checks {
			if slices.Contains(chk.Left, at) || slices.Contains(chk.Right, at) {
				set |= 1 << c
			}
		}
		void[set] = true
	}
	// First the ways in which all holds, then those in which one figure is a misprint.
	b.each(func(way []filled, fails uint64) {
		if fails != 0 {
			return
		}
		b.ways++
		b.visit(way, func(at int, v int64, blank bool, print int) {
			switch {
			case b.ways == 1:
				b.lost[at] = print < 0 || blank
				b.answers[at] = answer{print, v}
			case print != b.answers[at].print || blank:
				b.lost[at] = true
			}
		})
	})
	if b.ways == 0 {
		return none
	}
	b.each(func(way []filled, fails uint64) {
		possible := false
		for set := range void {
			possible = possible || fails&^set == 0
		}
		if !possible {
			return
		}
		b.visit(way, func(at int, v int64, blank bool, print int) {
			if blank || v != b.answers[at].value {
				b.lost[at] = true
			}
		})
	})
	for i := range b.answers {
		if b.lost[i] {
			b.answers[i] = none[i]
		}
	}
	return b.answers
}

// usable leaves out the checks that say nothing: those that touch an open cell,
// and those of known cells that fail but have a blank among them.
func usable(t *Table) *Table {
	out := &Table{Cells: t.Cells, Runs: t.Runs}
	inRun := map[int]bool{}
	for _, r := range t.Runs {
		for _, at := range r.Places {
			inRun[at] = true
		}
	}
	for _, c := range t.Checks {
		open, short, blank, sum := false, false, false, int64(0)
		for i, at := range slices.Concat(c.Left, c.Right) {
			v, _ := t.Cells[at].Value.Int()
			if i >= len(c.Left) {
				v = -v
			}
			short = short || inRun[at]
			open = open || !inRun[at] && t.Cells[at].Kind == Open
			blank = blank || t.Cells[at].Kind == Blank
			sum += v
		}
		if !open && (short || sum == 0 || !blank) {
			out.Checks = append(out.Checks, c)
		}
	}
	return out
}

// each calls f with every way to fill all runs and the checks that fail in it.
func (b *brute) each(f func(way []filled, fails uint64)) {
	way := make([]filled, len(b.t.Runs))
	value := make([]int64, len(b.t.Cells))
	for i, c := range b.t.Cells {
		if c.Kind == Figure {
			value[i], _ = c.Value.Int()
		}
	}
	var walk func(i int)
	walk = func(i int) {
		if i < len(way) {
			for _, o := range b.options[i] {
				way[i] = o
				for k, at := range b.t.Runs[i].Places {
					value[at] = o[k].value
				}
				walk(i + 1)
			}
			return
		}
		var fails uint64
		for c, chk := range b.t.Checks {
			sum := int64(0)
			for _, at := range chk.Left {
				sum += value[at]
			}
			for _, at := range chk.Right {
				sum -= value[at]
			}
			if sum != 0 {
				fails |= 1 << c
			}
		}
		f(way, fails)
	}
	walk(0)
}

func (b *brute) visit(way []filled, f func(at int, v int64, blank bool, print int)) {
	for i, o := range way {
		for k, at := range b.t.Runs[i].Places {
			f(at, o[k].value, o[k].blank, o[k].print)
		}
	}
}

// fillRun lists every way to fill a run.
func fillRun(r *Run) []filled {
	n, k := len(r.Places), len(r.Prints)
	var out []filled
	var walk func(way filled, used int)
	number := func(j int) int64 {
		v, _ := r.Prints[j].Value.Int()
		return v
	}
	walk = func(way filled, used int) {
		if len(way) == n {
			if used == k {
				out = append(out, slices.Clone(way))
			}
			return
		}
		cell := func(v int64, blank bool, print, used int) {
			walk(append(slices.Clone(way), struct {
				value int64
				blank bool
				print int
			}{v, blank, print}), used)
		}
		if used < k {
			cell(number(used), r.Prints[used].Kind == Blank, used, used+1)
		}
		cell(0, true, -1, used)  // it was blank
		cell(0, false, -1, used) // it was zero
		if used > 0 && r.Prints[used-1].Kind == Figure && number(used-1) != 0 {
			cell(number(used-1), false, -1, used) // it repeated the print before it
		}
		if used < k && r.Prints[used].Kind == Figure && number(used) != 0 {
			cell(number(used), false, -1, used) // it repeated the print behind it
		}
	}
	walk(nil, 0)
	return out
}

// compare holds the solver against the definition and returns how many prints
// were placed.
func compare(t *testing.T, tab *Table) int {
	t.Helper()
	got, err := Solve(tab)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(got.Verdicts, TooMany) {
		t.Fatalf("a small table is too many:\n%s", describe(tab))
	}
	placed := 0
	want := bruteSolve(tab)
	for r, run := range tab.Runs {
		for i, at := range run.Places {
			if got.Placed[r][i] != want[at].print {
				t.Fatalf("place %d holds print %d, by definition %d\n%s", at, got.Placed[r][i], want[at].print, describe(tab))
			}
			if want[at].print >= 0 {
				placed++
			}
		}
	}
	return placed
}

func describe(tab *Table) string {
	var b strings.Builder
	word := func(c Cell) string { return [...]string{"?", c.Value.String(), "-"}[c.Kind] }
	for i, c := range tab.Cells {
		fmt.Fprintf(&b, " %d:%s", i, word(c))
	}
	for _, r := range tab.Runs {
		fmt.Fprintf(&b, "\n run %v:", r.Places)
		for _, c := range r.Prints {
			b.WriteString(" " + word(c))
		}
	}
	for _, c := range tab.Checks {
		fmt.Fprintf(&b, "\n %v = %v", c.Left, c.Right)
	}
	return b.String()
}

// sums is a small form: the last column is the sum of the others, and so is the
// last row.
func sums(rows, cols int) []Check {
	var checks []Check
	for r := range rows {
		var parts []int
		for c := range cols - 1 {
			parts = append(parts, r*cols+c)
		}
		checks = append(checks, Check{Left: []int{r*cols + cols - 1}, Right: parts})
	}
	for c := range cols {
		var parts []int
		for r := range rows - 1 {
			parts = append(parts, r*cols+c)
		}
		checks = append(checks, Check{Left: []int{(rows-1)*cols + c}, Right: parts})
	}
	return checks
}

// runs takes dropped cells out of a table: rows that lose nothing stay known.
func runs(cells []Cell, rows, cols int, dropped func(at int) bool, checks []Check) *Table {
	t := &Table{Cells: make([]Cell, len(cells)), Checks: checks}
	for r := range rows {
		run := Run{}
		for c := range cols {
			at := r*cols + c
			run.Places = append(run.Places, at)
			if !dropped(at) {
				run.Prints = append(run.Prints, cells[at])
			}
		}
		if len(run.Prints) == cols {
			copy(t.Cells[r*cols:], run.Prints)
			continue
		}
		t.Runs = append(t.Runs, run)
	}
	return t
}

// TestEveryTableOfThreeByThreeIsSolvedByDefinition goes through all tables of
// three rows and columns whose free figures are 0, 1 or 2, with every pattern of
// dropped cells in two rows; each also with a wrong figure.
func TestEveryTableOfThreeByThreeIsSolvedByDefinition(t *testing.T) {
	checks := sums(3, 3)
	tables, placed := 0, 0
	for free := range 81 {
		a, b, c, d := int64(free%3), int64(free/3%3), int64(free/9%3), int64(free/27)
		values := []int64{a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d}
		for pattern := range 64 {
			for _, wrong := range []int{-1, (free + pattern) % 9} {
				cells := make([]Cell, 9)
				for i, v := range values {
					if i == wrong {
						v++
					}
					cells[i] = Number(decimal.New(v, 0))
				}
				placed += compare(t, runs(cells, 3, 3, func(at int) bool { return at < 6 && pattern>>at&1 == 1 }, checks))
				tables++
			}
		}
	}
	if tables != 81*64*2 || placed < 1000 {
		t.Errorf("%d tables, %d prints placed", tables, placed)
	}
}

// TestSmallTablesAreSolvedByDefinition takes larger ones at random: all rows
// short, marks for blanks, runs over several rows, figures that contradict.
func TestSmallTablesAreSolvedByDefinition(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	tables, placed := 0, 0
	for tables < 800 {
		rows, cols := 1+rnd.IntN(3), 3+rnd.IntN(2)
		checks := sums(rows, cols)
		if rows == 1 {
			checks = checks[:1]
		}
		cells := make([]Cell, rows*cols)
		values := make([]int64, rows*cols)
		for r := range rows {
			for c := range cols {
				at := r*cols + c
				switch {
				case r == rows-1 && rows > 1:
					for q := range r {
						values[at] += values[q*cols+c]
					}
				case c == cols-1:
					for q := range c {
						values[at] += values[r*cols+q]
					}
				case rnd.IntN(2) == 0:
					values[at] = rnd.Int64N(5) - rnd.Int64N(2)*rnd.Int64N(2)
				}
			}
		}
		if rnd.IntN(8) == 0 {
			values[rnd.IntN(len(values))]++
		}
		for i, v := range values {
			cells[i] = Number(decimal.New(v, 0))
			if v == 0 && rnd.IntN(4) == 0 {
				cells[i] = Cell{Kind: Blank}
			}
		}
		rate := []float64{0.2, 0.5, 0.8}[rnd.IntN(3)]
		tab := runs(cells, rows, cols, func(at int) bool { return rnd.Float64() < rate && (values[at] < 3 || rnd.IntN(3) == 0) }, checks)
		if rows == 3 && rnd.IntN(4) == 0 && len(tab.Runs) == 2 {
			// Two rows side by side in one line.
			tab.Runs = []Run{{Places: slices.Concat(tab.Runs[0].Places, tab.Runs[1].Places), Prints: slices.Concat(tab.Runs[0].Prints, tab.Runs[1].Prints)}}
		}
		ways := 1
		for i := range tab.Runs {
			ways *= len(fillRun(&tab.Runs[i]))
		}
		if ways > 10000 || len(tab.Runs) == 0 {
			continue
		}
		for at := range tab.Cells {
			if tab.Cells[at].Kind == Figure && rnd.IntN(12) == 0 {
				tab.Cells[at] = Cell{Kind: Kind(2 * rnd.IntN(2))} // open, or blank
			}
		}
		placed += compare(t, tab)
		tables++
	}
	if placed < 100 {
		t.Errorf("only %d prints were placed", placed)
	}
}
