// Package draw sets a report's tables in a terminal the way the statutory form
// prints them: section by section, with the form's own labels, aligned for
// Chinese widths.
//
//	draw.go      New, and Report: title block, tables, findings
//	title.go     the block above the tables
//	table.go     a table laid out (package layout) → lines of cells
//	figure.go    a statistic → what stands in its cell
//	findings.go  what stands below the tables: signs, failed checks, problems
//	claims.go    the counts told in the text, and what contradicts the tables
//	grid.go      lines of cells with spans → box drawing
//	text.go      widths, wrapping, and text made safe for a terminal
package draw
