package main

import (
	"context"
	"errors"
	"fmt"

	"gongkai/store"
)

// backupCmd copies the database.
type backupCmd struct {
	File string `arg:"" type:"path" help:"The copy; it must not be there."`
}

// Help adds to the generated help.
func (*backupCmd) Help() string {
	return `Copies the database as it is at one moment, also while a crawl writes it, and checks
the copy. Copying the file by other means while it is written gives a broken copy.`
}

// Run copies.
func (c *backupCmd) Run(ctx context.Context, a *app) error {
	bar := a.progress(-1, "copying")
	defer bar.close()
	n, err := store.Backup(ctx, a.db, c.File, func(done, all int) {
		bar.describe(fmt.Sprintf("copying %d of %d", done, all))
		bar.add(1)
	})
	if errors.Is(err, store.ErrExists) {
		return usageError{err}
	}
	if err != nil {
		return databaseError(err)
	}
	_, err = fmt.Fprintf(a.out, "%s: %s, checked\n", c.File, size(n))
	return err
}
