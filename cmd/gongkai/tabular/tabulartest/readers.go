// Package tabulartest reads tables for tests with programs that share no line
// with ours: Python's csv, openpyxl, DuckDB and the Data Package library of
// Frictionless Data.
package tabulartest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

//go:embed read.py
var pythonScript string

//go:embed read.mjs
var nodeScript string

//go:embed validate.mjs
var validateScript string

// Table is what a reader found in a file, every value as text, nil for none.
type Table struct {
	Sheet string   // of a workbook
	Types []string // of Parquet columns, as DuckDB names them
	Names []string
	Rows  [][]*string
}

// CSV reads a CSV file with Python.
func CSV(t testing.TB, path string) Table {
	t.Helper()
	return tables(t, output(t, python(t, "csv"), "-c", pythonScript, "csv", path))[0]
}

// XLSX reads the sheets of a workbook with openpyxl.
func XLSX(t testing.TB, path string) []Table {
	t.Helper()
	return tables(t, output(t, python(t, "openpyxl"), "-c", pythonScript, "xlsx", path))
}

// Parquet reads the rows of a Parquet file that meet an SQL condition, all if
// it is empty, with DuckDB.
func Parquet(t testing.TB, path, condition string) Table {
	t.Helper()
	modules := NodeModules(t, "@duckdb/node-api")
	table := tables(t, output(t, "node", script(t, "read.mjs", nodeScript), modules, path, condition))[0]
	for _, text := range table.Rows[0] {
		table.Types = append(table.Types, *text)
	}
	table.Rows = table.Rows[1:]
	return table
}

// Validate has Frictionless' library judge a data package: its descriptor, then
// every row of its CSV files against types, constraints and keys. It returns what is wrong.
func Validate(t testing.TB, descriptor string) []string {
	t.Helper()
	modules := NodeModules(t, "datapackage")
	var wrong []string
	if err := json.Unmarshal(output(t, "node", script(t, "validate.mjs", validateScript), modules, descriptor), &wrong); err != nil {
		t.Fatal(err)
	}
	return wrong
}

// NodeModules is the directory of node packages that tests use, which
// GONGKAI_NODE_MODULES names. Without it, node or the package the test is skipped.
func NodeModules(t testing.TB, name string) string {
	t.Helper()
	modules := os.Getenv("GONGKAI_NODE_MODULES")
	_, err := exec.LookPath("node")
	if _, statErr := os.Stat(filepath.Join(modules, name)); modules == "" || err != nil || statErr != nil {
		missing(t, "node is not installed, or GONGKAI_NODE_MODULES does not name the node_modules of `npm install "+name+"`")
	}
	return modules
}

// missing skips a test that misses a tool; where GONGKAI_CI is set it fails.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("GONGKAI_CI") != "" {
		t.Fatal(what + ", and GONGKAI_CI wants every test")
	}
	t.Skip(what)
}

// python is a Python that has a module.
func python(t testing.TB, module string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), name, "-c", "import "+module).Run() == nil {
			return name
		}
	}
	missing(t, "no python3 with the module "+module)
	return ""
}

func script(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func output(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	var problems bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, problems.Bytes())
	}
	return out
}

// tables parses the JSON lines of a reader.
func tables(t testing.TB, lines []byte) []Table {
	t.Helper()
	var list []Table
	for line := range bytes.Lines(lines) {
		if line[0] == '{' {
			var head struct{ Sheet string }
			if err := json.Unmarshal(line, &head); err != nil {
				t.Fatal(err)
			}
			list = append(list, Table{Sheet: head.Sheet})
			continue
		}
		var row []*string
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if len(list) == 0 {
			list = append(list, Table{})
		}
		last := &list[len(list)-1]
		if last.Names != nil {
			last.Rows = append(last.Rows, row)
			continue
		}
		for _, name := range row {
			last.Names = append(last.Names, *name)
		}
	}
	if len(list) == 0 {
		t.Fatal("the reader found no table")
	}
	return list
}
