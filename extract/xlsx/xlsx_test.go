package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/document"
)

// book writes a workbook.
func book(t *testing.T, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawn draws blocks in one line each: cells as columns x rows text.
func drawn(blocks []document.Block) []string {
	var out []string
	for _, b := range blocks {
		if b.Table == nil {
			out = append(out, b.Text)
			continue
		}
		for i, r := range b.Table.Rows {
			s := map[bool]string{true: "=", false: "|"}[i == 0]
			for _, c := range r.Cells {
				text := ""
				if len(c.Blocks) > 0 {
					text = c.Blocks[0].Text
				}
				s += fmt.Sprintf(" %dx%d %s |", c.Columns, c.Rows, text)
			}
			out = append(out, s)
		}
	}
	return out
}

// set puts values into a sheet, one after the other: cell, value.
func set(f *excelize.File, sheet string, values ...any) error {
	for i := 0; i < len(values); i += 2 {
		if err := f.SetCellValue(sheet, values[i].(string), values[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func draw(f *excelize.File, from, to string) error {
	id, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}})
	if err != nil {
		return err
	}
	return f.SetCellStyle("Sheet1", from, to, id)
}

func TestReadPrintsWhatExcelShows(t *testing.T) {
	for _, c := range []struct {
		name string
		fill func(f *excelize.File) error
		want []string
	}{
		{"borders tell tables from text", func(f *excelize.File) error {
			return errors.Join(set(f, "Sheet1", "A1", "title", "A3", "规章", "B3", 3, "A4", "规范性文件", "A6", "text"), draw(f, "A3", "C4"))
		}, []string{"title", "= 1x1 规章 | 1x1 3 | 1x1  |", "| 1x1 规范性文件 | 1x1  | 1x1  |", "text"}},
		{"without borders sentences are text, a label without figures is a row", func(f *excelize.File) error {
			return set(f, "Sheet1", "A1", "本报告如下。", "A2", "规章", "B2", 3, "A3", "规范性文件")
		}, []string{"本报告如下。", "= 1x1 规章 | 1x1 3 |", "| 1x1 规范性文件 | 1x1  |"}},
		{"number formats print", func(f *excelize.File) error {
			comma, err := f.NewStyle(&excelize.Style{NumFmt: 3})
			if err != nil {
				return err
			}
			return errors.Join(set(f, "Sheet1", "A1", "规章", "B1", 1234567, "C1", 0.1+0.2), f.SetCellStyle("Sheet1", "B1", "B1", comma))
		}, []string{"= 1x1 规章 | 1x1 1,234,567 | 1x1 0.3 |"}},
		{"merged cells", func(f *excelize.File) error {
			return errors.Join(set(f, "Sheet1", "A1", "a", "B1", "b", "B2", "c", "C2", "d"), f.MergeCell("Sheet1", "A1", "A2"), f.MergeCell("Sheet1", "B1", "C1"))
		}, []string{"= 1x2 a | 2x1 b |", "| 1x1 c | 1x1 d |"}},
		{"hidden sheets, rows and columns are not shown", func(f *excelize.File) error {
			if _, err := f.NewSheet("b"); err != nil {
				return err
			}
			return errors.Join(set(f, "Sheet1", "A1", "a", "B1", "b", "C1", "c", "A2", "x", "B2", "y", "C2", "z", "A3", 1, "B3", 2, "C3", 3),
				f.MergeCell("Sheet1", "A1", "A3"), set(f, "b", "A1", "hidden", "B1", 2), f.SetSheetVisible("b", false),
				f.SetRowVisible("Sheet1", 2, false), f.SetColVisible("Sheet1", "B", false))
		}, []string{"= 1x2 a | 1x1 c |", "| 1x1 3 |"}},
		{"a formula without its result is no blank", func(f *excelize.File) error {
			return errors.Join(set(f, "Sheet1", "A1", "规章", "B1", 1, "D1", 2), f.SetCellFormula("Sheet1", "C1", "B1+1"))
		}, []string{"= 1x1 规章 | 1x1 1 | 1x1 =B1+1 | 1x1 2 |"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Reader{}.Read(book(t, c.fill))
			if err != nil {
				t.Fatal(err)
			}
			if got := drawn(doc.Blocks); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadRefusesWithAReason(t *testing.T) {
	whole := book(t, func(f *excelize.File) error { return set(f, "Sheet1", "A1", "规章") })
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/workbook.xml")
	if err == nil {
		_, err = w.Write(make([]byte, maxCells+1))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, kind string
		body       []byte
	}{
		{"a bomb", "unpacks to more than", bomb.Bytes()},
		{"cut", "damaged", whole[:len(whole)/2]},
		{"nothing", "damaged", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Reader{}.Read(c.body)
			var e *document.Error
			if !errors.As(err, &e) || !strings.Contains(e.Kind, c.kind) {
				t.Errorf("got %v, want %s", err, c.kind)
			}
		})
	}
}

func TestReadStopsAtItsBounds(t *testing.T) {
	doc, err := Reader{}.Read(book(t, func(f *excelize.File) error {
		return set(f, "Sheet1", "A1", "规章", fmt.Sprintf("A%d", maxRows+5), "x")
	}))
	if err != nil || !doc.Truncated {
		t.Errorf("%v, %v", doc, err)
	}
}
