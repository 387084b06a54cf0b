package store

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrNotOurs is returned for a file that another program wrote.
	ErrNotOurs = errors.New("not a gongkai database")
	// ErrNewer is returned for a database that a newer gongkai has upgraded.
	ErrNewer = errors.New("database is from a newer gongkai")
	// ErrOlder is returned by OpenReadOnly for a database that Open would upgrade first.
	ErrOlder = errors.New("database is from an older gongkai and needs an upgrade")
	// ErrMissing is returned where the database file does not exist.
	ErrMissing = errors.New("no such database")
	// ErrNotFound is returned where the thing asked for is not stored.
	ErrNotFound = errors.New("not found")
	// ErrLocked is returned by Begin while another run holds the crawl lock.
	ErrLocked = errors.New("another run holds the crawl lock")
	// ErrReadOnly is returned for a change asked of a store opened read-only.
	ErrReadOnly = errors.New("database is opened read-only")
	// ErrCorrupt is returned where stored bytes do not match their digest.
	ErrCorrupt = errors.New("stored data is damaged")
	// ErrInvalid is returned for input that cannot be stored as it is.
	ErrInvalid = errors.New("cannot be stored")
	// ErrEmptied is returned for a body whose bytes were removed from the archive.
	ErrEmptied = errors.New("its bytes were removed from the archive")
	// ErrForgotten is returned for what has a tombstone and is not stored again.
	ErrForgotten = errors.New("forgotten on request")
	// ErrFull is returned where the disk has no room for a change; nothing of it is stored.
	ErrFull = errors.New("no room on the disk")
	// ErrUnwritable is returned by Open where the file or its directory cannot be written.
	ErrUnwritable = errors.New("database cannot be written (its directory must be writable too)")
	// ErrExists is returned by Backup for a file that is there already.
	ErrExists = errors.New("file exists")
	// ErrNoFullText is returned where a program that was built without full text search
	// needs it: to search, or to write a database that has an index.
	ErrNoFullText = errors.New("this program was built without full text search: build it with -tags sqlite_fts5")
	// ErrRefused is returned for a statement that is more than a question.
	ErrRefused = errors.New("only reading statements are allowed")
)

// NotFoundError is ErrNotFound with what was asked for.
type NotFoundError struct {
	// What is "agency", "report" or "page"; Ref is what was asked for.
	What, Ref string
}

// Error tells both.
func (e *NotFoundError) Error() string { return fmt.Sprintf("%s %q: %v", e.What, e.Ref, ErrNotFound) }

// Unwrap makes it an ErrNotFound.
func (e *NotFoundError) Unwrap() error { return ErrNotFound }

// AmbiguousError tells that a reference fits several reports or agencies.
type AmbiguousError struct {
	Ref string
	// IDs are those it fits, at most ten.
	IDs []string
}

// Error lists them, so that the user can choose one.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q fits several: %s", e.Ref, strings.Join(e.IDs, ", "))
}
