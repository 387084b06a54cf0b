package extract

import (
	"gongkai/extract/decimal"
	"gongkai/extract/solve"
)

// derive gives figures that a flattening moved back their columns, where the
// form's checks leave only one way. It places again the rows it can tell.
func (r *reader) derive(tables []*table, all []placement) {
	for s, t := range tables {
		if !t.found || len(t.equations) == 0 {
			continue
		}
		var runs []*placement
		for i := range all {
			if p := &all[i]; p.rowRead.section == s && r.short(p) {
				runs = append(runs, p)
			}
		}
		if len(runs) == 0 {
			continue
		}
		// Places that do not fit together are a row printed twice: it stays open.
		res, err := solve.Solve(t.puzzle(runs))
		if err != nil {
			continue
		}
		for k, p := range runs {
			if res.Verdicts[k] != solve.Solved {
				continue
			}
			p.cols, p.derived, p.how = res.Placed[k], true, "the form's checks leave only this way"
			r.fillAll(t, p)
		}
	}
}

// short tells rows of flattened text that print fewer figures than they have.
func (r *reader) short(p *placement) bool {
	rr := p.rowRead
	if p.cols != nil || rr.hard || rr.doubt != "" || len(rr.cells) >= r.figuresOf(rr) {
		return false
	}
	return rr.row < 0 || r.orderFor(rr).form
}

// puzzle is the table as the solver takes it: what was read is known, the rows
// in runs are prints without places, all else is open.
func (t *table) puzzle(runs []*placement) *solve.Table {
	width := len(t.sec.Columns)
	out := &solve.Table{Cells: make([]solve.Cell, len(t.sec.Rows)*width)}
	for row := range t.stats {
		for col := range t.stats[row] {
			out.Cells[row*width+col] = known(t.stats[row][col].Status, t.stats[row][col].Value)
		}
	}
	for _, p := range runs {
		run := solve.Run{}
		first, n := p.rowRead.row*width, width
		if p.rowRead.row < 0 {
			first, n = 0, len(out.Cells)
		}
		for i := range n {
			run.Places = append(run.Places, first+i)
		}
		for _, c := range p.rowRead.cells {
			f := readFigure(c.text)
			run.Prints = append(run.Prints, known(f.status, &f.value))
		}
		out.Runs = append(out.Runs, run)
	}
	for _, e := range t.equations {
		if e.byColumn {
			left, right := t.printedRows(e.left), t.printedRows(e.right)
			for col := range width {
				at := func(row int) int { return row*width + col }
				out.Checks = append(out.Checks, solve.Check{Left: each(left, at), Right: each(right, at)})
			}
			continue
		}
		for row := range t.stats {
			at := func(col int) int { return row*width + col }
			out.Checks = append(out.Checks, solve.Check{Left: each(e.left, at), Right: each(e.right, at)})
		}
	}
	return out
}

func known(s Status, v *decimal.Number) solve.Cell {
	switch s {
	case StatusRead:
		return solve.Number(*v)
	case StatusBlank:
		return solve.Cell{Kind: solve.Blank}
	}
	return solve.Cell{}
}

func each(terms []int, at func(int) int) []int {
	out := make([]int, len(terms))
	for i, k := range terms {
		out[i] = at(k)
	}
	return out
}
