package solve

import "gongkai/extract/decimal"

// Kind says what a cell or a print holds.
type Kind uint8

const (
	// Open is a cell whose figure is not known; checks that touch it are not used.
	Open Kind = iota
	// Figure is a number.
	Figure
	// Blank is an empty cell or a mark that stands for nothing.
	Blank
)

// Cell is one place of a table, or one print of a run.
type Cell struct {
	Kind  Kind
	Value decimal.Number // of a Figure
}

// Number returns a cell that holds n.
func Number(n decimal.Number) Cell { return Cell{Figure, n} }

// Run is a line that prints fewer cells than it has places: which print stands
// where is not known, only their order.
type Run struct {
	// Places are the places of the line in printed order, as indices into
	// Table.Cells. Runs do not share places.
	Places []int
	// Prints are what the line prints, in order; never more than places. An
	// Open print leaves the whole run open.
	Prints []Cell
}

// Check is an equation: the places on the left sum up to those on the right. A
// blank counts as nothing.
type Check struct {
	Left, Right []int // indices into Table.Cells
}

// Table is what is known about one or several tables of a report. A place is a
// number of the caller's choice, for example row × columns + column.
type Table struct {
	// Cells holds every place. What stands at places of runs is not looked at.
	Cells  []Cell
	Runs   []Run
	Checks []Check
}

// Verdict says how the solving of a run ended.
type Verdict uint8

const (
	// Unchecked runs are touched by no check that can be used, or cannot be read.
	Unchecked Verdict = iota
	// Solved runs have at least one way to stand; what all ways share is derived.
	Solved
	// Contradicted runs are tied by checks to figures that contradict each other.
	Contradicted
	// TooMany runs have more ways than the solver looks at.
	TooMany
)

// String names the verdict for messages.
func (v Verdict) String() string {
	switch v {
	case Solved:
		return "solved"
	case Contradicted:
		return "contradicted"
	case TooMany:
		return "too many ways"
	}
	return "unchecked"
}

// Result is what Solve tells.
type Result struct {
	// Placed holds for each run and each of its places the index of the print
	// that stands there, -1 where that stays open.
	Placed   [][]int
	Verdicts []Verdict // one for each run
}
