package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// SQLite's action codes that the driver's constants leave out.
const actionRecursive = 33

// harmlessPragmas describe the schema and change nothing.
var harmlessPragmas = []string{
	"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
	"foreign_key_list", "database_list", "function_list", "collation_list", "compile_options",
	"user_version", "application_id", "page_count", "page_size", "freelist_count", "encoding", "data_version",
}

// unshown are the columns that strangers do not get to see: archived pages, with
// the names and numbers that they print, and who judged figures.
var unshown = []string{"body.data", "exchange.request_headers", "exchange.response_headers", "verdict.judged_by", "verdict.note", "ruling.note"}

// longestShown bounds a value that a stranger's question makes, in bytes.
const longestShown = 4 << 20

// onlyReading makes a connection refuse, when a statement is prepared, all but
// questions: mode=ro alone would still let ATTACH create and fill other files.
func onlyReading(c *sqlite3.SQLiteConn) error { return authorize(c, nil) }

// onlyShown is onlyReading for strangers.
func onlyShown(c *sqlite3.SQLiteConn) error {
	c.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longestShown)
	return authorize(c, unshown)
}

func authorize(c *sqlite3.SQLiteConn, unshown []string) error {
	c.RegisterAuthorizer(func(action int, arg1, arg2, _ string) int {
		switch action {
		case sqlite3.SQLITE_SELECT, actionRecursive:
			return sqlite3.SQLITE_OK
		case sqlite3.SQLITE_READ:
			if slices.Contains(unshown, strings.ToLower(arg1+"."+arg2)) {
				return sqlite3.SQLITE_DENY
			}
			return sqlite3.SQLITE_OK
		case sqlite3.SQLITE_FUNCTION:
			if !strings.EqualFold(arg2, "load_extension") {
				return sqlite3.SQLITE_OK
			}
		case sqlite3.SQLITE_PRAGMA:
			schemaOnly := arg2 == "" || strings.Contains(arg1, "_list") || strings.Contains(arg1, "_info") || strings.Contains(arg1, "_xinfo")
			if schemaOnly && slices.Contains(harmlessPragmas, strings.ToLower(arg1)) {
				return sqlite3.SQLITE_OK
			}
		}
		return sqlite3.SQLITE_DENY
	})
	return nil
}

// Query answers the user's own SQL: head gets the column names once, row each
// row (nil, int64, float64, string or []byte; the slice is reused). An error of
// either ends the query. Statements that change anything, and several at once,
// fail with ErrRefused.
func (s *Store) Query(ctx context.Context, query string, head func([]string) error, row func([]any) error, args ...any) error {
	return ask(ctx, s.ask, query, head, row, args)
}

// QueryShown is Query for strangers: archived pages and who judged what are
// refused, and values are of bounded length.
func (s *Store) QueryShown(ctx context.Context, query string, head func([]string) error, row func([]any) error, args ...any) error {
	return ask(ctx, s.shown, query, head, row, args)
}

func ask(ctx context.Context, pool pool, query string, head func([]string) error, row func([]any) error, args []any) error {
	if !isOneStatement(query) {
		return fmt.Errorf("%w, one at a time", ErrRefused) // the driver would run them all and answer the last
	}
	rows, err := pool.QueryContext(ctx, query, args...)
	if err != nil {
		return refused(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return refused(err)
	}
	if err := head(names); err != nil {
		return err
	}
	values, targets := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("query: %w", err)
		}
		if err := row(values); err != nil {
			return err
		}
	}
	return refused(rows.Err())
}

func refused(err error) error {
	var se sqlite3.Error
	if errors.As(err, &se) && (se.Code == sqlite3.ErrAuth || se.Code == sqlite3.ErrReadonly) {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	return nil
}
