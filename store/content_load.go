package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"

	"gongkai/extract"
)

// loadContent gives back the report a content was made of, but for its scope
// and year, which the report row holds. Lists are never nil. Where on the page a
// figure stood is not stored, and of Source only what is no page.
func (s *Store) loadContent(ctx context.Context, id int64) (*extract.Report, error) {
	r := &extract.Report{Flags: []extract.Quality{}}
	var flags string
	var blank *string
	var order []byte
	err := s.read.QueryRowContext(ctx, `SELECT title, agency, publisher, region, published_on, published_on_kind,
		index_number, document_number, format, quality, flags, blank, figure_order, scope_evidence FROM content WHERE id = ?`, id).
		Scan(&r.Title, &r.Agency, &r.Publisher, &r.Region, &r.PublishedOn, &r.PublishedOnKind,
			&r.IndexNumber, &r.DocumentNumber, &r.Format, &r.Quality, &flags, &blank, &order, &r.ScopeEvidence)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, wrap(ErrNotFound, "content")
	}
	if err != nil {
		return nil, wrap(err, "content")
	}
	if flags != "" {
		for f := range strings.SplitSeq(flags, ",") {
			r.Flags = append(r.Flags, extract.Quality(f))
		}
	}
	stats, keys, err := s.loadStatistics(ctx, id, blank)
	if err != nil {
		return nil, err
	}
	if r.Statistics, err = reorder(stats, keys, order); err != nil {
		return nil, err
	}
	if err := s.loadSources(ctx, id, r); err != nil {
		return nil, wrap(err, "section_source")
	}
	if r.Checks, err = s.loadChecks(ctx, id); err != nil {
		return nil, wrap(err, "check_result")
	}
	return r, s.loadTexts(ctx, id, r)
}

// nameSource names the page as the document of the figures that it prints itself,
// where others are printed elsewhere.
func nameSource(r *extract.Report) {
	if len(sourcesOf(r)) == 0 {
		return
	}
	for i := range r.Statistics {
		r.Statistics[i].Source = cmp.Or(r.Statistics[i].Source, r.Source)
	}
}

// loadSources names the documents of figures that the page does not print.
func (s *Store) loadSources(ctx context.Context, content int64, r *extract.Report) error {
	return each(ctx, s.read, func(rows *sql.Rows) error {
		var section, url string
		err := rows.Scan(&section, &url)
		for i := range r.Statistics {
			if r.Statistics[i].Section == section {
				r.Statistics[i].Source = url
			}
		}
		return err
	}, `SELECT section, url FROM section_source WHERE content = ?`, content)
}

func (s *Store) loadChecks(ctx context.Context, content int64) ([]extract.Check, error) {
	checks := []extract.Check{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var c extract.Check
		var left, right any
		if err := rows.Scan(&c.ID, &c.At, &left, &right, &c.Holds); err != nil {
			return err
		}
		var err error
		if c.Left, err = columnNumber(left); err != nil {
			return err
		}
		if c.Right, err = columnNumber(right); err != nil {
			return err
		}
		checks = append(checks, c)
		return nil
	}, `SELECT k.check_id, k.at, c.left_sum, c.right_sum, c.holds
		FROM check_result c JOIN check_key k ON k.id = c.key WHERE c.content = ? ORDER BY c.ordinal`, content)
	return checks, err
}

func (s *Store) loadTexts(ctx context.Context, content int64, r *extract.Report) error {
	r.Narrative = []extract.Section{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var n extract.Section
		err := rows.Scan(&n.Section, &n.Text)
		r.Narrative = append(r.Narrative, n)
		return err
	}, `SELECT section, text FROM narrative WHERE content = ? ORDER BY ordinal`, content)
	if err != nil {
		return wrap(err, "narrative")
	}
	if r.Claims, err = s.loadClaims(ctx, content); err != nil {
		return wrap(err, "claim")
	}
	r.Problems, err = s.loadProblems(ctx, content)
	return wrap(err, "problem")
}

func (s *Store) loadProblems(ctx context.Context, content int64) ([]extract.Problem, error) {
	problems := []extract.Problem{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var p extract.Problem
		err := rows.Scan(&p.Code, &p.Message)
		problems = append(problems, p)
		return err
	}, `SELECT code, message FROM problem WHERE content = ? ORDER BY ordinal`, content)
	return problems, err
}

func (s *Store) loadClaims(ctx context.Context, content int64) ([]extract.Claim, error) {
	claims := []extract.Claim{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var c extract.Claim
		var value any
		if err := rows.Scan(&c.What, &value, &c.Sentence); err != nil {
			return err
		}
		n, err := columnNumber(value)
		if err != nil || n == nil {
			return errors.Join(err, ErrCorrupt)
		}
		c.Value = *n
		claims = append(claims, c)
		return nil
	}, `SELECT what, value, sentence FROM claim WHERE content = ? ORDER BY ordinal`, content)
	return claims, err
}

// each runs a query and hands every row to scan.
func each(ctx context.Context, q queryer, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// columnOf returns the only column that a query answers.
func columnOf[T any](ctx context.Context, q queryer, query string, args ...any) ([]T, error) {
	var list []T
	err := each(ctx, q, func(rows *sql.Rows) error {
		var v T
		err := rows.Scan(&v)
		list = append(list, v)
		return err
	}, query, args...)
	return list, err
}
