package store

import (
	"context"
	"database/sql"
	"fmt"
)

// shownBody is a body that an address shows.
type shownBody struct {
	id int64
	// appeared tells that the address showed another one, or none, just before;
	// newest that it is known to show none that came later.
	appeared, newest bool
	// read tells that the body has readings, attached that a page leads to the
	// address as to a document of its own. Most pages are neither: two questions less.
	read, attached bool
}

// showBody notes that the address of a visit shows its page. Pages may come in
// any order of their times.
func showBody(ctx context.Context, tx *transaction, address int64, v *Visit) (shownBody, error) {
	b := shownBody{newest: true}
	since := stamp(v.Page.FetchedAt)
	var before int64
	last := "" // when before began
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var shown int64
		var at string
		if err := rows.Scan(&b.id, &b.read, &b.attached, &at, &shown); err != nil {
			return err
		}
		b.newest = b.newest && at <= since
		if at <= since && at >= last {
			before, last = shown, at
		}
		return nil
	}, `SELECT b.id, EXISTS (SELECT 1 FROM reading WHERE body = b.id), EXISTS (SELECT 1 FROM attachment WHERE unlikely(url = ?3)),
		  coalesce(p.since, ''), coalesce(p.body, 0)
		FROM body b LEFT JOIN appearance p ON unlikely(p.address = ?2) WHERE unlikely(b.digest = ?1)`, v.Page.Digest, address, v.Address.URL)
	if err == nil && b.id == 0 {
		err = fmt.Errorf("%w: body %s is not archived", ErrInvalid, v.Page.Digest)
	}
	if err != nil || before == b.id {
		return b, wrap(err, "appearance")
	}
	b.appeared = true
	_, err = tx.ExecContext(ctx, `INSERT INTO appearance (address, since, body) VALUES (?, ?, ?)`, address, since, b.id)
	return b, wrap(err, "appearance")
}
