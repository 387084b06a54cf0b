package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// latestVersion is the number of the last file in migrations. A released file
// is never edited; the next change is the next file.
const latestVersion = 4

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the database to latestVersion, each step in a transaction of
// its own: an interrupted upgrade leaves the last finished step.
func migrate(ctx context.Context, db *sql.DB) error {
	return migrateTo(ctx, db, migrations, latestVersion)
}

func migrateTo(ctx context.Context, db *sql.DB, files fs.FS, latest int) error {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return err
	}
	if len(names) != latest {
		return fmt.Errorf("migrations: %d files for version %d", len(names), latest)
	}
	for i, name := range names { // Glob sorts
		if err := step(ctx, db, files, name, i+1); err != nil {
			return fmt.Errorf("upgrade with %s: %w", name, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, files fs.FS, name string, version int) error {
	var have int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil || have >= version {
		return err
	}
	script, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a Commit this does nothing
	// Another process may have upgraded while this one waited for the lock.
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil || have >= version {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, version)); err != nil {
		return err
	}
	return tx.Commit()
}
