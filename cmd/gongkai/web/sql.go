package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
)

// What a stranger's question may take.
const (
	sqlRows  = 1000
	sqlCell  = 2000    // characters of a value on the page
	sqlBytes = 8 << 20 // of all values together
)

// errEnough ends a question that has answered as much as it may.
var errEnough = errors.New("enough")

// sqlData is what the SQL page shows.
type sqlData struct {
	*sqlQuestion
	Columns []string
	Rows    [][]cell
	// Truncated tells that there are more rows than shown; Time and Most are
	// the limits.
	Truncated bool
	Most      int
	Time      time.Duration
	Problem   string
	Tables    []store.TableDoc
}

// cell is a value as a table shows it.
type cell struct {
	Text         string
	Number, Null bool
}

// sqlPage is a form for questions in SQL, with its answer.
func (s *Server) sqlPage(r *http.Request) (*answer, error) {
	q, err := s.sqlQuestion(r)
	if err != nil {
		return nil, err
	}
	d := sqlData{sqlQuestion: q, Time: s.SQLTime, Most: sqlRows}
	for _, t := range store.Schema() {
		if t.Public {
			d.Tables = append(d.Tables, t)
		}
	}
	status := http.StatusOK
	if q.SQL != "" {
		err := s.question(r.Context(), q, func(names []string) error { d.Columns = names; return nil }, func(values []any) error {
			row := make([]cell, len(values))
			for i, v := range values {
				row[i] = cellOf(v)
			}
			d.Rows = append(d.Rows, row)
			return nil
		})
		if d.Truncated = errors.Is(err, errEnough); err != nil && !d.Truncated {
			d.Problem, status = s.words.sentence(languageOf(r), s.sqlProblem(err)), http.StatusBadRequest
		}
	}
	a, err := s.page(r, "sql", "sql.title", d)
	if err == nil {
		a.status = status
	}
	return a, err
}

func cellOf(v any) cell {
	text, number := tabular.AsText(v)
	if runes := []rune(text); len(runes) > sqlCell {
		text = string(runes[:sqlCell]) + "…"
	}
	return cell{Text: text, Number: number, Null: v == nil}
}

// sqlProblem tells what is wrong with a question, in one line.
func (s *Server) sqlProblem(err error) said {
	if errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "interrupted") {
		return said{"wrong.sqltime", []any{s.SQLTime}}
	}
	if errors.Is(err, store.ErrRefused) {
		return said{"wrong.refused", []any{err}}
	}
	return said{"wrong.sql", []any{err}}
}

// question asks a stranger's SQL within the limits; errEnough tells that there
// was more.
func (s *Server) question(ctx context.Context, q *sqlQuestion, head func([]string) error, row func([]any) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.SQLTime)
	defer cancel()
	n, size := 0, 0
	err := s.DB.QueryShown(ctx, q.SQL, head, func(values []any) error {
		if n++; n > sqlRows || size > sqlBytes {
			return errEnough
		}
		for _, v := range values {
			switch v := v.(type) {
			case string:
				size += len(v)
			case []byte:
				size += len(v)
			}
		}
		return row(values)
	}, q.args...)
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// sqlFile answers a question as a file of a format. A file that was cut says so
// in its last line, and in a header field.
func (s *Server) sqlFile(r *http.Request, format, contentType string) (*answer, error) {
	q, err := s.sqlQuestion(r)
	if err != nil {
		return nil, err
	}
	if q.SQL == "" {
		return nil, badRequest("wrong.nosql")
	}
	var out strings.Builder
	var w tabular.Writer
	err = s.question(r.Context(), q, func(names []string) (err error) {
		w, err = tabular.New(&out, format, tabular.Columns(names...), tabular.Options{BOM: r.URL.Query().Get("bom") == "1"})
		return err
	}, func(values []any) error { return w.Write(values) })
	truncated := errors.Is(err, errEnough)
	if err != nil && !truncated {
		return nil, &failed{status: http.StatusBadRequest, said: s.sqlProblem(err)}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	a := &answer{contentType: contentType, header: crossOrigin()}
	if truncated {
		a.header.Set("X-Truncated", "1")
		if format == tabular.CSV {
			out.WriteString("(more than " + fmt.Sprint(sqlRows) + " rows: cut)\n")
		} else {
			out.WriteString(`{"truncated": true}` + "\n")
		}
	}
	a.body = []byte(out.String())
	return a, nil
}
