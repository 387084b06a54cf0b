package main

import (
	"context"

	"gongkai/store"
)

// schemaCmd explains the database.
type schemaCmd struct {
	listFlags
	All bool `help:"Tables inside too, which may change with any release."`
}

// Run lists every column with its meaning.
func (c *schemaCmd) Run(_ context.Context, a *app) error {
	l, err := newList(a.out, a.format, "name", "kind", "column", "meaning")
	if err != nil {
		return err
	}
	for _, t := range store.Schema() {
		if !t.Public && !c.All {
			continue
		}
		kind := "table"
		if t.View {
			kind = "view"
		}
		if err := l.row(t.Name, kind, "", t.Meaning); err != nil {
			return err
		}
		for _, col := range t.Columns {
			if err := l.row(t.Name, kind, col.Name, col.Meaning); err != nil {
				return err
			}
		}
	}
	return l.close()
}
