package store

import (
	"context"
	"database/sql"
	"slices"
)

// sighting is an address beginning to show a body that holds the report.
type sighting struct {
	address    int64
	url, since string
	essence    []byte
	extraction int64

	body    int64
	digest  string
	ordinal int
}

// sightingsOf lists what was seen of a report. What a document says that was read
// with a page is the page's: it is no sighting of its own.
func sightingsOf(ctx context.Context, tx *transaction, report int64) ([]sighting, error) {
	joined, documents, err := joinedSightings(ctx, tx, report)
	if err != nil {
		return nil, err
	}
	alone, err := pageSightings(ctx, tx, report)
	return append(joined, slices.DeleteFunc(alone, func(s sighting) bool { return documents[s.body] })...), err
}

// pageSightings lists what was seen on pages that lead to no documents.
func pageSightings(ctx context.Context, tx *transaction, report int64) ([]sighting, error) {
	var all []sighting
	// The hint keeps SQLite from making the plan anew for every report.
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var s sighting
		err := rows.Scan(&s.address, &s.url, &s.since, &s.essence, &s.extraction, &s.body, &s.digest, &s.ordinal)
		all = append(all, s)
		return err
	}, `SELECT d.id, d.url, p.since, c.essence, e.id, b.id, b.digest, e.ordinal
		  FROM extraction e
		  JOIN reading g ON g.id = e.reading AND g.live = 1
		  JOIN content c ON c.id = e.content
		  JOIN appearance p ON p.body = g.body
		  JOIN address d ON d.id = p.address AND d.site = g.site
		  JOIN body b ON b.id = g.body
		 WHERE unlikely(e.report = ?) AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.reading = g.id)`, report)
	return all, wrap(err, "extraction")
}

// joinedSightings lists what was seen on pages that lead to documents, and the
// bodies of documents that were read with them.
func joinedSightings(ctx context.Context, tx *transaction, report int64) (all []sighting, documents map[int64]bool, err error) {
	type pageOf struct {
		reading, site, body int64
		digest              string
	}
	var pages []pageOf
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var p pageOf
		err := rows.Scan(&p.reading, &p.site, &p.body, &p.digest)
		pages = append(pages, p)
		return err
	}, `SELECT DISTINCT g.id, g.site, b.id, b.digest FROM extraction e JOIN reading g ON g.id = e.reading AND g.live = 1
		JOIN body b ON b.id = g.body WHERE unlikely(e.report = ?) AND EXISTS (SELECT 1 FROM attachment a WHERE a.reading = g.id)`, report)
	if err != nil {
		return nil, nil, wrap(err, "extraction")
	}
	documents = map[int64]bool{}
	for _, p := range pages {
		read, err := readStates(ctx, tx, p.reading)
		if err != nil {
			return nil, nil, err
		}
		urls, err := attachmentsOf(ctx, tx, p.reading)
		if err != nil {
			return nil, nil, err
		}
		shown, err := showings(ctx, tx, p.site, p.body, urls)
		if err != nil {
			return nil, nil, err
		}
		last := map[int64]string{} // by address: what is not read yet shows nothing new
		for _, s := range shown {
			key := stateKey(s.documents)
			if _, ok := read[key]; !ok {
				key = last[s.address]
			}
			last[s.address] = key
			for _, e := range read[key] {
				if e.report != report {
					continue
				}
				all = append(all, sighting{s.address, s.url, s.since, e.essence, e.id, p.body, p.digest, e.ordinal})
				for _, d := range e.documents {
					documents[d.body] = documents[d.body] || d.Used
				}
			}
		}
	}
	return all, documents, nil
}

// joinedEntry is a report of a page's reading with what it was read with.
type joinedEntry struct {
	id, report, content int64
	ordinal             int
	essence             []byte
	documents           []Attached
}

// readStates gives the reports of a reading by the state of the documents.
func readStates(ctx context.Context, q queryer, reading int64) (map[string][]joinedEntry, error) {
	entries, err := joinedEntriesOf(ctx, q, reading)
	read := map[string][]joinedEntry{}
	for _, e := range entries {
		key := stateKey(e.documents)
		read[key] = append(read[key], e)
	}
	return read, err
}

// joinedEntriesOf lists the reports of a reading in their order.
func joinedEntriesOf(ctx context.Context, q queryer, reading int64) ([]joinedEntry, error) {
	if reading == 0 {
		return nil, nil
	}
	var entries []joinedEntry
	err := each(ctx, q, func(rows *sql.Rows) error {
		var e joinedEntry
		var ordinal, body sql.NullInt64
		var used, emptied sql.NullBool
		if err := rows.Scan(&e.id, &e.report, &e.content, &e.ordinal, &e.essence, &ordinal, &body, &used, &emptied); err != nil {
			return err
		}
		if n := len(entries); n == 0 || entries[n-1].id != e.id {
			entries = append(entries, e)
		}
		if last := &entries[len(entries)-1]; ordinal.Valid {
			last.documents = append(last.documents, Attached{Ordinal: int(ordinal.Int64), Used: used.Bool, body: body.Int64, emptied: emptied.Bool})
		}
		return nil
	}, `SELECT e.id, e.report, e.content, e.ordinal, c.essence, x.ordinal, x.body, x.used, b.emptied_at IS NOT NULL
		  FROM extraction e JOIN content c ON c.id = e.content
		  LEFT JOIN extraction_document x ON x.extraction = e.id LEFT JOIN body b ON b.id = x.body
		 WHERE e.reading = ? ORDER BY e.ordinal, x.ordinal`, reading)
	return entries, wrap(err, "extraction")
}
