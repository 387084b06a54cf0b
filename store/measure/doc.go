// Package measure knows what a name stands for: a statistic (section/row/col),
// a concept of across.json, or a named rate of rates.json; and works out its
// value from the figures of one report. Where a figure that it needs has no
// number there is no value but a reason: blank is not zero.
//
//	book.go     every name → a Measure
//	measure.go  a measure: words, statistics needed, how far forms compare
//	formula.go  the terms of a measure in one form
//	value.go    the value of a report, or the reason why there is none
//	ratio.go    quotients of exact decimals
package measure
