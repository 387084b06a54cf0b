package store

import (
	"context"
	"database/sql"
	"fmt"

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

// AgencyTally counts agencies that are alike.
type AgencyTally struct {
	// Region is "" where it is unknown.
	Region, Level, Kind, Certainty string
	Agencies                       int
}

// AgencyTallies counts the agencies that f selects. Its limit does not apply.
func (s *Store) AgencyTallies(ctx context.Context, f AgencyFilter) ([]AgencyTally, error) {
	where, args := f.where()
	var list []AgencyTally
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var t AgencyTally
		err := rows.Scan(&t.Region, &t.Level, &t.Kind, &t.Certainty, &t.Agencies)
		list = append(list, t)
		return err
	}, `SELECT coalesce(v.region, ''), v.level, v.kind, v.certainty, count(*) FROM agency_view v WHERE `+where+` GROUP BY 1, 2, 3, 4`, args...)
	return list, wrap(err, "agency_view")
}

// State names what the database holds: as long as it is the same, so are the
// answers about reports and agencies.
func (s *Store) State(ctx context.Context) (string, error) {
	var changes, readings, current, identities int64
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT coalesce(sum(changes), 0) FROM sheet), (SELECT coalesce(max(id), 0) FROM extraction),
		(SELECT count(*) FROM revision WHERE current = 1), (SELECT count(*) FROM agency)`).Scan(&changes, &readings, &current, &identities)
	return fmt.Sprint(changes, " ", readings, " ", current, " ", identities), wrap(err, "sheet")
}
