package store

import (
	_ "embed"
	"strings"
)

//go:embed schema.txt
var schemaText string

// TableDoc explains a table or view.
type TableDoc struct {
	Name string
	// View tells views from tables.
	View bool
	// Public marks what programs may rely on; the rest can change with any release.
	Public  bool
	Meaning string
	Columns []ColumnDoc
}

// ColumnDoc explains a column.
type ColumnDoc struct{ Name, Meaning string }

// Schema explains every table and view, the public views first.
func Schema() []TableDoc {
	var docs []TableDoc
	for line := range strings.Lines(schemaText) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, meaning, _ := strings.Cut(line, ": ")
		if strings.HasPrefix(line, "  ") {
			t := &docs[len(docs)-1]
			t.Columns = append(t.Columns, ColumnDoc{strings.TrimSpace(name), meaning})
			continue
		}
		kind, name, _ := strings.Cut(name, " ")
		docs = append(docs, TableDoc{Name: name, View: kind == "view", Public: kind == "view", Meaning: meaning})
	}
	return docs
}
