package chart

import (
	"math"
	"strconv"
	"strings"
)

// axis is where values lie: from low to high in steps.
type axis struct {
	low, high, step float64
	digits          int // after the point
}

// axis is the vertical axis; it takes in all values and zero, at round steps, about five of them.
func (c *Chart) axis() axis {
	low, high := 0.0, 0.0
	for _, l := range c.Lines {
		for _, p := range l.Points {
			low, high = math.Min(low, c.shown(p.Value)), math.Max(high, c.shown(p.Value))
		}
	}
	return newAxis(low, high)
}

// newAxis is an axis from low to high at least.
func newAxis(low, high float64) axis {
	if high == low {
		high = low + 1
	}
	a := axis{step: roundStep((high - low) / 5)}
	a.low, a.high = math.Floor(low/a.step)*a.step, math.Ceil(high/a.step)*a.step
	for s := a.step; s < 1-1e-9 && a.digits < 9; s *= 10 {
		a.digits++
	}
	return a
}

// roundStep is the least of 1, 2, 5, 10, … that is not below x.
func roundStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// ticks are the values at the steps.
func (a axis) ticks() []float64 {
	var all []float64
	for i := range int(math.Round((a.high-a.low)/a.step)) + 1 {
		all = append(all, a.low+float64(i)*a.step)
	}
	return all
}

// at is where a value lies: 0 at the low end, 1 at the high one.
func (a axis) at(v float64) float64 { return (v - a.low) / (a.high - a.low) }

// text writes a value of the axis, thousands set apart.
func (a axis) text(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', a.digits, 64)
	whole, rest, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	if v < -a.step/2 {
		return "−" + whole
	}
	return whole
}
