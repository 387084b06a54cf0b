package web

import (
	"net/http"

	"gongkai/store"
)

// startData is what the start page shows.
type startData struct {
	Counts store.Counts
	Latest []store.ReportRow
}

// latestShown is how many of the latest additions the start page has.
const latestShown = 15

func (s *Server) start(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	var d startData
	var err error
	if d.Counts, err = s.DB.Counts(ctx); err != nil {
		return nil, err
	}
	if d.Latest, err = s.DB.LatestReports(ctx, latestShown); err != nil {
		return nil, err
	}
	return s.page(r, "start", "start.title", d)
}
