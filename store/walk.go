package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Archived is one answer of the archive, as EachArchived tells it.
type Archived struct {
	// Page has no Body where Again is set.
	Page *Page
	// Site is the site of its address, "" if that is on no frontier.
	Site string
	// Shown tells that its address is known to show the body since then. What
	// was archived by a run that was killed before it could say so is not.
	Shown bool
	// Again is set where the same bytes came before, at another time or
	// address: it is the first page that brought them.
	Again *Page
	// Bare tells that nothing but the time is known of this answer: its headers
	// were those of an earlier one and are not kept twice.
	Bare bool
}

// EachArchived hands over every answer of the archive by date and address, all
// of one moment while others may write. Pages whose bytes were removed are only counted. Memory holds one page.
func (s *Store) EachArchived(ctx context.Context, do func(*Archived) error) (emptied int, err error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("read the archive: %w", err)
	}
	defer tx.Rollback() // it only reads
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var exchange, first int64
		var url, at string
		var site sql.NullString
		var a Archived
		var gone bool
		if err := rows.Scan(&exchange, &first, &url, &at, &site, &a.Shown, &a.Bare, &gone); err != nil {
			return err
		}
		if gone {
			emptied++
			return nil
		}
		a.Site = site.String
		if a.Page, err = s.page(ctx, tx, exchange); err != nil {
			return err
		}
		if a.Page.FetchedAt, err = parseStamp(sql.NullString{String: at, Valid: true}); err != nil {
			return err
		}
		if exchange != first || a.Bare {
			if a.Again, err = s.page(ctx, tx, first); err != nil {
				return err
			}
		}
		if a.Page.Body, err = s.body(ctx, tx, a.Page.Digest); err != nil {
			return err
		}
		return do(&a)
	}, `WITH answer (exchange, body, url, at, bare) AS (
		  SELECT id, body, url, fetched_at, 0 FROM exchange
		  UNION ALL SELECT x.id, p.body, d.url, p.since, 1 FROM appearance p JOIN address d ON d.id = p.address
		    JOIN exchange x ON x.url = d.url AND x.body = p.body WHERE x.fetched_at <> p.since)
		SELECT w.exchange, (SELECT f.id FROM exchange f WHERE f.body = w.body ORDER BY f.fetched_at, f.url LIMIT 1),
		       w.url, w.at, (SELECT t.name FROM address d JOIN site t ON t.id = d.site WHERE d.url = w.url),
		       w.bare OR EXISTS (SELECT 1 FROM address d JOIN appearance p ON p.address = d.id
		         WHERE d.url = w.url AND p.body = w.body AND p.since = w.at), w.bare, b.emptied_at IS NOT NULL
		  FROM answer w JOIN body b ON b.id = w.body ORDER BY w.at, w.url, b.digest`)
	return emptied, wrap(err, "read the archive")
}

// page loads an exchange without its body.
func (s *Store) page(ctx context.Context, q queryer, exchange int64) (*Page, error) {
	p := &Page{}
	var at sql.NullString
	var asked, answered string
	err := q.QueryRowContext(ctx, `SELECT x.url, x.final_url, x.fetched_at, x.proto, x.status, x.request_headers, x.response_headers, b.digest
		FROM exchange x JOIN body b ON b.id = x.body WHERE x.id = ?`, exchange).
		Scan(&p.URL, &p.FinalURL, &at, &p.Proto, &p.Status, &asked, &answered, &p.Digest)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, wrap(err, "exchange")
	}
	p.RequestHeader, p.Header = parseHeader(asked), parseHeader(answered)
	p.FetchedAt, err = parseStamp(at)
	return p, err
}

// Newest is the date of the last answer in the archive; zero if it is empty.
func (s *Store) Newest(ctx context.Context) (time.Time, error) {
	var at sql.NullString
	if err := s.read.QueryRowContext(ctx, `SELECT max(at) FROM (SELECT max(fetched_at) AS at FROM exchange
		UNION ALL SELECT max(since) FROM appearance)`).Scan(&at); err != nil {
		return time.Time{}, wrap(err, "exchange")
	}
	return parseStamp(at)
}
