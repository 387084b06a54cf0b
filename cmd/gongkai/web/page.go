package web

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/cmd/gongkai/told"
)

// view is what every template gets.
type view struct {
	server *Server
	req    *http.Request
	query  url.Values // of the request
	// Lang is en or zh; Title that of the page in it.
	Lang, Title string
	// Name is the template's, which the navigation marks.
	Name string
	// Data is the page's own.
	Data any
}

// page makes an answer of a template; titleKey names its title among the words,
// args are put into it.
func (s *Server) page(r *http.Request, name, titleKey string, data any, args ...any) (*answer, error) {
	v := view{server: s, req: r, query: r.URL.Query(), Lang: languageOf(r), Name: name, Data: data}
	var err error
	if v.Title, err = s.words.say(v.Lang, titleKey, args...); err != nil {
		return nil, err
	}
	t, ok := s.templates[name]
	if !ok {
		return nil, fmt.Errorf("no template %s", name)
	}
	var b bytes.Buffer
	if err := t.write(&b, v); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return &answer{contentType: "text/html; charset=utf-8", body: b.Bytes(), header: http.Header{
		"Vary": {"Accept-Language"}, "Content-Language": {v.Lang}}}, nil
}

// funcs are what templates can call.
func (v *view) funcs() template.FuncMap {
	return template.FuncMap{
		"t":      v.say,
		"static": func(name string) (string, error) { return v.server.static.address(name) },
		"link":   v.link,
		"change": v.change,
		"number": number,
		"moment": moment,
		"label":  v.label,
		"either": v.either,
		"last":   func(list []int) int { return len(list) - 1 },
	}
}

// say is {{t "key" args…}}.
func (v *view) say(key string, args ...any) (string, error) {
	return v.server.words.say(v.Lang, key, args...)
}

// link is {{link "/agencies/" id "from" 2019}}: a path whose parts are escaped,
// then pairs of parameters; empty ones are left out. The language goes along
// where the address named it, but to the API, which has none.
func (v *view) link(path string, parts ...any) (string, error) {
	q := url.Values{}
	if strings.HasSuffix(path, "/") && len(parts) > 0 {
		path += url.PathEscape(fmt.Sprint(parts[0]))
		parts = parts[1:]
	}
	if len(parts)%2 != 0 {
		return "", fmt.Errorf("link %s: parameters come in pairs", path)
	}
	for i := 0; i < len(parts); i += 2 {
		if value := fmt.Sprint(parts[i+1]); value != "" {
			q.Add(fmt.Sprint(parts[i]), value)
		}
	}
	if l := v.query.Get("lang"); l != "" && q.Get("lang") == "" && !strings.HasPrefix(path, "/api/") {
		q.Set("lang", v.Lang)
	}
	if len(q) == 0 {
		return path, nil
	}
	return path + "?" + q.Encode(), nil
}

// change is this page's address with some parameters changed; empty ones go.
func (v *view) change(parts ...any) (string, error) {
	if len(parts)%2 != 0 {
		return "", fmt.Errorf("change: parameters come in pairs")
	}
	q := maps.Clone(v.query)
	for i := 0; i < len(parts); i += 2 {
		name, value := fmt.Sprint(parts[i]), fmt.Sprint(parts[i+1])
		if q.Del(name); value != "" {
			q.Set(name, value)
		}
	}
	return v.req.URL.EscapedPath() + "?" + q.Encode(), nil
}

// Param is a parameter of the address, for the fields of forms.
func (v *view) Param(name string) string { return v.query.Get(name) }

// Listed is the address of a list in the API with the parameters of the page
// that it knows too: {{.Listed "checks.csv"}}. Pairs behind the name are
// parameters that the page's own address may leave out.
func (v *view) Listed(name string, more ...string) string {
	return v.other("/api/v1/"+name, []string{"lang", "next", "find", "find_agency", "chart"}, more)
}

// With is the address of a picture with the parameters of the page; pairs take
// the place of what the page has.
func (v *view) With(path string, more ...string) string {
	return v.other(path, []string{"lang", "next", "find", "find_agency"}, more)
}

// other is another address with the parameters of the page but some.
func (v *view) other(path string, but, more []string) string {
	q := v.req.URL.Query()
	for name, values := range q {
		q[name] = slices.DeleteFunc(values, func(v string) bool { return v == "" })
		if slices.Contains(but, name) || len(q[name]) == 0 {
			q.Del(name)
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Elsewhere is another page of measures, about the same reports.
func (v *view) Elsewhere(path, stat string) (string, error) {
	parts := []any{"stat", stat}
	for _, name := range []string{"region", "level", "kind", "scope", "derived"} {
		parts = append(parts, name, v.Param(name))
	}
	return v.link(path, parts...)
}

// Facets are the parameters of the facets that are set, as pairs of name and
// value: a form beside them keeps them.
func (v *view) Facets() [][2]string {
	var set [][2]string
	for _, name := range []string{"region", "level", "kind", "year", "quality", "scope", "certainty"} {
		if value := v.Param(name); value != "" {
			set = append(set, [2]string{name, value})
		}
	}
	return set
}

// either is {{either english chinese}}: the one in the page's language.
func (v *view) either(inEnglish, inChinese string) string {
	if v.Lang == chinese {
		return inChinese
	}
	return inEnglish
}

// label is what a code is called: {{label "kind" .Kind}}.
func (v *view) label(of, code string) (string, error) { return v.say(of + "." + code) }

// beijing is where the reports' days are.
func beijing(t time.Time) time.Time { return t.In(time.FixedZone("", 8*60*60)) }

// moment is a time to the minute with its zone, a dash for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return beijing(t).Format("2006-01-02 15:04-07:00")
}

// number groups the digits of a whole number.
func number(n int) string { return told.Grouped(strconv.Itoa(n)) }

// section is an entry of the navigation.
type section struct {
	Path, Key string
	Here      bool
}

// Sections is the navigation.
func (v *view) Sections() []section {
	all := []section{
		{Path: "/", Key: "nav.start"}, {Path: "/agencies", Key: "nav.agencies"}, {Path: "/reports", Key: "nav.reports"},
		{Path: "/trends", Key: "nav.trends"}, {Path: "/rank", Key: "nav.rank"}, {Path: "/compare", Key: "nav.compare"},
		{Path: "/checks", Key: "nav.checks"}, {Path: "/coverage", Key: "nav.coverage"}, {Path: "/runs", Key: "nav.runs"}, {Path: "/data", Key: "nav.data"},
	}
	for i := range all {
		at := all[i].Path
		all[i].Here = v.req.URL.Path == at || at != "/" && strings.HasPrefix(v.req.URL.Path, at+"/")
	}
	return all
}
