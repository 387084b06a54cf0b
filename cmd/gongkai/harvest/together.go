package harvest

import (
	"context"
	"errors"
	"fmt"

	"gongkai/extract"
	"gongkai/store"
)

// Join reads pages again that are to be read together with the documents attached
// to them: those that an address belongs to, once all their documents were asked
// for, or with "" all that are left.
func (r *Reader) Join(ctx context.Context, db *store.Store, url string) (store.CommitResult, error) {
	var sum store.CommitResult
	pages, err := db.Unjoined(ctx, url)
	if err != nil {
		return sum, err
	}
	for _, p := range pages {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		reading, err := r.ReadArchived(ctx, db, p)
		if errors.Is(err, store.ErrEmptied) {
			continue // pruned since the list was made
		}
		if err != nil {
			return sum, err
		}
		res, err := db.SaveExtraction(ctx, p, reading)
		if err != nil {
			return sum, err
		}
		sum.New += res.New
		sum.Revised += res.Revised
	}
	return sum, nil
}

// ReadArchived reads a page of the archive by itself and together with what its
// documents showed. What cannot be read is a reading with its reason.
func (r *Reader) ReadArchived(ctx context.Context, db *store.Store, p store.PendingPage) (*store.Reading, error) {
	page, err := db.Exchange(ctx, p.URL, p.Digest)
	if err != nil {
		return nil, fmt.Errorf("archived page of %s: %w", p.URL, err)
	}
	_, reading, err := r.read(inputOf(page))
	if err != nil {
		return &store.Reading{Extractor: extract.Version, Error: err.Error()}, nil
	}
	reading.Joined = []store.Joined{}
	if len(reading.Attachments) == 0 {
		return reading, nil
	}
	states, err := db.States(ctx, p.Site, p.Digest, reading.Attachments)
	if err != nil {
		return nil, err
	}
	for _, documents := range states {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		joined, err := r.together(ctx, db, page, reading.Reports, documents)
		if err != nil {
			return nil, err
		}
		reading.Joined = append(reading.Joined, joined)
	}
	return reading, nil
}

// together reads a page with its documents in one state.
func (r *Reader) together(ctx context.Context, db *store.Store, page *store.Page, alone []extract.Report, documents []store.Attached) (store.Joined, error) {
	var ins []extract.Input
	for _, d := range documents {
		doc, err := db.Exchange(ctx, d.URL, d.Digest)
		if err != nil {
			return store.Joined{}, fmt.Errorf("archived document of %s: %w", page.URL, err)
		}
		in := inputOf(doc)
		in.Source = d.URL
		ins = append(ins, in)
	}
	out := store.Joined{Documents: documents, Reports: alone}
	reports, used, err := r.extract(inputOf(page), ins)
	if err != nil || len(reports) == 0 {
		return out, nil // the page was read by itself before
	}
	out.Reports = reports
	for i := range used {
		documents[i].Used = used[i]
	}
	return out, nil
}

// extract makes a panic an error: one bad document must not end a crawl.
func (r *Reader) extract(page extract.Input, documents []extract.Input) (reports []extract.Report, used []bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			reports, used, err = nil, nil, fmt.Errorf("reader failed: %v", p)
		}
	}()
	return r.x.ExtractAttached(page, documents)
}
