package main

import (
	"context"
	"errors"
	"fmt"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/extract"
	"gongkai/store"
)

// reextractCmd reads the archive again with this version of the extractor.
type reextractCmd struct{}

// Help adds to the generated help.
func (*reextractCmd) Help() string {
	return `Reads every archived page that this version of the extractor has not read yet,
without network. Re-reading the same bytes is a new extraction, never a revision.
Safe to stop and to run again.`
}

// reextractBatch is how many pages are asked for at a time.
const reextractBatch = 200

// Run reads what is pending.
func (*reextractCmd) Run(ctx context.Context, a *app) error {
	db, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	reader, err := harvest.NewReader(formats()...)
	if err != nil {
		return err
	}
	bar := a.progress(-1, "reading the archive")
	defer bar.close()
	var sum store.CommitResult
	pages := 0
	for {
		pending, err := db.PendingExtraction(ctx, extract.Version, reextractBatch)
		if err != nil {
			return err
		}
		if len(pending) == 0 {
			break
		}
		for _, p := range pending {
			reading, err := reader.ReadArchived(ctx, db, p)
			if errors.Is(err, store.ErrEmptied) {
				continue // pruned since the list was made
			}
			if err != nil {
				return err
			}
			res, err := db.SaveExtraction(ctx, p, reading)
			if err != nil {
				return fmt.Errorf("%s: %w", p.URL, err)
			}
			pages++
			sum.New += res.New
			sum.Revised += res.Revised
			bar.add(1)
		}
	}
	joined, err := reader.Join(ctx, db, "") // what a killed run has left
	if err != nil {
		return err
	}
	sum.New += joined.New
	sum.Revised += joined.Revised
	if _, err := db.Resolve(ctx); err != nil {
		return err
	}
	if err := a.check(ctx, db); err != nil {
		return err
	}
	emptied, err := db.EmptiedExtraction(ctx, extract.Version)
	if err != nil {
		return err
	}
	if emptied > 0 {
		a.problem("archive", fmt.Errorf("%d pages keep what an older version read: their bytes were pruned or forgotten", emptied))
	}
	_, err = fmt.Fprintf(a.out, "%d pages read with extractor version %s: %d reports new, %d revised\n", pages, extract.Version, sum.New, sum.Revised)
	return err
}
