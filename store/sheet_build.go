package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gongkai/store/pack"
)

// PackSheets packs the sheets of the years in which something changed. It
// reads beside a crawl; a year that changes meanwhile stays stale.
func (s *Store) PackSheets(ctx context.Context) error {
	if s.write == nil {
		return ErrReadOnly
	}
	years, err := columnOf[int](ctx, s.read, `SELECT year FROM sheet WHERE packed IS NOT changes ORDER BY year`)
	if err != nil {
		return wrap(err, "sheet")
	}
	for _, year := range years {
		b := &sheetBuilder{store: s, year: year, columns: map[int64]*column{}}
		if err := b.read(ctx); err != nil {
			return fmt.Errorf("sheet of %d: %w", year, err)
		}
		if err := s.tx(ctx, func(tx *transaction) error { return b.write(ctx, tx) }); err != nil {
			return fmt.Errorf("sheet of %d: %w", year, err)
		}
	}
	return nil
}

// sheetBuilder makes the sheet of a year.
type sheetBuilder struct {
	store   *Store
	year    int
	changes int64 // when it was read
	n       int   // rows
	rows    []byte
	columns map[int64]*column
}

// read makes the sheet from one state of the database.
func (b *sheetBuilder) read(ctx context.Context) error {
	tx, err := b.store.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, `SELECT changes FROM sheet WHERE year = ?`, b.year).Scan(&b.changes); err != nil {
		return wrap(err, "sheet")
	}
	type place struct{ panel, content int64 }
	var places []place
	var rows pack.Writer
	var t texts
	err = each(ctx, tx, func(r *sql.Rows) error {
		var p place
		var row PanelRow
		var blank *string
		err := r.Scan(append(append([]any{&p.panel}, row.targets()...), &p.content, &blank)...)
		places = append(places, p)
		packRow(&rows, &t, &row, blank)
		return err
	}, `SELECT p.id, `+panelColumns+`, c.id, c.blank`+panelJoins+` WHERE p.year = ? ORDER BY i.public_id, p.scope`, b.year)
	if err != nil {
		return wrap(err, "panel")
	}
	var head pack.Writer
	head.Uint(uint64(len(t.all)))
	for _, text := range t.all {
		head.Text(text)
	}
	head.Uint(uint64(len(places)))
	b.n, b.rows = len(places), append(head.Bytes, rows.Bytes...)
	for at, p := range places {
		if err := b.row(ctx, tx, at, p.content); err != nil {
			return wrap(err, "statistic")
		}
	}
	at := map[int64]int{}
	for i, p := range places {
		at[p.panel] = i
	}
	err = each(ctx, tx, func(r *sql.Rows) error {
		var panel, key int64
		err := r.Scan(&panel, &key)
		if c := b.columns[key]; c != nil {
			c.conflicts = append(c.conflicts, at[panel])
		}
		return err
	}, `SELECT x.panel, x.key FROM panel_conflict x JOIN panel p ON p.id = x.panel WHERE p.year = ? ORDER BY 1, 2`, b.year)
	return wrap(err, "panel_conflict")
}

// The figures of a content: those that more is to be told of than a whole number
// or nothing, and all others as two lists, since a row costs more than its figure.
const (
	wholeOrNone = `(value IS NULL OR typeof(value) = 'integer')`
	oddFigures  = `SELECT ` + figureColumns + ` FROM statistic s LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
		WHERE unlikely(s.content = ?1) AND s.key IN (SELECT key FROM statistic_note WHERE content = ?1
		  UNION ALL SELECT key FROM statistic WHERE content = ?1 AND NOT ` + wholeOrNone + `)`
	plainFigures = `SELECT group_concat(key), group_concat(coalesce(value, '')) FROM statistic WHERE content = ? AND ` + wholeOrNone
)

// row adds the figures of a row to their columns.
func (b *sheetBuilder) row(ctx context.Context, tx *sql.Tx, at int, content int64) error {
	odd := map[int64]bool{}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var f storedFigure
		err := rows.Scan(f.targets()...)
		f.value = unshared(f.value)
		odd[f.key] = true
		b.put(at, &f)
		return err
	}, oddFigures, content)
	if err != nil {
		return err
	}
	var keys, values sql.NullString
	if err := tx.QueryRowContext(ctx, plainFigures, content).Scan(&keys, &values); err != nil || !keys.Valid {
		return err
	}
	rest := values.String
	for key := range strings.SplitSeq(keys.String, ",") {
		var value string
		value, rest, _ = strings.Cut(rest, ",")
		f, err := plainFigure(key, value)
		if err != nil {
			return err
		}
		if !odd[f.key] {
			b.put(at, &f)
		}
	}
	return nil
}

// plainFigure is one of plainFigures.
func plainFigure(key, value string) (f storedFigure, err error) {
	if f.key, err = strconv.ParseInt(key, 10, 64); err == nil && value != "" {
		f.value, err = strconv.ParseInt(value, 10, 64)
	}
	return f, err
}

// put adds a figure to its column.
func (b *sheetBuilder) put(at int, f *storedFigure) {
	c := b.columns[f.key]
	if c == nil {
		c = &column{}
		b.columns[f.key] = c
	}
	c.put(at, f)
}

// unshared copies bytes that the driver will use again.
func unshared(v any) any {
	if b, ok := v.([]byte); ok {
		return bytes.Clone(b)
	}
	return v
}

// write stores the sheet unless its year changed meanwhile.
func (b *sheetBuilder) write(ctx context.Context, tx *transaction) error {
	r, err := tx.ExecContext(ctx, `UPDATE sheet SET packed = changes, rows = ? WHERE year = ? AND changes = ?`,
		b.store.packed(b.rows), b.year, b.changes)
	if err != nil {
		return wrap(err, "sheet")
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM sheet_column WHERE year = ?`, b.year); err != nil {
		return wrap(err, "sheet_column")
	}
	for _, key := range slices.Sorted(maps.Keys(b.columns)) {
		data, err := b.columns[key].bytes(b.n)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO sheet_column (year, key, data) VALUES (?, ?, ?)`, b.year, key, b.store.packed(data)); err != nil {
			return wrap(err, "sheet_column")
		}
	}
	return nil
}
