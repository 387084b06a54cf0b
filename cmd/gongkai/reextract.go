package main

import (
	"context"
	"errors"
	"fmt"

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
	x, err := extract.New(formats()...)
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
			reading, err := readArchived(ctx, db, x, p)
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
	if _, err := db.Resolve(ctx); err != nil {
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

// readArchived reads one page of the archive; what cannot be read is a reading
// with its reason.
func readArchived(ctx context.Context, db *store.Store, x *extract.Extractor, p store.PendingPage) (*store.Reading, error) {
	page, err := db.Exchange(ctx, p.URL, p.Digest)
	if err != nil {
		return nil, fmt.Errorf("archived page of %s: %w", p.URL, err)
	}
	reports, err := x.Extract(extract.Input{Body: page.Body, ContentType: page.Header.Get("Content-Type"), Source: page.FinalURL})
	var not *extract.NotReportError
	out := &store.Reading{Extractor: extract.Version, Reports: reports}
	if err != nil && !errors.As(err, &not) {
		out.Error = err.Error()
	}
	return out, nil
}
