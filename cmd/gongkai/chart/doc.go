// Package chart draws lines over years: in a terminal, and as SVG for papers
// and pages; and bars as SVG. A year without a value is a gap, never a straight line over it.
// Where the form of the reports changes a mark is drawn, and the line over it is
// dashed where both sides mean nearly the same, and missing where they do not.
// The same chart gives the same bytes.
//
// The dots in the terminal are set here: asciigraph, the library for it,
// stretches lines over a width by interpolation, which draws nothing of a year
// between two gaps and has no place for marks.
//
//	chart.go    what is drawn
//	axis.go     round steps for the vertical axis
//	marks.go    the changes of form of all lines, where they are drawn
//	svg.go      the SVG, from top to bottom
//	svg_plot.go its axes, lines and signs
//	bars.go     bars for values beside each other, as SVG
//	plot.go     all of them as data, for a script that draws them
//	svg_text.go texts in it: widths, wrapping, escaping
//	terminal.go the chart in a terminal
//	braille.go  a field of dots in characters
package chart
