package solve

import "slices"

// joint solves the runs of a component that checks tie together: the fillings
// of each run are listed, and a search looks for fillings that go together.
type joint struct {
	p      *problem
	runs   []int
	void   []bool  // checks that do not count, by index into problem.checks
	owns   [][]int // checks that touch one run only, by run
	tied   []int   // the others, by tie
	search search
	cache  map[fillKey]domain
	found  findings
	steps  int
	buf    []standing
}

// fillKey names the fillings of a run when some of its own checks are void.
type fillKey struct {
	run  int
	void uint64
}

// solveJoint returns what all ways share.
func solveJoint(p *problem, c *component) (findings, Verdict) {
	j := newJoint(p, c)
	for _, own := range j.owns {
		if len(own) > 64 {
			return nil, TooMany
		}
	}
	ds, verdict := j.start()
	if verdict != Solved {
		return nil, verdict
	}
	way := j.search.solution(ds)
	switch {
	case j.steps <= 0:
		return nil, TooMany
	case way == nil:
		return nil, Contradicted
	}
	for i, r := range j.runs {
		vals := ds[i].at(way[i])
		f := make([]finding, len(vals))
		j.buf = p.lines[r].standings(j.buf, vals)
		for k, v := range vals {
			f[k] = newFinding(v, j.buf[k])
		}
		j.found = append(j.found, f)
	}
	if !j.challenge(ds, true) {
		return nil, TooMany
	}
	for _, set := range p.misprints(c) {
		if j.found.lost() {
			break
		}
		for _, i := range set {
			j.void[i] = true
		}
		ds, verdict := j.start()
		if verdict != Solved || !j.challenge(ds, false) {
			return nil, TooMany
		}
		for _, i := range set {
			j.void[i] = false
		}
	}
	return j.found, Solved
}

func newJoint(p *problem, c *component) *joint {
	j := &joint{p: p, runs: c.runs, void: make([]bool, len(p.checks)), owns: make([][]int, len(c.runs)),
		cache: map[fillKey]domain{}, steps: maxSteps}
	local := make(map[int]int, len(c.runs))
	for i, r := range c.runs {
		local[r] = i
	}
	s := &j.search
	s.steps = &j.steps
	s.of = make([][]int, len(c.runs))
	for _, i := range c.checks {
		e := &p.checks[i]
		if e.ofOneRun() {
			r := local[e.terms[0].run]
			j.owns[r] = append(j.owns[r], i)
			continue
		}
		t := tie{constant: e.constant}
		for _, x := range e.terms {
			r := local[x.run]
			t.terms = append(t.terms, term{r, x.place, x.coef})
			if !slices.Contains(s.of[r], len(s.ties)) {
				s.of[r] = append(s.of[r], len(s.ties))
			}
		}
		s.ties = append(s.ties, t)
		j.tied = append(j.tied, i)
	}
	s.off = make([]bool, len(s.ties))
	return j
}

// start returns the fillings of all runs, tightened, where void checks do not
// count.
func (j *joint) start() ([]domain, Verdict) {
	for t, i := range j.tied {
		j.search.off[t] = j.void[i]
	}
	ds := make([]domain, len(j.runs))
	for i := range j.runs {
		var ok bool
		if ds[i], ok = j.fillings(i); !ok {
			return nil, TooMany
		}
		if len(ds[i].active) == 0 {
			return nil, Contradicted
		}
	}
	if !j.search.tighten(ds) {
		return nil, Contradicted
	}
	return ds, Solved
}

// fillings lists what a run may hold by its own checks alone.
func (j *joint) fillings(i int) (domain, bool) {
	key := fillKey{run: i}
	var checks []int
	for k, c := range j.owns[i] {
		if j.void[c] {
			key.void |= 1 << k
		} else {
			checks = append(checks, c)
		}
	}
	if d, ok := j.cache[key]; ok {
		return d, true
	}
	r := j.runs[i]
	l := &j.p.lines[r]
	fills, ok := l.fill(j.p.owns(r, checks), &j.steps)
	if !ok {
		return domain{}, false
	}
	d := domain{width: len(l.places), fills: fills}
	d.active = make([]int32, len(fills)/d.width)
	for k := range d.active {
		d.active[k] = int32(k)
	}
	d.bound(&j.steps)
	j.cache[key] = d
	return d, true
}

// challenge looks for ways that do not share the findings, and narrows these
// until there are none; false where that takes too long.
func (j *joint) challenge(ds []domain, strict bool) bool {
	for i := range j.runs {
		for {
			if j.steps <= 0 {
				return false
			}
			with, against := j.split(i, &ds[i], strict)
			if len(against) == 0 {
				break
			}
			sub := j.search.restrict(ds, i, against)
			var way []int32
			if j.search.tighten(sub, i) {
				way = j.search.solution(sub)
			}
			if j.steps <= 0 {
				return false
			}
			if way != nil {
				j.narrow(sub, way, strict)
				continue
			}
			if len(with) == 0 {
				return true // there is no way at all
			}
			ds = j.search.restrict(ds, i, with)
			if !j.search.tighten(ds, i) {
				return true
			}
			break
		}
	}
	return true
}

// split parts the fillings of a run into those that share its findings and
// those that do not.
func (j *joint) split(i int, d *domain, strict bool) (with, against []int32) {
	found := j.found[i]
	all := true
	for k := range found {
		all = all && found[k].lost
	}
	if all {
		return d.active, nil
	}
	j.steps -= 4 * len(d.active)
	for _, f := range d.active {
		if j.shares(i, d.at(f), strict) {
			with = append(with, f)
		} else {
			against = append(against, f)
		}
	}
	return with, against
}

func (j *joint) shares(i int, vals []int64, strict bool) bool {
	found := j.found[i]
	look := strict
	for k := range found {
		if !found[k].lost {
			if found[k].value != vals[k] {
				return false
			}
			look = look || vals[k] == 0 // which may be a blank
		}
	}
	if !look {
		return true
	}
	j.steps -= 4 * len(vals)
	j.buf = j.p.lines[j.runs[i]].standings(j.buf, vals)
	for k := range found {
		if !found[k].lost && !found[k].shares(vals[k], j.buf[k], strict) {
			return false
		}
	}
	return true
}

// narrow takes out of the findings what a way does not share.
func (j *joint) narrow(ds []domain, way []int32, strict bool) {
	for i, r := range j.runs {
		vals := ds[i].at(way[i])
		j.buf = j.p.lines[r].standings(j.buf, vals)
		for k, v := range vals {
			f := &j.found[i][k]
			f.lost = f.lost || !f.shares(v, j.buf[k], strict)
		}
	}
}
