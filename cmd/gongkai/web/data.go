package web

import (
	"net/http"

	"gongkai/cmd/gongkai/queries"
)

// dataData is what the data page shows.
type dataData struct {
	Lists   []resource
	Queries []queries.Query
}

// data tells what can be taken along.
func (s *Server) data(r *http.Request) (*answer, error) {
	return s.page(r, "data", "data.title", dataData{s.resources(), s.queries})
}

// Name and Parameters describe a list on the data page.
func (res resource) Name() string { return res.name }

// Parameters are the names of a list's filters.
func (res resource) Parameters() []string {
	var names []string
	for _, p := range res.params {
		names = append(names, p.name)
	}
	return names
}

// Needed are the names of the filters that a list must be given.
func (res resource) Needed() []string {
	var names []string
	for _, p := range res.params {
		if p.required {
			names = append(names, p.name)
		}
	}
	return names
}
