// Package print writes generated documents in the formats that agencies publish,
// for tests.
//
//	paper.go  what is printed on
//	docx.go   Word; xlsx.go Excel; pdf.go PDF; html.go pages to be printed
//	grid.go   tables with a place for every cell
package print
