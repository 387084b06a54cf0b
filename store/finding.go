package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Findings are made by store/checks and kept here, an agency's together. The
// triggers of finding_due note every agency whose findings may have changed
// since: of a report's current revision, of whom a name means, of level or
// kind.

// Finding is what a check found of a report.
type Finding struct {
	ReportID, Code string
	// Section of the figures, "" where they are of several.
	Section string
	// Among tells that it hangs on other agencies too.
	Among bool
	// Detail is JSON of what was compared.
	Detail []byte
}

// FindingState tells what stored findings are worth.
type FindingState struct {
	// Rules are those they were made by, "" where none ever were.
	Rules string
	// MadeAt is when the last run over all that was due ended.
	MadeAt time.Time
	// Due counts the agencies that changed since they were checked.
	Due int
}

// everyAgency stands in finding_due for what is compared among agencies.
const everyAgency = 0

// FindingState returns the state of the stored findings.
func (s *Store) FindingState(ctx context.Context) (FindingState, error) {
	var st FindingState
	var at sql.NullString
	err := s.read.QueryRowContext(ctx, `SELECT rules, made_at FROM finding_run`).Scan(&st.Rules, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return st, wrap(err, "finding_run")
	}
	if st.MadeAt, err = parseStamp(at); err != nil {
		return st, wrap(err, "finding_run")
	}
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT identity FROM finding_due GROUP BY identity)`).Scan(&st.Due)
	return st, wrap(err, "finding_due")
}

// BeginFindings starts a run by these rules; under other rules than last time
// every agency is due. The run answers for changes up to mark. Without anything
// due mark is 0.
func (s *Store) BeginFindings(ctx context.Context, rules string) (mark int64, err error) {
	st, err := s.FindingState(ctx)
	if err != nil || st.Rules == rules && st.Due == 0 {
		return 0, err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if st.Rules != rules {
			if _, err := tx.ExecContext(ctx, `INSERT INTO finding_due (identity) SELECT id FROM identity ORDER BY id`); err != nil {
				return wrap(err, "finding_due")
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO finding_run (id, rules, made_at) VALUES (1, ?1, ?2)
				ON CONFLICT (id) DO UPDATE SET rules = ?1, made_at = ?2`, rules, stamp(s.now())); err != nil {
				return wrap(err, "finding_run")
			}
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO finding_due (identity) VALUES (?)`, everyAgency); err != nil {
			return wrap(err, "finding_due")
		}
		return wrap(tx.QueryRowContext(ctx, `SELECT max(id) FROM finding_due`).Scan(&mark), "finding_due")
	})
	return mark, err
}

// DueAgencies lists up to limit agencies that a run has still to check, by id.
func (s *Store) DueAgencies(ctx context.Context, mark int64, limit int) ([]string, error) {
	var ids []string
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT public_id FROM identity WHERE id IN (SELECT identity FROM finding_due WHERE id <= ?) ORDER BY public_id LIMIT ?`, mark, limit)
	return ids, wrap(err, "finding_due")
}

// SaveFindings replaces the findings of agencies that hang on themselves alone,
// and takes them off the list as far as mark reaches.
func (s *Store) SaveFindings(ctx context.Context, agencies []string, mark int64, list []Finding) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		for _, id := range agencies {
			if _, err := tx.ExecContext(ctx, `DELETE FROM finding WHERE among = 0 AND identity = (SELECT id FROM identity WHERE public_id = ?)`, id); err != nil {
				return wrap(err, "finding")
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM finding_due WHERE id <= ? AND identity = (SELECT id FROM identity WHERE public_id = ?)`, mark, id); err != nil {
				return wrap(err, "finding_due")
			}
		}
		return insertFindings(ctx, tx, list)
	})
}

// EndFindings replaces the findings that hang on several agencies, and ends the
// run.
func (s *Store) EndFindings(ctx context.Context, mark int64, list []Finding) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM finding WHERE among = 1`); err != nil {
			return wrap(err, "finding")
		}
		if err := insertFindings(ctx, tx, list); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM finding_due WHERE id <= ? AND identity NOT IN (SELECT id FROM identity)`, mark); err != nil {
			return wrap(err, "finding_due")
		}
		_, err := tx.ExecContext(ctx, `UPDATE finding_run SET made_at = ?`, stamp(s.now()))
		return wrap(err, "finding_run")
	})
}

// insertFindings leaves out those of reports that went since they were checked.
func insertFindings(ctx context.Context, tx *sql.Tx, list []Finding) error {
	for _, f := range list {
		if _, err := tx.ExecContext(ctx, `INSERT INTO finding (identity, report, code, section, among, detail)
			SELECT a.identity, r.id, ?2, ?3, ?4, ?5 FROM report r JOIN agency a ON a.id = r.agency
			  JOIN revision v ON v.report = r.id AND v.current = 1 WHERE r.public_id = ?1 AND a.identity IS NOT NULL`,
			f.ReportID, f.Code, f.Section, f.Among, string(f.Detail)); err != nil {
			return wrap(err, "finding")
		}
	}
	return nil
}
