package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/fulltext"
	"gongkai/store/series"
)

// failed is an error that the client can do something about.
type failed struct {
	status int
	said
	// choices are what an ambiguous reference may mean.
	choices []string
}

func (f *failed) Error() string { return fmt.Sprint(f.key, f.args) }

// badRequest and notFound are errors that words tell; see said.
func badRequest(key string, args ...any) error {
	return &failed{status: http.StatusBadRequest, said: said{key, args}}
}

func notFound(key string, args ...any) error {
	return &failed{status: http.StatusNotFound, said: said{key, args}}
}

// blame tells what an error is to the client. What is not known to be the
// client's stays in the log.
func blame(err error) *failed {
	var f *failed
	var several *store.AmbiguousError
	var regions *told.SeveralError
	var mixed *series.ScopeError
	var missing *store.NotFoundError
	var search *fulltext.QueryError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &several):
		return &failed{http.StatusNotFound, said{"wrong.several", []any{several.Ref, strings.Join(several.IDs, ", ")}}, several.IDs}
	case errors.As(err, &regions):
		return &failed{http.StatusBadRequest, said{"wrong.regions", []any{regions.Ref, strings.Join(regions.Codes, ", ")}}, regions.Codes}
	case errors.As(err, &mixed):
		return &failed{status: http.StatusBadRequest, said: said{"wrong.scopes", []any{scopeCounts(mixed.Counts)}}}
	case errors.As(err, &missing):
		return &failed{status: http.StatusNotFound, said: said{"wrong.missing." + missing.What, []any{missing.Ref}}}
	case errors.Is(err, store.ErrNotFound):
		return &failed{status: http.StatusNotFound, said: said{key: "wrong.missing"}}
	case errors.As(err, &search):
		return &failed{status: http.StatusBadRequest, said: searchProblem(search)}
	case errors.Is(err, store.ErrRefused):
		return &failed{status: http.StatusBadRequest, said: said{"wrong.refused", []any{err}}}
	case errors.Is(err, context.DeadlineExceeded):
		return &failed{status: http.StatusServiceUnavailable, said: said{key: "wrong.slow"}}
	}
	return nil
}

// searchProblem is why nothing can be searched for.
func searchProblem(e *fulltext.QueryError) said {
	what := said{key: "wrong.search." + string(e.Problem)}
	if e.Most > 0 {
		what.args = []any{e.Most}
	}
	return what
}

// scopeCounts are sentences of what there is of each scope.
func scopeCounts(counts []series.ScopeCount) []said {
	var all []said
	for _, c := range counts {
		all = append(all, said{"wrong.scope", []any{c.Scope, c.Reports, c.Agencies}})
	}
	return all
}

// failure makes an error a page, or JSON below /api.
func (s *Server) failure(r *http.Request, err error) *answer {
	f := blame(err)
	if f == nil {
		if r.Context().Err() == nil {
			s.Log.Error("request failed", "path", r.URL.Path, "query", r.URL.RawQuery, "error", err)
		}
		f = &failed{status: http.StatusInternalServerError, said: said{key: "wrong.here"}}
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		body, _ := json.Marshal(map[string]any{"error": s.words.sentence(english, f.said), "status": f.status})
		return &answer{status: f.status, contentType: "application/json; charset=utf-8", body: append(body, '\n')}
	}
	message := s.words.sentence(languageOf(r), f.said)
	a, err := s.page(r, "error", "error.title", failureData{message, f.choices})
	if err != nil {
		s.Log.Error("error page failed", "error", err)
		a = text(message + "\n")
	}
	a.status = f.status
	return a
}

// failureData is what the page of an error shows.
type failureData struct {
	Message string
	Choices []string
}
