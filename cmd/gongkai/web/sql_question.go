package web

import (
	"errors"
	"net/http"
	"strings"

	"gongkai/cmd/gongkai/queries"
)

// sqlQuestion is what an address asks in SQL: a statement of its own, or a saved
// query with its parameters.
type sqlQuestion struct {
	SQL  string
	args []any
	// Saved is nil for a statement of one's own; Params are its parameters.
	Saved  *queries.Query
	Params []savedParam
}

// savedParam is a parameter of a saved query with its value.
type savedParam struct {
	queries.Param
	Value string
}

// sqlQuestion reads it: ?sql=, or ?name= with the query's parameters.
func (s *Server) sqlQuestion(r *http.Request) (*sqlQuestion, error) {
	p := r.URL.Query()
	q := &sqlQuestion{SQL: strings.TrimSpace(p.Get("sql"))}
	name := p.Get("name")
	if name == "" {
		return q, nil
	}
	if q.Saved = queries.Find(s.queries, name); q.Saved == nil || q.SQL != "" {
		return nil, badRequest("wrong.query")
	}
	given := map[string]string{}
	for _, param := range q.Saved.Params {
		value := p.Get(param.Name)
		if value == "" {
			value = param.Default
		}
		given[param.Name] = value
		q.Params = append(q.Params, savedParam{param, value})
	}
	var err error
	var wrong *queries.ValueError
	if q.args, err = q.Saved.Args(given); errors.As(err, &wrong) {
		return nil, badRequest("wrong.param", wrong.Param, wrong.Value, said{key: "wrong.whole"})
	}
	if err != nil {
		return nil, err
	}
	q.SQL = q.Saved.SQL
	return q, nil
}

// Plain is the statement without parameters, to be changed.
func (q *sqlQuestion) Plain() string {
	if q.Saved == nil {
		return q.SQL
	}
	return q.Saved.Filled(q.args)
}
