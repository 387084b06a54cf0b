package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"gongkai/crawler"
)

// forgetCmd removes something for good.
type forgetCmd struct {
	listFlags
	What     string `arg:"" optional:"" help:"Address of a page, digest of a body (sha256:…), or agency by its id or whole name."`
	Reason   string `help:"Why; kept with the tombstone."`
	DryRun   bool   `help:"Only tell what would be removed."`
	NoVacuum bool   `help:"Do not rewrite the file: faster, but traces may stay in its unused parts."`
	List     bool   `help:"List what was forgotten."`
}

// Help adds to the generated help.
func (*forgetCmd) Help() string {
	return `Removes pages with everything read from them, and leaves a tombstone: what, when and
why, but not by whom. Crawls do not ask a forgotten address again, and crawls, imports
and reextract store nothing that has a tombstone.

The removed bytes are overwritten, the write-ahead log is emptied, and the file is
written anew (VACUUM), which takes time and as much room again. Not reached are copies:
backups, WARC files and exports made before, and what a file system or disk keeps of old
blocks.`
}

// Run forgets, or lists what was forgotten.
func (c *forgetCmd) Run(ctx context.Context, a *app) error {
	if c.List {
		return c.list(ctx, a)
	}
	if c.What == "" {
		return usageError{errors.New("say what to forget: an address, a digest or an agency (--list lists what was forgotten)")}
	}
	if strings.TrimSpace(c.Reason) == "" {
		return usageError{errors.New("--reason: a reason is kept with every tombstone")}
	}
	what, key := c.What, ""
	if strings.Contains(what, "://") {
		canonical, err := crawler.Canonical(what)
		if err != nil {
			return usageError{err}
		}
		what, key = canonical, crawler.SpellingKey(canonical)
	}
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if key != "" { // it may be stored by another spelling
		known, err := db.Spelling(ctx, key)
		if err != nil {
			return err
		}
		what = cmp.Or(known, what)
	}
	f, err := db.Forget(ctx, what, c.Reason, c.DryRun)
	if err != nil {
		return excluded(err)
	}
	if key != "" && key != what && !c.DryRun { // and keeps all others away
		if _, err := db.Forget(ctx, key, c.Reason, false); err != nil {
			return excluded(err)
		}
	}
	did := "forgot"
	if c.DryRun {
		did = "would forget"
	}
	if _, err := fmt.Fprintf(a.out, "%s %s %s: %d answers, %d pages (%s packed), %d reports\n", did, f.Kind, what, f.Pages, f.Bodies, size(f.Bytes), f.Reports); err != nil {
		return err
	}
	if f.Elsewhere > 0 {
		if _, err := fmt.Fprintf(a.out, "the same bytes stay at %d other addresses; forget their digest to remove them too\n", f.Elsewhere); err != nil {
			return err
		}
	}
	switch {
	case c.DryRun:
		return nil
	case c.NoVacuum:
		err = db.Checkpoint(ctx)
	default:
		err = db.Vacuum(ctx)
	}
	if err != nil {
		return fmt.Errorf("it is forgotten, but traces may be left in the file; run the same command again: %w", err)
	}
	return nil
}

func (c *forgetCmd) list(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	stones, err := db.Tombstones(ctx)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "at", "kind", "what", "name", "reason")
	if err != nil {
		return err
	}
	for _, t := range stones {
		if err := l.row(t.At, t.Kind, t.What, t.Name, t.Reason); err != nil {
			return err
		}
	}
	return l.close()
}
