package store

import (
	"context"
)

// Counts is how much the database holds.
type Counts struct {
	// Reports and Agencies are those that stand, Sites all that were asked.
	Reports, Agencies, Sites int
	// FirstYear and LastYear bound the reporting years, 0 where none is named.
	FirstYear, LastYear int
}

// Counts counts what the database holds.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM revision WHERE current = 1),
		(SELECT count(DISTINCT identity) FROM agency), (SELECT count(*) FROM site), (SELECT coalesce(min(year), 0) FROM panel), (SELECT coalesce(max(year), 0) FROM panel)`).
		Scan(&c.Reports, &c.Agencies, &c.Sites, &c.FirstYear, &c.LastYear)
	return c, wrap(err, "revision")
}

// LastYear is the last reporting year of which there are tables, 0 without any.
func (s *Store) LastYear(ctx context.Context) (year int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(max(year), 0) FROM panel`).Scan(&year)
	return year, wrap(err, "panel")
}

// LatestReports are the reports whose current revision was seen last, newest first.
func (s *Store) LatestReports(ctx context.Context, limit int) ([]ReportRow, error) {
	ids, err := columnOf[string](ctx, s.read, `SELECT r.public_id FROM revision v JOIN report r ON r.id = v.report WHERE v.current = 1 ORDER BY v.since DESC, r.public_id LIMIT ?`, limit)
	if err != nil {
		return nil, wrap(err, "revision")
	}
	list := []ReportRow{}
	for _, id := range ids {
		rows, err := s.ListReports(ctx, Filter{ReportID: id})
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, nil
}
