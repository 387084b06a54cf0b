package solve

import (
	"fmt"
	"slices"
)

// component is a set of runs that checks tie together.
type component struct {
	runs         []int
	checks       []int // indices into problem.checks
	contradicted bool
}

// components groups runs and checks. A component with a suspect place is
// contradicted.
func (p *problem) components(suspect []int) []component {
	root := make([]int, len(p.runOf))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(places []int) {
		for _, at := range places[min(1, len(places)):] {
			root[find(at)] = find(places[0])
		}
	}
	for r := range p.lines {
		join(p.lines[r].places)
	}
	for c := range p.checks {
		join(p.checks[c].places)
	}
	var out []component
	at := map[int]int{}
	for r := range p.lines {
		if len(p.lines[r].places) == 0 {
			continue
		}
		k := find(p.lines[r].places[0])
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, component{})
		}
		c := &out[at[k]]
		c.runs = append(c.runs, r)
	}
	for c := range p.checks {
		if i, ok := at[find(p.checks[c].places[0])]; ok && len(p.checks[c].terms) > 0 {
			out[i].checks = append(out[i].checks, c)
		}
	}
	for _, s := range suspect {
		if i, ok := at[find(s)]; ok {
			out[i].contradicted = true
		}
	}
	return out
}

// misprints returns for each place that some check of the component touches the
// checks that would be void if its figure were misprinted; each set once.
func (p *problem) misprints(c *component) [][]int {
	touching := map[int][]int{}
	var places []int
	for _, i := range c.checks {
		if e := &p.checks[i]; e.ofOneRun() && p.lines[e.terms[0].run].allZero() {
			continue // void or not, the run holds nothing but zeros
		}
		for _, at := range p.checks[i].places {
			if touching[at] == nil {
				places = append(places, at)
			}
			if n := touching[at]; len(n) == 0 || n[len(n)-1] != i {
				touching[at] = append(n, i)
			}
		}
	}
	slices.Sort(places)
	var out [][]int
	seen := map[string]bool{}
	for _, at := range places {
		key := fmt.Sprint(touching[at])
		if !seen[key] {
			seen[key] = true
			out = append(out, touching[at])
		}
	}
	return out
}
