package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gongkai/cmd/gongkai/queries"
	"gongkai/store"
)

// sqlCmd answers the user's own SQL, or a saved query.
type sqlCmd struct {
	listFlags
	Query string            `arg:"" optional:"" help:"One SELECT statement; see gongkai schema for the views."`
	List  bool              `help:"List the saved queries."`
	Name  string            `placeholder:"NAME" help:"Answer a saved query."`
	Param map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A parameter of the saved query; may be given several times."`
	Show  bool              `help:"Print the saved query instead of answering it."`
}

// Help adds to the generated help.
func (*sqlCmd) Help() string {
	return `The database is opened read-only: nothing that changes it is allowed. Programs
should rely on report_view, statistic_view, panel_view and agency_view only.

Saved queries are SQL for what is asked again and again, and examples to change:
gongkai sql --list, gongkai sql --name provinces-by-year --param scope=aggregate,
gongkai sql --name provinces-by-year --show.`
}

// Validate takes exactly one question.
func (c *sqlCmd) Validate() error {
	asked := 0
	for _, is := range []bool{strings.TrimSpace(c.Query) != "", c.List, c.Name != ""} {
		if is {
			asked++
		}
	}
	switch {
	case asked != 1:
		return errors.New("give a query, --list or --name")
	case c.Name == "" && (len(c.Param) > 0 || c.Show):
		return errors.New("--param and --show go with --name")
	}
	return nil
}

// Run prints the answer.
func (c *sqlCmd) Run(ctx context.Context, a *app) error {
	if c.List {
		return listQueries(a)
	}
	query, args := c.Query, []any(nil)
	if c.Name != "" {
		q, err := savedQuery(c.Name)
		if err != nil {
			return usageError{err}
		}
		if c.Show {
			return q.Write(a.out)
		}
		if args, err = q.Args(c.Param); err != nil {
			return usageError{err}
		}
		query = q.SQL
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return a.printQuery(ctx, db, query, args...)
}

// savedQuery finds a saved query by its name.
func savedQuery(name string) (*queries.Query, error) {
	all, err := queries.Load()
	if err != nil {
		return nil, err
	}
	if q := queries.Find(all, name); q != nil {
		return q, nil
	}
	return nil, fmt.Errorf("no saved query %s: gongkai sql --list", name)
}

// listQueries lists the saved queries with their parameters and defaults.
func listQueries(a *app) error {
	all, err := queries.Load()
	if err != nil {
		return err
	}
	cols := []string{"name", "params", "title"}
	if a.format != "table" {
		cols = append(cols, "about", "columns", "sql")
	}
	l, err := newList(a.out, a.format, cols...)
	if err != nil {
		return err
	}
	for _, q := range all {
		params := make([]string, len(q.Params))
		for i, p := range q.Params {
			params[i] = p.Name + "=" + p.Default
		}
		values := []any{q.Name, strings.Join(params, " "), q.Title}
		if a.format != "table" {
			values = append(values, q.About, strings.Join(q.Columns, ","), q.SQL)
		}
		if err := l.row(values...); err != nil {
			return err
		}
	}
	return l.close()
}

func (a *app) printQuery(ctx context.Context, db *store.Store, query string, args ...any) error {
	var l *list
	err := db.Query(ctx, query, func(cols []string) (err error) {
		l, err = newList(a.out, a.format, cols...)
		return err
	}, func(values []any) error { return l.row(values...) }, args...)
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	if err != nil && l == nil {
		return usageError{err} // refused before it answered anything
	}
	if err != nil || l == nil {
		return err
	}
	return l.close()
}
