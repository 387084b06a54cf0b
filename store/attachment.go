package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// A report may be a page and the documents attached to it. Which documents those
// are is a part of the page's reading; what they showed, and when, is told by the
// appearances of their addresses. So a page has as many states as its documents
// had together while it was there, and each is read by itself.

// Attached is a document that a page leads to, as its address showed it.
type Attached struct {
	// Ordinal is its place among the page's attachments, from 0.
	Ordinal     int
	URL, Digest string
	// Used tells that it was read as a part of the report.
	Used bool

	body    int64
	emptied bool
}

// stateKey names what the documents of a page showed, "" for none.
func stateKey(documents []Attached) string {
	var b strings.Builder
	for _, d := range documents {
		fmt.Fprintf(&b, "%d:%d ", d.Ordinal, d.body)
	}
	return b.String()
}

// showing is an address beginning to show a page while its documents show theirs.
type showing struct {
	address    int64
	url, since string
	documents  []Attached
}

// showings works out what a site showed of a page and its documents, by address
// and time. A document counts from its first appearance as far back as the page
// goes: it was not asked for before. One that is gone counts as it was.
func showings(ctx context.Context, q queryer, site, body int64, urls []string) ([]showing, error) {
	shown := make([][]appeared, len(urls))
	for i, url := range urls {
		var err error
		if shown[i], err = appearancesOf(ctx, q, i, url); err != nil {
			return nil, err
		}
	}
	var all []showing
	err := each(ctx, q, func(rows *sql.Rows) error {
		var s showing
		var until string
		if err := rows.Scan(&s.address, &s.url, &s.since, &until); err != nil {
			return err
		}
		times := []string{s.since}
		for _, list := range shown {
			for i, d := range list {
				if i > 0 && d.since > s.since && (until == "" || d.since < until) {
					times = append(times, d.since)
				}
			}
		}
		slices.Sort(times)
		for _, at := range slices.Compact(times) {
			s.since, s.documents = at, documentsAt(shown, at, until)
			all = append(all, s)
		}
		return nil
	}, `SELECT d.id, d.url, p.since, coalesce((SELECT min(n.since) FROM appearance n WHERE n.address = p.address AND n.since > p.since), '')
		  FROM appearance p JOIN address d ON d.id = p.address WHERE p.body = ? AND d.site = ? ORDER BY d.url, p.since`, body, site)
	return all, wrap(err, "appearance")
}

// appeared is a document beginning to show a body.
type appeared struct {
	since string
	Attached
}

func appearancesOf(ctx context.Context, q queryer, ordinal int, url string) ([]appeared, error) {
	var list []appeared
	err := each(ctx, q, func(rows *sql.Rows) error {
		a := appeared{Attached: Attached{Ordinal: ordinal, URL: url}}
		err := rows.Scan(&a.since, &a.body, &a.Digest, &a.emptied)
		list = append(list, a)
		return err
	}, `SELECT p.since, b.id, b.digest, b.emptied_at IS NOT NULL FROM address d JOIN appearance p ON p.address = d.id
		JOIN body b ON b.id = p.body WHERE d.url = ? ORDER BY p.since, b.digest`, url)
	return list, wrap(err, "appearance")
}

// documentsAt are the documents of a page that was there until some time, as they
// stood at one; equal ones count once.
func documentsAt(shown [][]appeared, at, until string) []Attached {
	var out []Attached
	for _, list := range shown {
		if len(list) == 0 || until != "" && list[0].since >= until {
			continue
		}
		last := list[0]
		for _, d := range list {
			if d.since <= at {
				last = d
			}
		}
		if !slices.ContainsFunc(out, func(d Attached) bool { return d.body == last.body }) {
			out = append(out, last.Attached)
		}
	}
	return out
}

// States lists what the documents attached to a page showed together while a site
// showed the page, oldest first, as far as their bytes are there.
func (s *Store) States(ctx context.Context, site, digest string, attachments []string) ([][]Attached, error) {
	var siteID, body int64
	if err := s.read.QueryRowContext(ctx, `SELECT t.id, b.id FROM site t, body b WHERE t.name = ? AND b.digest = ?`, site, digest).Scan(&siteID, &body); err != nil {
		return nil, wrap(err, "body")
	}
	return readableStates(ctx, s.read, siteID, body, attachments)
}

func readableStates(ctx context.Context, q queryer, site, body int64, urls []string) ([][]Attached, error) {
	all, err := showings(ctx, q, site, body, urls)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b showing) int { return strings.Compare(a.since, b.since) })
	var states [][]Attached
	known := map[string]bool{"": true}
	for _, s := range all {
		if key := stateKey(s.documents); !known[key] && !slices.ContainsFunc(s.documents, func(d Attached) bool { return d.emptied }) {
			known[key] = true
			states = append(states, s.documents)
		}
	}
	return states, nil
}

// Unjoined lists pages that are to be read again together with their documents:
// those that an address belongs to and whose documents were all asked for, or
// with "" all of them. SaveExtraction takes a page off the list.
func (s *Store) Unjoined(ctx context.Context, url string) ([]PendingPage, error) {
	var pages []PendingPage
	err := s.peek(ctx, func(ctx context.Context, q queryer) (err error) {
		pages, err = pendingPages(ctx, q, `SELECT t.name, (SELECT d.url FROM appearance p JOIN address d ON d.id = p.address
		                  WHERE p.body = g.body AND d.site = g.site ORDER BY p.since, d.url LIMIT 1), b.digest
		  FROM reading g JOIN site t ON t.id = g.site JOIN body b ON b.id = g.body
		 WHERE g.unjoined = 1 AND g.live = 1 AND b.emptied_at IS NULL AND (?1 = '' OR
		       (EXISTS (SELECT 1 FROM attachment a WHERE a.reading = g.id AND a.url = ?1)
		        OR EXISTS (SELECT 1 FROM address d JOIN appearance p ON p.address = d.id WHERE d.url = ?1 AND p.body = g.body))
		   AND NOT EXISTS (SELECT 1 FROM attachment a JOIN address d ON d.url = a.url
		        WHERE a.reading = g.id AND d.attempts = 0 AND d.state = 'due'))
		 ORDER BY g.id`, url)
		return err
	})
	return pages, wrap(err, "reading")
}

// unjoin notes that pages are to be read again with their documents, since an
// address, which may be of one or the other, begins to show a body.
func unjoin(ctx context.Context, tx *transaction, url string, body int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE reading SET unjoined = 1 WHERE live = 1 AND unjoined = 0 AND id IN (
		  SELECT a.reading FROM attachment a WHERE unlikely(a.url = ?1)
		  UNION ALL SELECT g.id FROM reading g WHERE unlikely(g.body = ?2) AND EXISTS (SELECT 1 FROM attachment a WHERE a.reading = g.id))`, url, body)
	return wrap(err, "reading")
}

// attachmentsOf lists the addresses of the documents that a reading found.
func attachmentsOf(ctx context.Context, q queryer, reading int64) ([]string, error) {
	if reading == 0 {
		return nil, nil
	}
	urls, err := columnOf[string](ctx, q, `SELECT url FROM attachment WHERE unlikely(reading = ?) ORDER BY ordinal`, reading)
	return urls, wrap(err, "attachment")
}
