package web

import (
	"context"
	"net/http"

	"gongkai/store"
)

// startData is what the start page shows.
type startData struct {
	Counts store.Counts
	Latest []store.ReportRow
	Trend  *nationTrend
	Map    *coverageMap
}

// latestShown is how many of the latest additions the start page has.
const latestShown = 15

func (s *Server) start(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	d, err := remember(ctx, s, "start", s.startData, nil)
	if err != nil {
		return nil, err
	}
	if d.Trend, err = s.nationTrend(ctx, languageOf(r)); err != nil {
		return nil, err
	}
	if d.Map, err = s.coverageMap(ctx); err != nil {
		return nil, err
	}
	return s.page(r, "start", "start.title", d)
}

// startData counts and looks for what is new, in all reports.
func (s *Server) startData(ctx context.Context) (d startData, err error) {
	if d.Counts, err = s.DB.Counts(ctx); err != nil {
		return d, err
	}
	d.Latest, err = s.DB.LatestReports(ctx, latestShown)
	return d, err
}
