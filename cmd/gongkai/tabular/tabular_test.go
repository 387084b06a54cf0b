package tabular

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/cmd/gongkai/tabular/tabulartest"
	"gongkai/extract/decimal"
)

// sample is a table of what is hard for one format or another.
func sample() (cols []Column, rows [][]any) {
	cols = []Column{{"text", Text}, {"n", Integer}, {"value", Decimal}, {"day", Date}, {"at", Time}}
	empty, printed := "", "〇一二"
	at := time.Date(2026, 3, 31, 15, 59, 59, 0, time.UTC)
	return cols, [][]any{
		{"plain", 1, number("1"), "2020-01-31", at},
		{nil, nil, nil, nil, time.Time{}},
		{(*string)(nil), int64(-7), (*decimal.Number)(nil), nil, nil},
		{&empty, 0, number("0"), "1969-12-31", at.AddDate(-60, 0, 0)},
		{&printed, number("-12"), number("-0.000000000001"), nil, nil},
		{"a \"quote\", a comma\nand a line", 999_999_999_999_999, number("398.3675"), nil, nil},
		{"=1+1", math.MaxInt64, number("9223372036854775799"), nil, nil},
		{"000123", math.MinInt64 + 1, number("-9223372036854775799"), nil, nil},
		{" spaces ", nil, number("59237.2449"), nil, nil},
		{"<&>\t'", nil, number("1234567890.1234567"), nil, nil},
	}
}

func number(s string) *decimal.Number {
	n, err := decimal.Parse(s)
	if err != nil {
		panic(err)
	}
	return &n
}

// want is a value as a reader of the format should find it.
func want(format string, v any) string {
	text, _ := AsText(v)
	if text == "" && format == CSV {
		return "<nil>" // CSV cannot tell the two apart
	}
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case *string:
		if v == nil {
			return "<nil>"
		}
	case *decimal.Number:
		if v == nil {
			return "<nil>"
		}
	case time.Time:
		if v.IsZero() {
			return "<nil>"
		}
		if format == Parquet {
			return v.Format("2006-01-02 15:04:05+00")
		}
	}
	return text
}

// got is what a reader found, without the zeros that a fixed scale adds.
func got(format, typ string, v *string) string {
	if v == nil || *v == "" && format == CSV {
		return "<nil>"
	}
	if strings.HasPrefix(typ, "DECIMAL") {
		return strings.TrimRight(strings.TrimRight(*v, "0"), ".")
	}
	return *v
}

// write writes rows into a file and returns its name.
func write(t *testing.T, format string, cols []Column, rows [][]any, opts Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table."+format)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := New(f, format, cols, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func compare(t *testing.T, format string, cols []Column, rows [][]any, table tabulartest.Table) {
	t.Helper()
	if fmt.Sprint(table.Names) != fmt.Sprint(Names(cols)) {
		t.Fatalf("columns %q, want %q", table.Names, Names(cols))
	}
	if len(table.Rows) != len(rows) {
		t.Fatalf("%d rows, want %d", len(table.Rows), len(rows))
	}
	for i, row := range rows {
		for k, v := range row {
			typ := ""
			if table.Types != nil {
				typ = table.Types[k]
			}
			if g, w := got(format, typ, table.Rows[i][k]), want(format, v); g != w {
				t.Errorf("row %d, %s: %q, want %q", i, cols[k].Name, g, w)
			}
		}
	}
}

func TestPythonReadsCSVCellByCell(t *testing.T) {
	cols, rows := sample()
	compare(t, CSV, cols, rows, tabulartest.CSV(t, write(t, CSV, cols, rows, Options{})))
}

func TestCSVBeginsWithAMarkOnlyWhereAsked(t *testing.T) {
	for _, bom := range []bool{false, true} {
		b, err := os.ReadFile(write(t, CSV, Columns("a"), nil, Options{BOM: bom}))
		if err != nil || bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) != bom {
			t.Errorf("BOM %v: %q, %v", bom, b, err)
		}
	}
}

func TestDuckDBReadsParquetCellByCell(t *testing.T) {
	cols, rows := sample()
	path := write(t, Parquet, cols, rows, Options{Program: "test", Version: "1"})
	table := tabulartest.Parquet(t, path, "")
	if want := "[VARCHAR BIGINT DECIMAL(31,12) DATE TIMESTAMP WITH TIME ZONE]"; fmt.Sprint(table.Types) != want {
		t.Errorf("types %v, want %s", table.Types, want)
	}
	compare(t, Parquet, cols, rows, table)
}

// TestDuckDBFindsWhatItFilters holds what a reader passes over by the bounds
// of pages and row groups against the rows.
func TestDuckDBFindsWhatItFilters(t *testing.T) {
	cols := []Column{{"value", Decimal}, {"n", Integer}, {"text", Text}}
	var rows [][]any
	for i := range rowGroupRows + 1000 { // two row groups
		n := decimal.New(int64(i%4000-2000), 1)
		rows = append(rows, []any{&n, i, fmt.Sprint("报告", i)})
	}
	path := write(t, Parquet, cols, rows, Options{})
	for condition, count := range map[string]int{
		"value < -199.9": 26, "value = -0.1": 25, "value > 199.8": 25, "n >= 100000": 1000, "text = '报告100500'": 1,
	} {
		if got := len(tabulartest.Parquet(t, path, condition).Rows); got != count {
			t.Errorf("%s: %d rows, want %d", condition, got, count)
		}
	}
}

func TestOpenpyxlReadsWorkbooksCellByCell(t *testing.T) {
	cols, rows := sample()
	beside := Sheet{"codebook", Columns("code", "meaning"), [][]any{{"a", "first"}, {"b", nil}, {"c", true}}}
	sheets := tabulartest.XLSX(t, write(t, XLSX, cols, rows, Options{Sheet: "figures", Beside: []Sheet{beside}}))
	if len(sheets) != 2 || sheets[0].Sheet != "figures" || sheets[1].Sheet != "codebook" {
		t.Fatalf("sheets %v", sheets)
	}
	for _, table := range sheets {
		for i := range table.Rows {
			for len(table.Rows[i]) < len(table.Names) {
				table.Rows[i] = append(table.Rows[i], nil) // openpyxl ends a row with its last cell
			}
		}
	}
	compare(t, CSV, cols, rows, sheets[0]) // a workbook tells empty from none no better
	compare(t, CSV, beside.Columns, beside.Rows, sheets[1])
}

func TestWorkbooksGoOnInFurtherSheets(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	x, err := newXLSX(f, Columns("n"), Options{Sheet: "figures"})
	if err != nil {
		t.Fatal(err)
	}
	x.limit = 4
	for i := range 7 {
		if err := x.Write([]any{i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, s := range tabulartest.XLSX(t, path) {
		found = append(found, s.Sheet+":"+s.Names[0])
		for _, row := range s.Rows {
			found = append(found, *row[0])
		}
	}
	if got, want := strings.Join(found, " "), "figures:n 0 1 2 figures 2:n 3 4 5 figures 3:n 6"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTextsThatNoCellHoldsAreAnError(t *testing.T) {
	w, err := New(&bytes.Buffer{}, XLSX, Columns("raw"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Discard()
	if err := w.Write([]any{strings.Repeat("字", maxCellText)}); err != nil {
		t.Error(err)
	}
	if err := w.Write([]any{strings.Repeat("字", maxCellText+1)}); err == nil || !strings.Contains(err.Error(), "raw") {
		t.Errorf("no error naming the column, but %v", err)
	}
}

func TestParquetRefusesValuesOfAnotherType(t *testing.T) {
	for _, c := range []struct {
		typ Type
		v   any
	}{{Integer, number("1.5")}, {Integer, "1"}, {Decimal, 1.5}, {Date, "2020-02-30"}, {Time, "2020"}, {Text, 1}} {
		w, err := New(&bytes.Buffer{}, Parquet, []Column{{"c", c.typ}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write([]any{c.v}); err == nil || !strings.Contains(err.Error(), "column c") {
			t.Errorf("%v of %T: no error, but %v", c.typ, c.v, err)
		}
	}
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	cols, rows := sample()
	for _, format := range []string{CSV, JSONL, Parquet, XLSX} {
		a, errA := os.ReadFile(write(t, format, cols, rows, Options{Program: "test", Version: "1"}))
		b, errB := os.ReadFile(write(t, format, cols, rows, Options{Program: "test", Version: "1"}))
		if errA != nil || errB != nil || len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: two files differ", format)
		}
	}
}

func TestEveryLineOfJSONLIsExact(t *testing.T) {
	cols, rows := sample()
	b, err := os.ReadFile(write(t, JSONL, cols, rows, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	if len(lines) != len(rows) {
		t.Fatalf("%d lines, want %d", len(lines), len(rows))
	}
	for i, want := range map[int]string{
		1: `{"text": null, "n": null, "value": null, "day": null, "at": null}`,
		3: `{"text": "", "n": 0, "value": 0, "day": "1969-12-31", "at": "1966-03-31T15:59:59Z"}`,
		6: `{"text": "=1+1", "n": 9223372036854775807, "value": 9223372036854775799, "day": null, "at": null}`,
		9: `{"text": "<&>\t'", "n": null, "value": 1234567890.1234567, "day": null, "at": null}`,
	} {
		if lines[i] != want {
			t.Errorf("line %d: %s\nwant %s", i, lines[i], want)
		}
	}
}

// What XML cannot hold is written as the format asks for (ECMA-376, ST_Xstring),
// and so is what only looks like it: openpyxl does not undo that.
func TestWorkbooksEscapeWhatXMLCannotHold(t *testing.T) {
	for text, want := range map[string]string{"\x01a": "_x0001_a", "\uffff": "_xFFFF_", "_x000D_": "_x005F_x000D_", "a_x0041_b": "a_x005F_x0041_b", "_x00": "_x00", "__x00zz_": "__x00zz_", "\r": "_x000D_"} {
		if got := string(appendText(nil, text)); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
}

func TestWorkbooksKeepEveryCharacter(t *testing.T) {
	texts := []string{"=1+1", "_x00", "tab\tline\nend", " ends ", "\"quoted\" & <b>", "𠮷野家", "\ufeff"}
	var rows [][]any
	for _, text := range texts {
		rows = append(rows, []any{text})
	}
	sheet := tabulartest.XLSX(t, write(t, XLSX, Columns("text"), rows, Options{Sheet: `a "sheet" & <more>`}))[0]
	if sheet.Sheet != `a "sheet" & <more>` || len(sheet.Rows) != len(texts) {
		t.Fatalf("%s, %d rows", sheet.Sheet, len(sheet.Rows))
	}
	for i, text := range texts {
		if got := sheet.Rows[i][0]; got == nil || *got != text {
			t.Errorf("%q came back as %v", text, got)
		}
	}
}
