package solve

import "slices"

// term is one place of a run in a check.
type term struct {
	run, place int
	coef       int64
}

// tie is a check over several runs: constant + Σ coef × value = 0.
type tie struct {
	terms    []term
	constant int64
}

// domain holds the fillings of one run that are still possible. Its slices are
// replaced, never changed, so copies of a domain may share them.
type domain struct {
	width  int
	fills  []int64 // fillings one after another
	active []int32 // indices of the possible ones
	lo, hi []int64 // least and greatest number of each place
}

func (d *domain) at(i int32) []int64 { return d.fills[int(i)*d.width : (int(i)+1)*d.width] }

// bound sets lo and hi to what the possible fillings span.
func (d *domain) bound(steps *int) {
	*steps -= len(d.active) * d.width
	if len(d.active) == 1 {
		d.lo = d.at(d.active[0])
		d.hi = d.lo
		return
	}
	b := make([]int64, 2*d.width)
	d.lo, d.hi = b[:d.width], b[d.width:]
	for n, i := range d.active {
		for p, v := range d.at(i) {
			if n == 0 || v < d.lo[p] {
				d.lo[p] = v
			}
			if n == 0 || v > d.hi[p] {
				d.hi[p] = v
			}
		}
	}
}

// search looks for fillings of all runs that satisfy the ties.
type search struct {
	ties   []tie
	of     [][]int // ties of each run
	off    []bool  // ties that do not count
	steps  *int    // what is left of maxSteps; at 0 answers mean nothing
	queue  []int
	queued []bool
	kept   []int32
}

// push queues the ties of a run.
func (s *search) push(run int) {
	for _, t := range s.of[run] {
		if !s.queued[t] && !s.off[t] {
			s.queued[t] = true
			s.queue = append(s.queue, t)
		}
	}
}

// tighten takes away fillings that cannot satisfy a tie whatever the other runs
// hold, until nothing changes; false where a run has none left. It begins with
// the ties of the changed runs, without any with all.
func (s *search) tighten(ds []domain, changed ...int) bool {
	s.queue = s.queue[:0]
	s.queued = append(s.queued[:0], make([]bool, len(s.ties))...)
	for r := range ds {
		if len(changed) == 0 || slices.Contains(changed, r) {
			s.push(r)
		}
	}
	for n := 0; n < len(s.queue) && *s.steps > 0; n++ {
		t := s.queue[n]
		s.queued[t] = false
		if !s.apply(ds, t) {
			return false
		}
	}
	return true
}

// apply takes away what one tie excludes.
func (s *search) apply(ds []domain, t int) bool {
	least, most := s.span(ds, t)
	if least > 0 || most < 0 {
		return false
	}
	for _, x := range s.ties[t].terms {
		d := &ds[x.run]
		lo, hi := x.span(d)
		// What the other terms cannot make up for is impossible.
		from, to := hi-most, lo-least
		if lo >= from && hi <= to {
			continue
		}
		*s.steps -= len(d.active)
		kept := s.kept[:0]
		for _, i := range d.active {
			if v := x.coef * d.fills[int(i)*d.width+x.place]; v >= from && v <= to {
				kept = append(kept, i)
			}
		}
		s.kept = kept
		if len(kept) == 0 {
			return false
		}
		if len(kept) == len(d.active) {
			continue
		}
		d.active = slices.Clone(kept)
		d.bound(s.steps)
		s.push(x.run)
		least, most = s.span(ds, t)
	}
	return true
}

// span returns between which numbers the sum of a tie lies.
func (s *search) span(ds []domain, t int) (least, most int64) {
	*s.steps -= 2 * len(s.ties[t].terms)
	least = s.ties[t].constant
	most = least
	for _, x := range s.ties[t].terms {
		lo, hi := x.span(&ds[x.run])
		least += lo
		most += hi
	}
	return least, most
}

func (x *term) span(d *domain) (lo, hi int64) {
	lo, hi = x.coef*d.lo[x.place], x.coef*d.hi[x.place]
	if x.coef < 0 {
		return hi, lo
	}
	return lo, hi
}

// restrict returns a copy of ds in which one run has only these fillings.
func (s *search) restrict(ds []domain, run int, active []int32) []domain {
	*s.steps -= 20 * len(ds)
	out := slices.Clone(ds)
	out[run].active = active
	out[run].bound(s.steps)
	return out
}

// solution finds fillings of all runs that go together, nil where there are
// none. ds has been tightened.
func (s *search) solution(ds []domain) []int32 {
	if *s.steps <= 0 {
		return nil
	}
	best := -1
	for r := range ds {
		if n := len(ds[r].active); n > 1 && (best < 0 || n < len(ds[best].active)) {
			best = r
		}
	}
	if best < 0 {
		out := make([]int32, len(ds))
		for r := range ds {
			out[r] = ds[r].active[0]
		}
		return out
	}
	for i := range ds[best].active {
		sub := s.restrict(ds, best, ds[best].active[i:i+1])
		if s.tighten(sub, best) {
			if out := s.solution(sub); out != nil {
				return out
			}
		}
	}
	return nil
}
