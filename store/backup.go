package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-sqlite3"
)

// backupStep is how many database pages are copied between two looks at the
// context.
const backupStep = 1024

// Backup copies the database at path to the file dest as it is at one moment,
// also while a crawl writes it, and checks the copy. Databases of older
// versions are copied as they are. The copy appears under its name only when
// it is whole; dest must not be there (ErrExists). step, which may be nil, is
// told how many pages are done and how many there are. It returns the bytes of
// the copy.
func Backup(ctx context.Context, path, dest string, step func(done, all int)) (size int64, err error) {
	if _, err := os.Lstat(dest); err == nil {
		return 0, fmt.Errorf("backup to %s: %w", dest, ErrExists)
	}
	version, err := probe(ctx, path, "ro")
	if err == nil {
		err = checkVersion(version)
	}
	if err != nil {
		return 0, fmt.Errorf("backup of %s: %w", path, err)
	}
	part := dest + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, os.ErrExist) {
		return 0, fmt.Errorf("backup to %s: %w: another backup writes it, or was killed: remove it then", part, ErrExists)
	}
	if err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	defer os.Remove(part) // after the link only the second name goes
	if err := f.Close(); err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	if err := copyDatabase(ctx, path, part, step); err != nil {
		return 0, fmt.Errorf("backup to %s: %w", dest, explain(err))
	}
	if err := checkIntegrity(ctx, part); err != nil {
		return 0, fmt.Errorf("backup to %s: %w", dest, err)
	}
	st, err := os.Stat(part)
	if err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	return st.Size(), publish(part, dest)
}

// publish gives a finished file its name, and never takes it from another.
func publish(part, dest string) error {
	err := os.Link(part, dest)
	if err == nil {
		return nil
	}
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("backup to %s: %w", dest, ErrExists)
	}
	if _, statErr := os.Lstat(dest); statErr == nil {
		return fmt.Errorf("backup to %s: %w", dest, ErrExists)
	}
	if err := os.Rename(part, dest); err != nil { // a file system without links
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

func copyDatabase(ctx context.Context, path, dest string, step func(done, all int)) (err error) {
	from := openPool(dsn(path, "ro", Options{}.busyTimeout())+"&_query_only=1", nil, 1)
	defer from.Close()
	to := openPool(fileURI(dest)+"?mode=rw", nil, 1)
	defer func() { err = cmpErr(err, to.Close()) }()
	// The open transaction holds one moment of the database, so that a writer
	// does not make the copy begin again and again.
	tx, err := from.Conn(ctx)
	if err != nil {
		return err
	}
	defer tx.Close()
	if _, err := tx.ExecContext(ctx, `BEGIN`); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(new(int)); err != nil {
		return err
	}
	into, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer into.Close()
	return withRaw(tx, func(src *sqlite3.SQLiteConn) error {
		return withRaw(into, func(dst *sqlite3.SQLiteConn) error { return copyPages(ctx, dst, src, step) })
	})
}

func copyPages(ctx context.Context, dst, src *sqlite3.SQLiteConn, step func(done, all int)) (err error) {
	b, err := dst.Backup("main", src, "main")
	if err != nil {
		return err
	}
	defer func() { err = cmpErr(err, b.Finish()) }()
	for {
		done, err := b.Step(backupStep)
		if err != nil || done {
			return err
		}
		if step != nil {
			step(b.PageCount()-b.Remaining(), b.PageCount())
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func withRaw(c *sql.Conn, do func(*sqlite3.SQLiteConn) error) error {
	return c.Raw(func(raw any) error {
		conn, ok := raw.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("connection of type %T", raw)
		}
		return do(conn)
	})
}

// checkIntegrity reads a finished database that nobody else has open.
func checkIntegrity(ctx context.Context, path string) error {
	db := openPool(fileURI(path)+"?mode=ro&immutable=1", nil, 1)
	defer db.Close()
	var answer string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&answer); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if answer != "ok" {
		return fmt.Errorf("check the copy: %w: %s", ErrCorrupt, answer)
	}
	return nil
}
