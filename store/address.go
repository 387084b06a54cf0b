package store

import (
	"context"
	"fmt"
)

// Address is an entry of the frontier: a canonical URL of a site, and what a
// crawl knows of it.
type Address struct {
	URL string
	// Key names all spellings of URL that are one address, "" where there is but
	// one; what has a known key is known.
	Key string
	// Site is the site it belongs to; "" is the site of the call.
	Site string
	// Kind is what its link seemed to lead to: list, report, attached, next or other.
	Kind  string
	Depth int
	// Score orders the due addresses, highest first; equal ones come in the
	// order in which they were found.
	Score int
	// Why tells what the score was given for.
	Why string
	// From is the page it was first found on, "" for a start address; Next tells
	// how many reports that page held, as FromReports.
	From        string
	FromReports int
	// Attempts counts the visits committed so far, whatever their outcome.
	Attempts int
	Validators
}

// Validators are what an earlier visit left to tell by whether an address
// changed: what a conditional request needs, and the digests of the body that
// was last read there and of what was read from it.
type Validators struct {
	ETag, LastModified, Digest string
	Content                    string
	// Reports is how many reports the page held, Year the latest one's year.
	Reports, Year int
	// Quiet counts the visits in a row that brought nothing else.
	Quiet int
}

// Seed adds the start addresses of a site. A known address becomes one and
// moves to the site; when it is due again stays as it was.
func (s *Store) Seed(ctx context.Context, site string, addresses []Address) error {
	err := s.join(ctx, func(ctx context.Context, tx *transaction) error {
		now := stamp(s.now())
		id, err := siteID(ctx, tx, site, now)
		if err != nil {
			return err
		}
		for _, a := range addresses {
			var known bool
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM address WHERE url = ?`, a.URL).Scan(&known); err != nil {
				return wrap(err, "address")
			}
			if !known {
				if _, err := addAddresses(ctx, tx, id, []Address{a}, now); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, `UPDATE address SET kind = ?, site = ?, retired_at = NULL WHERE url = ?`, a.Kind, id, a.URL); err != nil {
				return wrap(err, "address")
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("seed %s: %w", site, err)
	}
	return nil
}
