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

// place brings the panel in line with a report's revisions.
func place(ctx context.Context, tx *transaction, report int64) error {
	var identity sql.NullInt64
	var scope string
	var year int
	err := tx.QueryRowContext(ctx, `SELECT a.identity, r.scope, r.year FROM report r JOIN agency a ON a.id = r.agency WHERE unlikely(r.id = ?)`, report).
		Scan(&identity, &scope, &year)
	if err != nil {
		return wrap(err, "report")
	}
	if year == 0 || !identity.Valid {
		return nil
	}
	return stand(ctx, tx, identity.Int64, scope, year)
}

// candidate is a report that could stand in a row of the panel.
type candidate struct{ report, content int64 }

// stand works out the panel's row of an agency, scope and year.
func stand(ctx context.Context, tx *transaction, identity int64, scope string, year int) error {
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
		  JOIN content c ON c.id = e.content
		 WHERE a.identity = CAST(?1 AS INTEGER) AND r.scope = CAST(?2 AS TEXT) AND r.year = CAST(?3 AS INTEGER)
		 ORDER BY (SELECT count(s.value) FROM statistic s WHERE s.content = c.id) DESC, coalesce(c.published_on, '') DESC, r.public_id`,
		identity, scope, year)
	if err != nil {
		return wrap(err, "panel")
	}
	if err := touch(ctx, tx, year); err != nil {
		return err
	}
	if len(all) == 0 {
		_, err := tx.ExecContext(ctx, `DELETE FROM panel WHERE identity = ? AND scope = ? AND year = ?`, identity, scope, year)
		return wrap(err, "panel")
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO panel (identity, scope, year, report, sources) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (identity, scope, year) DO UPDATE SET report = excluded.report, sources = excluded.sources
		WHERE report <> excluded.report OR sources <> excluded.sources`, identity, scope, year, all[0].report, len(all)); err != nil {
		return wrap(err, "panel")
	}
	return contradict(ctx, tx, all)
}

// contradict notes the figures of the first candidate that another prints
// otherwise. What could not be read of either contradicts nothing.
func contradict(ctx context.Context, tx *transaction, all []candidate) error {
	var panel int64
	if err := tx.QueryRowContext(ctx, `SELECT id FROM panel WHERE report = ?`, all[0].report).Scan(&panel); err != nil {
		return wrap(err, "panel")
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM panel_conflict WHERE panel = ?`, panel); err != nil {
		return wrap(err, "panel_conflict")
	}
	for _, other := range all[1:] {
		_, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO panel_conflict (panel, key)
			SELECT ?1, s.key
			  FROM statistic s
			  JOIN statistic_key k ON k.id = s.key
			  JOIN content oc ON oc.id = ?3
			  JOIN statistic_key ok ON ok.format = oc.format AND ok.section = k.section AND ok.row = k.row AND ok.col = k.col
			  JOIN statistic o ON o.content = oc.id AND o.key = ok.id
			  LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
			  LEFT JOIN statistic_note m ON m.content = o.content AND m.key = o.key
			 WHERE s.content = ?2 AND s.value IS NOT o.value
			   AND coalesce(n.status, '') NOT IN ('ambiguous', 'invalid') AND coalesce(m.status, '') NOT IN ('ambiguous', 'invalid')`,
			panel, all[0].content, other.content)
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
	type cell struct {
		scope string
		year  int
	}
	var cells []cell
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c cell
		err := rows.Scan(&c.scope, &c.year)
		cells = append(cells, c)
		return err
	}, `SELECT DISTINCT scope, year FROM report WHERE agency = ? AND year <> 0 ORDER BY scope, year`, agency)
	if err != nil {
		return wrap(err, "report")
	}
	for _, identity := range []int64{was, now} {
		if identity == 0 {
			continue
		}
		for _, c := range cells {
			if err := stand(ctx, tx, identity, c.scope, c.year); err != nil {
				return err
			}
		}
	}
	return nil
}
