// Package told is how measures are told to people and to programs, the same on
// the command line and on pages.
//
//	measure.go  what a measure is called, its values as text
//	point.go    the columns of a point as CSV and JSON
//	rows.go     trends, rankings and comparisons row by row
//	voice.go    the language in which charts speak
//	trend.go    the chart of a trend
//	rank.go     the chart of a ranking; compare.go: of a comparison
//	notes.go    what a trend is made of and what it lacks
//	subject.go  what a comparison holds beside each other, by its name
package told
