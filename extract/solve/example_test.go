package solve_test

import (
	"fmt"

	"gongkai/extract/decimal"
	"gongkai/extract/solve"
)

// Three rows of a small form, the last of which sums up the others; the last
// column sums up the rest of its row. The first row lost a cell.
func ExampleSolve() {
	number := func(v int64) solve.Cell { return solve.Number(decimal.New(v, 0)) }
	t := &solve.Table{
		Cells: []solve.Cell{
			{}, {}, {}, {}, // printed as 4 2 6
			number(1), number(3), number(0), number(4),
			number(5), number(3), number(2), number(10),
		},
		Runs: []solve.Run{{Places: []int{0, 1, 2, 3}, Prints: []solve.Cell{number(4), number(2), number(6)}}},
	}
	for row := 0; row < 12; row += 4 {
		t.Checks = append(t.Checks, solve.Check{Left: []int{row + 3}, Right: []int{row, row + 1, row + 2}})
	}
	for col := range 4 {
		t.Checks = append(t.Checks, solve.Check{Left: []int{8 + col}, Right: []int{col, 4 + col}})
	}
	res, err := solve.Solve(t)
	fmt.Println(res.Placed[0], res.Verdicts[0], err)
	// Output: [0 -1 1 2] solved <nil>
}
