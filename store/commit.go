package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gongkai/extract"
)

// Visit is everything one request brought, to be stored at once.
type Visit struct {
	RunID   int64
	Site    string
	Address Address
	At      time.Time
	// Outcome is one of the request outcomes, with its Reason in words.
	Outcome, Reason string
	Status          int
	Bytes           int64
	Duration        time.Duration
	// Page is what was archived before; nil where no body came.
	Page *Page
	// Found are the addresses that the page leads to.
	Found []Address
	// Listed tells that the page is a list and Found all it leads to: further
	// pages of lists that nothing leads to any more are retired.
	Listed bool
	// Reading is what the page says; nil where nobody read it.
	Reading *Reading
	// Claimed visits are refused where their run does not hold the claim.
	Claimed bool
	// ClaimNext claims the next address of the site as well, as Next does with Further.
	ClaimNext, Further bool
	// NextDue is the earliest start of a run that may ask again; zero means any.
	NextDue time.Time
	// Validators are what the next request for the address may ask by.
	Validators Validators
	// Requests are the exchanges behind the visit (hops, retries, robots.txt),
	// each kept as a row; without any the visit itself is one.
	Requests []Request
}

// Request is one exchange with a server.
type Request struct {
	URL             string
	At              time.Time
	Duration        time.Duration
	Status          int
	Bytes           int64
	Outcome, Reason string
}

// Reading is what an extractor found on a page.
type Reading struct {
	// Extractor is its version. The last reading of a page is the one that
	// counts, also where an older version made it.
	Extractor string
	// Error tells why the page could not be read, "" if it could.
	Error string
	// Reports are those on the page, in its order; none on a list page. They
	// are not changed once the reading was used.
	Reports []extract.Report
	// Attachments are the canonical addresses of documents that belong to the
	// page's report, in its order.
	Attachments []string
	// Joined is what the page says together with them, for each of States; nil
	// where it was not read with them yet.
	Joined []Joined

	known []prints // once they were asked for
}

// Joined is what a page says together with documents that are attached to it.
type Joined struct {
	// Documents are one of States; those that were read as a part of the report are Used.
	Documents []Attached
	Reports   []extract.Report
}

// CommitResult counts what storing a reading changed: reports that were not
// there before, and new revisions of those that were.
type CommitResult struct {
	New, Revised int
	// Fresh counts reports of which no reading of any page said the same before.
	Fresh int
	// Next is what a visit with ClaimNext claimed, nil if nothing was due.
	Next *Address
}

func (r *CommitResult) add(o CommitResult) {
	r.New, r.Revised, r.Fresh = r.New+o.New, r.Revised+o.Revised, r.Fresh+o.Fresh
}

// Commit stores a visit: request row, state of the address, addresses found
// and reports read, all or nothing. The page must be archived.
func (s *Store) Commit(ctx context.Context, v *Visit) (CommitResult, error) {
	return s.CommitAll(ctx, []*Visit{v})
}

// CommitAll stores several visits in one transaction, for imports.
func (s *Store) CommitAll(ctx context.Context, visits []*Visit) (CommitResult, error) {
	for _, v := range visits {
		if v.Reading != nil {
			v.Reading.prints()
		}
	}
	var sum CommitResult
	err := s.join(ctx, func(ctx context.Context, tx *transaction) error {
		sum = CommitResult{}
		for _, v := range visits {
			res, err := s.commit(ctx, tx, v)
			if err != nil {
				return fmt.Errorf("commit %s: %w", v.Address.URL, err)
			}
			sum.add(res)
			if !v.ClaimNext {
				continue
			}
			if sum.Next, err = claimNext(ctx, tx, v.Site, v.RunID, v.Further); err != nil {
				return fmt.Errorf("next address of %s: %w", v.Site, err)
			}
		}
		return nil
	})
	if err != nil {
		return CommitResult{}, err
	}
	return sum, nil
}

func (s *Store) commit(ctx context.Context, tx *transaction, v *Visit) (CommitResult, error) {
	var none CommitResult
	at := stamp(v.At)
	if v.Page != nil {
		err := notForgotten(ctx, tx, v.Page)
		if err != nil && !errors.Is(err, ErrForgotten) {
			return none, err
		}
		if err != nil {
			without := *v
			without.Page, without.Reading, without.Reason = nil, nil, err.Error()
			v = &without
		}
	}
	site, err := siteID(ctx, tx, v.Site, at)
	if err != nil {
		return none, err
	}
	if err := logRequest(ctx, tx, site, v); err != nil {
		return none, err
	}
	address, err := addressOf(ctx, tx, site, v, at)
	if errors.Is(err, ErrForgotten) {
		return none, nil
	}
	if err != nil {
		return none, err
	}
	rows, err := addAddresses(ctx, tx, site, v.Found, at)
	if err != nil {
		return none, err
	}
	if v.Listed {
		if err := relist(ctx, tx, address, v, rows, at); err != nil {
			return none, err
		}
	}
	if v.Page == nil {
		return none, settleAddress(ctx, tx, address, v, at, nil)
	}
	b, err := showBody(ctx, tx, address, v)
	if err != nil {
		return none, err
	}
	newest := &b.id
	if !b.newest {
		newest = nil
	}
	if err := settleAddress(ctx, tx, address, v, at, newest); err != nil {
		return none, err
	}
	if b.appeared && (b.read || b.attached) {
		if err := unjoin(ctx, tx, v.Address.URL, b.id); err != nil {
			return none, err
		}
	}
	if v.Reading != nil {
		return s.saveReading(ctx, tx, site, b, v.Reading, at)
	}
	if b.appeared && b.read { // bytes that were read elsewhere may have come to this address
		return refresh(ctx, tx, site, b.id)
	}
	return none, nil
}

// Log records a request that was made for no address of the frontier, such as
// one for robots.txt.
func (s *Store) Log(ctx context.Context, v *Visit) error {
	err := s.tx(ctx, func(tx *transaction) error {
		site, err := siteID(ctx, tx, v.Site, stamp(v.At))
		if err != nil {
			return err
		}
		return logRequest(ctx, tx, site, v)
	})
	if err != nil {
		return fmt.Errorf("log %s: %w", v.Address.URL, err)
	}
	return nil
}

func logRequest(ctx context.Context, tx *transaction, site int64, v *Visit) error {
	requests := v.Requests
	if len(requests) == 0 {
		requests = []Request{{v.Address.URL, v.At, v.Duration, v.Status, v.Bytes, v.Outcome, v.Reason}}
	}
	for _, r := range requests {
		if _, err := tx.ExecContext(ctx, `INSERT INTO request (run, site, url, at, outcome, reason, status, bytes, ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			v.RunID, site, r.URL, stamp(r.At), r.Outcome, r.Reason, r.Status, r.Bytes, r.Duration.Milliseconds()); err != nil {
			return wrap(err, "request")
		}
	}
	return nil
}

// addressOf returns the row of a visit's address, ErrForgotten where it is not
// on the frontier and a tombstone keeps it off.
func addressOf(ctx context.Context, tx *transaction, site int64, v *Visit, at string) (int64, error) {
	if v.Claimed {
		c := tx.store.claims.byURL[v.Address.URL]
		if c.run != v.RunID {
			return 0, fmt.Errorf("%w: run %d does not hold the claim", ErrInvalid, v.RunID)
		}
		return c.id, nil
	}
	var id int64
	err := tx.QueryRowContext(ctx, `SELECT id FROM address WHERE url = ?`, v.Address.URL).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, wrap(err, "address")
	}
	// It was never claimed: an import, or a page given by hand.
	rows, err := addAddresses(ctx, tx, site, []Address{v.Address}, at)
	if err != nil {
		return 0, err
	}
	if rows[0].id == 0 {
		return 0, ErrForgotten
	}
	return rows[0].id, nil
}

// settleAddress gives the claim back and notes the outcome, the body that the
// address shows now, if that is known, and how many reports a page leads to:
// what a list shows until it is read again.
func settleAddress(ctx context.Context, tx *transaction, id int64, v *Visit, at string, body *int64) error {
	var entries *int
	if v.Page != nil {
		n := 0
		for _, a := range v.Found {
			if a.Kind == "report" {
				n++
			}
		}
		entries = &n
	}
	r, err := tx.ExecContext(ctx, `UPDATE address SET state = 'done', dropped = 0, asked_in = ?14, next_due = ?1, attempts = attempts + 1,
		etag = ?2, last_modified = ?3, read_digest = ?4, read_content = ?5, read_reports = ?6, read_year = ?7, quiet = ?8,
		last_read = CASE WHEN ?9 IN ('fetched', 'unchanged') THEN max(coalesce(last_read, ''), ?12) ELSE last_read END,
		gone_since = CASE WHEN ?9 = 'gone' AND ?12 >= coalesce(last_read, '') THEN coalesce(gone_since, ?12)
		  WHEN ?9 IN ('fetched', 'unchanged') AND ?12 >= gone_since THEN NULL ELSE gone_since END,
		last_outcome = ?9, last_reason = ?10, last_status = ?11, last_seen = max(last_seen, ?12),
		body = coalesce(?15, body), entries = coalesce(?16, entries)
		WHERE id = ?13`,
		stampOrNull(v.NextDue), v.Validators.ETag, v.Validators.LastModified, v.Validators.Digest, v.Validators.Content,
		v.Validators.Reports, v.Validators.Year, v.Validators.Quiet,
		v.Outcome, v.Reason, v.Status, at, id, v.RunID, body, entries)
	if err != nil {
		return wrap(err, "address")
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return cmpErr(err, fmt.Errorf("%w: the address is gone from the frontier", ErrInvalid))
	}
	tx.hold(v.Address.URL, claim{})
	return nil
}
