package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"gongkai/extract"
	"gongkai/store/pack"
)

// A sheet is the panel of a year, packed: the rows by agency id and scope, and
// for each figure a column that has a cell for every row. Sheets are made from
// the tables (sheet_build.go) and hold nothing that is not in them. Whatever
// changes in a year makes its sheet stale (touch), and what is stale is not
// read: EachPanel then asks the tables for that year (panel.go).

// touch notes that a year of the panel changed.
func (tx *transaction) touch(year int) { tx.years[year]++ }

// touchYears writes what touch has noted.
func (tx *transaction) touchYears(ctx context.Context) error {
	for _, year := range slices.Sorted(maps.Keys(tx.years)) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sheet (year, changes) VALUES (?1, ?2)
			ON CONFLICT (year) DO UPDATE SET changes = changes + ?2`, year, tx.years[year]); err != nil {
			return wrap(err, "sheet")
		}
	}
	clear(tx.years)
	return nil
}

// touchAll notes that every year of an agency changed.
func touchAll(ctx context.Context, tx *transaction, identity int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE sheet SET changes = changes + 1 WHERE year IN (SELECT year FROM panel WHERE identity = ?)`, identity)
	return wrap(err, "sheet")
}

// dropStaleSheets removes what stale sheets still say of what is forgotten.
func dropStaleSheets(ctx context.Context, tx *transaction) error {
	if err := tx.touchYears(ctx); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM sheet_column WHERE year IN (SELECT year FROM sheet WHERE packed IS NOT changes)`,
		`UPDATE sheet SET rows = NULL, packed = NULL WHERE packed IS NOT changes`,
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return wrap(err, "sheet")
		}
	}
	return nil
}

// packRow appends a row of the panel without figures. Texts that rows share
// are written once, see texts.
func packRow(w *pack.Writer, t *texts, r *PanelRow, blank *string) {
	for _, s := range []string{r.AgencyID, r.Agency, r.AsPrinted, r.ReportID} {
		w.Text(s)
	}
	for _, s := range []*string{r.Region, r.RegionName, blank} {
		w.Uint(t.optional(s))
	}
	for _, s := range []string{r.Level, r.Kind, string(r.Scope), r.Format, string(r.Quality)} {
		w.Uint(t.id(s))
	}
	w.Uint(uint64(r.SourceCount))
}

// unpackRow is the inverse of packRow.
func unpackRow(r *pack.Reader, t []string, year int, row *PanelRow) (blank *string) {
	row.AgencyID, row.Agency, row.AsPrinted, row.ReportID = r.Text(), r.Text(), r.Text(), r.Text()
	row.Region, row.RegionName, blank = optionalAt(t, r.Uint()), optionalAt(t, r.Uint()), optionalAt(t, r.Uint())
	row.Level, row.Kind, row.Scope = textAt(t, r.Uint()), textAt(t, r.Uint()), extract.Scope(textAt(t, r.Uint()))
	row.Format, row.Quality = textAt(t, r.Uint()), extract.Quality(textAt(t, r.Uint()))
	row.SourceCount, row.Year = int(r.Uint()), year
	return blank
}

// texts numbers texts from 0 in the order of their first use.
type texts struct {
	all []string
	ids map[string]uint64
}

func (t *texts) id(s string) uint64 {
	id, ok := t.ids[s]
	if !ok {
		if t.ids == nil {
			t.ids = map[string]uint64{}
		}
		id = uint64(len(t.all))
		t.all, t.ids[s] = append(t.all, s), id
	}
	return id
}

// optional leaves 0 to texts that are missing.
func (t *texts) optional(s *string) uint64 {
	if s == nil {
		return 0
	}
	return t.id(*s) + 1
}

func textAt(t []string, id uint64) string {
	if id >= uint64(len(t)) {
		return ""
	}
	return t[id]
}

func optionalAt(t []string, id uint64) *string {
	if id == 0 || id > uint64(len(t)) {
		return nil
	}
	return &t[id-1]
}

// The cells of a column: no figure, a blank one, or a whole number that was
// read. Figures that more is to be told of follow apart, as odd.
const (
	cellNone   = 0
	cellBlank  = 1
	cellNumber = 2 // plus the zigzag of the number
)

// column is a packed column as it grows.
type column struct {
	cells     pack.Writer
	n         int // cells so far
	odd       []oddFigure
	conflicts []int
}

// oddFigure is a figure with a note, or with a number that is no integer.
type oddFigure struct {
	at int
	storedFigure
}

// put appends the cell of row at, and cells of rows without the figure before it.
func (c *column) put(at int, f *storedFigure) {
	c.fill(at)
	c.n++
	n, whole := f.value.(int64)
	switch {
	case f.status.Valid || f.value != nil && !whole || pack.Zigzag(n) >= 1<<62:
		c.cells.Uint(cellNone)
		c.odd = append(c.odd, oddFigure{at, *f})
	case whole:
		c.cells.Uint(cellNumber + pack.Zigzag(n))
	default:
		c.cells.Uint(cellBlank)
	}
}

// fill appends empty cells up to row n.
func (c *column) fill(n int) {
	for ; c.n < n; c.n++ {
		c.cells.Uint(cellNone)
	}
}

// bytes packs the column of a sheet of so many rows.
func (c *column) bytes(rows int) ([]byte, error) {
	c.fill(rows)
	w := c.cells
	w.Uint(uint64(len(c.odd)))
	for _, o := range c.odd {
		w.Uint(uint64(o.at))
		if err := packOdd(&w, &o.storedFigure); err != nil {
			return nil, err
		}
	}
	w.Uint(uint64(len(c.conflicts)))
	for _, at := range c.conflicts {
		w.Uint(uint64(at))
	}
	return w.Bytes, nil
}

// packOdd appends what there is to tell of an odd figure.
func packOdd(w *pack.Writer, f *storedFigure) error {
	number, err := columnNumber(f.value)
	if err != nil {
		return err
	}
	var text *string
	if number != nil {
		s := number.String()
		text = &s
	}
	w.OptionalText(text)
	asValue := uint64(0)
	if f.asValue.Bool {
		asValue = 1
	}
	w.Uint(asValue)
	for _, s := range []sql.NullString{f.status, f.raw, f.unit, f.source} {
		w.OptionalText(ptr(s))
	}
	return nil
}

// unpackOdd is the inverse of packOdd.
func unpackOdd(r *pack.Reader) (f storedFigure) {
	if text := r.OptionalText(); text != nil {
		f.value = *text
	}
	f.asValue = sql.NullBool{Bool: r.Uint() == 1, Valid: true}
	for _, to := range []*sql.NullString{&f.status, &f.raw, &f.unit, &f.source} {
		if s := r.OptionalText(); s != nil {
			*to = sql.NullString{String: *s, Valid: true}
		}
	}
	return f
}
