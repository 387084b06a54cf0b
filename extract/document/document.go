// Package document is what every document that is no HTML is read into: blocks
// in reading order, as their format tells them apart. The readers of the formats
// are packages of their own beside it; package extract lays the blocks out.
//
//	document.go  Document and its parts
//	kind.go      which format bytes are in
//	error.go     why a document cannot be read
package document

// Document is a document as its format tells it.
type Document struct {
	Blocks []Block
	// Truncated is set where the document was larger than its reader's bounds.
	Truncated bool
}

// Block is one of a paragraph, a table, a picture and a file inside the document.
type Block struct {
	// Text is a paragraph; line ends are meant.
	Text string
	// Columns tells that tabs in Text stand between the columns of a table
	// that has no borders.
	Columns bool
	Table   *Table
	Picture bool
	// File is the name of a file inside the document, such as a sheet.
	File string
}

// Table is a table of rows with cells that may span.
type Table struct{ Rows []Row }

// Row is a row of a table: the cells that begin in it.
type Row struct {
	Cells []Cell
	// Broken tells that a page ends above the row: it may be the rest of the
	// row before it.
	Broken bool
}

// Cell is a cell with the columns and rows that it spans, at least one each.
type Cell struct {
	Columns, Rows int
	Blocks        []Block
	// Open tells that a page ends below the cell and no border ends it there, as
	// it does others of its row: it goes on on the next page.
	Open bool
}

// Reader reads documents of one kind. It is safe for concurrent use.
type Reader interface {
	// Read returns the document, or an *Error where its bytes are none that can
	// be read.
	Read(body []byte) (*Document, error)
}

// Paragraph is a block of text.
func Paragraph(text string) Block { return Block{Text: text} }

// TextCell is a cell that holds one paragraph.
func TextCell(text string) Cell {
	c := Cell{Columns: 1, Rows: 1}
	if text != "" {
		c.Blocks = []Block{Paragraph(text)}
	}
	return c
}
