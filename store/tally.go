package store

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/extract"
)

// Tally counts the reports that are alike in all that lists tell them apart by.
type Tally struct {
	// Year is 0 where none is named; Region is "" where it is unknown.
	Year        int
	Region      string
	Level, Kind string
	Quality     extract.Quality
	Scope       extract.Scope
	Reports     int
}

// Tallies counts the current reports that f selects. Its limit does not apply.
func (s *Store) Tallies(ctx context.Context, f Filter) ([]Tally, error) {
	f.AllRevisions = false
	where, args := f.where()
	var list []Tally
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var t Tally
		err := rows.Scan(&t.Year, &t.Region, &t.Level, &t.Kind, &t.Quality, &t.Scope, &t.Reports)
		list = append(list, t)
		return err
	}, `SELECT coalesce(v.year, 0), coalesce(v.region, ''), v.level, v.kind, v.quality, v.scope, count(*) FROM `+standing+where+`
		GROUP BY 1, 2, 3, 4, 5, 6`, args...)
	return list, wrap(err, "report")
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
