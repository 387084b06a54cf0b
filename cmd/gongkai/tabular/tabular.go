// Package tabular writes tables row by row in the formats that statistics
// programs and spreadsheets read, in bounded memory.
//
//	tabular.go  columns, formats, what a writer is
//	value.go    a value as text and as JSON
//	csv.go      CSV; jsonl.go: JSON lines
//	xlsx.go     Excel workbooks; workbook.go: their bytes
//	parquet.go  Parquet; parquet_schema.go: its types
//
// A value is nil, a string, an int, an int64, a decimal, a time, or a pointer to a
// string or a decimal; of a day the text YYYY-MM-DD. Decimals are exact in
// every format. The same rows give the same bytes.
package tabular

import (
	"fmt"
	"io"
)

// Type is what the values of a column are.
type Type int

// The types of columns.
const (
	Text    Type = iota
	Integer      // whole numbers
	Decimal      // decimals of up to 19 digits before and 12 behind the point
	Date         // a day
	Time         // a moment
)

// Column is a column of a table.
type Column struct {
	Name string
	Type Type
}

// Columns makes columns of text.
func Columns(names ...string) []Column {
	cols := make([]Column, len(names))
	for i, name := range names {
		cols[i].Name = name
	}
	return cols
}

// Names are the names of columns.
func Names(cols []Column) []string {
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.Name
	}
	return names
}

// The formats.
const (
	CSV     = "csv"
	JSONL   = "jsonl"
	XLSX    = "xlsx"
	Parquet = "parquet"
)

// Options are what a format may be told; those of other formats are passed over.
type Options struct {
	// BOM begins CSV with a byte order mark, which Excel needs to see that it is UTF-8.
	BOM bool
	// Sheet names the sheet of a workbook, further ones get a number.
	Sheet string
	// Beside are further sheets of a workbook.
	Beside []Sheet
	// Program names what wrote a Parquet file, by name and version.
	Program, Version string
}

// Sheet is a whole small table beside the one that is written.
type Sheet struct {
	Name    string
	Columns []Column
	Rows    [][]any
}

// Writer writes the rows of a table.
type Writer interface {
	// Write writes a row, a value for each column. It keeps nothing of the slice.
	Write(values []any) error
	// Close writes what is held back and ends the file, not what it is written to.
	Close() error
	// Discard gives back what a writer holds that will not be closed.
	Discard()
}

// New begins a table in a format on w.
func New(w io.Writer, format string, cols []Column, opts Options) (Writer, error) {
	switch format {
	case CSV:
		return newCSV(w, cols, opts.BOM)
	case JSONL:
		return newJSONL(w, cols)
	case XLSX:
		return newXLSX(w, cols, opts)
	case Parquet:
		return newParquet(w, cols, opts), nil
	}
	return nil, fmt.Errorf("table format %q: unknown", format)
}

// valueError tells of a value that is not of its column's type.
func valueError(c Column, v any) error {
	text, _ := AsText(v)
	return fmt.Errorf("column %s: %q (%T) does not fit", c.Name, text, v)
}
