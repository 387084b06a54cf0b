package solve

import (
	"encoding/binary"
	"slices"
)

// solveLone solves a run that no check ties to another one. It may be long, so
// its fillings are not listed: they are the paths through a lattice.
func solveLone(p *problem, c *component) (findings, Verdict) {
	r := c.runs[0]
	nodes := maxNodes
	la, verdict := newLattice(&p.lines[r], p.owns(r, c.checks), &nodes)
	if verdict != Solved {
		return nil, verdict
	}
	found := make([]finding, len(la.edges))
	for i, edges := range la.edges {
		found[i] = newFinding(edges[0].value, edges[0].standing)
	}
	la.narrow(found, true)
	for _, void := range p.misprints(c) {
		var checks []int
		for _, i := range c.checks {
			if !slices.Contains(void, i) {
				checks = append(checks, i)
			}
		}
		if la, verdict = newLattice(&p.lines[r], p.owns(r, checks), &nodes); verdict != Solved {
			return nil, TooMany
		}
		la.narrow(found, false)
	}
	return findings{found}, Solved
}

// lattice holds all ways to fill a run as paths. A node stands between two
// places and is told by how many prints are used up and by what each check that
// is not finished sums up to.
type lattice struct {
	line  *line
	owns  []own
	edges [][]edge // by place; only those on a path from begin to end
	layer []node   // nodes behind the last place done
}

type node struct {
	used int
	sums string // of all checks, eight bytes each
}

// edge is what one place may hold: it leads from a node to one of the next layer.
type edge struct {
	from, to int
	value    int64
	standing standing
}

// newLattice finds all ways that satisfy the checks. It takes its nodes from
// what is left of maxNodes.
func newLattice(l *line, owns []own, nodes *int) (*lattice, Verdict) {
	la := &lattice{line: l, owns: owns, edges: make([][]edge, len(l.places))}
	var sums []byte
	for c := range owns {
		sums = binary.LittleEndian.AppendUint64(sums, uint64(owns[c].constant))
	}
	la.layer = []node{{0, string(sums)}}
	sizes := make([]int, len(l.places))
	for i := range l.places {
		sizes[i] = len(la.layer)
		la.grow(i)
		if *nodes -= len(la.layer); *nodes < 0 {
			return nil, TooMany
		}
	}
	alive := make([]bool, len(la.layer))
	for i := range alive {
		alive[i] = true
	}
	for i := len(l.places) - 1; i >= 0; i-- {
		la.edges[i] = slices.DeleteFunc(la.edges[i], func(e edge) bool { return !alive[e.to] })
		if len(la.edges[i]) == 0 {
			return nil, Contradicted
		}
		alive = make([]bool, sizes[i])
		for _, e := range la.edges[i] {
			alive[e.from] = true
		}
	}
	return la, Solved
}

// grow adds the edges of place i and the layer behind it.
func (la *lattice) grow(i int) {
	l := la.line
	layer := la.layer
	la.layer = nil
	index := map[node]int{}
	for from, nd := range layer {
		step := func(used int, v int64, s standing) {
			next := node{used: used}
			var ok bool
			if next.sums, ok = la.add(nd.sums, i, v); !ok || l.fits(i+1)>>used&1 == 0 {
				return
			}
			to, known := index[next]
			if !known {
				to = len(la.layer)
				index[next] = to
				la.layer = append(la.layer, next)
			}
			la.edges[i] = append(la.edges[i], edge{from, to, v, s})
		}
		j := nd.used
		if j < len(l.prints) {
			step(j+1, l.prints[j], standing{prints: 1 << j, blank: l.blank[j]})
		}
		step(j, 0, standing{dropped: true, blank: true})
		if j > 0 && l.prints[j-1] != 0 {
			step(j, l.prints[j-1], standing{dropped: true})
		}
		if j < len(l.prints) && l.prints[j] != 0 {
			step(j, l.prints[j], standing{dropped: true})
		}
	}
}

// add returns the sums of the checks with v at place i, false where one that
// ends there does not hold.
func (la *lattice) add(sums string, i int, v int64) (string, bool) {
	b := []byte(sums)
	for c := range la.owns {
		o := &la.owns[c]
		if o.coef[i] == 0 {
			continue
		}
		s := int64(binary.LittleEndian.Uint64(b[8*c:])) + o.coef[i]*v
		if i == o.last && s != 0 {
			return "", false
		}
		binary.LittleEndian.PutUint64(b[8*c:], uint64(s))
	}
	return string(b), true
}

// narrow takes out of the findings what some way does not share.
func (la *lattice) narrow(found []finding, strict bool) {
	for i := range found {
		for _, e := range la.edges[i] {
			found[i].lost = found[i].lost || !found[i].shares(e.value, e.standing, strict)
		}
	}
}
