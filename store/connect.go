package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"
)

// applicationID marks our files in their header ("gkai"); 0001_init.sql sets it.
const applicationID = 0x676b6169

// connector opens connections of one pool. It stands in for a registered
// driver name, which would be global.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

func openPool(dsn string, hook func(*sqlite3.SQLiteConn) error, size int) *sql.DB {
	db := sql.OpenDB(connector{dsn, &sqlite3.SQLiteDriver{ConnectHook: hook}})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// walPages is how long the write-ahead log grows before it is copied into the
// database, in pages of 4 KiB: long enough that a page written again and again,
// as those at the end of a table are, is copied once, and that the disk is waited
// for seldom.
const walPages = 4096

// checkpointing sets walPages, which no parameter of dsn does.
func checkpointing(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(fmt.Sprintf(`PRAGMA wal_autocheckpoint = %d`, walPages), nil)
	return err
}

// A hint unlikely(column = ?) or a cast of the value in the statements of every page
// has a reason of its own: where they join tables or sort, SQLite makes the plan anew
// each time that a value is bound which it might depend on, and on those it may not.

// dsn carries every other pragma, so that each connection of a pool has them. A
// commit of WAL with synchronous=NORMAL survives a killed process; a power cut
// may lose the last commits but never half of one.
func dsn(path, mode string, busy time.Duration) string {
	q := fmt.Sprintf("?mode=%s&_mutex=no&_foreign_keys=1&_busy_timeout=%d&_stmt_cache_size=256", mode, busy.Milliseconds())
	if mode == "rwc" {
		// What is removed is overwritten: rare, hence cheap, and not to be had later.
		q += "&_secure_delete=1&_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate&_cache_size=-32000"
	}
	return fileURI(path) + q
}

func fileURI(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}

// probe tells the schema version of the file at path without changing it: 0
// for a file that holds nothing yet.
func probe(ctx context.Context, path, mode string) (version int, err error) {
	if err := sniff(path); err != nil {
		return 0, err
	}
	db := openPool(fileURI(path)+"?_busy_timeout=10000&mode="+mode, nil, 1)
	defer db.Close()
	var app, objects int
	err = db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).
		Scan(&app, &version, &objects)
	var se sqlite3.Error
	switch {
	case errors.As(err, &se) && se.Code == sqlite3.ErrNotADB:
		return 0, ErrNotOurs
	case err != nil:
		return 0, err
	case app == applicationID:
		return version, nil
	case app == 0 && version == 0 && objects == 0:
		return 0, nil
	}
	return 0, ErrNotOurs
}

// sniff refuses what is no SQLite file before SQLite itself touches it.
func sniff(path string) error {
	st, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return ErrMissing
		}
		return err
	}
	if !st.Mode().IsRegular() {
		return fmt.Errorf("%w: not a regular file", ErrNotOurs)
	}
	if st.Size() == 0 {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != magic {
		return fmt.Errorf("%w: not a SQLite file", ErrNotOurs)
	}
	return nil
}

func checkVersion(v int) error {
	if v > latestVersion {
		return fmt.Errorf("%w (schema %d, this program knows %d)", ErrNewer, v, latestVersion)
	}
	return nil
}

func isMissing(err error) bool { return errors.Is(err, ErrMissing) }

func isCantOpen(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrCantOpen || se.Code == sqlite3.ErrReadonly)
}

// noWAL tells that no committed page waits in a write-ahead log.
func noWAL(path string) bool {
	st, err := os.Stat(path + "-wal")
	return err != nil || st.Size() == 0
}
