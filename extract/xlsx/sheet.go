package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/document"
)

// sheet is a sheet while it is read; rows and columns count from 0.
type sheet struct {
	file      *excelize.File
	name      string
	values    [][]string
	hidden    []bool // rows
	narrow    []bool // columns that are hidden
	merged    map[at]area
	covered   map[at]bool
	bordered  []int // of each row, the columns up to the last one with a border
	width     int
	truncated bool
}

// at is a cell of the sheet, area what it spans.
type (
	at   struct{ row, column int }
	area struct{ rows, columns int }
)

func (s *sheet) read() error {
	if err := s.readValues(); err != nil {
		return err
	}
	if err := s.readMerged(); err != nil {
		return err
	}
	if err := s.formulas(); err != nil {
		return err
	}
	if err := s.borders(); err != nil {
		return err
	}
	return s.hiddenColumns()
}

func (s *sheet) hiddenColumns() error {
	for c := range s.width {
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			return err
		}
		shown, err := s.file.GetColVisible(s.name, name)
		if err != nil {
			return err
		}
		s.narrow = append(s.narrow, !shown)
	}
	return nil
}

func (s *sheet) readValues() error {
	rows, err := s.file.Rows(s.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if len(s.values) == maxRows {
			s.truncated = true
			break
		}
		values, err := rows.Columns()
		if err != nil {
			return err
		}
		if len(values) > maxColumns {
			values, s.truncated = values[:maxColumns], true
		}
		s.values = append(s.values, values)
		s.hidden = append(s.hidden, rows.GetRowOpts().Hidden)
		s.width = max(s.width, len(values))
	}
	return rows.Error()
}

func (s *sheet) readMerged() error {
	merged, err := s.file.GetMergeCells(s.name, true)
	if err != nil {
		return err
	}
	s.merged, s.covered = map[at]area{}, map[at]bool{}
	for _, m := range merged {
		column, row, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return err
		}
		lastColumn, lastRow, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return err
		}
		row, column = row-1, column-1
		lastRow, lastColumn = min(lastRow, len(s.values)), min(lastColumn, maxColumns)
		if row >= lastRow || column >= lastColumn || s.covered[at{row, column}] {
			continue
		}
		s.width = max(s.width, lastColumn)
		s.merged[at{row, column}] = area{lastRow - row, lastColumn - column}
		for r := row; r < lastRow; r++ {
			for c := column; c < lastColumn; c++ {
				s.covered[at{r, c}] = true
			}
		}
	}
	return nil
}

// formulas puts the formula into cells whose result the workbook does not hold:
// they print a number, but not here.
func (s *sheet) formulas() error {
	for r, row := range s.values {
		for c, v := range row {
			if v != "" {
				continue
			}
			name, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			formula, err := s.file.GetCellFormula(s.name, name)
			if err != nil {
				return err
			}
			if formula != "" {
				row[c] = "=" + formula
			}
		}
	}
	return nil
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
			text = strings.TrimSpace(s.values[r][c])
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

// pictures returns the cells that pictures are anchored to.
func (s *sheet) pictures() []string {
	cells, err := s.file.GetPictureCells(s.name)
	if err != nil {
		return nil // a drawing nobody can read is no picture of a table
	}
	return cells
}
