package store

import (
	"context"
	"database/sql"
)

// What Forget removes, from the address or body down to the figure. Foreign
// keys are checked at the end of the transaction.

// url removes an address, what it showed and what was answered from it, and the
// bytes that no other address shows.
func (w *eraser) url(ctx context.Context, url string) error {
	type showing struct{ address, body sql.NullInt64 }
	var shown []showing
	err := each(ctx, w.tx, func(rows *sql.Rows) error {
		var s showing
		err := rows.Scan(&s.address, &s.body)
		shown = append(shown, s)
		return err
	}, `SELECT d.id, x.body FROM exchange x LEFT JOIN address d ON d.url = x.url WHERE x.url = ?1 OR x.final_url = ?1
		UNION SELECT p.address, p.body FROM address d JOIN appearance p ON p.address = d.id WHERE d.url = ?1`, url)
	if err != nil {
		return err
	}
	pages, err := w.ints(ctx, `DELETE FROM exchange WHERE url = ?1 OR final_url = ?1 RETURNING id`, url)
	if err != nil {
		return err
	}
	w.result.Pages += len(pages)
	var bodies []int64
	for _, s := range shown {
		bodies = addOnce(bodies, s.body.Int64)
		if s.address.Valid {
			w.addresses = addOnce(w.addresses, s.address.Int64)
			if err := w.exec(ctx, `DELETE FROM appearance WHERE address = ? AND body = ?`, s.address, s.body); err != nil {
				return err
			}
		}
	}
	// What was read with it as an attachment goes with it, whatever body it showed.
	if err := w.separate(ctx, `SELECT x.extraction FROM attachment t JOIN extraction e ON e.reading = t.reading
		JOIN extraction_document x ON x.extraction = e.id AND x.ordinal = t.ordinal WHERE t.url = ?`, url); err != nil {
		return err
	}
	for _, body := range bodies {
		if err := w.unshown(ctx, body); err != nil {
			return err
		}
	}
	return w.exec(ctx, `DELETE FROM address WHERE url = ?`, url)
}

// separate removes what pages say together with documents that go; they are to
// be read again with what is left.
func (w *eraser) separate(ctx context.Context, extractions string, arg any) error {
	touched, err := w.ints(ctx, `SELECT DISTINCT report FROM extraction WHERE id IN (`+extractions+`)`, arg)
	if err != nil {
		return err
	}
	w.reports = addOnce(w.reports, touched...)
	if err := w.exec(ctx, `UPDATE reading SET unjoined = 1 WHERE live = 1 AND id IN (SELECT reading FROM extraction WHERE id IN (`+extractions+`))`, arg); err != nil {
		return err
	}
	contents, err := w.ints(ctx, `DELETE FROM extraction WHERE id IN (`+extractions+`) RETURNING content`, arg)
	w.contents = addOnce(w.contents, contents...)
	return err
}

// digest removes a body wherever it was shown.
func (w *eraser) digest(ctx context.Context, digest string) error {
	ids, err := w.ints(ctx, `SELECT id FROM body WHERE digest = ?`, digest)
	if err != nil || len(ids) == 0 {
		return err
	}
	return w.body(ctx, ids[0])
}

func (w *eraser) body(ctx context.Context, body int64) error {
	pages, err := w.ints(ctx, `DELETE FROM exchange WHERE body = ? RETURNING id`, body)
	if err != nil {
		return err
	}
	w.result.Pages += len(pages)
	addresses, err := w.ints(ctx, `DELETE FROM appearance WHERE body = ? RETURNING address`, body)
	if err != nil {
		return err
	}
	w.addresses = addOnce(w.addresses, addresses...)
	if err := w.separate(ctx, `SELECT extraction FROM extraction_document WHERE body = ?`, body); err != nil {
		return err
	}
	return w.unshown(ctx, body)
}

// agency removes an agency with all its reports and the documents attached to
// them. Pages that hold reports of others too lose their bytes, but those reports stay.
func (w *eraser) agency(ctx context.Context, agency int64) error {
	bodies, err := w.ints(ctx, `SELECT g.body FROM report r JOIN extraction e ON e.report = r.id
		JOIN reading g ON g.id = e.reading WHERE r.agency = ?1
		UNION SELECT x.body FROM report r JOIN extraction e ON e.report = r.id
		JOIN extraction_document x ON x.extraction = e.id AND x.used = 1 WHERE r.agency = ?1`, agency)
	if err != nil {
		return err
	}
	for _, body := range bodies {
		var digest string
		var others bool
		if err := w.tx.QueryRowContext(ctx, `SELECT digest, EXISTS (SELECT 1 FROM reading g JOIN extraction e ON e.reading = g.id
			JOIN report r ON r.id = e.report WHERE g.body = b.id AND r.agency <> ?) FROM body b WHERE id = ?`, agency, body).Scan(&digest, &others); err != nil {
			return err
		}
		if others {
			err = w.part(ctx, body, agency)
		} else {
			t := w.result.Tombstone
			t.Kind, t.What, t.Name, t.Reason = "digest", digest, "", "page of "+t.What+": "+t.Reason
			if err = bury(ctx, w.tx, t); err == nil {
				err = w.body(ctx, body)
			}
		}
		if err != nil {
			return err
		}
	}
	rest, err := w.ints(ctx, `SELECT id FROM report WHERE agency = ?`, agency)
	w.reports = addOnce(w.reports, rest...)
	return err
}

// part removes what a body says of one agency, and the bytes.
func (w *eraser) part(ctx context.Context, body, agency int64) error {
	const mine = ` FROM extraction e JOIN reading g ON g.id = e.reading JOIN report r ON r.id = e.report WHERE g.body = ? AND r.agency = ?`
	contents, err := w.ints(ctx, `SELECT e.content`+mine, body, agency)
	if err != nil {
		return err
	}
	w.contents = addOnce(w.contents, contents...)
	if err := w.exec(ctx, `DELETE FROM extraction WHERE id IN (SELECT e.id`+mine+`)`, body, agency); err != nil {
		return err
	}
	if err := w.count(ctx, body); err != nil {
		return err
	}
	return emptyBody(ctx, w.tx, body, "forget", w.result.At)
}

// unshown removes the readings of sites where a body is not shown any more, and
// the body itself where it is shown nowhere.
func (w *eraser) unshown(ctx context.Context, body int64) error {
	readings, err := w.ints(ctx, `SELECT g.id FROM reading g WHERE g.body = ? AND NOT EXISTS (SELECT 1 FROM appearance p
		JOIN address d ON d.id = p.address WHERE p.body = g.body AND d.site = g.site)`, body)
	if err != nil {
		return err
	}
	touched, err := w.ints(ctx, `SELECT DISTINCT e.report FROM extraction e JOIN reading g ON g.id = e.reading WHERE g.body = ?`, body)
	if err != nil {
		return err
	}
	w.reports = addOnce(w.reports, touched...)
	for _, reading := range readings {
		contents, err := w.ints(ctx, `DELETE FROM extraction WHERE reading = ? RETURNING content`, reading)
		if err != nil {
			return err
		}
		w.contents = addOnce(w.contents, contents...)
		if err := w.exec(ctx, `DELETE FROM reading WHERE id = ?`, reading); err != nil {
			return err
		}
	}
	elsewhere, err := w.ints(ctx, `SELECT count(DISTINCT url) FROM (SELECT url FROM exchange WHERE body = ?1
		UNION SELECT d.url FROM appearance p JOIN address d ON d.id = p.address WHERE p.body = ?1)`, body)
	if err != nil || elsewhere[0] > 0 {
		w.result.Elsewhere += int(append(elsewhere, 0)[0])
		return err
	}
	if err := w.count(ctx, body); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM payload_name WHERE body = ?`,
		`UPDATE address SET body = NULL WHERE body = ?`,
		`DELETE FROM body WHERE id = ?`,
	} {
		if err := w.exec(ctx, query, body); err != nil {
			return err
		}
	}
	return nil
}

// count adds a body that goes to the result.
func (w *eraser) count(ctx context.Context, body int64) error {
	sizes, err := w.ints(ctx, `SELECT length(data) FROM body WHERE id = ?`, body)
	for _, n := range sizes {
		w.result.Bodies++
		w.result.Bytes += n
	}
	return err
}

// settle works out anew what hangs on what was removed.
func (w *eraser) settle(ctx context.Context) error {
	for _, address := range w.addresses {
		if err := w.exec(ctx, `UPDATE address SET body = (SELECT p.body FROM appearance p
			WHERE p.address = address.id ORDER BY p.since DESC LIMIT 1) WHERE id = ?`, address); err != nil {
			return err
		}
	}
	for _, report := range w.reports {
		if _, err := regroup(ctx, w.tx, report); err != nil {
			return err
		}
	}
	for _, report := range w.reports {
		if err := w.dropReport(ctx, report); err != nil {
			return err
		}
	}
	if err := dropStaleSheets(ctx, w.tx); err != nil {
		return err
	}
	return dropOrphans(ctx, w.tx, w.contents)
}

// dropReport removes a report that nothing tells of any more, verdicts on it,
// and its agency if that was its last.
func (w *eraser) dropReport(ctx context.Context, report int64) error {
	var agency, identity int64
	err := w.tx.QueryRowContext(ctx, `SELECT r.agency, a.identity FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = ?
		AND NOT EXISTS (SELECT 1 FROM extraction WHERE report = r.id)`, report).Scan(&agency, &identity)
	if err == sql.ErrNoRows {
		return nil
	}
	if err != nil {
		return err
	}
	w.result.Reports++
	for _, query := range []string{
		`UPDATE report SET moved_to = NULL WHERE moved_to = ?`,
		`DELETE FROM verdict WHERE report_id = (SELECT public_id FROM report WHERE id = ?)`,
		`DELETE FROM report WHERE id = ?`,
	} {
		if err := w.exec(ctx, query, report); err != nil {
			return err
		}
	}
	if err := w.exec(ctx, `DELETE FROM agency WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM report WHERE agency = ?1)`, agency); err != nil {
		return err
	}
	return vacate(ctx, w.tx, identity)
}
