// Package layout says how the statutory form prints the tables of a report:
// which sections share a table, the headings of groups over rows and columns,
// and what of it the report prints. It sets nothing: a terminal and a page each
// do that their own way.
//
//	layout.go    Load, Tables: a form and a report → tables of lines of cells
//	column.go    the labels of columns and the heads over them
//	rows.go      the rows of a section under their printed groups
//	failed.go    which cells a failed check points at
//	headings.go  which sections share a table, and what they are called in English (headings.json)
package layout
