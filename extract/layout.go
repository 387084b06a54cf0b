package extract

// PrintedRow is a row of a table, or a line of text, as a page prints it.
type PrintedRow struct {
	// Table and Row are those of Place: figures read from the row name them.
	Table, Row int
	// Hard tells rows of tables from lines of text.
	Hard  bool
	Cells []string
}

// Layout returns a page as the reader sees it, for people who want to compare.
func (x *Extractor) Layout(in Input) ([]PrintedRow, error) {
	p, err := x.layOut(in)
	if err != nil {
		return nil, err
	}
	var out []PrintedRow
	for _, r := range rowsOf(x.ix, p.lines) {
		row := PrintedRow{Table: r.table, Row: r.n, Hard: r.hard}
		for _, c := range r.cells {
			row.Cells = append(row.Cells, c.text)
		}
		out = append(out, row)
	}
	return out, nil
}
