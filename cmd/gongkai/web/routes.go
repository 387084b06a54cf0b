package web

import (
	"net/http"

	"gongkai/cmd/gongkai/tabular"
)

// route is an address with what answers it.
type route struct {
	// pattern is that of http.ServeMux, without the method: all are asked by GET.
	pattern string
	answer  func(*http.Request) (*answer, error)
}

// routes are all addresses but those of files.
func (s *Server) routes() []route {
	pages := []route{
		{"/{$}", s.start},
		{"/trends", s.trends},
		{"/trends.svg", s.trendPicture},
		{"/rank", s.rank},
		{"/rank.svg", s.rankPicture},
		{"/compare", s.compare},
		{"/compare.svg", s.comparePicture},
		{"/checks", s.checksPage},
		{"/coverage", s.coveragePage},
		{"/runs", s.runs},
		{"/data", s.data},
		{"/data/sql", s.sqlPage},
		{"/data/sql.csv", func(r *http.Request) (*answer, error) { return s.sqlFile(r, tabular.CSV, endings[".csv"].contentType) }},
		{"/data/sql.ndjson", func(r *http.Request) (*answer, error) {
			return s.sqlFile(r, tabular.JSONL, endings[".ndjson"].contentType)
		}},
		{"/search", s.searchPage},
		{"/agencies", s.agencies},
		{"/agencies/{id}", s.agency},
		{"/reports", s.reports},
		{"/reports/{id}", s.report},
		{"/archive/{digest}", s.archived},
		{"/healthz", s.healthz},
	}
	return append(pages, s.apiRoutes()...)
}

// healthz tells that the database answers.
func (s *Server) healthz(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	if _, err := s.DB.Runs(ctx, 1); err != nil {
		return nil, err
	}
	return text("ok\n"), nil
}

func (s *Server) nothingHere(*http.Request) (*answer, error) {
	return nil, notFound("wrong.nopage")
}
