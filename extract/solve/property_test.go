package solve

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gongkai/extract/decimal"
)

// drawTable draws a made report, consistent or not, as an extractor leaves it.
func drawTable(t *rapid.T) *Table {
	rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	var s *sheet
	if rapid.Bool().Draw(t, "review") {
		s = review(rnd)
	} else {
		s = requests(rnd, rapid.IntRange(1, 8).Draw(t, "outcomes"))
	}
	s.writeZeros(rnd)
	if fs := faults(); rapid.Bool().Draw(t, "fault") {
		fs[rapid.IntRange(0, len(fs)-1).Draw(t, "kind")].make(rnd, s)
	}
	cs := conventions()
	return s.flatten(rnd, cs[rapid.IntRange(0, len(cs)-1).Draw(t, "convention")], rapid.SampledFrom([]float64{0.3, 1}).Draw(t, "rate"))
}

func solved(t *rapid.T, tab *Table) *Result {
	res, err := Solve(tab)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestPrintsKeepTheirOrderAndNeverStandTwice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tab := drawTable(rt)
		res := solved(rt, tab)
		for r, placed := range res.Placed {
			last := -1
			for _, k := range placed {
				if k < 0 {
					continue
				}
				if k <= last || tab.Runs[r].Prints[k].Kind != Figure {
					rt.Fatalf("prints stand as %v", placed)
				}
				last = k
			}
			if last >= 0 && res.Verdicts[r] != Solved {
				rt.Fatalf("%s, and yet %v", res.Verdicts[r], placed)
			}
		}
	})
}

// Nothing that means the same may change the answer: the unit of the figures,
// the side and the order of checks, the order of runs, checks given twice.
func TestTheAnswerDoesNotHangOnHowTheTableIsWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tab := drawTable(rt)
		want := solved(rt, tab)
		other := &Table{Cells: slices.Clone(tab.Cells), Checks: slices.Clone(tab.Checks)}
		smaller := func(c Cell) Cell {
			v, err := c.Value.Shift(-2)
			if err != nil {
				rt.Fatal(err)
			}
			c.Value = v
			return c
		}
		for i := range other.Cells {
			other.Cells[i] = smaller(other.Cells[i])
		}
		for _, r := range tab.Runs {
			r.Prints = slices.Clone(r.Prints)
			for i := range r.Prints {
				r.Prints[i] = smaller(r.Prints[i])
			}
			other.Runs = append(other.Runs, r)
		}
		slices.Reverse(other.Runs)
		slices.Reverse(other.Checks)
		for i, c := range other.Checks {
			other.Checks[i] = Check{Left: c.Right, Right: c.Left}
		}
		got := solved(rt, other)
		slices.Reverse(got.Placed)
		slices.Reverse(got.Verdicts)
		if slices.Contains(want.Verdicts, TooMany) || slices.Contains(got.Verdicts, TooMany) {
			rt.Skip("too many ways to compare")
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("%v, written otherwise %v", want, got)
		}
	})
}

// A report that is consistent, but for one figure that is anything at all, gets
// no figure in a wrong place.
func TestOneMisprintNeverMovesAFigure(t *testing.T) {
	placed := 0
	rapid.Check(t, func(rt *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		s := requests(rnd, rapid.IntRange(1, 10).Draw(rt, "outcomes"))
		s.writeZeros(rnd)
		at := rapid.IntRange(0, len(s.cells)-1).Draw(rt, "misprint")
		s.cells[at] = rapid.SampledFrom([]int64{blankCell, lostCell, 0, 1, num(s.cells[at]) + 1, num(s.cells[at]) * 10}).Draw(rt, "as")
		cs := conventions()
		tab := s.flatten(rnd, cs[rapid.IntRange(0, len(cs)-1).Draw(rt, "convention")], rapid.SampledFrom([]float64{0.2, 1}).Draw(rt, "rate"))
		res := solved(rt, tab)
		for r, run := range tab.Runs {
			for i, p := range run.Places {
				if k := res.Placed[r][i]; k >= 0 {
					placed++
					if v := s.cells[p]; v < 0 || run.Prints[k].Value != decimal.New(v, 0) {
						rt.Fatalf("place %d holds %d, not %s\n%s", p, v, run.Prints[k].Value, describe(tab))
					}
				}
			}
		}
	})
	if placed == 0 {
		t.Error("nothing was placed at all")
	}
}
