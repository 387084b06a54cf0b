package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// What a database knows and its pages do not tell: rulings, verdicts, tombstones,
// labels, and what crawls saw of addresses. An archive carries it beside the
// pages, so that another machine gives the same answers from it. Rows name other
// rows by what these are called, never by number.

// CarriedRows are rows of one table. Values are nil, text or numbers.
type CarriedRows struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

// carried is a table that is carried: all of its columns but drop.
type carried struct {
	table string
	// key tells its rows apart.
	key []string
	// drop are columns that mean something in one file only, or follow from the pages.
	drop []string
	refs []carriedRef
	// where selects rows, all if empty.
	where string
	// from is a query that is read in place of the table.
	from string
}

// carriedRef is a column that names a row of another table.
type carriedRef struct{ column, table, name string }

// carriedTables are all tables that are carried, those that are named before those that
// name them.
func carriedTables() []carried {
	site := carriedRef{"site", "site", "name"}
	run := carriedRef{"run", "run", "started_at"}
	return []carried{
		{table: "tombstone", key: []string{"kind", "what"}, drop: []string{"id"}},
		{table: "ruling", key: []string{"what", "agency"}},
		{table: "former_id", key: []string{"public_id"}, from: formerIDs},
		{table: "verdict", key: []string{"report_id", "page_digest", "extractor", "judged_by"}, drop: []string{"id"}},
		{table: "site", key: []string{"name"}, drop: []string{"id", "region", "region_evidence"}},
		{table: "site_label", key: []string{"site"}, refs: []carriedRef{site}},
		{table: "run", key: []string{"started_at"}, drop: []string{"id"}, where: `c.state <> 'running'`},
		{table: "run_site", key: []string{"run", "site"}, refs: []carriedRef{run, site}, where: `c.run IN (SELECT id FROM run WHERE state <> 'running')`},
		{table: "drift", key: []string{"run", "site", "what"}, refs: []carriedRef{run, site}, where: `c.run IN (SELECT id FROM run WHERE state <> 'running')`},
		{table: "baseline", key: []string{"site"}, refs: []carriedRef{site}},
		{table: "address", key: []string{"url"}, drop: []string{"id", "body", "asked_in"}, refs: []carriedRef{site}},
		{table: "listed", key: []string{"page", "address"}, refs: []carriedRef{{"page", "address", "url"}, {"address", "address", "url"}}},
	}
}

// formerIDs are the ids that lead to others, here or where an archive came from.
const formerIDs = `(SELECT public_id, leads_to FROM former_id f
	  WHERE NOT EXISTS (SELECT 1 FROM identity WHERE public_id = f.public_id) AND NOT EXISTS (SELECT 1 FROM report WHERE public_id = f.public_id)
	UNION SELECT i.public_id, n.public_id FROM identity i JOIN identity n ON n.id = i.moved_to
	UNION SELECT r.public_id, n.public_id FROM report r JOIN report n ON n.id = r.moved_to)`

// carriedAtOnce bounds the rows of one CarriedRows.
const carriedAtOnce = 500

// EachCarried hands over what the database knows beside its pages, table by
// table, the rows by their keys, all of one moment.
func (s *Store) EachCarried(ctx context.Context, do func(*CarriedRows) error) error {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("read what is carried: %w", err)
	}
	defer tx.Rollback() // it only reads
	for _, c := range carriedTables() {
		if err := c.each(ctx, tx, do); err != nil {
			return wrap(err, c.table)
		}
	}
	return nil
}

func (c carried) each(ctx context.Context, tx *sql.Tx, do func(*CarriedRows) error) error {
	cols, err := c.columns(ctx, tx)
	if err != nil {
		return err
	}
	list, order, joins := make([]string, len(cols)), make([]string, len(c.key)), ""
	for i, name := range cols {
		list[i] = "c." + name
		if k := slices.IndexFunc(c.refs, func(r carriedRef) bool { return r.column == name }); k >= 0 {
			list[i] = fmt.Sprintf("r%d.%s", k, c.refs[k].name)
		}
	}
	for i, r := range c.refs {
		joins += fmt.Sprintf(" JOIN %s r%d ON r%d.id = c.%s", r.table, i, i, r.column)
	}
	for i, name := range c.key {
		order[i] = fmt.Sprint(slices.Index(cols, name) + 1)
	}
	query := "SELECT " + strings.Join(list, ", ") + " FROM " + cmp.Or(c.from, c.table) + " c" + joins
	if c.where != "" {
		query += " WHERE " + c.where
	}
	batch := &CarriedRows{Table: c.table, Columns: cols}
	flush := func() error {
		if len(batch.Rows) == 0 {
			return nil
		}
		defer func() { batch.Rows = nil }()
		return do(batch)
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		values, targets := make([]any, len(cols)), make([]any, len(cols))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if batch.Rows = append(batch.Rows, values); len(batch.Rows) < carriedAtOnce {
			return nil
		}
		return flush()
	}, query+" ORDER BY "+strings.Join(order, ", "))
	if err != nil {
		return err
	}
	return flush()
}

// columns are the columns that are carried, by name.
func (c carried) columns(ctx context.Context, q queryer) ([]string, error) {
	var cols []string
	err := each(ctx, q, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		if !slices.Contains(c.drop, name) {
			cols = append(cols, name)
		}
		return err
	}, `SELECT name FROM pragma_table_info(?) ORDER BY name`, c.table)
	return cols, err
}

// IsEmpty tells whether a database knows no site yet, nor anything by hand.
func (s *Store) IsEmpty(ctx context.Context) (bool, error) {
	var is bool
	err := s.read.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM site) AND NOT EXISTS (SELECT 1 FROM ruling)
		AND NOT EXISTS (SELECT 1 FROM verdict) AND NOT EXISTS (SELECT 1 FROM tombstone)`).Scan(&is)
	return is, wrap(err, "site")
}

// Carry takes rows that another database carried. Those that are there already
// stay as they are. It fails with ErrInvalid for tables and columns that are
// not carried; of what an older program carried, columns may be missing.
func (s *Store) Carry(ctx context.Context, in *CarriedRows) error {
	i := slices.IndexFunc(carriedTables(), func(c carried) bool { return c.table == in.Table })
	if i < 0 {
		return fmt.Errorf("%w: table %q is not carried", ErrInvalid, in.Table)
	}
	c := carriedTables()[i]
	err := s.tx(ctx, func(tx *transaction) error {
		known, err := c.columns(ctx, tx)
		if err != nil {
			return err
		}
		for _, name := range in.Columns {
			if !slices.Contains(known, name) {
				return fmt.Errorf("%w: column %q is not carried", ErrInvalid, name)
			}
		}
		for _, name := range c.key {
			if !slices.Contains(in.Columns, name) {
				return fmt.Errorf("%w: column %q is missing", ErrInvalid, name)
			}
		}
		insert := c.insert(in.Columns)
		for _, row := range in.Rows {
			if len(row) != len(in.Columns) {
				return fmt.Errorf("%w: %d values for %d columns", ErrInvalid, len(row), len(in.Columns))
			}
			args := make([]any, len(row))
			for k, v := range row {
				if args[k], err = carriedValue(v); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, insert, args...); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, c.table)
}

// insert is the statement that takes a row, unless its key is there.
func (c carried) insert(cols []string) string {
	values := make([]string, len(cols))
	for i, name := range cols {
		values[i] = fmt.Sprintf("?%d", i+1)
		if k := slices.IndexFunc(c.refs, func(r carriedRef) bool { return r.column == name }); k >= 0 {
			values[i] = fmt.Sprintf("(SELECT id FROM %s WHERE %s = ?%d ORDER BY id LIMIT 1)", c.refs[k].table, c.refs[k].name, i+1)
		}
	}
	conds := make([]string, len(c.key))
	for i, name := range c.key {
		conds[i] = name + " = " + values[slices.Index(cols, name)]
	}
	return "INSERT INTO " + c.table + " (" + strings.Join(cols, ", ") + ") SELECT " + strings.Join(values, ", ") +
		" WHERE NOT EXISTS (SELECT 1 FROM " + c.table + " WHERE " + strings.Join(conds, " AND ") + ")"
}

// carriedValue is a value as JSON gives it, as a column takes it.
func carriedValue(v any) (any, error) {
	n, ok := v.(json.Number)
	if !ok {
		switch v.(type) {
		case nil, string, int64, float64:
			return v, nil
		}
		return nil, fmt.Errorf("%w: a value of type %T is not carried", ErrInvalid, v)
	}
	if i, err := n.Int64(); err == nil {
		return i, nil
	}
	return n.Float64()
}
