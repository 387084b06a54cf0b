package store

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// explain names the troubles of a disk that a user can do something about.
func explain(err error) error {
	var se sqlite3.Error
	if !errors.As(err, &se) || errors.Is(err, ErrFull) {
		return err
	}
	full := se.Code == sqlite3.ErrFull
	if se.Code == sqlite3.ErrIoErr {
		switch se.SystemErrno {
		case syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT:
			full = true
		}
	}
	if full {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// unwritable names what keeps a database from being opened for writing.
func unwritable(err error) error {
	if isCantOpen(err) {
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	return explain(err)
}
