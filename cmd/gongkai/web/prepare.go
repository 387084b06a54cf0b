package web

import (
	"context"
	"net/http"

	"gongkai/extract"
)

// Prepare makes the pages once that say something of all reports, so that the
// first who come do not wait for what is kept.
func (s *Server) Prepare(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	if err != nil {
		return err
	}
	for _, page := range []func(*http.Request) (*answer, error){s.start, s.reports, s.agencies, s.checksPage, s.coveragePage, s.runs, s.trends, s.rank} {
		if _, err := s.inTurn(req, route{answer: page}); err != nil {
			return err
		}
	}
	if _, err := s.peersOf(ctx, peerGroup{Scope: extract.ScopeOwn}); err != nil {
		return err
	}
	_, err = s.yearStates(ctx, "")
	return err
}
