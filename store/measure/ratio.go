package measure

import (
	"cmp"
	"math/big"
	"math/bits"

	"gongkai/extract/decimal"
)

// ratioDigits are the digits after the point of a printed quotient.
const ratioDigits = 6

// Ratio returns a/b to six digits after the point, and whether b allows it.
func Ratio(a, b decimal.Number) (decimal.Number, bool) {
	if b.IsZero() {
		return decimal.Number{}, false
	}
	n, err := decimal.Parse(new(big.Rat).Quo(rational(a), rational(b)).FloatString(ratioDigits))
	return n, err == nil
}

// CompareRatios orders a/b and c/d exactly; b and d are above zero.
func CompareRatios(a, b, c, d decimal.Number) int {
	ai, ok1 := a.Int()
	bi, ok2 := b.Int()
	ci, ok3 := c.Int()
	di, ok4 := d.Int()
	if ok1 && ok2 && ok3 && ok4 && ai >= 0 && bi > 0 && ci >= 0 && di > 0 { // nearly always: counts
		hi1, lo1 := bits.Mul64(uint64(ai), uint64(di))
		hi2, lo2 := bits.Mul64(uint64(ci), uint64(bi))
		return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
	}
	return new(big.Rat).Quo(rational(a), rational(b)).Cmp(new(big.Rat).Quo(rational(c), rational(d)))
}

// partOf tells whether part ≤ whole.
func partOf(part, whole decimal.Number) bool {
	p, isInt := part.Int()
	w, isInt2 := whole.Int()
	if isInt && isInt2 {
		return p <= w
	}
	return rational(part).Cmp(rational(whole)) <= 0
}

// rational is the number as a fraction.
func rational(n decimal.Number) *big.Rat {
	r, _ := new(big.Rat).SetString(n.String()) // a decimal's own print always parses
	return r
}
