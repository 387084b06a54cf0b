// Package audit says how right the stored figures are, from what people found
// who held some of them against their pages.
//
//	strata.go    what reports differ by, so that all sorts of them are drawn
//	draw.go      Draw: a sample that anybody can draw again
//	estimate.go  Estimate: the error rate and what may be claimed of it
//
// Figures of one report go wrong together, so reports are the unit: the interval
// is worked out from the differences between reports, and claims no
// better than three in the number of reports that were judged, however many
// figures they have. The reader is worse with some sorts of reports than with
// others, so each sort weighs as much as it has reports, not as were judged of
// it, and sorts of which none was judged are told.
package audit
