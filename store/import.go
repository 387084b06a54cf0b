package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Import is a page that another archive fetched.
type Import struct {
	Page *Page
	// Site and Kind place its address on the frontier if it is new there.
	Site, Kind string
	// Reading is what the page says; nil where it could not be read, or was before.
	Reading *Reading
	// Names are what the other archive calls the body, for PayloadNamed.
	Names []string
	// ArchiveOnly keeps the page without saying that its address showed it.
	ArchiveOnly bool
}

// Import stores a page as it was fetched at its date, all or nothing. Pages may
// come in any order of their dates, and twice. What a crawl knows of the
// address stays; one that no crawl has asked is due for the next. The crawl
// lock must be held (Exclude). A page with a tombstone is ErrForgotten.
func (s *Store) Import(ctx context.Context, in Import) (CommitResult, error) {
	p := in.Page
	var res CommitResult
	if p.Digest != DigestOf(p.Body) {
		return res, fmt.Errorf("import %s: %w: digest %s is not the body's", p.URL, ErrInvalid, p.Digest)
	}
	packed := s.packed(p.Body)
	err := s.tx(ctx, func(tx *transaction) error {
		if err := archive(ctx, tx, p, packed); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO exchange `+exchangeColumns+` ON CONFLICT (url, body) DO UPDATE SET
			  final_url = excluded.final_url, fetched_at = excluded.fetched_at, proto = excluded.proto, status = excluded.status,
			  request_headers = excluded.request_headers, response_headers = excluded.response_headers
			WHERE excluded.fetched_at < fetched_at`, exchangeValues(p)...); err != nil {
			return wrap(err, "exchange")
		}
		for _, name := range in.Names {
			if _, err := tx.ExecContext(ctx, `INSERT INTO payload_name (name, body) SELECT ?, id FROM body WHERE digest = ?
				ON CONFLICT (name) DO UPDATE SET body = excluded.body`, name, p.Digest); err != nil {
				return wrap(err, "payload_name")
			}
		}
		if in.ArchiveOnly {
			return nil
		}
		var err error
		res, err = s.importShown(ctx, tx, in)
		return err
	})
	if err != nil {
		return CommitResult{}, fmt.Errorf("import %s: %w", p.URL, err)
	}
	return res, nil
}

// importShown notes that an address showed the page, and what it says. Unlike
// in a crawl that goes forward in time, an address that went on showing the
// same is noted too: what it showed in between may be imported later.
func (s *Store) importShown(ctx context.Context, tx *transaction, in Import) (CommitResult, error) {
	p, now, since := in.Page, stamp(s.now()), stamp(in.Page.FetchedAt)
	var none CommitResult
	site, err := siteID(ctx, tx, in.Site, now)
	if err != nil {
		return none, err
	}
	var known bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM address WHERE url = ?)`, p.URL).Scan(&known); err != nil {
		return none, wrap(err, "address")
	}
	if !known { // else what a crawl knows of it stays
		if _, err := insertAddress(ctx, tx, site, Address{URL: p.URL, Kind: in.Kind, Why: "imported"}, now); err != nil {
			return none, wrap(err, "address")
		}
	}
	var address, body int64
	if err := tx.QueryRowContext(ctx, `SELECT d.id, d.site, b.id FROM address d, body b WHERE d.url = ? AND b.digest = ?`, p.URL, p.Digest).
		Scan(&address, &site, &body); err != nil {
		return none, wrap(err, "address")
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO appearance (address, since, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, address, since, body); err != nil {
		return none, wrap(err, "appearance")
	}
	if _, err := tx.ExecContext(ctx, `UPDATE address SET body = ?1,
		  etag = iif(attempts = 0, ?2, etag), last_modified = iif(attempts = 0, ?3, last_modified), read_digest = iif(attempts = 0, ?4, read_digest)
		WHERE id = ?5 AND NOT EXISTS (SELECT 1 FROM appearance WHERE address = ?5 AND since > ?6)`,
		body, p.Header.Get("ETag"), p.Header.Get("Last-Modified"), p.Digest, address, since); err != nil {
		return none, wrap(err, "address")
	}
	if err := unjoin(ctx, tx, p.URL, body); err != nil {
		return none, err
	}
	if in.Reading == nil {
		return refresh(ctx, tx, site, body)
	}
	return s.saveReading(ctx, tx, site, shownBody{id: body, appeared: true, read: true}, in.Reading, now)
}

// IsRead tells whether an extractor version has read a body for a site already.
func (s *Store) IsRead(ctx context.Context, site, digest, extractor string) (bool, error) {
	var read bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM reading g JOIN body b ON b.id = g.body JOIN site t ON t.id = g.site
		WHERE t.name = ? AND b.digest = ? AND g.live = 1 AND g.extractor = ?)`, site, digest, extractor).Scan(&read)
	return read, wrap(err, "reading")
}

// PayloadNamed returns the digest of the body that an imported archive called
// by a name, or ErrNotFound.
func (s *Store) PayloadNamed(ctx context.Context, name string) (string, error) {
	return s.digestBy(ctx, `SELECT b.digest FROM payload_name n JOIN body b ON b.id = n.body WHERE n.name = ?`, name)
}

// ShownAt returns the digest of the body that a URL answered with at a time, or
// before it if any time before will do; ErrNotFound where that is not known.
func (s *Store) ShownAt(ctx context.Context, url string, at time.Time, orBefore bool) (string, error) {
	return s.digestBy(ctx, `SELECT b.digest FROM (
		  SELECT body, fetched_at AS at FROM exchange WHERE url = ?1
		  UNION ALL SELECT body, fetched_at FROM exchange WHERE final_url = ?1 AND final_url <> url
		  UNION ALL SELECT p.body, p.since FROM address d JOIN appearance p ON p.address = d.id WHERE d.url = ?1) x
		JOIN body b ON b.id = x.body WHERE x.at = ?2 OR ?3 AND x.at < ?2 ORDER BY x.at DESC, b.digest LIMIT 1`, url, stamp(at), orBefore)
}

func (s *Store) digestBy(ctx context.Context, query string, args ...any) (string, error) {
	var digest string
	err := s.read.QueryRowContext(ctx, query, args...).Scan(&digest)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotFound
	}
	return digest, wrap(err, "body")
}
