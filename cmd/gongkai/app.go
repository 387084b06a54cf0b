package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"

	"gongkai/extract/form"
	"gongkai/store"
)

// version is the module's version as built, "dev" in a checkout.
var version = func() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}()

// app is what all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	db       string
	dbGiven  bool // by flag or environment
	format   string
	log      *slog.Logger
	jsonLog  bool // messages as JSON
	quiet    bool // nothing is shown while it goes well
	now      func() time.Time
}

// usageError is a mistake of the user's: nothing was done.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// lockedError tells that another run holds the crawl lock.
type lockedError struct{ error }

func (e lockedError) Unwrap() error { return e.error }

// openStore opens the database for writing, making it if there is none.
func (a *app) openStore(ctx context.Context) (*store.Store, error) {
	keys, err := keyInfos()
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, a.db, store.Options{Keys: keys})
	return db, databaseError(err)
}

// changeStore opens a database that must be there: a mistyped path must not
// become an empty one.
func (a *app) changeStore(ctx context.Context) (*store.Store, error) {
	r, err := a.readStore(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.Close(); err != nil {
		return nil, err
	}
	return a.openStore(ctx)
}

// readStore opens the database without the right to change it.
func (a *app) readStore(ctx context.Context) (*store.Store, error) {
	keys, err := keyInfos()
	if err != nil {
		return nil, err
	}
	db, err := store.OpenReadOnly(ctx, a.db, store.Options{Keys: keys})
	return db, databaseError(err)
}

// databaseError marks databases that cannot be used as mistakes of usage.
func databaseError(err error) error {
	for _, e := range []error{store.ErrMissing, store.ErrNotOurs, store.ErrNewer, store.ErrOlder, store.ErrNoFullText} {
		if errors.Is(err, e) {
			switch e {
			case store.ErrOlder:
				err = fmt.Errorf("%w: gongkai reextract upgrades it", err)
			case store.ErrMissing:
				err = fmt.Errorf("%w: gongkai crawl makes one, --db names another", err)
			}
			return usageError{err}
		}
	}
	return err
}

// keyInfos names every figure of every form for the store's views.
func keyInfos() ([]store.KeyInfo, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	var keys []store.KeyInfo
	for _, f := range forms {
		for i := range f.Sections {
			s := &f.Sections[i]
			for r := range s.Rows {
				if s.Rows[r].HeadingOnly {
					continue
				}
				for c := range s.Columns {
					k := store.KeyInfo{
						Format: f.Format, Section: s.Code, Row: s.Rows[r].Code, Col: s.Columns[c].Code,
						SectionLabel: s.Heading, RowLabel: s.Rows[r].Label, ColLabel: s.Columns[c].Label,
						Short: s.WideName(r, c),
					}
					if u := s.UnitOf(r, c); u != nil {
						k.Unit = *u
					}
					keys = append(keys, k)
				}
			}
		}
	}
	return keys, nil
}

// isTerminal tells whether a stream is a terminal that people look at.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is the width of a terminal, 0 for what is none.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
