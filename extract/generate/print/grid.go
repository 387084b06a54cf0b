package print

import "gongkai/extract/document"

// grid is a table with a place for every cell in every row that it spans.
type grid struct {
	rows  [][]place
	width int
}

// place is a cell in one of its rows; cell is nil where the table has a hole.
type place struct {
	cell                  *document.Cell
	column, columns, rows int
	begins                bool
}

func newGrid(t *document.Table) *grid {
	g := &grid{}
	taken := make([]map[int]place, len(t.Rows))
	for i := range taken {
		taken[i] = map[int]place{}
	}
	for i := range t.Rows {
		column := 0
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			for covered(taken[i], column) {
				column++
			}
			rows := min(c.Rows, len(t.Rows)-i)
			for k := range rows {
				taken[i+k][column] = place{c, column, c.Columns, rows, k == 0}
			}
			column += c.Columns
			g.width = max(g.width, column)
		}
	}
	for _, row := range taken {
		var out []place
		for column := 0; column < g.width; {
			p, ok := row[column]
			if !ok {
				p = place{column: column, columns: 1, rows: 1, begins: true}
			}
			out = append(out, p)
			column += p.columns
		}
		g.rows = append(g.rows, out)
	}
	return g
}

func covered(row map[int]place, column int) bool {
	for _, p := range row {
		if column >= p.column && column < p.column+p.columns {
			return true
		}
	}
	return false
}

// withoutHoles is a row up to its last cell: Word's may end early.
func withoutHoles(row []place) []place {
	for len(row) > 0 && row[len(row)-1].cell == nil {
		row = row[:len(row)-1]
	}
	return row
}
