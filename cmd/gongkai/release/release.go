// Package release writes data packages by the specification of Frictionless
// Data: a directory of tables with what they mean, whence they are, how they
// may be used, and sums of everything. It reads no clock and nothing but what
// it is given, so that the same tables give the same bytes.
//
//	release.go     what a package and a table in it are
//	write.go       writing a package, which appears only when it is whole
//	descriptor.go  datapackage.json
//	citation.go    CITATION.cff
//	compare.go     what became of reports between two packages; figures.go: of their figures
package release

import "gongkai/cmd/gongkai/tabular"

// Package is what a data package says about itself.
type Package struct {
	Name, Title, Description string
	// Date is the day that the data are of, YYYY-MM-DD; it is the version too.
	Date         string
	Licenses     []Link
	Sources      []Link
	Contributors []string
	// Keywords and About go into the descriptor as they are; About under "gongkai".
	Keywords []string
	About    any
	// Readme is the text of README.md before the list of its files.
	Readme string
}

// Link is a licence or a source: its name and where it is found. Name is an
// identifier, for licences only.
type Link struct {
	Name  string `json:"name,omitempty"`
	Title string `json:"title,omitempty"`
	Path  string `json:"path,omitempty"`
}

// Table is a table of a package.
type Table struct {
	Name, Title string
	Fields      []Field
	// Key names the columns that tell its rows apart.
	Key     []string
	Foreign []Foreign
	// Parquet writes the table in this format too.
	Parquet bool
	// Fill hands on the rows. It is called once, after those of the tables before.
	Fill func(row func([]any) error) error
}

// Field is a column with what it means.
type Field struct {
	tabular.Column
	Description string
	Required    bool
	Enum        []string
}

// Foreign tells that columns name a row of another table.
type Foreign struct {
	Columns []string
	Table   string
	// References are that table's columns; the same names if nil.
	References []string
}

// File is a file of a package that is no table.
type File struct {
	Name, Title, MediaType string
}
