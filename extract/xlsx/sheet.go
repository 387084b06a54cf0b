package xlsx

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"gongkai/extract/document"
	"gongkai/extract/ooxml"
)

// sheet is a sheet while it is read; rows and columns count from 0.
type sheet struct {
	*book
	values    [][]string
	bordered  []int // of each row, the columns up to the last one with a border
	hidden    []bool
	narrow    [maxColumns]bool // columns that are hidden
	merged    map[at]area
	covered   map[at]bool
	width     int
	truncated bool
}

// at is a cell of the sheet, area what it spans.
type (
	at   struct{ row, column int }
	area struct{ rows, columns int }
)

func (s *sheet) read(name string) error {
	part, err := s.pkg.Part(name)
	if err != nil {
		return err
	}
	s.merged, s.covered = map[at]area{}, map[at]bool{}
	return part.Root(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "cols":
			return part.Each(func(el xml.StartElement) error {
				s.columns(el)
				return part.Skip()
			})
		case "sheetData":
			row := -1
			return part.Each(func(el xml.StartElement) error {
				row++
				if n, err := strconv.Atoi(ooxml.Attr(el, "r")); err == nil && n > row {
					row = n - 1
				}
				return s.readRow(part, el, row)
			})
		case "mergeCells":
			return part.Each(func(el xml.StartElement) error {
				s.merge(ooxml.Attr(el, "ref"))
				return part.Skip()
			})
		}
		return part.Skip()
	})
}

// columns notes which columns are hidden.
func (s *sheet) columns(el xml.StartElement) {
	if h := ooxml.Attr(el, "hidden"); h == "" || !ooxml.IsOn(h) {
		return
	}
	from, err := strconv.Atoi(ooxml.Attr(el, "min"))
	to, err2 := strconv.Atoi(ooxml.Attr(el, "max"))
	if errors.Join(err, err2) != nil {
		return
	}
	for c := max(from-1, 0); c < min(to, maxColumns); c++ {
		s.narrow[c] = true
	}
}

func (s *sheet) readRow(part *ooxml.Part, el xml.StartElement, row int) error {
	if row >= maxRows {
		s.truncated = true
		return part.Skip()
	}
	for len(s.values) <= row {
		s.values, s.hidden, s.bordered = append(s.values, nil), append(s.hidden, false), append(s.bordered, 0)
	}
	h := ooxml.Attr(el, "hidden")
	s.hidden[row] = h != "" && ooxml.IsOn(h)
	column := -1
	return part.Each(func(el xml.StartElement) error {
		column++
		if c, _, ok := reference(ooxml.Attr(el, "r")); ok {
			column = c
		}
		if el.Name.Local != "c" || column >= maxColumns {
			s.truncated = s.truncated || column >= maxColumns
			return part.Skip()
		}
		text, bordered, err := s.cell(part, el)
		if bordered {
			s.bordered[row] = column + 1
			s.width = max(s.width, column+1)
		}
		if text != "" {
			for len(s.values[row]) <= column {
				s.values[row] = append(s.values[row], "")
			}
			s.values[row][column] = text
			s.width = max(s.width, column+1)
		}
		return err
	})
}

// cell returns what a cell prints.
func (s *sheet) cell(part *ooxml.Part, el xml.StartElement) (text string, bordered bool, err error) {
	var value, inline, formula string
	computed, stored := false, false
	err = part.Each(func(el xml.StartElement) (err error) {
		switch el.Name.Local {
		case "v":
			stored = true
			value, err = part.Text()
		case "is":
			inline, err = richText(part)
		case "f":
			computed = true
			formula, err = part.Text()
		default:
			err = part.Skip()
		}
		return err
	})
	look := style{format: "General"}
	if n, err := strconv.Atoi(ooxml.Attr(el, "s")); err == nil && n >= 0 && n < len(s.styles) {
		look = s.styles[n]
	}
	kind := ooxml.Attr(el, "t")
	switch {
	case kind == "s":
		text = doubtful
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(s.texts) {
			text = s.texts[n]
		}
	case kind == "inlineStr":
		text = inline
	case kind == "b":
		text = map[bool]string{true: "TRUE", false: "FALSE"}[value == "1"]
	case computed && !stored:
		text = "=" + formula // it prints a result, but the workbook does not hold it
	case value == "" || kind == "str" || kind == "e":
		text = value
	default:
		text = print(value, look.format)
	}
	return strings.TrimSpace(text), look.bordered, err
}

// merge notes an area that is one cell.
func (s *sheet) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	column, row, ok1 := reference(from)
	lastColumn, lastRow, ok2 := reference(to)
	if !ok || !ok1 || !ok2 || s.covered[at{row, column}] {
		return
	}
	lastRow, lastColumn = min(lastRow+1, len(s.values)), min(lastColumn+1, maxColumns)
	if row >= lastRow || column >= lastColumn {
		return
	}
	s.width = max(s.width, lastColumn)
	s.merged[at{row, column}] = area{lastRow - row, lastColumn - column}
	for r := row; r < lastRow; r++ {
		for c := column; c < lastColumn; c++ {
			s.covered[at{r, c}] = true
		}
	}
}

// reference reads the name of a cell: B3 is column 1, row 2.
func reference(name string) (column, row int, ok bool) {
	i := 0
	for i < len(name) && i < 4 && name[i] >= 'A' && name[i] <= 'Z' {
		column = column*26 + int(name[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(name[i:])
	return column - 1, row - 1, err == nil && column > 0 && row > 0
}

// row lays out a row of a table of some width; printed tells whether it has any
// text.
func (s *sheet) row(r, width int) (row document.Row, printed bool) {
	for c := range width {
		if s.narrow[c] {
			continue
		}
		span, begins := s.merged[at{r, c}]
		if !begins && s.covered[at{r, c}] {
			continue
		}
		text := ""
		if c < len(s.values[r]) {
			text = s.values[r][c]
		}
		printed = printed || text != ""
		cell := document.TextCell(text)
		if begins {
			cell.Columns, cell.Rows = s.shown(r, c, span)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row, printed
}

// shown counts the rows and columns of an area that are not hidden.
func (s *sheet) shown(r, c int, a area) (columns, rows int) {
	for _, hidden := range s.narrow[c : c+a.columns] {
		if !hidden {
			columns++
		}
	}
	for _, hidden := range s.hidden[r : r+a.rows] {
		if !hidden {
			rows++
		}
	}
	return max(columns, 1), max(rows, 1)
}
