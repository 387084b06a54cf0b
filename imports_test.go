// Package gongkai_test keeps the rules of the house that a compiler does not.
package gongkai_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// allowed says which parts of the module a part may import, besides itself.
var allowed = map[string][]string{
	"cmd":      {"crawler", "extract", "store", "fixtures"},
	"store":    {"extract"},
	"crawler":  {},
	"extract":  {},
	"fixtures": {},
}

// collyFile is the only file that may name colly.
const collyFile = "crawler/fetch.go"

func TestImportsRunOneWay(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		part, _, nested := strings.Cut(filepath.ToSlash(path), "/")
		if !nested {
			return nil
		}
		may, known := allowed[part]
		if !known {
			t.Errorf("%s: no rule for the part %s", path, part)
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if strings.Contains(name, "gocolly/colly") && filepath.ToSlash(path) != collyFile {
				t.Errorf("%s imports %s: only %s may", path, name, collyFile)
			}
			rest, ours := strings.CutPrefix(name, "gongkai/")
			if !ours || strings.HasSuffix(path, "_test.go") {
				continue
			}
			other, _, _ := strings.Cut(rest, "/")
			ok := other == part
			for _, m := range may {
				ok = ok || other == m
			}
			if !ok {
				t.Errorf("%s imports %s: %s may import only %v", path, name, part, may)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were looked at", files)
	}
}
