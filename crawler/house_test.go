package crawler

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOnlyFetchNamesColly(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	named := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if strings.Contains(i.Path.Value, "colly") {
				named++
				if name != "fetch.go" {
					t.Errorf("%s imports %s", name, i.Path.Value)
				}
			}
			if strings.HasPrefix(i.Path.Value, `"gongkai/`) && !strings.HasSuffix(name, "_test.go") {
				t.Errorf("%s imports its sibling %s", name, i.Path.Value)
			}
		}
	}
	if named != 1 {
		t.Errorf("colly is imported %d times", named)
	}
}

func TestValidate(t *testing.T) {
	ok := Config{Starts: []string{"www.yc.gov.cn"}, Contact: "a@example.org", Version: "0.1"}
	if err := ok.Validate(); err != nil {
		t.Error(err)
	}
	if got := ok.UserAgent(); got != "gongkai/0.1 (+a@example.org)" {
		t.Errorf("user agent %q", got)
	}
	private := Config{Starts: []string{"127.0.0.1:8080", "http://localhost/x", "10.0.0.7"}}
	if err := private.Validate(); err != nil {
		t.Error(err)
	}
	for name, tt := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"no start":      {func(c *Config) { c.Starts = nil }, "no start address"},
		"bad start":     {func(c *Config) { c.Starts = []string{"ftp://x"} }, "not http"},
		"no contact":    {func(c *Config) { c.Contact = "" }, "contact"},
		"mixed hosts":   {func(c *Config) { c.Contact = ""; c.Starts = append(c.Starts, "127.0.0.1") }, "contact"},
		"header split":  {func(c *Config) { c.Contact = "a\r\nb" }, "printable"},
		"negative":      {func(c *Config) { c.MaxPages = -1 }, "max pages"},
		"negative time": {func(c *Config) { c.Timeout = -time.Second }, "timeout"},
	} {
		c := ok
		tt.change(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
