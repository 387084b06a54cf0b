package main

import (
	"context"
	"errors"
	"strings"

	"gongkai/store"
)

// sqlCmd answers the user's own SQL.
type sqlCmd struct {
	listFlags
	Query string `arg:"" help:"One SELECT statement; see gongkai schema for the views."`
}

// Help adds to the generated help.
func (*sqlCmd) Help() string {
	return `The database is opened read-only: nothing that changes it is allowed. Programs
should rely on report_view, statistic_view and panel_view only.`
}

// Run prints the answer.
func (c *sqlCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if strings.TrimSpace(c.Query) == "" {
		return usageError{errors.New("no query")}
	}
	return a.printQuery(ctx, db, c.Query)
}

func (a *app) printQuery(ctx context.Context, db *store.Store, query string) error {
	var l *list
	err := db.Query(ctx, query, func(cols []string) (err error) {
		l, err = newList(a.out, a.format, cols...)
		return err
	}, func(values []any) error { return l.row(values...) })
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
