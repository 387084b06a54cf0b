package solve

import (
	"math"

	"gongkai/extract/decimal"
)

const (
	// maxNumber bounds the integers that are summed up, so that no sum of
	// maxTerms of them can overflow.
	maxNumber = math.MaxInt64 / (4 * maxTerms)
	// maxDigits bounds the digits behind the point.
	maxDigits = 6
)

// scale turns the numbers of the table into integers by one power of ten; false
// where none makes all of them integers within maxNumber.
func (p *problem) scale(t *Table) bool {
	for exp := 0; exp <= maxDigits; exp++ {
		if p.scaleBy(t, exp) {
			return true
		}
	}
	return false
}

func (p *problem) scaleBy(t *Table, exp int) bool {
	ok := true
	integer := func(c Cell) int64 {
		if c.Kind != Figure {
			return 0
		}
		v, fits := integer(c.Value, exp)
		ok = ok && fits
		return v
	}
	for i, c := range t.Cells {
		if p.runOf[i] < 0 {
			p.cells[i] = integer(c)
		}
	}
	for r := range t.Runs {
		l := &p.lines[r]
		l.prints, l.blank = l.prints[:0], l.blank[:0]
		for _, c := range t.Runs[r].Prints {
			l.prints = append(l.prints, integer(c))
			l.blank = append(l.blank, c.Kind != Figure)
		}
	}
	return ok
}

// integer returns n × 10^exp where that is an integer within maxNumber.
func integer(n decimal.Number, exp int) (int64, bool) {
	m, err := n.Shift(exp)
	if err != nil {
		return 0, false
	}
	v, whole := m.Int()
	return v, whole && v <= maxNumber && v >= -maxNumber
}
