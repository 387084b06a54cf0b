package store

import (
	"context"
	"database/sql"
	"fmt"
)

// The panel has one row for an agency, scope and year. Where several reports
// claim it, on several sites or under several spellings, that stands in it
// which has the most figures with a number, of equals the one published last,
// of those the one whose id sorts first. All figures of a row are its report's:
// none is mended from another.

// panelCell is a row of the panel to be.
type panelCell struct {
	identity int64
	scope    string
	year     int
}

// place brings the panel in line with a report's revisions.
func place(ctx context.Context, tx *transaction, report int64) error {
	var c panelCell
	err := tx.QueryRowContext(ctx, `SELECT coalesce(a.identity, 0), r.scope, r.year FROM report r JOIN agency a ON a.id = r.agency WHERE unlikely(r.id = ?)`, report).
		Scan(&c.identity, &c.scope, &c.year)
	if err != nil {
		return wrap(err, "report")
	}
	return stand(ctx, tx, c)
}

// candidate is a report that could stand in a row of the panel.
type candidate struct{ report, content int64 }

// bestFirst is the order in which candidates come into the panel.
const bestFirst = ` ORDER BY (SELECT count(s.value) FROM statistic s WHERE s.content = e.content) DESC,
	(SELECT coalesce(published_on, '') FROM content WHERE id = e.content) DESC, r.public_id`

func candidatesOf(ctx context.Context, tx *transaction, c panelCell, order string) ([]candidate, error) {
	var all []candidate
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c candidate
		err := rows.Scan(&c.report, &c.content)
		all = append(all, c)
		return err
	}, `SELECT r.id, e.content
		  FROM agency a
		  JOIN report r ON r.agency = a.id
		  JOIN revision v ON v.report = r.id AND v.current = 1
		  JOIN extraction e ON e.id = v.extraction
		 WHERE a.identity = CAST(?1 AS INTEGER) AND r.scope = CAST(?2 AS TEXT) AND r.year = CAST(?3 AS INTEGER)`+order,
		c.identity, c.scope, c.year)
	return all, wrap(err, "panel")
}

// stand works out a row of the panel. Reports without a year have none.
func stand(ctx context.Context, tx *transaction, c panelCell) error {
	if c.year == 0 || c.identity == 0 {
		return nil
	}
	all, err := candidatesOf(ctx, tx, c, "")
	if err == nil && len(all) > 1 {
		all, err = candidatesOf(ctx, tx, c, bestFirst)
	}
	if err != nil {
		return err
	}
	tx.touch(c.year)
	if len(all) == 0 {
		_, err := tx.ExecContext(ctx, `DELETE FROM panel WHERE identity = ? AND scope = ? AND year = ?`, c.identity, c.scope, c.year)
		return wrap(err, "panel")
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO panel (identity, scope, year, report, sources) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (identity, scope, year) DO UPDATE SET report = excluded.report, sources = excluded.sources
		WHERE report <> excluded.report OR sources <> excluded.sources`, c.identity, c.scope, c.year, all[0].report, len(all)); err != nil {
		return wrap(err, "panel")
	}
	return contradict(ctx, tx, all)
}

// standFirst is stand for a report that was never seen before. Where nobody
// stands in its row it has no rival.
func standFirst(ctx context.Context, tx *transaction, r reportRow) error {
	c := r.cell
	if c.year == 0 || c.identity == 0 {
		return nil
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO panel (identity, scope, year, report, sources) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (identity, scope, year) DO NOTHING`, c.identity, c.scope, c.year, r.id)
	if err != nil {
		return wrap(err, "panel")
	}
	switch n, err := res.RowsAffected(); {
	case err != nil:
		return wrap(err, "panel")
	case n == 0:
		return stand(ctx, tx, c)
	}
	tx.touch(c.year)
	return nil
}

// contradict notes the figures of the first candidate that another prints
// otherwise. What could not be read of either contradicts nothing.
func contradict(ctx context.Context, tx *transaction, all []candidate) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM panel_conflict WHERE panel = (SELECT id FROM panel WHERE report = ?)`, all[0].report); err != nil {
		return wrap(err, "panel_conflict")
	}
	for _, other := range all[1:] {
		_, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO panel_conflict (panel, key)
			SELECT p.id, s.key
			  FROM panel p
			  JOIN statistic s
			  JOIN statistic_key k ON k.id = s.key
			  JOIN content oc ON oc.id = ?3
			  JOIN statistic_key ok ON ok.format = oc.format AND ok.section = k.section AND ok.row = k.row AND ok.col = k.col
			  JOIN statistic o ON o.content = oc.id AND o.key = ok.id
			  LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
			  LEFT JOIN statistic_note m ON m.content = o.content AND m.key = o.key
			 WHERE p.report = ?1 AND s.content = ?2 AND s.value IS NOT o.value
			   AND coalesce(n.status, '') NOT IN ('ambiguous', 'invalid') AND coalesce(m.status, '') NOT IN ('ambiguous', 'invalid')`,
			all[0].report, all[0].content, other.content)
		if err != nil {
			return wrap(err, "panel_conflict")
		}
	}
	return nil
}

// reidentify brings agency rows to their identities anew, and the panel with
// them. It returns how many went to another identity.
func reidentify(ctx context.Context, tx *transaction, agencies []int64) (moved int, err error) {
	for _, agency := range agencies {
		now, was, err := identify(ctx, tx, agency)
		if err != nil {
			return moved, err
		}
		if now == was {
			continue
		}
		moved++
		if err := movePanel(ctx, tx, agency, was, now); err != nil {
			return moved, fmt.Errorf("agency %d: %w", agency, err)
		}
		if err := leave(ctx, tx, was, now); err != nil {
			return moved, err
		}
	}
	return moved, nil
}

// movePanel works out the rows that an agency row's reports leave, then those
// that they come to: a report stands in one row at most.
func movePanel(ctx context.Context, tx *transaction, agency, was, now int64) error {
	var cells []panelCell
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c panelCell
		err := rows.Scan(&c.scope, &c.year)
		cells = append(cells, c)
		return err
	}, `SELECT DISTINCT scope, year FROM report WHERE agency = ? AND year <> 0 ORDER BY scope, year`, agency)
	if err != nil {
		return wrap(err, "report")
	}
	for _, identity := range []int64{was, now} {
		for _, c := range cells {
			c.identity = identity
			if err := stand(ctx, tx, c); err != nil {
				return err
			}
		}
	}
	return nil
}
