package sitesfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// walker goes through the tree of a file. It does not stop at a mistake: who
// writes a hundred sites wants to see them all.
type walker struct {
	sites    []Site
	problems Problems
	owner    map[string]int // site key → line of the entry that has it
}

// tell notes a mistake at a node.
func (w *walker) tell(n ast.Node, format string, args ...any) {
	p := Problem{Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if t := n.GetToken(); t != nil && t.Position != nil {
		p.Line, p.Column = t.Position.Line, t.Position.Column
	}
	w.problems = append(w.problems, p)
}

func (w *walker) file(f *ast.File) {
	var body ast.Node
	for _, d := range f.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			w.tell(d.Body, "a second document: a sites file is one")
			return
		}
		body = d.Body
	}
	if body == nil || body.Type() == ast.CommentType {
		w.problems = append(w.problems, Problem{1, 1, "no sites: the file begins with the key sites"})
		return
	}
	found := false
	w.mapping(body, "a sites file", func(key string, at, value ast.Node) {
		if key != "sites" {
			w.tell(at, "unknown key %q: a sites file has only sites", key)
			return
		}
		found = true
		w.list(value)
	})
	if !found && len(w.problems) == 0 {
		w.tell(body, "the key sites is missing")
	}
}

// list reads the sequence of sites; sites: without any is an empty one.
func (w *walker) list(n ast.Node) {
	if n == nil || n.Type() == ast.NullType {
		return
	}
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		w.tell(n, "sites must be a list, each entry after a dash")
		return
	}
	for _, v := range seq.Values {
		before := len(w.problems)
		s := w.site(v)
		if len(w.problems) == before {
			w.sites = append(w.sites, s)
		}
	}
}

func (w *walker) site(n ast.Node) Site {
	var s Site
	if t := n.GetToken(); t != nil && t.Position != nil {
		s.Line = t.Position.Line
	}
	started := false
	w.mapping(n, "a site", func(key string, at, value ast.Node) {
		started = started || key == "start"
		read, ok := fields[key]
		switch {
		case !ok:
			w.tell(at, "unknown key %q: a site has %s", key, strings.Join(fieldNames(), ", "))
		case value == nil || value.Type() == ast.NullType:
			w.tell(at, "%s has no value", key)
		default:
			read(w, &s, value)
		}
	})
	if !started && isMapping(n) {
		w.tell(n, "a site needs start: an address or a list of them")
	}
	return s
}

// mapping hands every key with its value to each, a key twice only once.
func (w *walker) mapping(n ast.Node, what string, each func(key string, at, value ast.Node)) {
	var entries []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	default:
		w.tell(n, "%s must be keys with values", what)
		return
	}
	seen := map[string]bool{}
	for _, e := range entries {
		key, ok := plain(e.Key)
		switch {
		case !ok:
			w.tell(e.Key, "a key must be a plain word")
		case seen[key]:
			w.tell(e.Key, "%s is given twice", key)
		default:
			seen[key] = true
			each(key, e.Key, e.Value)
		}
	}
}

func isMapping(n ast.Node) bool {
	return n.Type() == ast.MappingType || n.Type() == ast.MappingValueType
}

// plain is the text of a scalar as the file has it: a region code is no
// number, and a name such as 1.0 stays what it is.
func plain(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func fieldNames() []string {
	var names []string
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
