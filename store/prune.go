package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// PruneOptions says which bodies may lose their bytes.
type PruneOptions struct {
	// OlderThan spares what was shown by any address within that time.
	OlderThan time.Duration
	// Revisions is how many bodies are kept for each address, and how many
	// revisions for each report, the last ones; 1 if less.
	Revisions int
	// DryRun only counts.
	DryRun bool
}

// Pruned is what Prune removed, or would remove.
type Pruned struct {
	Bodies int
	// Bytes is what they took in the file, packed.
	Bytes int64
}

// pruneBatch is how many bodies lose their bytes in one transaction.
const pruneBatch = 500

// prunable lists bodies that nothing needs: no address shows them last, no
// current revision came from them, nor one of the last ?1 of a report, and
// ?1 or more other bodies came after them wherever they were shown, all before ?2.
const prunable = `SELECT b.id, length(b.data) FROM body b
	 WHERE b.emptied_at IS NULL
	   AND NOT EXISTS (SELECT 1 FROM address d WHERE d.body = b.id)
	   AND NOT EXISTS (SELECT 1 FROM reading g JOIN extraction e ON e.reading = g.id JOIN revision v ON v.extraction = e.id
	        WHERE g.body = b.id AND (v.current = 1 OR v.number > (SELECT max(w.number) FROM revision w WHERE w.report = v.report) - ?1))
	   AND NOT EXISTS (SELECT 1 FROM extraction_document x JOIN revision v ON v.extraction = x.extraction
	        WHERE x.body = b.id AND (v.current = 1 OR v.number > (SELECT max(w.number) FROM revision w WHERE w.report = v.report) - ?1))
	   AND NOT EXISTS (SELECT 1 FROM appearance p WHERE p.body = b.id AND (SELECT count(DISTINCT q.body)
	        FROM appearance q WHERE q.address = p.address AND q.since > p.since AND q.body <> p.body) < ?1)
	   AND NOT EXISTS (SELECT 1 FROM appearance p WHERE p.body = b.id AND (SELECT min(q.since)
	        FROM appearance q WHERE q.address = p.address AND q.since > p.since) > ?2)
	   AND NOT EXISTS (SELECT 1 FROM exchange x WHERE x.body = b.id AND x.fetched_at > ?2)
	 ORDER BY b.id`

// Prune removes the bytes of bodies that no current reading needs, as the
// options say. Their digests, dates, headers and everything read from them
// stay; Body and Exchange fail with ErrEmptied for them. A body that comes
// again is archived again. The room is used for what comes next; Vacuum gives
// it back. It fails with ErrLocked while a run holds the crawl lock.
func (s *Store) Prune(ctx context.Context, o PruneOptions) (Pruned, error) {
	var sum Pruned
	if !o.DryRun {
		release, err := s.Exclude()
		if err != nil {
			return sum, err
		}
		defer release() //nolint:errcheck // the lock goes with the process at the latest
	}
	var ids, sizes []int64
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id, size int64
		err := rows.Scan(&id, &size)
		ids, sizes = append(ids, id), append(sizes, size)
		return err
	}, prunable, max(o.Revisions, 1), stamp(s.now().Add(-o.OlderThan)))
	if err != nil {
		return sum, fmt.Errorf("prune: %w", err)
	}
	for len(ids) > 0 {
		n := min(len(ids), pruneBatch)
		if !o.DryRun {
			err := s.tx(ctx, func(tx *transaction) error {
				for _, id := range ids[:n] {
					if err := emptyBody(ctx, tx, id, "prune", s.now()); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return sum, fmt.Errorf("prune: %w", err)
			}
		}
		for _, size := range sizes[:n] {
			sum.Bodies++
			sum.Bytes += size
		}
		ids, sizes = ids[n:], sizes[n:]
	}
	return sum, nil
}
