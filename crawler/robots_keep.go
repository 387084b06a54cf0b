package crawler

import (
	"context"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

// RobotsKeeper is a Journal that also keeps robots.txt files, so that the runs
// of one day ask for each only once. Origins are scheme and host.
type RobotsKeeper interface {
	// KeptRobots returns the file kept for an origin and when it was fetched;
	// the zero time if there is none. An empty file allows everything.
	KeptRobots(ctx context.Context, origin string) (file []byte, fetched time.Time, err error)
	// KeepRobots keeps a file in place of an earlier one.
	KeepRobots(ctx context.Context, origin string, file []byte, fetched time.Time) error
}

// robotsOf finds the rules of an address's host: those kept while they are
// fresh, else by asking. Only answers are kept: a host without one (an error
// or 5xx) is asked again when the next run comes.
func (n *network) robotsOf(ctx context.Context, u *url.URL, x *exchange) (*robotstxt.Group, time.Time, error) {
	origin := u.Scheme + "://" + u.Host
	if n.keeper != nil {
		file, fetched, err := n.keeper.KeptRobots(ctx, origin)
		if err != nil {
			return nil, time.Time{}, err
		}
		if age := n.cfg.Now().Sub(fetched); !fetched.IsZero() && age >= 0 && age < robotsTTL {
			group, err := n.heed(ctx, u, file, x)
			return group, fetched, err
		}
	}
	group, file, err := n.fetchRobots(ctx, u, x)
	now := n.cfg.Now()
	if err == nil && n.keeper != nil {
		err = n.keeper.KeepRobots(ctx, origin, file, now)
	}
	return group, now, err
}
