package web

import (
	"context"
	"net/http"

	"gongkai/store"
)

// runsShown is how many runs the page has.
const runsShown = 30

// runsData is what the page of crawls shows.
type runsData struct {
	Runs  []store.Run
	Sites []store.SiteStatus
	// Blocked, Failing and Well count the sites.
	Blocked, Failing, Well int
}

// runs shows how the crawls fare and which sites want a human.
func (s *Server) runs(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	var d runsData
	var err error
	if d.Runs, err = remember(ctx, s, "runs", s.lastRuns, nil); err != nil {
		return nil, err
	}
	all, err := s.status(ctx)
	if err != nil {
		return nil, err
	}
	for _, site := range all {
		switch {
		case site.Outcomes["blocked"] > 0:
			d.Blocked++
		case site.LastFailed:
			d.Failing++
		default:
			d.Well++
			continue
		}
		if len(d.Sites) < sitesShown {
			d.Sites = append(d.Sites, site)
		}
	}
	return s.page(r, "runs", "runs.title", d)
}

func (s *Server) lastRuns(ctx context.Context) ([]store.Run, error) { return s.DB.Runs(ctx, runsShown) }

// status is how the sites fare.
func (s *Server) status(ctx context.Context) ([]store.SiteStatus, error) {
	return remember(ctx, s, "sites", s.DB.Status, nil)
}

// sitesShown is how many of the sites that want a human the page has.
const sitesShown = 300
