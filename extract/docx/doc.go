// Package docx reads Word documents (Office Open XML): paragraphs with the
// numbers that Word counts for them, and tables with their spans. What the
// document does not print is left out: deleted and hidden text, headers and
// footers, comments, the second edition of drawings.
//
//	docx.go       Read: the parts of the package, within bounds
//	body.go       blocks: paragraphs, tables, what wraps them
//	paragraph.go  runs of text
//	table.go      rows, cells and their spans
//	numbering.go  lists, and how far they are counted; counting.go how numbers are written
package docx
