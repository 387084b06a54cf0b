package solve

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/decimal"
)

// table reads a small form of sums (see sums) from words: one line a row; a row
// with fewer words than columns is a run. "-" is a blank, "?" an open cell.
func table(t *testing.T, cols int, rows ...string) *Table {
	t.Helper()
	tab := &Table{Cells: make([]Cell, len(rows)*cols), Checks: sums(len(rows), cols)}
	for r, row := range rows {
		var places []int
		for c := range cols {
			places = append(places, r*cols+c)
		}
		cells := parse(t, row)
		if len(cells) == cols {
			copy(tab.Cells[r*cols:], cells)
		} else {
			tab.Runs = append(tab.Runs, Run{places, cells})
		}
	}
	return tab
}

func parse(t *testing.T, row string) []Cell {
	t.Helper()
	var cells []Cell
	for _, w := range strings.Fields(row) {
		switch w {
		case "-":
			cells = append(cells, Cell{Kind: Blank})
		case "?":
			cells = append(cells, Cell{})
		default:
			n, err := decimal.Parse(w)
			if err != nil {
				t.Fatal(err)
			}
			cells = append(cells, Number(n))
		}
	}
	return cells
}

func TestPrintsGetTheirPlacesWhereOnlyOneWayIsLeft(t *testing.T) {
	full := []string{"4 0 2 6", "1 3 0 4", "5 3 2 10"}
	with := func(row int, text string) []string {
		out := slices.Clone(full)
		out[row] = text
		return out
	}
	for name, c := range map[string]struct {
		rows    []string
		verdict Verdict
		placed  [][]int
	}{
		"a dropped zero; its place stays open, it may have been blank": {with(0, "4 2 6"), Solved, [][]int{{0, -1, 1, 2}}},
		"a dropped zero at the end of the parts":                       {with(1, "1 3 4"), Solved, [][]int{{0, 1, -1, 2}}},
		"decimals are as good as counts":                               {[]string{"0.4 0.2 0.6", "0.1 0.3 0 0.4", "0.5 0.3 0.2 1"}, Solved, [][]int{{0, -1, 1, 2}}},
		"a mark for a blank takes a place and gives no number":         {[]string{"- 4 4", "1 3 0 4", "1 3 4 8"}, Solved, [][]int{{-1, -1, 1, 2}}},
		"a number that cannot have been dropped":                       {with(0, "4 6"), Contradicted, [][]int{{-1, -1, -1, -1}}},
		"negative figures":                                             {[]string{"4 -2 2", "1 3 0 4", "5 3 -2 6"}, Solved, [][]int{{0, -1, 1, 2}}},
		"an open cell leaves its checks unused":                        {[]string{"4 2 6", "1 3 ? 4", "5 3 2 10"}, Solved, [][]int{{0, -1, -1, 2}}},
		"a run with a print that cannot be read stays open":            {with(0, "4 ? 6"), Unchecked, [][]int{{-1, -1, -1, -1}}},
		"a figure that known figures contradict":                       {[]string{"4 2 6", "1 3 0 5", "5 3 2 10"}, Contradicted, [][]int{{-1, -1, -1, -1}}},
		"a known blank where a total should be contradicts nothing":    {[]string{"4 2 6", "1 3 0 -", "5 3 2 10"}, Contradicted, [][]int{{-1, -1, -1, -1}}},
		"a row of nothing but zeros":                                   {[]string{"0", "5 3 2 10", "5 3 2 10"}, Solved, [][]int{{-1, -1, -1, -1}}},
		"a row without any print":                                      {[]string{"", "5 3 2 10", "5 3 2 10"}, Solved, [][]int{{-1, -1, -1, -1}}},
		"one applicant and the total, in every row":                    {[]string{"7 7", "2 2", "9 9"}, Solved, [][]int{{-1, -1, -1, 1}, {-1, -1, -1, 1}, {-1, -1, -1, 1}}},
		"one number alone may be a part or its total":                  {[]string{"7", "2 2", "9 9"}, Solved, [][]int{{-1, -1, -1, -1}, {-1, -1, -1, 1}, {-1, -1, -1, 1}}},
		"totals printed as zero":                                       {[]string{"4 2 0", "1 3 0 4", "5 3 2 10"}, Contradicted, [][]int{{-1, -1, -1, -1}}},
	} {
		got, err := Solve(table(t, 4, c.rows...))
		if err != nil {
			t.Fatal(err)
		}
		for r := range got.Verdicts {
			if got.Verdicts[r] != c.verdict {
				t.Errorf("%s: run %d is %s, want %s", name, r, got.Verdicts[r], c.verdict)
			}
		}
		if !reflect.DeepEqual(got.Placed, c.placed) {
			t.Errorf("%s: %v, want %v", name, got.Placed, c.placed)
		}
	}
}

func TestARunMaySpanSeveralRows(t *testing.T) {
	// Three groups of four parts and their total in one line, three cells dropped.
	tab := &Table{Cells: make([]Cell, 15), Runs: []Run{{Prints: parse(t, "27 10 9 15 61 3 0 0 3 8 1 10")}}}
	for i := range 15 {
		tab.Runs[0].Places = append(tab.Runs[0].Places, i)
	}
	for g := range 3 {
		tab.Checks = append(tab.Checks, Check{Left: []int{5*g + 4}, Right: []int{5 * g, 5*g + 1, 5*g + 2, 5*g + 3}})
	}
	got, err := Solve(tab)
	if err != nil || got.Verdicts[0] == TooMany {
		t.Fatal(got.Verdicts, err)
	}
	if first := got.Placed[0][:5]; !reflect.DeepEqual(first, []int{0, 1, 2, 3, 4}) {
		t.Errorf("the first group holds %v", first)
	}
}

func TestWhatIsTooMuchStaysOpen(t *testing.T) {
	long := Run{}
	for i := range maxPlaces {
		long.Places = append(long.Places, i)
	}
	for i := range 15 {
		long.Prints = append(long.Prints, Number(decimal.New(1<<(2*i), 0)))
	}
	wide := &Table{Cells: make([]Cell, 42), Checks: sums(3, 14)}
	for r := range 3 {
		run := Run{}
		for c := range 14 {
			run.Places = append(run.Places, 14*r+c)
		}
		for i := range 7 {
			v := int64(1+r/2) * int64(1+i/6*5)
			run.Prints = append(run.Prints, Number(decimal.New(v, 0)))
		}
		wide.Runs = append(wide.Runs, run)
	}
	for name, tab := range map[string]*Table{
		"a long line whose sums all differ": {Cells: make([]Cell, maxPlaces), Runs: []Run{long}, Checks: []Check{{Left: long.Places[29:], Right: long.Places[:29]}}},
		"wide rows that are tied":           wide,
	} {
		got, err := Solve(tab)
		if err != nil {
			t.Fatal(err)
		}
		for r := range got.Placed {
			if got.Verdicts[r] != TooMany || slices.Max(got.Placed[r]) >= 0 {
				t.Errorf("%s: %s, %v", name, got.Verdicts[r], got.Placed[r])
			}
		}
	}
	tooLong := Run{Places: make([]int, maxPlaces+1)}
	for i := range tooLong.Places {
		tooLong.Places[i] = i
	}
	huge := table(t, 4, "4 2 9000000000000000", "1 3 0 4", "5 3 2 10")
	for name, tab := range map[string]*Table{
		"a run that is too long":      {Cells: make([]Cell, maxPlaces+1), Runs: []Run{tooLong}, Checks: []Check{{Left: []int{0}, Right: []int{1}}}},
		"a number that is too large":  huge,
		"a run that no check touches": {Cells: make([]Cell, 2), Runs: []Run{{Places: []int{0, 1}}}},
	} {
		got, err := Solve(tab)
		if err != nil || got.Verdicts[0] != Unchecked || slices.Max(got.Placed[0]) >= 0 {
			t.Errorf("%s: %v, %v, %v", name, got.Verdicts, got.Placed, err)
		}
	}
}

func TestTablesThatDoNotFitTogetherAreErrors(t *testing.T) {
	cells := make([]Cell, 3)
	for name, tab := range map[string]*Table{
		"a place outside":               {Cells: cells, Runs: []Run{{Places: []int{3}}}},
		"a negative place":              {Cells: cells, Runs: []Run{{Places: []int{-1}}}},
		"a place in two runs":           {Cells: cells, Runs: []Run{{Places: []int{0, 1}}, {Places: []int{1, 2}}}},
		"more prints than places":       {Cells: cells, Runs: []Run{{Places: []int{0}, Prints: make([]Cell, 2)}}},
		"a check of a place outside":    {Cells: cells, Checks: []Check{{Left: []int{0}, Right: []int{7}}}},
		"a check of a place before all": {Cells: cells, Checks: []Check{{Left: []int{-2}}}},
	} {
		if _, err := Solve(tab); !errors.Is(err, ErrTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
