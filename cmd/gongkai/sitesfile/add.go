package sitesfile

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Entry is a site to add.
type Entry struct {
	// Start is required, the others may be "".
	Start, Name, Region string
}

// Add returns the file's text with one more site at its end; all else stays
// byte for byte, comments included. An empty text begins a new file. It
// returns Problems if the file or the entry is not usable, or the host is in
// the file already.
func Add(text []byte, e Entry) ([]byte, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		text = append(text, "sites:\n"...)
	}
	if _, err := Parse(text); err != nil {
		return nil, err
	}
	indent, err := indentOf(text)
	if err != nil {
		return nil, err
	}
	out := bytes.Clone(text)
	if !bytes.HasSuffix(out, []byte("\n")) {
		out = append(out, '\n')
	}
	pad := strings.Repeat(" ", indent)
	lead := pad + "- "
	for _, field := range []struct{ key, value string }{{"name", e.Name}, {"region", e.Region}, {"start", e.Start}} {
		if field.value == "" {
			continue
		}
		out = fmt.Appendf(out, "%s%s: %s\n", lead, field.key, strconv.Quote(field.value))
		lead = pad + "  "
	}
	if _, err := Parse(out); err != nil {
		return nil, fmt.Errorf("with the new site: %w", err)
	}
	return out, nil
}

// indentOf is how far the dashes of the list stand from the margin. The list
// is the file's last thing, as a sites file has one key.
func indentOf(text []byte) (int, error) {
	const usual = 2
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return 0, Problems{syntaxProblem(err)}
	}
	for _, d := range file.Docs {
		var entries []*ast.MappingValueNode
		switch n := d.Body.(type) {
		case *ast.MappingNode:
			if n.IsFlowStyle {
				return 0, Problems{{n.GetToken().Position.Line, n.GetToken().Position.Column, "sites can be added only to a list with dashes"}}
			}
			entries = n.Values
		case *ast.MappingValueNode:
			entries = []*ast.MappingValueNode{n}
		}
		for _, e := range entries {
			seq, ok := e.Value.(*ast.SequenceNode)
			if !ok {
				continue
			}
			at := seq.GetToken().Position
			if seq.IsFlowStyle {
				return 0, Problems{{at.Line, at.Column, "sites can be added only to a list with dashes"}}
			}
			return at.Column - 1, nil
		}
	}
	return usual, nil
}
