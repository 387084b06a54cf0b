package solve

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gongkai/extract/decimal"
)

var tables = flag.Int("tables", 30, "made tables to solve of each kind")

// tally counts what became of the tables of one kind.
type tally struct {
	tables, figures, placed, wrong, wrongTables, contradicted, tooMany int
}

func (c tally) String() string {
	return fmt.Sprintf("%6d tables, %7d figures that lost their place, %7d placed, %4d wrong in %4d tables, %6d contradicted, %4d too many ways",
		c.tables, c.figures, c.placed, c.wrong, c.wrongTables, c.contradicted, c.tooMany)
}

// add solves a table and holds the answers against what its author printed.
func (c *tally) add(t *testing.T, s *sheet, tab *Table) {
	t.Helper()
	res, err := Solve(tab)
	if err != nil {
		t.Fatal(err)
	}
	c.tables++
	for _, r := range tab.Runs {
		for _, p := range r.Prints {
			if p.Kind == Figure && !p.Value.IsZero() {
				c.figures++
			}
		}
	}
	before := c.wrong
	for r, run := range tab.Runs {
		for i, at := range run.Places {
			k := res.Placed[r][i]
			if k < 0 {
				continue
			}
			c.placed++
			if v := s.cells[at]; v == blankCell || v == lostCell || run.Prints[k].Value != decimal.New(v, 0) {
				c.wrong++
			}
		}
	}
	if c.wrong > before {
		c.wrongTables++
	}
	if slices.Contains(res.Verdicts, Contradicted) {
		c.contradicted++
	}
	if slices.Contains(res.Verdicts, TooMany) {
		c.tooMany++
	}
}

// solveMade makes tables of one kind: requests and reviews, zeros written and
// cells lost in every way, some or all lines.
func solveMade(t *testing.T, n int, seed uint64, f fault) (requestsTally, reviewTally tally) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 7))
	convs := conventions()
	for range n {
		for kind, c := range []*tally{&requestsTally, &reviewTally} {
			var s *sheet
			if kind == 0 {
				s = requests(rnd, 19+2*rnd.IntN(2))
			} else {
				s = review(rnd)
			}
			s.writeZeros(rnd)
			rate := []float64{1, 1, 0.5, 0.1}[rnd.IntN(4)]
			conv := convs[rnd.IntN(len(convs))]
			if f.make(rnd, s) {
				c.add(t, s, s.flatten(rnd, conv, rate))
			}
		}
	}
	return requestsTally, reviewTally
}

func TestConsistentReportsNeverGetAWrongFigure(t *testing.T) {
	none := fault{make: func(*rand.Rand, *sheet) bool { return true }}
	rq, rv := solveMade(t, 5**tables, 1, none)
	t.Logf("requests %s", rq)
	t.Logf("review   %s", rv)
	if rq.wrong+rv.wrong > 0 || rq.contradicted+rv.contradicted > 0 {
		t.Errorf("wrong figures or contradictions found in consistent reports")
	}
	if rq.placed < rq.figures/3 || rv.placed < rv.figures/30 {
		t.Errorf("hardly anything is placed")
	}
}

// TestContradictingReports measures what reports with errors of their own, or
// read with errors, lead to. One wrong figure never leads to a wrong answer;
// several may make a report that is consistent in another way than it was
// printed, which no reader of its text could tell.
func TestContradictingReportsHardlyGetAWrongFigure(t *testing.T) {
	most := map[string]float64{ // wrong tables of all that contradict themselves
		"two cells of a row swapped": 0.15,
		"a stray number in a line":   0.03,
	}
	for i, f := range faults() {
		rq, rv := solveMade(t, *tables, uint64(100+i), f)
		t.Logf("%-30s requests %s", f.name, rq)
		t.Logf("%-30s review   %s", "", rv)
		limit := most[f.name]
		if limit == 0 {
			limit = 0.02
		}
		if wrong := rq.wrongTables + rv.wrongTables; f.single && wrong > 0 || float64(wrong) > limit*float64(rq.tables+rv.tables) {
			t.Errorf("%s: %d of %d tables got a wrong figure", f.name, wrong, rq.tables+rv.tables)
		}
	}
}
