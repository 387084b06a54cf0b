package store

import (
	"context"
	"database/sql"

	"gongkai/extract"
)

// Listed is a current report with what lists tell reports apart by.
type Listed struct {
	ReportID, Agency string
	// Year is 0 where none is named; Region is "" where it is unknown.
	Year        int
	Region      string
	Level, Kind string
	Quality     extract.Quality
	Scope       extract.Scope
}

// EachListed hands the current reports that f selects to do, in the order of
// ListReports. The row is reused.
func (s *Store) EachListed(ctx context.Context, f Filter, do func(*Listed) error) error {
	f.AllRevisions = false
	where, args := f.where()
	var r Listed
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		if err := rows.Scan(&r.ReportID, &r.Agency, &r.Year, &r.Region, &r.Level, &r.Kind, &r.Quality, &r.Scope); err != nil {
			return err
		}
		return do(&r)
	}, `SELECT v.report_id, v.agency, coalesce(v.year, 0), coalesce(v.region, ''), v.level, v.kind, v.quality, v.scope FROM `+standing+where+`
		ORDER BY v.agency, v.year, v.scope, v.report_id`, args...)
	return wrap(err, "report")
}

// CurrentReports returns the rows of reports, in the order of ListReports;
// those that are gone are left out.
func (s *Store) CurrentReports(ctx context.Context, ids []string) ([]ReportRow, error) {
	return s.reportRows(ctx, ` WHERE v.current = 1 AND v.report_id IN (SELECT value FROM json_each(?))`, []any{jsonList(ids)}, 0, 0)
}

// ListedFinding is a finding with what lists tell findings apart by.
type ListedFinding struct {
	ID               int64
	ReportID, Agency string
	// Year is 0 where none is named; Region is "" where it is unknown.
	Year          int
	Region        string
	Level, Kind   string
	Scope         extract.Scope
	Code, Section string
}

// EachListedFinding hands the findings that q selects to do, in the order of
// EachFinding. The row is reused.
func (s *Store) EachListedFinding(ctx context.Context, q FindingQuery, do func(*ListedFinding) error) error {
	where, args := q.where()
	where, args = window(where+findingOrder, args, q.Limit, q.Offset)
	var f ListedFinding
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		if err := rows.Scan(&f.ID, &f.ReportID, &f.Agency, &f.Year, &f.Region, &f.Level, &f.Kind, &f.Scope, &f.Code, &f.Section); err != nil {
			return err
		}
		return do(&f)
	}, `SELECT f.id, r.public_id, i.name, r.year, coalesce(i.region, ''), i.level, i.kind, r.scope, f.code, f.section`+findingJoins+where, args...)
	return wrap(err, "finding")
}

// EachSpelling hands the names that agencies have on sites to do, by agency.
func (s *Store) EachSpelling(ctx context.Context, do func(agencyID, name string) error) error {
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		return do(id, name)
	}, `SELECT DISTINCT i.public_id, a.name FROM agency a JOIN identity i ON i.id = a.identity ORDER BY 1`)
	return wrap(err, "agency")
}
