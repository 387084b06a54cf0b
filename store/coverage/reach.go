package coverage

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gongkai/store"
)

// verdict is what the crawl of a site allows to be said of a report that is not
// in the database.
type verdict struct {
	state  State
	reason string
	asOf   time.Time
}

// verdictOf a site, for a report that was due at a time.
func verdictOf(r *store.SiteReach, due time.Time) verdict {
	v := verdict{asOf: r.ListsRead}
	closed := r.Unread["blocked"] + r.Unread["robots"]
	switch {
	case closed > 0:
		v.state, v.reason = Blocked, fmt.Sprintf("%s: %s", r.Site, unread(r, "blocked", "robots"))
	case r.Failed:
		v.state, v.reason = Unreachable, r.Site+": "+r.Reason
	case r.ListsRead.IsZero():
		v.state, v.reason = NotCrawled, r.Site+": never read"
	case r.Waiting > 0:
		v.state, v.reason = NotCrawled, fmt.Sprintf("%s: %d addresses wait to be asked", r.Site, r.Waiting)
	case len(r.Unread) > 0:
		v.state, v.reason = NotCrawled, fmt.Sprintf("%s: %s", r.Site, unread(r, slices.Sorted(maps.Keys(r.Unread))...))
	case r.ListsRead.Before(due):
		v.state, v.reason = NotCrawled, fmt.Sprintf("%s: lists read before the report was due", r.Site)
	default:
		v.state, v.reason = NotFound, r.Site+": read to its end"
	}
	return v
}

// unread counts addresses by outcome, in words.
func unread(r *store.SiteReach, outcomes ...string) string {
	var parts []string
	for _, o := range outcomes {
		if n := r.Unread[o]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o))
		}
	}
	return strings.Join(parts, ", ")
}

// doubt orders verdicts: of an agency's sites the one that leaves most room for
// a report that nobody saw speaks for all.
var doubt = []State{Blocked, Unreachable, NotCrawled, NotFound}

// best is the verdict over all sites of an agency, whose oldest date it has.
func best(sites []*store.SiteReach, due time.Time) verdict {
	v := verdict{state: NotCrawled, reason: "its site is not known"}
	for i, r := range sites {
		o := verdictOf(r, due)
		if i == 0 || slices.Index(doubt, o.state) < slices.Index(doubt, v.state) ||
			o.state == v.state && o.asOf.Before(v.asOf) {
			v = o
		}
	}
	return v
}
