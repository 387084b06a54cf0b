package solve

import "math/bits"

// finding is what all ways looked at so far share about one place.
type finding struct {
	print int // the print that stands here
	value int64
	lost  bool // the ways differ
}

// newFinding is what a first way tells: a place where not one certain print
// stands is lost from the beginning.
func newFinding(v int64, s standing) finding {
	j, ok := s.only()
	return finding{print: j, value: v, lost: !ok}
}

// shares tells whether a way agrees. With strict it must place the same print,
// else it is enough that it places or repeats the same number.
func (f *finding) shares(v int64, s standing, strict bool) bool {
	if strict {
		j, ok := s.only()
		return ok && j == f.print
	}
	return v == f.value && !s.blank
}

// only returns the one print that can stand here, and whether there is one.
func (s standing) only() (int, bool) {
	if s.dropped || s.blank || bits.OnesCount32(s.prints) != 1 {
		return 0, false
	}
	return bits.TrailingZeros32(s.prints), true
}

// findings are those of the runs of a component.
type findings [][]finding

// lost tells whether nothing is left.
func (fs findings) lost() bool {
	for _, run := range fs {
		for i := range run {
			if !run[i].lost {
				return false
			}
		}
	}
	return true
}
