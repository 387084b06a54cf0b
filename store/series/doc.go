// Package series answers questions over agencies and years from the rows of
// the panel: how a measure developed (Trend), who comes first (Rank), how some
// stand beside each other (Compare). It computes; it prints nothing.
//
//	query.go   what is asked; Source, where rows come from
//	group.go   which group an agency belongs to: region, level, kind, itself
//	           (group_by.go lends that to others)
//	tally.go   rows → sums by scope, group and year
//	point.go   a sum → a value, or why there is none
//	breaks.go  where the form changes, and how far both sides mean the same
//	scope.go   own and aggregate figures are never summed together
//	trend.go   Trend
//	rank.go    Rank
//	compare.go Compare
//
// A sum adds the reports that have a value and tells how many that are (N) and
// why the others have none (Missing). A rate of many is the sum of the
// numerators over the sum of the denominators of the same reports.
package series
