package coverage

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"gongkai/store"
)

// Query asks for the coverage of some agencies and years.
type Query struct {
	// FromYear and ToYear bound the years, both included. 0 is the first year of
	// which any report is known, and the last that is over.
	FromYear, ToYear int
	// Region is a code, which takes all below it, or "unknown"; "" is all.
	Region string
	// Level and Kind are those of agency_view; "" is all.
	Level, Kind string
	// Dates asks for what the reports' dates say of their being late, which
	// costs a look at every report.
	Dates bool
	// Now is the moment that is asked about.
	Now time.Time
}

// Record is what is known of an agency's report for a year.
type Record struct {
	// AgencyID is "" for a listed site without reports; Agency is its title then.
	AgencyID, Agency   string
	Region, RegionName *string
	Level, Kind        string
	// Sites are those on which reports of it were found, joined by blanks.
	Sites string
	Year  int
	State State
	// Expected tells why there should be a report: seen, between, after or listed.
	Expected string
	// Reason says why it is not found, in words, and AsOf when the site's lists
	// were read, or since when a report is withdrawn; zero where not known.
	Reason string
	AsOf   time.Time
	// ReportID is that of the report, "" without any.
	ReportID string
	// Dated tells that the report prints a date of publication, Late that this
	// is after it was due; only where the query asks for Dates.
	Dated, Late bool
}

// Records tells the state of every expected agency and year: agencies by id,
// then listed sites, each by year.
func Records(ctx context.Context, db *store.Store, q Query) ([]Record, error) {
	f, err := gather(ctx, db, &q)
	if err != nil {
		return nil, err
	}
	var records []Record
	for _, m := range f.members {
		for year := q.FromYear; year <= q.ToYear; year++ {
			if r, ok := f.record(m, year, q); ok {
				records = append(records, r)
			}
		}
	}
	return records, nil
}

// facts are what the states follow from.
type facts struct {
	members   []*member
	withdrawn map[store.AgencyYear]time.Time
	yearless  map[string]bool
	dates     map[store.AgencyYear]store.Dated
}

// gather reads the facts, and fills in the years that the query leaves open.
// They are asked for at the same time: each takes as long as the others.
func gather(ctx context.Context, db *store.Store, q *Query) (*facts, error) {
	f := &facts{}
	var sites []store.SiteReach
	asking, ctx := errgroup.WithContext(ctx)
	asking.Go(func() (err error) {
		f.members, err = roster(ctx, db, *q)
		return err
	})
	asking.Go(func() (err error) {
		sites, err = db.Reach(ctx)
		return err
	})
	asking.Go(func() (err error) {
		if f.withdrawn, err = db.WithdrawnYears(ctx); err != nil {
			return err
		}
		f.yearless, err = db.YearlessAgencies(ctx)
		return err
	})
	if q.Dates {
		asking.Go(func() error {
			f.dates = map[store.AgencyYear]store.Dated{}
			return db.EachDated(ctx, func(d store.Dated) error {
				f.dates[d.AgencyYear] = d
				return nil
			})
		})
	}
	if err := asking.Wait(); err != nil {
		return nil, err
	}
	f.members = onSites(f.members, *q, sites)
	q.years(f.members)
	return f, nil
}

// years fills in those that are open.
func (q *Query) years(members []*member) {
	if q.ToYear == 0 {
		q.ToYear = q.Now.In(china).Year() - 1
	}
	if q.FromYear != 0 {
		return
	}
	q.FromYear = q.ToYear
	for _, m := range members {
		if m.first != 0 {
			q.FromYear = min(q.FromYear, m.first)
		}
	}
}

// record is that of a member's year; ok is false where nobody expects any.
func (f *facts) record(m *member, year int, q Query) (r Record, ok bool) {
	expected := m.expected(year)
	if expected == "" {
		return r, false
	}
	at := store.AgencyYear{AgencyID: m.AgencyID, Year: year}
	r = Record{AgencyID: m.AgencyID, Agency: m.Agency, Region: m.Region, RegionName: m.RegionName, Level: m.Level, Kind: m.Kind,
		Sites: m.siteNames, Year: year, Expected: expected}
	due := Due(m.Kind, year)
	switch held := m.years[year]; {
	case held != nil:
		r.ReportID, r.State = held.report, Unreadable
		if held.tables {
			r.State = Published
		}
		if since, gone := f.withdrawn[at]; gone {
			r.State, r.AsOf, r.Reason = Withdrawn, since, "every address that showed it is gone"
		}
		if d, ok := f.dates[at]; ok {
			r.Dated, r.Late = lateness(d.On, d.Kind, m.Kind, year)
		}
	case q.Now.Before(due):
		r.State, r.Reason = NotDue, "due until "+due.AddDate(0, 0, -1).Format(time.DateOnly)
	case f.yearless[m.AgencyID]:
		r.State, r.Reason = Unreadable, "a report of the agency names no year: it may be this one"
	default:
		v := best(m.sites, due)
		r.State, r.Reason, r.AsOf = v.state, v.reason, v.asOf
	}
	return r, true
}

// selectsListed tells whether a listed site is among those asked for. Nobody
// knows the level and kind of who runs it.
func (q *Query) selectsListed(s *store.SiteReach) bool {
	unknown := func(want string) bool { return want == "" || want == "unknown" }
	return unknown(q.Level) && unknown(q.Kind) && store.SelectsRegion(q.Region, s.Region)
}
