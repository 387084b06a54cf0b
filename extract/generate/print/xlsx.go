package print

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/document"
)

// XLSX writes a document as a workbook of one sheet: a paragraph a row, tables
// with merged cells and borders, every cell as text.
func XLSX(doc *document.Document) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	border, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{
		{Type: "left", Color: "000000", Style: 1}, {Type: "right", Color: "000000", Style: 1},
		{Type: "top", Color: "000000", Style: 1}, {Type: "bottom", Color: "000000", Style: 1}}})
	if err != nil {
		return nil, err
	}
	row := 1
	for i := range doc.Blocks {
		t := doc.Blocks[i].Table
		if t == nil {
			if err := f.SetCellStr(sheet, fmt.Sprintf("A%d", row), doc.Blocks[i].Text); err != nil {
				return nil, err
			}
			row++
			continue
		}
		g := newGrid(t)
		last, err := excelize.CoordinatesToCellName(max(g.width, 1), row+max(len(t.Rows)-1, 0))
		if err != nil {
			return nil, err
		}
		if err := f.SetCellStyle(sheet, fmt.Sprintf("A%d", row), last, border); err != nil {
			return nil, err
		}
		for j, places := range g.rows {
			for _, p := range places {
				if err := xlsxCell(f, sheet, p, row+j); err != nil {
					return nil, err
				}
			}
		}
		row += len(t.Rows) + 1 // tables in a row would be one
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func xlsxCell(f *excelize.File, sheet string, p place, row int) error {
	if !p.begins || p.cell == nil {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(p.column+1, row)
	if err != nil {
		return err
	}
	if len(p.cell.Blocks) > 0 {
		if err := f.SetCellStr(sheet, from, p.cell.Blocks[0].Text); err != nil {
			return err
		}
	}
	if p.columns == 1 && p.rows == 1 {
		return nil
	}
	to, err := excelize.CoordinatesToCellName(p.column+p.columns, row+p.rows-1)
	if err != nil {
		return err
	}
	return f.MergeCell(sheet, from, to)
}
