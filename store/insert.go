package store

import (
	"context"
	"strconv"
	"strings"
)

// mostRows bounds the rows of a statement, and evenRows are what those of a large
// one are a multiple of.
const (
	mostRows = 256
	evenRows = 16
)

// insertOwned writes rows that begin with their owner: a content, a reading. The
// other values of all rows stand in one list. Statements have 256, 240, … 16, 15, … 1
// rows, so that most reports take two of a kind and few kinds are ever prepared, and
// stay so.
func insertOwned(ctx context.Context, tx *transaction, into string, owner int64, values []any) error {
	width := strings.Count(into, ",")
	args := tx.store.args
	defer func() { clear(args[:cap(args)]); tx.store.args = args[:0] }()
	for len(values) > 0 {
		rows := min(len(values)/width, mostRows)
		if rows > evenRows {
			rows -= rows % evenRows
		}
		args = append(append(args[:0], owner), values[:rows*width]...)
		if _, err := tx.ExecContext(ctx, tx.store.ownedSQL(into, width, rows), args...); err != nil {
			table, _, _ := strings.Cut(into, " ")
			return wrap(err, table)
		}
		values = values[rows*width:]
	}
	return nil
}

// owned is a statement of insertOwned.
type owned struct {
	into string
	rows int
}

// ownedSQL is its text, written once.
func (s *Store) ownedSQL(into string, width, rows int) string {
	text, known := s.owned[owned{into, rows}]
	if !known {
		text = ownedText(into, width, rows)
		s.owned[owned{into, rows}] = text
	}
	return text
}

func ownedText(into string, width, rows int) string {
	sql := []byte("INSERT INTO " + into + " VALUES ")
	for i := range rows * width {
		switch {
		case i == 0:
			sql = append(sql, "(?1"...)
		case i%width == 0:
			sql = append(sql, "),(?1"...)
		}
		sql = strconv.AppendInt(append(sql, ",?"...), int64(i+2), 10)
	}
	return string(append(sql, ')'))
}
