package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"
)

// SiteReach tells how completely a site was seen.
type SiteReach struct {
	Site string
	// Listed tells that a sites file names it, as Title and Region.
	Listed        bool
	Title, Region string
	// Agencies are the ids of those whose reports were found on it.
	Agencies []string
	// ListsRead is when that of its start addresses and lists was read that was
	// read longest ago; zero if none was.
	ListsRead time.Time
	// Failed tells that its last run could read none of its start addresses, and
	// Reason why.
	Failed bool
	Reason string
	// Waiting counts addresses that could lead to reports and were not asked yet:
	// new ones, and lists that are due again.
	Waiting int
	// Unread counts addresses by the outcome that kept their content from us.
	Unread map[string]int
}

// Reach tells how completely every site was seen, by name.
func (s *Store) Reach(ctx context.Context) ([]SiteReach, error) {
	sites, at := []SiteReach{}, map[int64]int{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var read sql.NullString
		r := SiteReach{Unread: map[string]int{}}
		err := rows.Scan(&id, &r.Site, &r.Listed, &r.Title, &r.Region, &read, &r.Failed, &r.Reason)
		if err != nil {
			return err
		}
		at[id] = len(sites)
		r.ListsRead, err = parseStamp(read)
		sites = append(sites, r)
		return err
	}, `SELECT t.id, t.name, l.site IS NOT NULL, coalesce(l.title, ''), coalesce(l.region, ''),
		(SELECT min(a.last_read) FROM address a INDEXED BY address_lists WHERE a.site = t.id
		   AND a.retired_at IS NULL AND a.gone_since IS NULL AND a.kind IN ('start', 'list', 'next')),
		coalesce(s.failed, 0), coalesce(s.reason, '')
		FROM site t LEFT JOIN site_label l ON l.site = t.id
		LEFT JOIN run_site s ON s.site = t.id AND s.run = (SELECT max(run) FROM run_site WHERE site = t.id)
		ORDER BY t.name`)
	if err != nil {
		return nil, wrap(err, "site")
	}
	err = each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var waits bool
		var outcome string
		var n int
		err := rows.Scan(&id, &waits, &outcome, &n)
		i, known := at[id]
		switch {
		case !known:
		case waits:
			sites[i].Waiting += n
		default:
			sites[i].Unread[outcome] += n
		}
		return err
	}, `SELECT site, state <> 'done', CASE WHEN state = 'done' THEN last_outcome ELSE '' END, count(*)
		FROM address INDEXED BY address_unsettled
		WHERE retired_at IS NULL AND kind <> 'attached' AND (state <> 'done' OR last_outcome NOT IN ('fetched', 'unchanged', 'gone'))
		  AND (state = 'done' OR attempts = 0 OR kind IN ('start', 'list', 'next'))
		GROUP BY 1, 2, 3`)
	if err != nil {
		return nil, wrap(err, "address")
	}
	err = each(ctx, s.read, func(rows *sql.Rows) error {
		var id int64
		var agencies string
		err := rows.Scan(&id, &agencies)
		if i, known := at[id]; known {
			list := strings.Fields(agencies)
			slices.Sort(list)
			sites[i].Agencies = slices.Compact(list)
		}
		return err
	}, `SELECT a.site, group_concat(i.public_id, ' ') FROM agency a JOIN identity i ON i.id = a.identity GROUP BY a.site`)
	return sites, wrap(err, "agency")
}

// AgencyYear is an agency in a year.
type AgencyYear struct {
	AgencyID string
	Year     int
}

// WithdrawnYears tells for which years everything that an agency published is
// gone from all its addresses, and since when.
func (s *Store) WithdrawnYears(ctx context.Context) (map[AgencyYear]time.Time, error) {
	gone := map[AgencyYear]time.Time{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var at AgencyYear
		var since sql.NullString
		if err := rows.Scan(&at.AgencyID, &at.Year, &since); err != nil {
			return err
		}
		var err error
		gone[at], err = parseStamp(since)
		return err
	}, `WITH shown AS MATERIALIZED (
		  SELECT DISTINCT x.report FROM address t INDEXED BY address_gone
		    CROSS JOIN appearance p ON p.address = t.id
		    CROSS JOIN reading y ON y.body = p.body AND y.site = t.site AND y.live = 1
		    CROSS JOIN extraction x ON x.reading = y.id
		   WHERE t.gone_since IS NOT NULL),
		withdrawn AS MATERIALIZED ( -- as report_view has it, for few reports
		  SELECT r.id, a.identity, r.year, max(t.gone_since) AS gone_since FROM shown h
		    CROSS JOIN report r ON r.id = h.report
		    CROSS JOIN agency a ON a.id = r.agency
		    CROSS JOIN extraction x ON x.report = r.id
		    CROSS JOIN reading y ON y.id = x.reading AND y.live = 1
		    CROSS JOIN appearance p ON p.body = y.body
		    CROSS JOIN address t ON t.id = p.address AND t.site = y.site
		   GROUP BY r.id HAVING min(t.gone_since IS NOT NULL))
		SELECT i.public_id, w.year, max(w.gone_since) FROM withdrawn w JOIN identity i ON i.id = w.identity
		 WHERE w.year <> 0 AND NOT EXISTS (SELECT 1 FROM agency b JOIN report q ON q.agency = b.id AND q.year = w.year
		         JOIN revision u ON u.report = q.id AND u.current = 1
		        WHERE b.identity = w.identity AND q.id NOT IN (SELECT id FROM withdrawn))
		 GROUP BY 1, 2`)
	return gone, wrap(err, "report")
}

// YearlessAgencies are those that have a current report which names no year.
func (s *Store) YearlessAgencies(ctx context.Context) (map[string]bool, error) {
	agencies := map[string]bool{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		agencies[id] = true
		return err
	}, `SELECT DISTINCT i.public_id FROM report r INDEXED BY report_yearless JOIN revision v ON v.report = r.id AND v.current = 1
		JOIN agency a ON a.id = r.agency JOIN identity i ON i.id = a.identity WHERE r.year = 0`)
	return agencies, wrap(err, "report")
}

// Dated is when a report of the panel was published, as its page says.
type Dated struct {
	AgencyYear
	// On is a day, and Kind the label that it stands under.
	On, Kind string
}

// EachDated hands the dates of the panel's reports to do; those without any are
// left out.
func (s *Store) EachDated(ctx context.Context, do func(Dated) error) error {
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var d Dated
		if err := rows.Scan(&d.AgencyID, &d.Year, &d.On, &d.Kind); err != nil {
			return err
		}
		return do(d)
	}, `SELECT i.public_id, p.year, c.published_on, coalesce(c.published_on_kind, '')`+panelJoins+` WHERE c.published_on IS NOT NULL`)
	return wrap(err, "panel")
}
