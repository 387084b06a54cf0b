package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"
)

// fromSheets answers a query from the sheets of its years, and from the tables
// for years without a fresh one. Each year is a sorted list; they are merged.
func (a *panelAnswer) fromSheets(ctx context.Context, tx *sql.Tx, s *Store) error {
	var years []*panelYear
	err := each(ctx, tx, func(rows *sql.Rows) error {
		y := &panelYear{}
		err := rows.Scan(&y.year, &y.changes, &y.fresh)
		years = append(years, y)
		return err
	}, `SELECT year, changes, packed IS changes FROM sheet WHERE year >= ? AND (year <= ? OR ? = 0) ORDER BY year`,
		a.q.FromYear, a.q.ToYear, a.q.ToYear)
	if err != nil {
		return wrap(err, "sheet")
	}
	// The database is read here; unpacking goes on beside it.
	var unpacking errgroup.Group
	unpacking.SetLimit(unpackers)
	for _, y := range years {
		if err := a.load(ctx, tx, s, y); err != nil {
			_ = unpacking.Wait() // the error that comes first counts
			return err
		}
		if y.fresh {
			unpacking.Go(func() error { return a.unpack(s, y) })
		}
	}
	if err := unpacking.Wait(); err != nil {
		return err
	}
	return a.merge(years)
}

// unpackers is how many years are unpacked at once.
const unpackers = 4

// panelYear is what a query selects of a year, by agency id and scope.
type panelYear struct {
	year    int
	changes int64
	fresh   bool // answered from the sheet
	*sheetRows
	// of a sheet: its parts as they are stored
	packedRows    []byte
	packedColumns []packedColumn
	// selected are the places of the rows that the query asks for; places is
	// the inverse, plus 1.
	selected, places []int32
	// columns are the figures of the query's statistics, nil where nobody has one.
	columns []*sheetColumn
	next    int // in merge
}

type packedColumn struct {
	key  int64
	data []byte
}

// load reads a year: of a fresh sheet the packed parts that are not kept, of
// another one the tables.
func (a *panelAnswer) load(ctx context.Context, tx *sql.Tx, s *Store, y *panelYear) error {
	if !y.fresh {
		y.sheetRows = &sheetRows{}
		of := *a
		of.q.FromYear, of.q.ToYear = y.year, y.year
		return of.fromTables(ctx, tx, func(r *PanelRow) error {
			y.selected = append(y.selected, int32(len(y.rows)))
			y.rows = append(y.rows, *r)
			return nil
		})
	}
	if y.sheetRows = s.sheets.get(y.year, y.changes); y.sheetRows == nil {
		if err := tx.QueryRowContext(ctx, `SELECT rows FROM sheet WHERE year = ?`, y.year).Scan(&y.packedRows); err != nil {
			return fmt.Errorf("sheet of %d: %w", y.year, wrap(err, "sheet"))
		}
	}
	if len(a.wanted) == 0 {
		return nil
	}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c packedColumn
		err := rows.Scan(&c.key, &c.data)
		y.packedColumns = append(y.packedColumns, c)
		return err
	}, `SELECT key, data FROM sheet_column WHERE year = ? AND key IN (`+keyList(a.wanted)+`)`, y.year)
	if err != nil {
		return fmt.Errorf("sheet of %d: %w", y.year, wrap(err, "sheet_column"))
	}
	return nil
}

// unpack makes a sheet's rows and figures of what load read.
func (a *panelAnswer) unpack(s *Store, y *panelYear) (err error) {
	if y.sheetRows == nil {
		if y.sheetRows, err = unpackRows(s.unpack, y.year, y.packedRows); err != nil {
			return err
		}
		s.sheets.put(y.year, y.changes, y.sheetRows)
	}
	y.selected, y.places = make([]int32, 0, len(y.rows)), make([]int32, len(y.rows))
	for i := range y.rows {
		if a.q.selects(&y.rows[i]) {
			y.selected = append(y.selected, int32(i))
			y.places[i] = int32(len(y.selected))
		}
	}
	y.columns = make([]*sheetColumn, len(a.q.Statistics))
	for _, c := range y.packedColumns {
		k := a.wanted[c.key]
		data, err := s.unpack.DecodeAll(c.data, nil)
		if err != nil {
			err = fmt.Errorf("%w: %w", ErrCorrupt, err)
		} else {
			y.columns[k.at], err = unpackColumn(data, y, k.key)
		}
		if err != nil {
			return fmt.Errorf("sheet of %d: %w", y.year, err)
		}
	}
	y.packedRows, y.packedColumns = nil, nil
	return nil
}

// selects tells whether a row is among those that the query asks for, as where
// does in SQL.
func (q *PanelQuery) selects(r *PanelRow) bool {
	is := func(want, value string) bool { return want == "" || want == value }
	in := func(code string) bool { return SelectsRegion(code, codeOf(r.Region)) }
	if len(q.Regions) > 0 && !slices.ContainsFunc(q.Regions, in) {
		return false
	}
	return is(q.Level, r.Level) && is(q.Kind, r.Kind) && is(string(q.Scope), string(r.Scope)) && in(q.Region)
}

// head is the row that comes next, nil at the end.
func (y *panelYear) head() *PanelRow {
	if y.next == len(y.selected) {
		return nil
	}
	return &y.rows[y.selected[y.next]]
}

// take copies the head to row, with its figures, and steps on.
func (y *panelYear) take(row *PanelRow, room *figureRoom) {
	*row = *y.head()
	if y.fresh {
		row.Figures = room.row()
		for i, c := range y.columns {
			if c != nil {
				row.Figures[i] = c.figure(y.next, y.blanks[y.selected[y.next]], room)
			}
		}
	}
	y.next++
}

// merge hands over the rows of all years, which come in order, by agency id,
// scope and year.
func (a *panelAnswer) merge(years []*panelYear) error {
	var row PanelRow
	room := figureRoom{wide: len(a.q.Statistics), shared: a.q.Passing}
	for {
		var first *PanelRow // of the agency and scope that come next
		for _, y := range years {
			if r := y.head(); r != nil && (first == nil || compareOwners(r, first) < 0) {
				first = r
			}
		}
		if first == nil {
			return nil
		}
		for _, y := range years {
			if r := y.head(); r == nil || r.AgencyID != first.AgencyID || r.Scope != first.Scope {
				continue
			}
			y.take(&row, &room)
			if err := a.do(&row); err != nil {
				return err
			}
		}
	}
}

// compareOwners orders rows by agency id and scope.
func compareOwners(a, b *PanelRow) int {
	return cmp.Or(cmp.Compare(a.AgencyID, b.AgencyID), cmp.Compare(a.Scope, b.Scope))
}
