package docx

import (
	"encoding/xml"
	"strconv"

	"gongkai/extract/document"
	"gongkai/extract/ooxml"
)

// maxSpan bounds the columns that a cell may span.
const maxSpan = 200

// table reads a table.
func (r *reader) table() (*document.Table, error) {
	t := &tableReader{reader: r, table: &document.Table{}, open: map[int]place{}}
	err := r.Each(t.element)
	return t.table, err
}

// tableReader is a table while it is read. Cells that are merged downwards are
// known by the column they begin in.
type tableReader struct {
	*reader
	table *document.Table
	open  map[int]place
}

// place is a cell that the rows below may prolong.
type place struct{ row, cell, columns int }

// element reads a row, or what wraps rows.
func (t *tableReader) element(el xml.StartElement) error {
	switch el.Name.Local {
	case "tr":
		return t.row()
	case "sdt", "sdtContent", "customXml", "ins", "moveTo":
		return t.Each(t.element)
	}
	return t.Skip()
}

// rowReader is a row while it is read.
type rowReader struct {
	row    document.Row
	column int
	below  map[int]place // cells that the next row may prolong
	gone   bool          // deleted or hidden
}

func (t *tableReader) row() error {
	row := &rowReader{below: map[int]place{}}
	var cell func(el xml.StartElement) error
	cell = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "trPr":
			return t.rowProperties(row)
		case "tc":
			return t.cell(row)
		case "sdt", "sdtContent", "customXml":
			return t.Each(cell)
		}
		return t.Skip()
	}
	if err := t.Each(cell); err != nil {
		return err
	}
	if row.gone {
		return nil
	}
	t.open = row.below
	for _, p := range row.below {
		if p.row < len(t.table.Rows) {
			t.table.Rows[p.row].Cells[p.cell].Rows++
		}
	}
	t.table.Rows = append(t.table.Rows, row.row)
	return nil
}

// rowProperties reads the columns that a row leaves out at its start.
func (t *tableReader) rowProperties(row *rowReader) error {
	return t.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "gridBefore":
			if n := span(el); n > 0 {
				row.row.Cells = append(row.row.Cells, document.Cell{Columns: n, Rows: 1})
				row.column += n
			}
		case "del":
			row.gone = true
		case "hidden":
			row.gone = row.gone || ooxml.IsOn(ooxml.Attr(el, "val"))
		}
		return t.Skip()
	})
}

func (t *tableReader) cell(row *rowReader) error {
	columns, merge := 1, ""
	var blocks []document.Block
	err := t.Each(func(el xml.StartElement) error {
		if el.Name.Local != "tcPr" {
			return t.block(el, &blocks)
		}
		return t.Each(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "gridSpan":
				columns = max(1, span(el))
			case "vMerge":
				if merge = ooxml.Attr(el, "val"); merge == "" {
					merge = "continue"
				}
			}
			return t.Skip()
		})
	})
	if err != nil {
		return err
	}
	at := row.column
	row.column += columns
	if above, ok := t.open[at]; merge == "continue" && ok && above.columns == columns {
		row.below[at] = above
		return nil
	}
	if merge != "" {
		row.below[at] = place{len(t.table.Rows), len(row.row.Cells), columns}
	}
	row.row.Cells = append(row.row.Cells, document.Cell{Columns: columns, Rows: 1, Blocks: blocks})
	return nil
}

// span reads a number of columns, 0 where it is nonsense.
func span(el xml.StartElement) int {
	n, err := strconv.Atoi(ooxml.Attr(el, "val"))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, maxSpan)
}
