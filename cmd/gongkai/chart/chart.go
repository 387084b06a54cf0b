package chart

import (
	"io"
	"slices"
)

// Picture is what can be drawn.
type Picture interface {
	// SVG writes it as a picture of its own, Inline as a part of a page in HTML.
	SVG(w io.Writer) error
	Inline(w io.Writer) error
	// Plot is it as data, for a script that draws it.
	Plot() *Plot
}

// Chart is a set of lines over years.
type Chart struct {
	Title, Subtitle string
	// Unit is what the vertical axis counts.
	Unit string
	// Percent multiplies the values of the vertical axis by 100.
	Percent          bool
	FromYear, ToYear int
	// Lines are drawn in this order, the first ones with signs and colours of
	// their own: MostLines at most. Further ones are drawn thin and grey, or in a
	// terminal not at all.
	Lines []Line
	// Notes stand below.
	Notes []string
	// Small is for a picture among others.
	Small bool
	// AsBars draws the lines that are told apart as bars beside each other, and
	// none of the others.
	AsBars bool
	// Words are what the chart says itself, English if nil.
	Words *Words
}

// Words are what a chart says besides what it is given.
type Words struct {
	// Years names the axis of the years.
	Years string
	// Others, Some and None say how many lines are not told apart: all drawn, some
	// of them, none. They are formats of one number, Some of two.
	Others, Some, None string
	// Form says that the form changes, and how far both sides mean the same.
	Form func(from, to, comparable string) string
}

// english is what charts say unless they are told otherwise.
func english() *Words {
	return &Words{Years: "reporting year", Others: "%d others", Some: "%d others, %d of them drawn", None: "%d others, not drawn",
		Form: func(from, to, comparable string) string { return "form " + from + " → " + to + ": " + comparable }}
}

// words are those of the chart.
func (c *Chart) words() *Words {
	if c.Words == nil {
		return english()
	}
	return c.Words
}

// MostLines is how many lines can be told apart, and mostOthers how many of the
// others are drawn: more would be one grey area, and a large file.
const (
	MostLines  = 8
	mostOthers = 200
)

// Line is the values of somebody over the years.
type Line struct {
	Label  string
	Points []Point // only those with a value, by year
	Breaks []Break
}

// Point is a value.
type Point struct {
	Year  int
	Value float64
	N     int // of how many reports
	// Text is the value as it is told; "" is told as the axis does.
	Text string
}

// Break is a change of form after a year with a value, in Year with one.
type Break struct {
	After, Year int
	From, To    string // the forms
	Comparable  string // exact, sum, near, no
}

// told are the lines that are told apart, and the others.
func (c *Chart) told() (told, others []Line) {
	n := min(len(c.Lines), MostLines)
	return c.Lines[:n], c.Lines[n:]
}

// shownOthers are the others that the chart draws: none of them as bars.
func (c *Chart) shownOthers() []Line {
	_, others := c.told()
	if c.AsBars {
		return nil
	}
	return drawn(others)
}

// all are the lines that the chart draws.
func (c *Chart) all() []Line {
	told, _ := c.told()
	return slices.Concat(told, c.shownOthers())
}

// drawn are the others that are drawn, evenly out of all.
func drawn(others []Line) []Line {
	if len(others) <= mostOthers {
		return others
	}
	var some []Line
	for i := range mostOthers {
		some = append(some, others[i*len(others)/mostOthers])
	}
	return some
}

// joint says how a line goes on from a point to the next.
type joint int

const (
	gap joint = iota
	solid
	dashed
)

// String is how data call it.
func (j joint) String() string { return [...]string{gap: "gap", solid: "solid", dashed: "dashed"}[j] }

// joint tells how a line goes on to its i-th point from the one before.
func (l *Line) joint(i int) joint {
	if i == 0 || l.Points[i].Year != l.Points[i-1].Year+1 {
		return gap
	}
	for _, b := range l.Breaks {
		if b.Year != l.Points[i].Year {
			continue
		}
		switch b.Comparable {
		case "exact":
			return solid
		case "no":
			return gap
		}
		return dashed
	}
	return solid
}

// shown is a value in the units of the axis.
func (c *Chart) shown(v float64) float64 {
	if c.Percent {
		return v * 100
	}
	return v
}
