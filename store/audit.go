package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Verdict is a person's judgement of the figures read from one page.
type Verdict struct {
	ReportID, PageDigest, Extractor string
	// Figures were looked at, Wrong of them are, and WrongFigures names those
	// as section/row/col.
	Figures, Wrong int
	WrongFigures   []string
	Note, By       string
	// At is set when it is saved.
	At time.Time
}

// SampleReports draws n current reports at random, the same ones for the same
// seed and the same reports, in whatever order those were stored. It returns
// ids, all of them where there are no more than n.
func (s *Store) SampleReports(ctx context.Context, n int, seed int64) ([]string, error) {
	type ticket struct {
		rank [sha256.Size]byte
		id   string
	}
	var tickets []ticket
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var t ticket
		err := rows.Scan(&t.id)
		t.rank = sha256.Sum256(fmt.Appendf(nil, "gongkai sample 1 %d %s", seed, t.id))
		tickets = append(tickets, t)
		return err
	}, `SELECT r.public_id FROM revision v JOIN report r ON r.id = v.report WHERE v.current = 1`)
	if err != nil {
		return nil, wrap(err, "revision")
	}
	slices.SortFunc(tickets, func(a, b ticket) int { return bytes.Compare(a.rank[:], b.rank[:]) })
	ids := []string{}
	for _, t := range tickets[:min(max(n, 0), len(tickets))] {
		ids = append(ids, t.id)
	}
	return ids, nil
}

// SaveVerdict keeps a verdict; a second one by the same person on the same
// reading replaces the first.
func (s *Store) SaveVerdict(ctx context.Context, v Verdict) error {
	if v.Wrong < 0 || v.Wrong > v.Figures {
		return fmt.Errorf("verdict on %s: %w: %d of %d figures wrong", v.ReportID, ErrInvalid, v.Wrong, v.Figures)
	}
	err := s.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO verdict
			(report_id, page_digest, extractor, figures, wrong, wrong_figures, note, judged_by, judged_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (report_id, page_digest, extractor, judged_by) DO UPDATE SET
			  figures = excluded.figures, wrong = excluded.wrong, wrong_figures = excluded.wrong_figures,
			  note = excluded.note, judged_at = excluded.judged_at`,
			v.ReportID, v.PageDigest, v.Extractor, v.Figures, v.Wrong, strings.Join(v.WrongFigures, ","),
			v.Note, v.By, stamp(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("verdict on %s: %w", v.ReportID, err)
	}
	return nil
}

// Verdicts lists all verdicts, oldest first.
func (s *Store) Verdicts(ctx context.Context) ([]Verdict, error) {
	list := []Verdict{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var v Verdict
		var wrong string
		var at sql.NullString
		if err := rows.Scan(&v.ReportID, &v.PageDigest, &v.Extractor, &v.Figures, &v.Wrong, &wrong, &v.Note, &v.By, &at); err != nil {
			return err
		}
		if wrong != "" {
			v.WrongFigures = strings.Split(wrong, ",")
		}
		var err error
		v.At, err = parseStamp(at)
		list = append(list, v)
		return err
	}, `SELECT report_id, page_digest, extractor, figures, wrong, wrong_figures, note, judged_by, judged_at
		FROM verdict ORDER BY id`)
	return list, wrap(err, "verdict")
}
