package release

import (
	"fmt"
	"strconv"
	"strings"
)

// citation is CITATION.cff. Strings are quoted as JSON does, which YAML reads.
func citation(p Package) []byte {
	var b strings.Builder
	line := func(indent, key, value string) { fmt.Fprintf(&b, "%s%s: %s\n", indent, key, strconv.Quote(value)) }
	b.WriteString("cff-version: 1.2.0\ntype: dataset\n")
	line("", "message", "Please cite these data with their version, and gongkai as the program that read them.")
	line("", "title", p.Title)
	line("", "version", p.Date)
	fmt.Fprintf(&b, "date-released: %s\n", p.Date)
	b.WriteString("authors:\n")
	for _, name := range p.Contributors {
		line("  - ", "name", name)
	}
	if len(p.Licenses) > 0 && p.Licenses[0].Path != "" {
		line("", "license-url", p.Licenses[0].Path)
	}
	if len(p.Keywords) > 0 {
		b.WriteString("keywords:\n")
		for _, k := range p.Keywords {
			fmt.Fprintf(&b, "  - %s\n", strconv.Quote(k))
		}
	}
	return []byte(b.String())
}
