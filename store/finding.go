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
	// MadeAt is when a run over all that was due ended last, zero if none did.
	MadeAt time.Time
	// Due counts the agencies that changed since they were checked.
	Due int
	// PeersDue tells that comparisons among agencies are to be made anew.
	PeersDue bool
}

// Current tells whether nothing changed since the findings were made by rules.
func (st FindingState) Current(rules string) bool {
	return st.Rules == rules && st.Due == 0 && !st.PeersDue
}

// everyAgency stands in finding_due for what is compared among agencies.
const everyAgency = 0

// FindingState returns the state of the stored findings.
func (s *Store) FindingState(ctx context.Context) (FindingState, error) {
	var st FindingState
	var at sql.NullString
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM (SELECT 1 FROM finding_due WHERE identity <> ?1 GROUP BY identity)),
		EXISTS (SELECT 1 FROM finding_due), coalesce((SELECT rules FROM finding_run), ''), (SELECT made_at FROM finding_run)`, everyAgency).
		Scan(&st.Due, &st.PeersDue, &st.Rules, &at)
	if err != nil {
		return st, wrap(err, "finding_due")
	}
	st.MadeAt, err = parseStamp(at)
	return st, wrap(err, "finding_run")
}

// BeginFindings starts a run by these rules, which answers for changes up to
// mark; under other rules than last time every agency is due. Where nothing is
// due mark is 0.
func (s *Store) BeginFindings(ctx context.Context, rules string) (mark int64, err error) {
	st, err := s.FindingState(ctx)
	if err != nil || st.Current(rules) {
		return 0, err
	}
	err = s.tx(ctx, func(tx *transaction) error {
		if st.Rules != rules {
			if _, err := tx.ExecContext(ctx, `INSERT INTO finding_due (identity) SELECT id FROM identity ORDER BY id`); err != nil {
				return wrap(err, "finding_due")
			}
		}
		r, err := tx.ExecContext(ctx, `INSERT INTO finding_due (identity) VALUES (?)`, everyAgency)
		if err != nil {
			return wrap(err, "finding_due")
		}
		if mark, err = r.LastInsertId(); err != nil {
			return wrap(err, "finding_due")
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO finding_run (id, rules, mark) VALUES (1, ?1, ?2)
			ON CONFLICT (id) DO UPDATE SET rules = ?1, mark = ?2`, rules, mark)
		return wrap(err, "finding_run")
	})
	return mark, err
}

// ErrSuperseded is returned to a run of checks that another has followed: what
// it saw may be older than what is stored.
var ErrSuperseded = errors.New("another run of checks began")

// lastFindings refuses runs that are not the last.
func lastFindings(ctx context.Context, tx *transaction, mark int64) error {
	var last int64
	if err := tx.QueryRowContext(ctx, `SELECT mark FROM finding_run`).Scan(&last); err != nil {
		return wrap(err, "finding_run")
	}
	if last != mark {
		return ErrSuperseded
	}
	return nil
}

// DueAgencies lists up to limit agencies that a run has still to check, by id.
func (s *Store) DueAgencies(ctx context.Context, mark int64, limit int) ([]string, error) {
	ids, err := columnOf[string](ctx, s.read, `SELECT public_id FROM identity WHERE id IN (SELECT identity FROM finding_due WHERE id <= ?) ORDER BY public_id LIMIT ?`, mark, limit)
	return ids, wrap(err, "finding_due")
}

// SaveFindings replaces the findings of agencies that hang on themselves alone,
// and takes them off the list as far as mark reaches.
func (s *Store) SaveFindings(ctx context.Context, agencies []string, mark int64, list []Finding) error {
	return s.tx(ctx, func(tx *transaction) error {
		if err := lastFindings(ctx, tx, mark); err != nil {
			return err
		}
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
	return s.tx(ctx, func(tx *transaction) error {
		if err := lastFindings(ctx, tx, mark); err != nil {
			return err
		}
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
func insertFindings(ctx context.Context, tx *transaction, list []Finding) error {
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
