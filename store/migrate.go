package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// latestVersion is the number of the last file in migrations. A released file
// is never edited; the next change is the next file. Numbers may be left out.
const latestVersion = 15

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
	last := 0
	for _, name := range names { // Glob sorts
		version, err := versionOf(name)
		if err != nil {
			return err
		}
		if version != last+1 {
			return fmt.Errorf("migrations: %s follows number %d", name, last)
		}
		if err := step(ctx, db, files, name, version); err != nil {
			return fmt.Errorf("upgrade with %s: %w", name, err)
		}
		last = version
	}
	if last != latest {
		return fmt.Errorf("migrations: the last is %d, not %d", last, latest)
	}
	return nil
}

// versionOf is the number that a migration's name begins with.
func versionOf(name string) (int, error) {
	number, _, _ := strings.Cut(path.Base(name), "_")
	version, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("migration %s has no number: %w", name, err)
	}
	return version, nil
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
