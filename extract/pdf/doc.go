// Package pdf reads PDF documents: characters and drawn lines with their places
// → tables and text. A table is what lines enclose; what stands in a cell is told
// by where it stands, not by the order in which the file draws it. PDFium does the
// decoding, as WebAssembly inside the process: nothing of the system is needed, a
// document cannot reach beyond its memory, and nothing starts before the first one.
//
//	pdf.go        Reader: starts PDFium, keeps to its limits
//	page.go       a page: characters, drawn lines, pictures
//	path.go       drawn lines and rectangles → rules
//	rules.go      rules that are one; which of them make a table
//	grid.go       a table's rules → cells
//	word.go       characters → words and lines; what stands in a cell
//	text.go       lines outside of tables → paragraphs
//	head.go       running heads and page numbers
//	join.go       tables that go on over a page break
package pdf
