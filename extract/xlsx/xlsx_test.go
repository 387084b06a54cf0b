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

// written writes a workbook.
func written(t *testing.T, fill func(f *excelize.File) error) []byte {
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
			doc, err := Reader{}.Read(written(t, c.fill))
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
	whole := written(t, func(f *excelize.File) error { return set(f, "Sheet1", "A1", "规章") })
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(append([]byte("<a>"), bytes.Repeat([]byte(" "), 64<<20)...))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
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
	doc, err := Reader{}.Read(written(t, func(f *excelize.File) error {
		return set(f, "Sheet1", "A1", "规章", fmt.Sprintf("A%d", maxRows+5), "x")
	}))
	if err != nil || !doc.Truncated {
		t.Errorf("%v, %v", doc, err)
	}
}

func TestPrint(t *testing.T) {
	for _, c := range []struct{ value, code, want string }{
		{"12", "General", "12"}, {"-3", "General", "-3"}, {"0.30000000000000004", "General", "0.3"}, {"1234567.891234567", "General", "1234567.8912"}, {"1E+3", "General", "1000"},
		{"12.6", "0", "13"}, {"2.5", "0", "3"}, {"-2.5", "0", "-3"}, {"0.125", "0.00", "0.13"}, {"1.005", "0.00", "1.01"}, {"3", "0.00", "3.00"}, {"9.996", "0.00", "10.00"},
		{"1234567", "#,##0", "1,234,567"}, {"123", "#,##0", "123"}, {"-1234.5", "#,##0.00", "-1,234.50"}, {"0", "#,##0", "0"}, {"0", "#", ""}, {"5", "000", "005"},
		{"0.256", "0%", "26%"}, {"0.256", "0.00%", "25.60%"}, {"1.5", "0.0#", "1.5"},
		{"12", "0_ ", "12 "}, {"12", "0_);[Red]\\(0\\)", "12 "}, {"-12", "0_);[Red]\\(0\\)", "(12)"}, {"0", "0;-0;\"无\"", "无"}, {"7", "0\"件\"", "7件"}, {"7", "0件", "7件"},
		{"5", "[$¥-804]0.00", "¥5.00"}, {"1234", `_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ `, " 1,234 "}, {"0", `_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ `, " - "},
		{"44561", "yyyy/m/d", "44561\uFFFD"}, {"44561", "", "44561\uFFFD"}, {"1.5", "# ?/?", "1.5\uFFFD"}, {"1500", "0,", "1500\uFFFD"}, {"15", "[>10]0.0;0", "15\uFFFD"}, {"15", "0.0E+00", "15\uFFFD"}, {"12", "[DBNum1]0", "12\uFFFD"},
		{"x", "0", "x\uFFFD"},
	} {
		if got := print(c.value, c.code); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.value, c.code, got, c.want)
		}
	}
}

// TestPrintAsExcelize holds what is printed against the library that wrote it.
func TestPrintAsExcelize(t *testing.T) {
	var values []float64
	for _, v := range []float64{0, 1, 7, 12.5, 99.995, 1234.5, 1234567, 0.256, 0.004} {
		values = append(values, v, -v)
	}
	f := excelize.NewFile()
	defer f.Close()
	var want []string
	row := 0
	for _, code := range []string{"0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0_ ", `0"件"`, "#,##0_);(#,##0)"} {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			row++
			name := fmt.Sprintf("A%d", row)
			if err := errors.Join(f.SetCellValue("Sheet1", name, v), f.SetCellStyle("Sheet1", name, name, id)); err != nil {
				t.Fatal(err)
			}
			s, err := f.GetCellValue("Sheet1", name)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, code+" | "+strings.TrimSpace(s))
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := Reader{}.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range doc.Blocks[0].Table.Rows {
		code, text, _ := strings.Cut(want[i], " | ")
		if got := r.Cells[0].Blocks[0].Text; got != text {
			t.Errorf("%v in %s: %q, excelize prints %q", values[i%len(values)], code, got, text)
		}
	}
}
