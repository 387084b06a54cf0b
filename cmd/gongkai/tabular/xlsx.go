package tabular

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"

	"gongkai/extract/decimal"
)

// What a workbook holds at most, by its makers.
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
	maxCellText     = 32767
)

// xlsxWriter writes a workbook as rows come; what does not fit into a sheet
// goes on in the next.
type xlsxWriter struct {
	book   *workbook
	cols   []Column
	opts   Options
	sheets int
	rows   int // of the sheet, its head included
	limit  int // of rows, maxSheetRows but in tests
	cells  []any
}

func newXLSX(w io.Writer, cols []Column, opts Options) (*xlsxWriter, error) {
	if len(cols) > maxSheetColumns {
		return nil, fmt.Errorf("%d columns: a sheet has at most %d", len(cols), maxSheetColumns)
	}
	x := &xlsxWriter{book: newWorkbook(w), cols: cols, opts: opts, limit: maxSheetRows, cells: make([]any, len(cols))}
	if x.opts.Sheet == "" {
		x.opts.Sheet = "data"
	}
	return x, x.begin(x.opts.Sheet, cols)
}

// begin begins a sheet with its head, which stays in sight.
func (x *xlsxWriter) begin(name string, cols []Column) error {
	if err := x.book.begin(name); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	head := make([]any, len(cols))
	for i, c := range cols {
		head[i] = c.Name
	}
	x.sheets++
	x.rows = 0
	return x.row(head)
}

func (x *xlsxWriter) row(cells []any) error {
	x.rows++
	return x.book.row(x.rows, cells)
}

func (x *xlsxWriter) Write(values []any) error {
	if x.rows >= x.limit {
		if err := x.begin(fmt.Sprintf("%s %d", x.opts.Sheet, x.sheets+1), x.cols); err != nil {
			return err
		}
	}
	return x.put(x.cols, values)
}

func (x *xlsxWriter) put(cols []Column, values []any) error {
	x.cells = x.cells[:0]
	for i, v := range values {
		cell, err := xlsxCell(v)
		if err != nil {
			return fmt.Errorf("column %s: %w", cols[i].Name, err)
		}
		x.cells = append(x.cells, cell)
	}
	return x.row(x.cells)
}

// xlsxCell is a value as a cell: a number as one where Excel keeps all of its
// digits, else text.
func xlsxCell(v any) (any, error) {
	switch n := v.(type) {
	case nil:
		return nil, nil
	case int:
		return wholeCell(int64(n)), nil
	case int64:
		return wholeCell(n), nil
	case *decimal.Number:
		if n == nil {
			return nil, nil
		}
		if i, ok := n.Int(); ok {
			return wholeCell(i), nil
		}
		if digits := len(n.String()) - 1; digits <= maxExcelDigits {
			return n.Float(), nil
		}
		return n.String(), nil
	case *string:
		if n == nil {
			return nil, nil
		}
	}
	text, _ := AsText(v)
	if len(text) > maxCellText && len(utf16.Encode([]rune(text))) > maxCellText {
		return nil, errors.New("a text is longer than a cell of a workbook holds; another format keeps it whole")
	}
	return text, nil
}

// maxExcelDigits is how many digits of a number Excel keeps.
const maxExcelDigits = 15

func wholeCell(i int64) any {
	if i > 999_999_999_999_999 || i < -999_999_999_999_999 {
		return strconv.FormatInt(i, 10)
	}
	return i
}

func (x *xlsxWriter) Close() error {
	for _, s := range x.opts.Beside {
		if err := x.begin(s.Name, s.Columns); err != nil {
			return err
		}
		for _, values := range s.Rows {
			if err := x.put(s.Columns, values); err != nil {
				return fmt.Errorf("sheet %s: %w", s.Name, err)
			}
		}
	}
	return x.book.end()
}

// Discard has nothing to give back.
func (x *xlsxWriter) Discard() {}
