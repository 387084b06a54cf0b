package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"

	"gongkai/extract"
)

// A figure costs one narrow row in statistic. What can be told from it is not
// stored: a number was read and printed as it is written, no number is a blank
// printed as most blanks of its report are, and the unit is the usual one of
// its key. A figure that is otherwise has a row in statistic_note as well.

type figure struct {
	key   *key
	value any
	stat  *extract.Statistic
}

// figuresOf finds the keys of the figures of a report and returns them by key, and
// their order where that is another.
func (s *Store) figuresOf(ctx context.Context, tx *transaction, format string, stats []extract.Statistic) (figures []figure, order []byte, err error) {
	known, err := s.writerKeys(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	figures = make([]figure, len(stats))
	var k *key
	for i := range stats {
		st := &stats[i]
		k = known.after(k, codes{format, st.Section, st.Row, st.Col})
		if k == nil {
			info := KeyInfo{Format: format, Section: st.Section, Row: st.Row, Col: st.Col}
			if k, err = s.addKey(ctx, tx, info, st.Unit, st.UnitSource); err != nil {
				return nil, nil, err
			}
		}
		figures[i] = figure{k, numberPtrColumn(st.Value), st}
	}
	byKey := func(a, b figure) int { return cmp.Compare(a.key.id, b.key.id) }
	if !slices.IsSortedFunc(figures, byKey) {
		for _, f := range figures {
			order = binary.AppendUvarint(order, uint64(f.key.id))
		}
		slices.SortFunc(figures, byKey)
	}
	for i := 1; i < len(figures); i++ {
		if a := figures[i].stat; figures[i].key == figures[i-1].key {
			return nil, nil, fmt.Errorf("%w: figure %s/%s/%s stands twice in one report", ErrInvalid, a.Section, a.Row, a.Col)
		}
	}
	return figures, order, nil
}

// saveFigures stores the figures of a new content, whose blanks are usually
// printed like blank.
func saveFigures(ctx context.Context, tx *transaction, content int64, figures []figure, blank *string) error {
	rows := make([]any, 0, 2*len(figures))
	var notes []any
	for _, f := range figures {
		rows = append(rows, f.key.column, f.value)
		st := f.stat
		asValue := st.Value != nil && st.Raw != nil && printsItself(*st.Value, *st.Raw)
		usual := st.Status == extract.StatusRead && asValue ||
			st.Status == extract.StatusBlank && st.Value == nil && equal(st.Raw, blank)
		if usual && equal(st.Unit, f.key.unit) && st.UnitSource == f.key.source {
			continue
		}
		raw := st.Raw
		if asValue {
			raw = nil
		}
		notes = append(notes, f.key.column, st.Status, asValue, raw, st.Unit, st.UnitSource)
	}
	if err := insertOwned(ctx, tx, `statistic (content, key, value)`, content, rows); err != nil {
		return err
	}
	return insertOwned(ctx, tx, `statistic_note (content, key, status, as_value, raw, unit, unit_source)`, content, notes)
}

// usualBlank is the most frequent print of the blanks of a report, the first
// of them where two are.
func usualBlank(stats []extract.Statistic) *string {
	count := map[string]int{}
	none := 0
	for i := range stats {
		if st := &stats[i]; st.Status == extract.StatusBlank && st.Value == nil {
			if st.Raw == nil {
				none++
			} else {
				count[*st.Raw]++
			}
		}
	}
	var best *string
	most := none
	for i := range stats {
		if st := &stats[i]; st.Status == extract.StatusBlank && st.Raw != nil && count[*st.Raw] > most {
			best, most = st.Raw, count[*st.Raw]
		}
	}
	return best
}

// storedFigure is what the two tables of figures hold of one.
type storedFigure struct {
	key                       int64
	value                     any
	asValue                   sql.NullBool
	raw, unit, source, status sql.NullString
}

// figureColumns are its columns of statistic s and its note n.
const figureColumns = `s.key, s.value, n.as_value, n.raw, n.unit, n.unit_source, n.status`

// targets are what figureColumns are scanned into.
func (f *storedFigure) targets() []any {
	return []any{&f.key, &f.value, &f.asValue, &f.raw, &f.unit, &f.source, &f.status}
}

// figure gives the figure back; blank is the print that its content has for
// blank figures without a note.
func (f *storedFigure) figure(k *key, blank *string) (Figure, error) {
	out := Figure{Status: extract.StatusBlank, Raw: blank, Unit: k.unit, UnitSource: k.source}
	var err error
	if out.Value, err = columnNumber(f.value); err != nil {
		return out, err
	}
	if out.Value != nil {
		out.Status, out.Raw, out.asValue = extract.StatusRead, nil, true
	}
	if f.status.Valid {
		out.Status, out.Unit, out.UnitSource = extract.Status(f.status.String), ptr(f.unit), extract.UnitSource(f.source.String)
		if !f.asValue.Bool {
			out.Raw, out.asValue = ptr(f.raw), false
		}
	}
	return out, nil
}

// statistic is figure with its names and its print.
func (f *storedFigure) statistic(k *key, blank *string) (extract.Statistic, error) {
	v, err := f.figure(k, blank)
	return extract.Statistic{Section: k.Section, Row: k.Row, Col: k.Col,
		Value: v.Value, Raw: v.Print(), Unit: v.Unit, UnitSource: v.UnitSource, Status: v.Status}, err
}

// loadStatistics returns the figures of a content in the order of their keys,
// with the keys.
func (s *Store) loadStatistics(ctx context.Context, content int64, blank *string) ([]extract.Statistic, []*key, error) {
	var stored []storedFigure
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var f storedFigure
		err := rows.Scan(f.targets()...)
		stored = append(stored, f)
		return err
	}, `SELECT `+figureColumns+` FROM statistic s LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
		WHERE unlikely(s.content = ?) ORDER BY s.key`, content)
	if err != nil {
		return nil, nil, wrap(err, "statistic")
	}
	stats, keys := make([]extract.Statistic, len(stored)), make([]*key, len(stored))
	for i := range stored {
		if keys[i], err = s.readerKey(ctx, stored[i].key); err != nil {
			return nil, nil, err
		}
		if stats[i], err = stored[i].statistic(keys[i], blank); err != nil {
			return nil, nil, err
		}
	}
	return stats, keys, nil
}

// reorder puts figures back into the order in which the report had them.
func reorder(stats []extract.Statistic, keys []*key, order []byte) ([]extract.Statistic, error) {
	if len(order) == 0 {
		return stats, nil
	}
	at := make(map[uint64]int, len(keys))
	for i, k := range keys {
		at[uint64(k.id)] = i
	}
	out := make([]extract.Statistic, 0, len(stats))
	for len(order) > 0 {
		id, n := binary.Uvarint(order)
		i, ok := at[id]
		if n <= 0 || !ok {
			return nil, fmt.Errorf("%w: order of figures", ErrCorrupt)
		}
		out, order = append(out, stats[i]), order[n:]
	}
	return out, nil
}

func equal(a, b *string) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func ptr(s sql.NullString) *string {
	if !s.Valid {
		return nil
	}
	return &s.String
}
