package store

import (
	"context"
	"strconv"
	"strings"
)

// mostRows bounds the rows of a statement.
const mostRows = 128

// insertOwned writes rows that begin with their owner: a content, a reading. The
// other values of all rows stand in one list. Statements have 128, 64, … 1 rows, so
// that only eight of each kind are ever prepared, and stay so.
func insertOwned(ctx context.Context, tx *transaction, into string, owner int64, values []any) error {
	width := strings.Count(into, ",")
	args := make([]any, 0, 1+min(len(values), mostRows*width))
	for size := mostRows; len(values) > 0; {
		for size*width > len(values) {
			size /= 2
		}
		args = append(append(args[:0], owner), values[:size*width]...)
		if _, err := tx.ExecContext(ctx, tx.store.ownedSQL(into, width, size), args...); err != nil {
			table, _, _ := strings.Cut(into, " ")
			return wrap(err, table)
		}
		values = values[size*width:]
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
