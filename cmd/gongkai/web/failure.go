package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/fulltext"
	"gongkai/store/series"
)

// failed is an error that the client can do something about.
type failed struct {
	status  int
	message string
	// choices are what an ambiguous reference may mean.
	choices []string
}

func (f *failed) Error() string { return f.message }

func badRequest(message string) error {
	return &failed{status: http.StatusBadRequest, message: message}
}
func notFound(message string) error { return &failed{status: http.StatusNotFound, message: message} }

// blame tells what an error is to the client. What is not known to be the
// client's stays in the log.
func blame(err error) *failed {
	var f *failed
	var several *store.AmbiguousError
	var regions *told.SeveralError
	var mixed *series.ScopeError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &several):
		return &failed{http.StatusNotFound, several.Error(), several.IDs}
	case errors.As(err, &regions), errors.As(err, &mixed):
		return &failed{status: http.StatusBadRequest, message: err.Error()}
	case errors.Is(err, store.ErrNotFound):
		return &failed{status: http.StatusNotFound, message: err.Error()}
	case errors.Is(err, store.ErrRefused), errors.Is(err, fulltext.ErrQuery):
		return &failed{status: http.StatusBadRequest, message: err.Error()}
	case errors.Is(err, context.DeadlineExceeded):
		return &failed{status: http.StatusServiceUnavailable, message: "the question takes too long; ask for less"}
	}
	return nil
}

// failure makes an error a page, or JSON below /api.
func (s *Server) failure(r *http.Request, err error) *answer {
	f := blame(err)
	if f == nil {
		if r.Context().Err() == nil {
			s.Log.Error("request failed", "path", r.URL.Path, "query", r.URL.RawQuery, "error", err)
		}
		f = &failed{status: http.StatusInternalServerError, message: "something went wrong here; it is in the log"}
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		body, _ := json.Marshal(map[string]any{"error": f.message, "status": f.status})
		return &answer{status: f.status, contentType: "application/json; charset=utf-8", body: append(body, '\n')}
	}
	a, err := s.page(r, "error", "error.title", f)
	if err != nil {
		s.Log.Error("error page failed", "error", err)
		a = text(f.message + "\n")
	}
	a.status = f.status
	return a
}

// Status and Message are what the error page shows.
func (f *failed) Status() int       { return f.status }
func (f *failed) Message() string   { return f.message }
func (f *failed) Choices() []string { return f.choices }
