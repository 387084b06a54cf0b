package queries

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed sql/*.sql
var files embed.FS

// Query is one question.
type Query struct {
	// Name is that of its file.
	Name, Title, About string
	// TitleZH and AboutZH are in Chinese.
	TitleZH, AboutZH string
	Params           []Param
	// Columns are those of the answer.
	Columns []string
	SQL     string
}

// Param is a parameter of a query.
type Param struct {
	Name, Default, Meaning string
	MeaningZH              string // in Chinese
}

// whole tells a parameter that takes whole numbers only.
func (p Param) whole() bool {
	_, err := strconv.ParseInt(p.Default, 10, 64)
	return err == nil && p.Default == strings.TrimLeft(p.Default, "0") || p.Default == "0"
}

// Load reads all queries, by name.
func Load() ([]Query, error) { return load(files) }

func load(dir fs.FS) ([]Query, error) {
	names, err := fs.Glob(dir, "sql/*.sql") // sorted
	if err != nil {
		return nil, err
	}
	var all []Query
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		q, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		q.Name = strings.TrimSuffix(path.Base(name), ".sql")
		all = append(all, q)
	}
	return all, nil
}

// Find returns the query of a name, nil if there is none.
func Find(all []Query, name string) *Query {
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// parse reads a file: its head, then the statement.
func parse(text string) (Query, error) {
	var q Query
	for text != "" && strings.HasPrefix(text, "--") {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if err := q.head(strings.TrimSpace(strings.TrimPrefix(line, "--"))); err != nil {
			return q, err
		}
	}
	q.SQL = strings.TrimSpace(text)
	if q.Title == "" || q.About == "" || len(q.Columns) == 0 || q.SQL == "" {
		return q, errors.New("title, about, gives or the statement is missing")
	}
	if q.TitleZH == "" || q.AboutZH == "" || slices.ContainsFunc(q.Params, func(p Param) bool { return p.MeaningZH == "" }) {
		return q, errors.New("title_zh, about_zh or param_zh is missing")
	}
	return q, nil
}

func (q *Query) head(line string) error {
	key, rest, ok := strings.Cut(line, ": ")
	switch {
	case ok && key == "title":
		q.Title = rest
	case ok && key == "about":
		q.About = strings.TrimSpace(q.About + " " + rest)
	case ok && key == "title_zh":
		q.TitleZH = rest
	case ok && key == "about_zh":
		q.AboutZH += rest
	case ok && key == "gives":
		for column := range strings.SplitSeq(rest, ",") {
			q.Columns = append(q.Columns, strings.TrimSpace(column))
		}
	case ok && strings.HasPrefix(key, "param "):
		name, value, ok := strings.Cut(strings.TrimPrefix(key, "param "), "=")
		if !ok {
			return fmt.Errorf("parameter without a default: %s", line)
		}
		q.Params = append(q.Params, Param{strings.TrimSpace(name), strings.TrimSpace(value), rest, ""})
	case ok && strings.HasPrefix(key, "param_zh "):
		i := slices.IndexFunc(q.Params, func(p Param) bool { return "param_zh "+p.Name == key })
		if i < 0 {
			return fmt.Errorf("no parameter before: %s", line)
		}
		q.Params[i].MeaningZH = rest
	default:
		return fmt.Errorf("not title, about, param, gives or one of them in Chinese: %s", line)
	}
	return nil
}

// Write prints the query with what is to be known of it, as it can be edited.
func (q *Query) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s\n-- %s\n", q.Title, q.About)
	for _, p := range q.Params {
		fmt.Fprintf(&b, "-- :%s is %s, unless given: %s\n", p.Name, p.Default, p.Meaning)
	}
	b.WriteString(q.SQL + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// Args are the arguments of the statement: the given values, by name, and the
// defaults of the others.
func (q *Query) Args(given map[string]string) ([]any, error) {
	for name := range given {
		if !slices.ContainsFunc(q.Params, func(p Param) bool { return p.Name == name }) {
			return nil, fmt.Errorf("%s has no parameter %s: %s", q.Name, name, q.paramNames())
		}
	}
	var args []any
	for _, p := range q.Params {
		value, ok := given[p.Name]
		if !ok {
			value = p.Default
		}
		if !p.whole() {
			args = append(args, sql.Named(p.Name, value))
			continue
		}
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return nil, &ValueError{p.Name, value}
		}
		args = append(args, sql.Named(p.Name, n))
	}
	return args, nil
}

// ValueError tells that a parameter is to be a whole number and is none.
type ValueError struct{ Param, Value string }

// Error tells both.
func (e *ValueError) Error() string {
	return fmt.Sprintf("%s=%s: not a whole number", e.Param, e.Value)
}

var placeholder = regexp.MustCompile(`:[a-z_]+\b`)

// Filled is the statement with its arguments put in, to be changed and asked
// without them.
func (q *Query) Filled(args []any) string {
	return placeholder.ReplaceAllStringFunc(q.SQL, func(name string) string {
		for _, a := range args {
			switch named := a.(sql.NamedArg); value := named.Value.(type) {
			case string:
				if named.Name == name[1:] {
					return "'" + strings.ReplaceAll(value, "'", "''") + "'"
				}
			case int64:
				if named.Name == name[1:] {
					return strconv.FormatInt(value, 10)
				}
			}
		}
		return name
	})
}

func (q *Query) paramNames() string {
	if len(q.Params) == 0 {
		return "it takes none"
	}
	names := make([]string, len(q.Params))
	for i, p := range q.Params {
		names[i] = p.Name
	}
	return "it takes " + strings.Join(names, ", ")
}
