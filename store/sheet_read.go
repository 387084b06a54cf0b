package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store/pack"
)

// fromSheets answers a query from the sheets of its years, and from the tables
// for years without a fresh one. Each year is a sorted list; they are merged.
func (a *panelAnswer) fromSheets(ctx context.Context, tx *sql.Tx, z *zstd.Decoder) error {
	var years []*panelYear
	var stale []int
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var year int
		var fresh bool
		var packed []byte
		if err := rows.Scan(&year, &fresh, &packed); err != nil {
			return err
		}
		if !fresh {
			stale = append(stale, year)
			return nil
		}
		y, err := a.sheet(z, year, packed)
		if y != nil && len(y.rows) > 0 {
			years = append(years, y)
		}
		return err
	}, `SELECT year, packed IS changes, CASE WHEN packed IS changes THEN rows END FROM sheet
		WHERE year >= ? AND (year <= ? OR ? = 0) ORDER BY year`, a.q.FromYear, a.q.ToYear, a.q.ToYear)
	if err != nil {
		return wrap(err, "sheet")
	}
	for _, y := range years {
		if err := a.columns(ctx, tx, z, y); err != nil {
			return err
		}
	}
	for _, year := range stale {
		y := &panelYear{}
		of := *a
		of.q.FromYear, of.q.ToYear = year, year
		err := of.fromTables(ctx, tx, func(r *PanelRow) error {
			y.rows = append(y.rows, *r)
			return nil
		})
		if err != nil {
			return err
		}
		if len(y.rows) > 0 {
			years = append(years, y)
		}
	}
	return a.merge(years)
}

// panelYear is what a query selects of a year, by agency id and scope.
type panelYear struct {
	year int
	n    int // rows of the sheet
	rows []PanelRow
	// of the sheet's rows: the place among rows plus 1, and the print of blanks
	places []int
	blanks []*string
	next   int // in merge
}

// sheet unpacks a year's rows and keeps those that the query selects.
func (a *panelAnswer) sheet(z *zstd.Decoder, year int, packed []byte) (*panelYear, error) {
	data, err := z.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: sheet of %d: %w", ErrCorrupt, year, err)
	}
	r := pack.NewReader(data)
	t := make([]string, r.Count())
	for i := range t {
		t[i] = r.Text()
	}
	y := &panelYear{year: year, n: r.Count()}
	y.places, y.blanks = make([]int, y.n), make([]*string, y.n)
	y.rows = make([]PanelRow, 0, y.n)
	for i := range y.n {
		y.rows = append(y.rows, PanelRow{})
		row := &y.rows[len(y.rows)-1]
		y.blanks[i] = unpackRow(r, t, year, row)
		if !a.q.selects(row) {
			y.rows = y.rows[:len(y.rows)-1]
			continue
		}
		y.places[i] = len(y.rows)
	}
	cells, wide := make([]*Figure, len(y.rows)*len(a.q.Statistics)), len(a.q.Statistics)
	for i := range y.rows {
		y.rows[i].Figures = cells[i*wide : (i+1)*wide : (i+1)*wide]
	}
	if r.Err() != nil {
		return nil, fmt.Errorf("%w: sheet of %d: %w", ErrCorrupt, year, r.Err())
	}
	return y, nil
}

// selects tells whether a row is among those that the query asks for, as where
// does in SQL.
func (q *PanelQuery) selects(r *PanelRow) bool {
	if q.Region == UnknownRegion && r.Region != nil || q.Level != "" && q.Level != r.Level ||
		q.Kind != "" && q.Kind != r.Kind || q.Scope != "" && q.Scope != r.Scope {
		return false
	}
	if q.Region == "" || q.Region == UnknownRegion {
		return true
	}
	return r.Region != nil && InRegion(*r.Region, q.Region)
}

// columns adds the figures of the query to the rows of a year.
func (a *panelAnswer) columns(ctx context.Context, tx *sql.Tx, z *zstd.Decoder, y *panelYear) error {
	if len(a.wanted) == 0 {
		return nil
	}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var packed sql.RawBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		data, err := z.DecodeAll(packed, nil)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		return a.column(y, a.wanted[id], data)
	}, `SELECT key, data FROM sheet_column WHERE year = ? AND key IN (`+keyList(a.wanted)+`)`, y.year)
	if err != nil {
		return fmt.Errorf("sheet of %d: %w", y.year, wrap(err, "sheet_column"))
	}
	return nil
}

// column gives the rows of a year the figures of a column. All figures are of
// one allocation, and so are their numbers.
func (a *panelAnswer) column(y *panelYear, k keyPlace, data []byte) error {
	figures, numbers := make([]Figure, len(y.rows)), make([]decimal.Number, len(y.rows))
	return unpackColumn(data, y.n, func(at int, n int64, blank bool) {
		i := y.places[at] - 1
		if i < 0 {
			return
		}
		f := &figures[i]
		f.Unit, f.UnitSource = k.unit, k.source
		if blank {
			f.Status, f.Raw = extract.StatusBlank, y.blanks[at]
		} else {
			numbers[i] = decimal.New(n, 0)
			f.Status, f.Value, f.asValue = extract.StatusRead, &numbers[i], true
		}
		y.rows[i].Figures[k.at] = f
	}, func(at int, odd *storedFigure) (err error) {
		if i := y.places[at] - 1; i >= 0 {
			figures[i], err = odd.figure(k.key, y.blanks[at])
			y.rows[i].Figures[k.at] = &figures[i]
		}
		return err
	}, func(at int) {
		if i := y.places[at] - 1; i >= 0 {
			figures[i].Conflict = true
		}
	})
}

// merge hands over the rows of all years in their order.
func (a *panelAnswer) merge(years []*panelYear) error {
	for {
		var first *panelYear
		for _, y := range years {
			if y.next < len(y.rows) && (first == nil || comparePanel(&y.rows[y.next], &first.rows[first.next]) < 0) {
				first = y
			}
		}
		if first == nil {
			return nil
		}
		first.next++
		if err := a.do(&first.rows[first.next-1]); err != nil {
			return err
		}
	}
}

// comparePanel orders rows by agency id, scope and year.
func comparePanel(a, b *PanelRow) int {
	return cmp.Or(cmp.Compare(a.AgencyID, b.AgencyID), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Year, b.Year))
}
