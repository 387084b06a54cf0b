package solve

import "math/bits"

// Bounds of the work for one table, in steps that are counted and not timed, so
// that the same table always gives the same answer. Over them everything that
// hangs together stays open.
const (
	maxTerms      = 1 << 10 // terms of a check; longer ones are not used
	maxPlaces     = 30      // places of a run
	maxCandidates = 6000    // fillings of a run that is tied to others
	maxNodes      = 60000   // nodes of the lattices of a lone run
	maxSteps      = 4000000 // numbers looked at for runs that are tied, about 2 ns each
)

// line is a run with its numbers as integers.
type line struct {
	places []int
	prints []int64
	blank  []bool // print is a mark for nothing; its number is 0
}

// allZero tells whether every filling of the run is nothing but zeros.
func (l *line) allZero() bool {
	for _, v := range l.prints {
		if v != 0 {
			return false
		}
	}
	return true
}

// standing is what may stand at one place of a filled run.
type standing struct {
	prints  uint32 // prints that may stand here, one bit each
	dropped bool   // a number that is not printed may stand here
	blank   bool   // the place may be blank
}

// matching returns the prints that read as v.
func (l *line) matching(v int64) uint32 {
	var m uint32
	for j, p := range l.prints {
		if p == v {
			m |= 1 << j
		}
	}
	return m
}

// droppable returns the counts j of prints used before a place at which a cell
// that holds v may be dropped: zero and blank anywhere, another number beside a
// print that reads the same.
func (l *line) droppable(v int64, matching uint32) uint32 {
	if v == 0 {
		return 1<<(len(l.prints)+1) - 1
	}
	return matching | matching<<1
}

// forward returns which counts of prints may be used up before the place i+1,
// given those before i and the number v at i.
func (l *line) forward(before uint32, i int, v int64) uint32 {
	m := l.matching(v)
	after := (before&m)<<1 | before&l.droppable(v, m)
	return after & l.fits(i+1)
}

// fits returns the counts of prints used before place i from which the rest
// still fits into the rest of the places.
func (l *line) fits(i int) uint32 {
	k, left := len(l.prints), len(l.places)-i
	mask := uint32(1)<<(k+1) - 1
	if k > left {
		mask &^= 1<<(k-left) - 1
	}
	return mask
}

// options appends the numbers that may stand at a place, given the counts of
// prints that may be used up before it.
func (l *line) options(dst []int64, before uint32) []int64 {
	dst = append(dst, 0)
	for j, v := range l.prints {
		if v == 0 || before&(1<<j|1<<(j+1)) == 0 {
			continue
		}
		known := false
		for _, w := range dst {
			known = known || w == v
		}
		if !known {
			dst = append(dst, v)
		}
	}
	return dst
}

// standings tells what may stand at each place when the run is filled with vals.
func (l *line) standings(dst []standing, vals []int64) []standing {
	n := len(vals)
	var before [maxPlaces + 1]uint32
	before[0] = 1
	for i, v := range vals {
		before[i+1] = l.forward(before[i], i, v)
	}
	dst = append(dst[:0], make([]standing, n)...)
	after := uint32(1) << len(l.prints)
	for i := n - 1; i >= 0; i-- {
		v := vals[i]
		m := l.matching(v)
		stand := before[i] & m & (after >> 1)
		drop := before[i] & l.droppable(v, m) & after
		s := &dst[i]
		for b := stand; b != 0; b &= b - 1 {
			if j := bits.TrailingZeros32(b); l.blank[j] {
				s.blank = true
			} else {
				s.prints |= 1 << j
			}
		}
		if drop != 0 {
			s.blank = s.blank || v == 0
			s.dropped = true
		}
		after = (after>>1)&m | after&l.droppable(v, m)
	}
	return dst
}

// own is a check within one run: constant + Σ coef × value = 0.
type own struct {
	coef     []int64
	constant int64
	last     int // the last place with a coefficient
}

// fill appends all fillings of the run that satisfy the checks, place by place;
// false where there are more than maxCandidates or the steps are used up.
func (l *line) fill(checks []own, steps *int) ([]int64, bool) {
	n := len(l.places)
	vals := make([]int64, n)
	sums := make([][]int64, n+1)
	for i := range sums {
		sums[i] = make([]int64, len(checks))
	}
	for c := range checks {
		sums[0][c] = checks[c].constant
	}
	options := make([][]int64, n)
	var out []int64
	var walk func(i int, before uint32) bool
	walk = func(i int, before uint32) bool {
		if i == n {
			if len(out) >= maxCandidates*n {
				return false
			}
			out = append(out, vals...)
			return true
		}
		options[i] = l.options(options[i][:0], before)
		for _, v := range options[i] {
			if *steps--; *steps < 0 {
				return false
			}
			after := l.forward(before, i, v)
			if after == 0 {
				continue
			}
			ok := true
			for c := range checks {
				s := sums[i][c] + checks[c].coef[i]*v
				sums[i+1][c] = s
				ok = ok && (i != checks[c].last || s == 0)
			}
			if !ok {
				continue
			}
			vals[i] = v
			if !walk(i+1, after) {
				return false
			}
		}
		return true
	}
	if !walk(0, 1&l.fits(0)) {
		return nil, false
	}
	return out, true
}
