package xlsx

import (
	"strconv"
	"strings"
)

// number is a decimal number: Excel keeps binary ones, but rounds and prints
// their shortest decimal form.
type number struct {
	negative        bool
	whole, decimals string // without zeros at the ends; whole is "0" at least
}

func parseNumber(s string) (number, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return number{}, false
	}
	// 15 digits are what Excel knows of a number.
	f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return number{}, false
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	var n number
	s, n.negative = strings.CutPrefix(s, "-")
	n.whole, n.decimals, _ = strings.Cut(s, ".")
	return n, !strings.ContainsAny(s, "IN") // infinite, or no number
}

func (n number) isZero() bool { return strings.Trim(n.whole+n.decimals, "0") == "" }

// round rounds to so many decimals, halves away from zero.
func (n number) round(decimals int) number {
	decimals = max(decimals, 0)
	if len(n.decimals) <= decimals {
		return n
	}
	up := n.decimals[decimals] >= '5'
	digits := []byte(n.whole + n.decimals[:decimals])
	for i := len(digits) - 1; up && i >= 0; i-- {
		if digits[i]++; digits[i] <= '9' {
			up = false
		} else {
			digits[i] = '0'
		}
	}
	s := string(digits)
	if up {
		s = "1" + s
	}
	point := len(s) - decimals
	n.whole, n.decimals = s[:point], strings.TrimRight(s[point:], "0")
	return n
}

// shift moves the point to the right.
func (n number) shift(places int) number {
	d := n.decimals
	for len(d) < places {
		d += "0"
	}
	n.whole, n.decimals = strings.TrimLeft(n.whole+d[:places], "0"), d[places:]
	if n.whole == "" {
		n.whole = "0"
	}
	return n
}

func (n number) String() string {
	s := n.whole
	if n.decimals != "" {
		s += "." + n.decimals
	}
	if n.negative && !n.isZero() {
		s = "-" + s
	}
	return s
}
