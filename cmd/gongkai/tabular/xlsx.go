package tabular

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/decimal"
)

// What a workbook holds at most, by its makers.
const (
	maxSheetRows = excelize.TotalRows
	maxCellText  = excelize.TotalCellChars
)

// xlsxWriter writes a workbook; what does not fit into a sheet goes on in the
// next. Sheets are kept in temporary files until they are packed.
type xlsxWriter struct {
	out    io.Writer
	book   *excelize.File
	cols   []Column
	opts   Options
	sheet  *excelize.StreamWriter
	sheets int
	rows   int // of the sheet, its head included
	limit  int // of rows, maxSheetRows but in tests
	cells  []any
}

func newXLSX(w io.Writer, cols []Column, opts Options) (*xlsxWriter, error) {
	if len(cols) > excelize.MaxColumns {
		return nil, fmt.Errorf("%d columns: a sheet has at most %d", len(cols), excelize.MaxColumns)
	}
	x := &xlsxWriter{out: w, book: excelize.NewFile(), cols: cols, opts: opts, limit: maxSheetRows, cells: make([]any, len(cols))}
	// By itself the library would pack the whole workbook in memory.
	x.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(x.out) })
	if x.opts.Sheet == "" {
		x.opts.Sheet = "data"
	}
	return x, x.begin(x.opts.Sheet, cols)
}

// begin begins a sheet with its head, which stays in sight.
func (x *xlsxWriter) begin(name string, cols []Column) error {
	var err error
	if x.sheets++; x.sheets == 1 {
		err = x.book.SetSheetName("Sheet1", name)
	} else {
		_, err = x.book.NewSheet(name)
	}
	if err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	// The library would say that a sheet ends in A1, which some readers believe.
	if err := x.book.SetSheetDimension(name, ""); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	if x.sheet, err = x.book.NewStreamWriter(name); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	if err := x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	head := make([]any, len(cols))
	for i, c := range cols {
		head[i] = c.Name
	}
	x.rows = 0
	return x.row(head)
}

func (x *xlsxWriter) row(cells []any) error {
	x.rows++
	return x.sheet.SetRow("A"+strconv.Itoa(x.rows), cells)
}

func (x *xlsxWriter) Write(values []any) error {
	if x.rows >= x.limit {
		if err := x.sheet.Flush(); err != nil {
			return err
		}
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
	defer x.Discard()
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	for _, s := range x.opts.Beside {
		if err := x.begin(s.Name, s.Columns); err != nil {
			return err
		}
		for _, values := range s.Rows {
			if err := x.put(s.Columns, values); err != nil {
				return fmt.Errorf("sheet %s: %w", s.Name, err)
			}
		}
		if err := x.sheet.Flush(); err != nil {
			return err
		}
	}
	return x.book.Write(x.out)
}

// Discard removes the temporary files.
func (x *xlsxWriter) Discard() {
	x.book.Close() //nolint:errcheck // what is left is in the system's directory for such files
}
