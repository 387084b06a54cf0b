package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gongkai/store"
)

// archivePruneCmd removes bytes that no current reading needs.
type archivePruneCmd struct {
	OlderThan age  `help:"Only pages that were replaced at least that long ago: 90d, 2y, 36h."`
	Revisions int  `help:"Keep the last N revisions of each report and the last N pages of each address (1 if only --older-than is given)."`
	DryRun    bool `help:"Only tell what would be removed."`
	Vacuum    bool `help:"Give the room back to the system: rewrites the file, which takes time and as much room again."`
}

// Help adds to the generated help.
func (*archivePruneCmd) Help() string {
	return `Removes the bytes of archived pages that were replaced by others. What an address
shows now and what a report's current revision came from always stay. Of a pruned page
its digest, dates, headers and everything read from it stay, so reports keep their
revisions; it can only not be read again.`
}

// Run prunes.
func (c *archivePruneCmd) Run(ctx context.Context, a *app) error {
	if c.OlderThan == 0 && c.Revisions == 0 {
		return usageError{errors.New("say what may go: --older-than, --revisions or both")}
	}
	if c.Revisions < 0 {
		return usageError{errors.New("--revisions must be at least 1")}
	}
	open := a.changeStore
	if c.DryRun {
		open = a.readStore
	}
	db, err := open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	sum, err := db.Prune(ctx, store.PruneOptions{OlderThan: time.Duration(c.OlderThan), Revisions: c.Revisions, DryRun: c.DryRun})
	if err != nil {
		return excluded(err)
	}
	if c.DryRun {
		_, err = fmt.Fprintf(a.out, "would prune %d pages, %s in the file\n", sum.Bodies, size(sum.Bytes))
		return err
	}
	if c.Vacuum {
		if err := db.Vacuum(ctx); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "pruned %d pages, %s given back\n", sum.Bodies, size(sum.Bytes))
		return err
	}
	_, err = fmt.Fprintf(a.out, "pruned %d pages, %s free in the file for what comes next (--vacuum gives them back)\n", sum.Bodies, size(sum.Bytes))
	return err
}
