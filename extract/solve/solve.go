package solve

// Solve gives prints of runs back their places where the checks leave only one
// way; see the package comment for what that means. What is not placed is open:
// it may hold anything. The work is bounded, and the same table always gives the
// same result. An error is ErrTable: places that are outside of the table or in
// two runs, or more prints than places.
func Solve(t *Table) (*Result, error) {
	res := &Result{Placed: make([][]int, len(t.Runs)), Verdicts: make([]Verdict, len(t.Runs))}
	for r := range t.Runs {
		res.Placed[r] = make([]int, len(t.Runs[r].Places))
		for i := range res.Placed[r] {
			res.Placed[r][i] = -1
		}
	}
	p, suspect, err := prepare(t)
	if err != nil || p == nil {
		return res, err
	}
	for _, c := range p.components(suspect) {
		var found findings
		verdict := Unchecked
		switch {
		case c.contradicted:
			verdict = Contradicted
		case len(c.checks) == 0:
		case len(c.runs) == 1:
			found, verdict = solveLone(p, &c)
		default:
			found, verdict = solveJoint(p, &c)
		}
		for i, r := range c.runs {
			res.Verdicts[r] = verdict
			if verdict != Solved {
				continue
			}
			for k, f := range found[i] {
				if !f.lost {
					res.Placed[r][k] = f.print
				}
			}
		}
	}
	return res, nil
}
