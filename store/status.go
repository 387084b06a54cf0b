package store

import (
	"context"
	"database/sql"
	"time"
)

// SiteStatus is how a site fares.
type SiteStatus struct {
	Site
	Title, Region string
	// LastSuccess is the end of the last run that read a start address of it,
	// LastFailure that of the last one that could not, with the Reason; zero
	// without any.
	LastSuccess, LastFailure time.Time
	Reason                   string
	// NextDue is the earliest time that one of its addresses waits for; zero
	// if none waits. Now tells that some need not wait: they are for the next run.
	NextDue time.Time
	Now     bool
	// OldTLS tells that the options of the last run on it name it under "old_tls".
	OldTLS bool
	// Drift is what the last run on it found worse.
	Drift []Drift
}

// Status tells how every site fares, by name.
func (s *Store) Status(ctx context.Context) ([]SiteStatus, error) {
	sites, err := s.Sites(ctx)
	if err != nil {
		return nil, err
	}
	all, at := make([]SiteStatus, len(sites)), map[string]*SiteStatus{}
	for i := range sites {
		all[i].Site = sites[i]
		all[i].Now = sites[i].Due > 0
		at[sites[i].Name] = &all[i]
	}
	for _, part := range []struct {
		table, query string
		scan         func(*sql.Rows) error
	}{
		{"site_label", `SELECT t.name, l.title, l.region FROM site_label l JOIN site t ON t.id = l.site`, func(rows *sql.Rows) error {
			var name, title, region string
			err := rows.Scan(&name, &title, &region)
			if si := at[name]; si != nil { // a crawl may have added sites meanwhile
				si.Title, si.Region = title, region
			}
			return err
		}},
		{"run_site", `SELECT t.name, s.failed, s.reason, coalesce(r.ended_at, r.started_at) FROM run_site s
			JOIN site t ON t.id = s.site JOIN run r ON r.id = s.run ORDER BY s.run`, func(rows *sql.Rows) error { return scanRun(rows, at) }},
		{"run", `SELECT e.value FROM run r, json_each(CASE WHEN json_valid(r.options) THEN r.options ELSE '{}' END, '$.old_tls') e
			WHERE r.id = (SELECT max(s.run) FROM run_site s JOIN site t ON t.id = s.site WHERE t.name = e.value)`, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			if si := at[name]; si != nil {
				si.OldTLS = true
			}
			return err
		}},
		{"address", `SELECT t.name, min(a.next_due), sum(a.next_due IS NULL) FROM address a JOIN site t ON t.id = a.site
			WHERE a.state = 'done' GROUP BY a.site`, func(rows *sql.Rows) error { return scanDue(rows, at) }},
		{"drift", `SELECT t.name, d.what, d.was, d.became FROM drift d JOIN site t ON t.id = d.site
			WHERE d.run = (SELECT max(s.run) FROM run_site s WHERE s.site = d.site) ORDER BY t.name, d.what`, func(rows *sql.Rows) error {
			var d Drift
			err := rows.Scan(&d.Site, &d.What, &d.Was, &d.Became)
			if si := at[d.Site]; si != nil {
				si.Drift = append(si.Drift, d)
			}
			return err
		}},
	} {
		if err := each(ctx, s.read, part.scan, part.query); err != nil {
			return nil, wrap(err, part.table)
		}
	}
	return all, nil
}

func scanRun(rows *sql.Rows, at map[string]*SiteStatus) error {
	var name, reason string
	var failed bool
	var ended sql.NullString
	if err := rows.Scan(&name, &failed, &reason, &ended); err != nil {
		return err
	}
	when, err := parseStamp(ended)
	switch si := at[name]; {
	case si == nil:
	case failed:
		si.LastFailure, si.Reason = when, reason
	default:
		si.LastSuccess = when
	}
	return err
}

func scanDue(rows *sql.Rows, at map[string]*SiteStatus) error {
	var name string
	var due sql.NullString
	var open int
	if err := rows.Scan(&name, &due, &open); err != nil {
		return err
	}
	when, err := parseStamp(due)
	if si := at[name]; si != nil {
		si.NextDue, si.Now = when, si.Now || open > 0
	}
	return err
}
