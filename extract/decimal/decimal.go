// Package decimal holds the exact decimals that printed figures are read into.
package decimal

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Number is an exact decimal: coefficient × 10^-scale. Printed figures are kept
// in it because binary floats would turn 59237.2449 into something else. The
// zero value is 0. Numbers are kept in lowest terms (no trailing zeros), so ==
// compares values.
type Number struct {
	coef  int64
	scale uint8
}

// maxScale bounds the digits after the point; money in 万元 needs at most six.
const maxScale = 12

// ErrRange is returned for figures that no report can mean.
var ErrRange = errors.New("number out of range")

// New returns coef × 10^-scale in lowest terms.
func New(coef int64, scale uint8) Number {
	for scale > 0 && coef%10 == 0 {
		coef /= 10
		scale--
	}
	return Number{coef, scale}
}

// Parse reads a plain decimal: optional sign, ASCII digits, optional point.
func Parse(s string) (Number, error) {
	neg := false
	switch {
	case strings.HasPrefix(s, "-"):
		neg, s = true, s[1:]
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	}
	var coef int64
	var scale uint8
	digits, point := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '.' && !point && digits > 0 {
			point = true
			continue
		}
		if c < '0' || c > '9' {
			return Number{}, errors.New("not a decimal: " + strconv.Quote(s))
		}
		if coef > (math.MaxInt64-9)/10 || (point && scale >= maxScale) {
			return Number{}, ErrRange
		}
		coef = coef*10 + int64(c-'0')
		digits++
		if point {
			scale++
		}
	}
	if digits == 0 || (point && scale == 0) {
		return Number{}, errors.New("not a decimal: " + strconv.Quote(s))
	}
	if neg {
		coef = -coef
	}
	return New(coef, scale), nil
}

// Add returns n + m, or an error where the sum does not fit.
func (n Number) Add(m Number) (Number, error) {
	if n.scale == m.scale {
		sum := n.coef + m.coef
		if (sum > n.coef) != (m.coef > 0) && m.coef != 0 {
			return Number{}, ErrRange
		}
		return New(sum, n.scale), nil
	}
	if n.scale < m.scale {
		n, m = m, n
	}
	c, err := m.rescaled(n.scale)
	if err != nil {
		return Number{}, err
	}
	sum := n.coef + c
	if (sum > n.coef) != (c > 0) && c != 0 {
		return Number{}, ErrRange
	}
	return New(sum, n.scale), nil
}

// Shift returns n × 10^exp.
func (n Number) Shift(exp int) (Number, error) {
	scale := int(n.scale) - exp
	coef := n.coef
	for scale < 0 {
		if coef > math.MaxInt64/10 || coef < math.MinInt64/10 {
			return Number{}, ErrRange
		}
		coef *= 10
		scale++
	}
	if scale > maxScale {
		return Number{}, ErrRange
	}
	return New(coef, uint8(scale)), nil
}

func (n Number) rescaled(scale uint8) (int64, error) {
	c := n.coef
	for s := n.scale; s < scale; s++ {
		if c > math.MaxInt64/10 || c < math.MinInt64/10 {
			return 0, ErrRange
		}
		c *= 10
	}
	return c, nil
}

// Neg returns -n.
func (n Number) Neg() Number { return Number{-n.coef, n.scale} }

// IsZero tells whether n is 0.
func (n Number) IsZero() bool { return n.coef == 0 }

// Int returns n as an integer, and whether it is one.
func (n Number) Int() (int64, bool) { return n.coef, n.scale == 0 }

// Parts returns the coefficient and the digits behind the point: n is
// coef × 10^-scale.
func (n Number) Parts() (coef int64, scale int) { return n.coef, int(n.scale) }

// Float returns the nearest float64.
func (n Number) Float() float64 {
	f, _ := strconv.ParseFloat(n.String(), 64)
	return f
}

// String prints n exactly, without exponent.
func (n Number) String() string { return string(n.AppendText(nil)) }

// AppendText appends the exact decimal to b.
func (n Number) AppendText(b []byte) []byte {
	if n.scale == 0 {
		return strconv.AppendInt(b, n.coef, 10)
	}
	u := uint64(n.coef)
	if n.coef < 0 {
		b = append(b, '-')
		u = -u
	}
	d := strconv.AppendUint(nil, u, 10)
	for len(d) <= int(n.scale) {
		d = append([]byte{'0'}, d...)
	}
	cut := len(d) - int(n.scale)
	b = append(b, d[:cut]...)
	b = append(b, '.')
	return append(b, d[cut:]...)
}

// MarshalJSON writes n as a JSON number with every digit.
func (n Number) MarshalJSON() ([]byte, error) { return n.AppendText(nil), nil }

// UnmarshalJSON reads a JSON number without exponent.
func (n *Number) UnmarshalJSON(b []byte) error {
	m, err := Parse(string(b))
	if err != nil {
		return err
	}
	*n = m
	return nil
}
