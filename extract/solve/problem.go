package solve

import (
	"errors"
	"fmt"
	"slices"
)

// problem is a table made ready: integers for numbers, and for each check its
// terms by place.
type problem struct {
	cells  []int64 // numbers of known places, 0 for blanks
	lines  []line
	runOf  []int // run of each place, -1
	posOf  []int // position of each place in its run
	checks []equation
}

// equation is a check that can be used: constant + Σ coef × place = 0 over the
// places of runs.
type equation struct {
	constant int64
	terms    []term
	places   []int // all its places, known ones too; one may stand here twice
}

// ErrTable is returned for tables whose parts do not fit together: a mistake of
// the caller, never of a report.
var ErrTable = errors.New("no such table")

// prepare checks the table and turns it into a problem, nil where its numbers
// cannot be reckoned with. Suspect are the places of checks that fail over known
// figures.
func prepare(t *Table) (p *problem, suspect []int, err error) {
	p = &problem{cells: make([]int64, len(t.Cells)), runOf: make([]int, len(t.Cells)), posOf: make([]int, len(t.Cells))}
	kinds := make([]Kind, len(t.Cells))
	for i, c := range t.Cells {
		p.runOf[i], kinds[i] = -1, c.Kind
	}
	for r := range t.Runs {
		if err := p.addRun(r, &t.Runs[r], kinds); err != nil {
			return nil, nil, err
		}
	}
	if !p.scale(t) {
		return nil, nil, nil
	}
	for c := range t.Checks {
		fails, err := p.addCheck(&t.Checks[c], kinds)
		if err != nil {
			return nil, nil, fmt.Errorf("check %d: %w", c, err)
		}
		suspect = append(suspect, fails...)
	}
	return p, suspect, nil
}

// addRun takes over the places of a run. Those of one that cannot be read are
// open like any other cell.
func (p *problem) addRun(r int, run *Run, kinds []Kind) error {
	if len(run.Prints) > len(run.Places) {
		return fmt.Errorf("%w: run %d has %d prints for %d places", ErrTable, r, len(run.Prints), len(run.Places))
	}
	kind := Figure
	if len(run.Places) > maxPlaces || slices.ContainsFunc(run.Prints, func(c Cell) bool { return c.Kind == Open }) {
		kind = Open
	}
	for i, at := range run.Places {
		if at < 0 || at >= len(p.runOf) || p.runOf[at] >= 0 {
			return fmt.Errorf("%w: run %d: place %d is outside or in a run already", ErrTable, r, at)
		}
		p.runOf[at], p.posOf[at], kinds[at] = r, i, kind
	}
	p.lines = append(p.lines, line{places: run.Places})
	return nil
}

// addCheck keeps a check that can be used. It returns the places of one that
// fails over known figures; one that has a blank among them and fails says
// nothing, because a blank may stand for a number that was left out.
func (p *problem) addCheck(c *Check, kinds []Kind) (fails []int, err error) {
	places := slices.Concat(c.Left, c.Right)
	open, blank := false, false
	for _, at := range places {
		if at < 0 || at >= len(kinds) {
			return nil, fmt.Errorf("%w: place %d is outside", ErrTable, at)
		}
		open = open || kinds[at] == Open
		blank = blank || kinds[at] == Blank
	}
	if open || len(places) == 0 || len(places) > maxTerms {
		return nil, nil
	}
	e := equation{places: places}
	for i, at := range places {
		coef := int64(1)
		if i >= len(c.Left) {
			coef = -1
		}
		if r := p.runOf[at]; r >= 0 {
			e.add(term{r, p.posOf[at], coef})
		} else {
			e.constant += coef * p.cells[at]
		}
	}
	e.terms = slices.DeleteFunc(e.terms, func(x term) bool { return x.coef == 0 })
	if len(e.terms) == 0 && e.constant != 0 {
		if blank {
			return nil, nil
		}
		return e.places, nil
	}
	p.checks = append(p.checks, e)
	return nil, nil
}

// add adds a term; a place that is named twice becomes one term.
func (e *equation) add(x term) {
	for i := range e.terms {
		if e.terms[i].run == x.run && e.terms[i].place == x.place {
			e.terms[i].coef += x.coef
			return
		}
	}
	e.terms = append(e.terms, x)
}

// ofOneRun tells whether all open places of the check are in one run.
func (e *equation) ofOneRun() bool {
	for _, x := range e.terms {
		if x.run != e.terms[0].run {
			return false
		}
	}
	return true
}

// owns turns checks that touch one run only into sums over its places.
func (p *problem) owns(r int, checks []int) []own {
	out := make([]own, len(checks))
	for k, i := range checks {
		o := own{coef: make([]int64, len(p.lines[r].places)), constant: p.checks[i].constant}
		for _, x := range p.checks[i].terms {
			o.coef[x.place] = x.coef
			o.last = max(o.last, x.place)
		}
		out[k] = o
	}
	return out
}
