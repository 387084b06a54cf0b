package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"gongkai/cmd/gongkai/tabular"
)

// resource is a list that the API answers: as JSON in pages, as CSV, NDJSON and
// XLSX in one piece. The description of the API is made from it (openapi.go).
type resource struct {
	name, summary string
	params        []param
	columns       []tabular.Column
	// most is how many rows a page may have, usual how many it has unasked.
	most, usual int
	// unit tells what limit counts where that is not rows.
	unit string
	// rows hands the rows that the window selects to emit, and whether there are more.
	rows func(ctx context.Context, p *params, w window, emit func(values ...any) error) (more bool, err error)
}

// param describes a parameter of a resource.
type param struct {
	name, meaning string
	kind          string   // string, integer or boolean
	of            []string // the values it may have, nil for any
	required      bool
}

// window is a part of a list: limit rows after the first offset; all for 0.
type window struct{ limit, offset int }

// endings are the formats that an ending of the address asks for.
var endings = map[string]struct{ format, contentType string }{
	".csv":    {tabular.CSV, "text/csv; charset=utf-8"},
	".ndjson": {tabular.JSONL, "application/x-ndjson; charset=utf-8"},
	".xlsx":   {tabular.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}

// apiRoutes are the addresses of the API.
func (s *Server) apiRoutes() []route {
	routes := []route{{"/api/v1/openapi.json", s.openAPI}, {"/api/v1/reports/{id}", s.apiReport}}
	for _, res := range s.resources() {
		routes = append(routes, route{"/api/v1/" + res.name, func(r *http.Request) (*answer, error) { return s.listed(r, &res) }})
		for ending := range endings {
			routes = append(routes, route{"/api/v1/" + res.name + ending, func(r *http.Request) (*answer, error) { return s.exported(r, &res, ending) }})
		}
	}
	return routes
}

// check refuses parameters that a resource does not have: a mistyped filter
// must not become a list of everything.
func (res *resource) check(p *params, also ...string) {
	known := map[string]bool{}
	for _, one := range res.params {
		known[one.name] = true
		if one.required && p.text(one.name) == "" {
			p.fail(one.name, "wrong.needed")
		}
	}
	for _, name := range also {
		known[name] = true
	}
	for name := range p.q {
		if !known[name] {
			p.fail(name, "wrong.noparam")
		}
	}
}

// listed answers a page of JSON.
func (s *Server) listed(r *http.Request, res *resource) (*answer, error) {
	p := &params{q: r.URL.Query()}
	res.check(p, "limit", "next")
	w := window{limit: p.number("limit", res.usual, 1, res.most), offset: p.token("next")}
	if p.err != nil {
		return nil, p.err
	}
	ctx, cancel := s.asking(r)
	defer cancel()
	var rows bytes.Buffer
	names := tabular.Names(res.columns)
	rows.WriteString("[")
	n := 0
	more, err := res.rows(ctx, p, w, func(values ...any) error {
		if n++; n > 1 {
			rows.WriteString(",")
		}
		rows.WriteString("\n")
		return tabular.Object(&rows, names, values)
	})
	if err := errors.Join(p.err, err); err != nil {
		return nil, err
	}
	rows.WriteString("]")
	out := struct {
		OK      bool            `json:"ok"`
		Next    *string         `json:"next"`
		NextURL *string         `json:"next_url"`
		Rows    json.RawMessage `json:"rows"`
	}{OK: true, Rows: rows.Bytes()}
	if more {
		token := tokenOf(w.offset + w.limit)
		q := r.URL.Query()
		q.Set("next", token)
		address := r.URL.EscapedPath() + "?" + q.Encode()
		out.Next, out.NextURL = &token, &address
	}
	return jsonAnswer(out)
}

func jsonAnswer(v any) (*answer, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return &answer{contentType: "application/json; charset=utf-8", body: b.Bytes(), header: crossOrigin()}, nil
}

// crossOrigin lets scripts of all sites read what anybody can read.
func crossOrigin() http.Header {
	return http.Header{"Access-Control-Allow-Origin": {"*"}, "Access-Control-Expose-Headers": {"ETag, Link"}}
}

// tokenOf is the opaque token of a place in a list.
func tokenOf(offset int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(offset)))
}

// token reads an opaque token of listed.
func (p *params) token(name string) int {
	s := p.text(name)
	if s == "" {
		return 0
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	n, err2 := strconv.Atoi(string(b))
	if err != nil || err2 != nil || n < 0 {
		p.fail(name, "wrong.token")
		return 0
	}
	return n
}

// exported answers the whole list as it comes. What breaks off in the middle
// breaks the connection off, so that nobody takes it for whole.
func (s *Server) exported(r *http.Request, res *resource, ending string) (*answer, error) {
	p := &params{q: r.URL.Query()}
	res.check(p, "limit", "bom")
	w := window{limit: p.number("limit", 0, 1, 1<<30)}
	bom := p.one("bom", "0", "1") == "1"
	if p.err != nil {
		return nil, p.err
	}
	// The first row is asked for before anything is sent: what cannot be answered
	// is an error then, not half a file.
	first := window{limit: 1}
	ctx, cancel := s.asking(r)
	_, err := res.rows(ctx, p, first, func(...any) error { return nil })
	cancel()
	if err := errors.Join(p.err, err); err != nil {
		return nil, err
	}
	e := endings[ending]
	name := strings.ReplaceAll(res.name, "/", "-") + ending
	header := crossOrigin()
	header.Set("Content-Disposition", `attachment; filename="gongkai-`+name+`"`)
	return &answer{contentType: e.contentType, header: header, stream: func(to io.Writer) error {
		if r.Method == http.MethodHead {
			return nil
		}
		out, err := tabular.New(to, e.format, res.columns, tabular.Options{BOM: bom, Sheet: res.name})
		if err != nil {
			return err
		}
		if _, err := res.rows(r.Context(), p, w, func(values ...any) error { return out.Write(values) }); err != nil {
			out.Discard()
			return err
		}
		return out.Close()
	}}, nil
}
