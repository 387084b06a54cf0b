package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"gongkai/extract"
)

// A reading is what one extractor version found in one body of one site. The
// live reading of a body is its last; only live readings make revisions.

// entry is one report of a reading, with the documents that the page was read with.
type entry struct {
	report, content int64
	documents       []Attached
}

func sameEntry(a, b entry) bool {
	return a.report == b.report && a.content == b.content && stateKey(a.documents) == stateKey(b.documents)
}

// stored is what became of the reports of a reading.
type stored struct {
	entries []entry
	unseen  map[int64]reportRow // those that were added, by id
	// forgotten tells that some have a tombstone, fresh counts contents that
	// were not stored before.
	forgotten bool
	fresh     int
}

// saveReading stores a reading and regroups the revisions of every report it
// touches. A reading equal to the live one changes nothing.
func (s *Store) saveReading(ctx context.Context, tx *transaction, site int64, b shownBody, r *Reading, at string) (CommitResult, error) {
	var none CommitResult
	var live, mine readingRow
	var err error
	body := b.id
	if b.read {
		if live, mine, err = readingsOf(ctx, tx, site, body, r.Extractor); err != nil {
			return none, err
		}
	}
	old, err := entriesOf(ctx, tx, live.id)
	if err != nil {
		return none, err
	}
	was := old
	if mine.id != live.id {
		if was, err = entriesOf(ctx, tx, mine.id); err != nil {
			return none, err
		}
	}
	got, err := s.entries(ctx, tx, site, body, r.Reports, r.prints())
	if err != nil {
		return none, err
	}
	joined, err := s.joinedEntries(ctx, tx, site, body, r, old)
	if err != nil {
		return none, err
	}
	entries := got.entries
	if got.forgotten { // other reports of the page stay
		if err := emptyBody(ctx, tx, body, "forget", s.now()); err != nil {
			return none, err
		}
	}
	known, err := attachmentsOf(ctx, tx, mine.id)
	if err != nil {
		return none, err
	}
	alone := slices.DeleteFunc(slices.Clone(was), func(e entry) bool { return len(e.documents) > 0 })
	if mine.id != 0 && mine.id == live.id && mine.err == r.Error && r.Joined == nil && slices.Equal(known, r.Attachments) && slices.EqualFunc(alone, entries, sameEntry) {
		if b.appeared {
			return refresh(ctx, tx, site, body)
		}
		return none, nil
	}
	entries = append(entries, joined...)
	unjoined, err := isUnjoined(ctx, tx, site, body, r)
	if err != nil {
		return none, err
	}
	if err := replaceReading(ctx, tx, site, body, live.id, mine.id, r, entries, at, unjoined); err != nil {
		return none, err
	}
	var touched, dropped []int64
	for _, e := range slices.Concat(old, was, entries) {
		if !slices.Contains(touched, e.report) {
			touched = append(touched, e.report)
		}
	}
	for _, e := range was {
		dropped = append(dropped, e.content)
	}
	sum := CommitResult{Fresh: got.fresh}
	for _, report := range touched {
		var res CommitResult
		var err error
		if row, unseen := got.unseen[report]; unseen && len(r.Attachments) == 0 {
			res, err = debut(ctx, tx, row)
		} else {
			res, err = regroup(ctx, tx, report)
		}
		if err != nil {
			return none, err
		}
		sum.add(res)
	}
	if err := forward(ctx, tx, old, entries); err != nil {
		return none, err
	}
	return sum, dropOrphans(ctx, tx, dropped)
}

type readingRow struct {
	id  int64
	err string
}

// readingsOf finds the live reading of a body and that of an extractor version;
// either has id 0 if there is none.
func readingsOf(ctx context.Context, tx *transaction, site, body int64, extractor string) (live, mine readingRow, err error) {
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var g readingRow
		var isLive, isMine bool
		err := rows.Scan(&g.id, &g.err, &isLive, &isMine)
		if isLive {
			live = g
		}
		if isMine {
			mine = g
		}
		return err
	}, `SELECT id, error, live, extractor = ? FROM reading WHERE site = ? AND body = ?`, extractor, site, body)
	return live, mine, wrap(err, "reading")
}

// entriesOf lists the reports of a reading in their order.
func entriesOf(ctx context.Context, tx *transaction, reading int64) ([]entry, error) {
	all, err := joinedEntriesOf(ctx, tx, reading)
	var entries []entry
	for _, e := range all {
		entries = append(entries, entry{e.report, e.content, e.documents})
	}
	return entries, err
}

// entries stores the contents of reports, and the reports and agencies that
// are new. Reports of agencies with a tombstone are left out.
func (s *Store) entries(ctx context.Context, tx *transaction, site, body int64, reports []extract.Report, known []prints) (stored, error) {
	got := stored{unseen: map[int64]reportRow{}}
	for i := range reports {
		r := &reports[i]
		report, err := reportOf(ctx, tx, site, body, r)
		if errors.Is(err, ErrForgotten) {
			got.forgotten = true
			continue
		}
		if err != nil {
			return got, err
		}
		content, fresh, err := s.saveContent(ctx, tx, r, known[i])
		if err != nil {
			return got, fmt.Errorf("report %q of %d: %w", r.Agency, r.Year, err)
		}
		if fresh {
			got.fresh++
		}
		if report.unseen {
			got.unseen[report.id] = report
		}
		got.entries = append(got.entries, entry{report: report.id, content: content})
	}
	return got, nil
}

// joinedEntries stores what a page says together with its documents. What old
// readings know of documents whose bytes were removed is kept: nobody can read it again.
func (s *Store) joinedEntries(ctx context.Context, tx *transaction, site, body int64, r *Reading, old []entry) ([]entry, error) {
	var out []entry
	read := map[string]bool{}
	for _, j := range r.Joined {
		if err := resolveBodies(ctx, tx, j.Documents); err != nil {
			return nil, err
		}
		got, err := s.entries(ctx, tx, site, body, j.Reports, printsOf(j.Reports))
		if err != nil {
			return nil, err
		}
		for _, e := range got.entries {
			e.documents = j.Documents
			out = append(out, e)
		}
		read[stateKey(j.Documents)] = true
	}
	for _, e := range old {
		if r.Joined != nil && !read[stateKey(e.documents)] && slices.ContainsFunc(e.documents, func(d Attached) bool { return d.emptied }) {
			out = append(out, e)
		}
	}
	return out, nil
}

// resolveBodies finds the rows of the bodies of documents.
func resolveBodies(ctx context.Context, tx *transaction, documents []Attached) error {
	for i := range documents {
		d := &documents[i]
		if err := tx.QueryRowContext(ctx, `SELECT id FROM body WHERE digest = ?`, d.Digest).Scan(&d.body); err != nil {
			return fmt.Errorf("document %s: %w", d.URL, wrap(err, "body"))
		}
	}
	return nil
}

// isUnjoined tells whether a page is still to be read with its documents, or with
// what they have shown since it was.
func isUnjoined(ctx context.Context, tx *transaction, site, body int64, r *Reading) (bool, error) {
	if len(r.Attachments) == 0 || r.Joined == nil {
		return len(r.Attachments) > 0, nil
	}
	states, err := readableStates(ctx, tx, site, body, r.Attachments)
	return slices.ContainsFunc(states, func(state []Attached) bool {
		return !slices.ContainsFunc(r.Joined, func(j Joined) bool { return stateKey(j.Documents) == stateKey(state) })
	}), err
}

// reportRow is the row of a report's identity.
type reportRow struct {
	id   int64
	cell panelCell
	// unseen tells that it was added just now.
	unseen bool
}

// reportOf returns the row of a report's identity, which it adds if new;
// ErrForgotten where the agency has a tombstone.
func reportOf(ctx context.Context, tx *transaction, site, body int64, r *extract.Report) (reportRow, error) {
	var none reportRow
	siteName, err := siteName(ctx, tx, site)
	if err != nil {
		return none, err
	}
	name, scope := normalName(r.Agency), r.Scope
	if scope == "" {
		scope = extract.ScopeUnknown
	}
	var agencyAnchor, anchor string
	if name == "" || r.Year == 0 {
		if err := tx.QueryRowContext(ctx, `SELECT d.url FROM appearance p JOIN address d ON d.id = p.address
			WHERE p.body = ? AND d.site = ? ORDER BY p.since, d.url LIMIT 1`, body, site).Scan(&anchor); err != nil {
			return none, wrap(err, "appearance")
		}
		if name == "" {
			agencyAnchor = anchor
		}
	}
	a, err := agencyOf(ctx, tx, AgencyID(siteName, name, agencyAnchor), site, name, agencyAnchor)
	if err != nil {
		return none, err
	}
	row := reportRow{cell: panelCell{a.identity, string(scope), r.Year}}
	publicID := ReportID(siteName, name, scope, r.Year, anchor)
	if !a.unseen { // a report never stands without its agency
		err = tx.QueryRowContext(ctx, `SELECT id FROM report WHERE public_id = ?`, publicID).Scan(&row.id)
		if !errors.Is(err, sql.ErrNoRows) {
			return row, wrap(err, "report")
		}
	}
	row.unseen = true
	row.id, err = insertedRow(tx.ExecContext(ctx, `INSERT INTO report (public_id, agency, scope, year, anchor) VALUES (?, ?, ?, ?, ?)`,
		publicID, a.id, scope, r.Year, anchor))
	return row, wrap(err, "report")
}

// insertedRow is the id of a row that a statement inserted.
func insertedRow(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// replaceReading makes entries the live reading of a body instead of live, and
// in the place of mine, what the same extractor version had read, if it had.
func replaceReading(ctx context.Context, tx *transaction, site, body, live, mine int64, r *Reading, entries []entry, at string, unjoined bool) error {
	if live != 0 {
		if _, err := tx.ExecContext(ctx, `UPDATE reading SET live = 0 WHERE id = ?`, live); err != nil {
			return wrap(err, "reading")
		}
	}
	id := mine
	if mine != 0 {
		// Revisions point at extractions that go; regroup mends them before the
		// commit. The pragma makes every statement be prepared anew: costly, and rare.
		if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM extraction WHERE reading = ?`, id); err != nil {
			return wrap(err, "extraction")
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM attachment WHERE reading = ?`, id); err != nil {
			return wrap(err, "attachment")
		}
		if _, err := tx.ExecContext(ctx, `UPDATE reading SET live = 1, error = ?, read_at = ?, unjoined = ? WHERE id = ?`, r.Error, at, unjoined, id); err != nil {
			return wrap(err, "reading")
		}
	} else {
		res, err := tx.ExecContext(ctx, `INSERT INTO reading (site, body, extractor, read_at, live, error, unjoined)
			VALUES (?, ?, ?, ?, 1, ?, ?)`, site, body, r.Extractor, at, r.Error, unjoined)
		if err != nil {
			return wrap(err, "reading")
		}
		if id, err = res.LastInsertId(); err != nil {
			return wrap(err, "reading")
		}
	}
	for i, url := range r.Attachments {
		if _, err := tx.ExecContext(ctx, `INSERT INTO attachment (reading, ordinal, url) VALUES (?, ?, ?)`, id, i, url); err != nil {
			return wrap(err, "attachment")
		}
	}
	for i, e := range entries {
		res, err := tx.ExecContext(ctx, `INSERT INTO extraction (reading, ordinal, report, content) VALUES (?, ?, ?, ?)`, id, i, e.report, e.content)
		if err != nil {
			return wrap(err, "extraction")
		}
		extraction, err := res.LastInsertId()
		if err != nil {
			return wrap(err, "extraction")
		}
		for _, d := range e.documents {
			if _, err := tx.ExecContext(ctx, `INSERT INTO extraction_document (extraction, ordinal, body, used) VALUES (?, ?, ?, ?)`,
				extraction, d.Ordinal, d.body, d.Used); err != nil {
				return wrap(err, "extraction_document")
			}
		}
	}
	return nil
}

// forward makes the id of a report that a new reading knows by another agency,
// scope or year lead to it, once nothing else is left under the old one.
func forward(ctx context.Context, tx *transaction, old, entries []entry) error {
	for i := range min(len(old), len(entries)) {
		from, to := old[i].report, entries[i].report
		if from == to {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE report SET moved_to = ? WHERE id = ?
			AND NOT EXISTS (SELECT 1 FROM revision WHERE report = ?)`, to, from, from); err != nil {
			return wrap(err, "report")
		}
	}
	return nil
}
