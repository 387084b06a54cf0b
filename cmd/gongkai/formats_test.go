package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// initLine is what the runtime tells of a package that begins (GODEBUG=inittrace=1).
var initLine = regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, \d+ allocs$`)

// TestPagesPayNothingForDocuments reads a page of HTML in a process of its own:
// what reads documents has hardly begun when it ends.
func TestPagesPayNothingForDocuments(t *testing.T) {
	pages, _ := reportPages(t, "town")
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1", "XDG_CACHE_HOME="+dir, limitEnv+"="+strings.Join([]string{"free", "extract", file(pages[0])}, "\n"))
	var told strings.Builder
	cmd.Stderr = &told
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, told.String())
	}
	begun, bytes := 0, 0
	for _, m := range initLine.FindAllStringSubmatch(told.String(), -1) {
		begun++
		for _, part := range []string{"wazero", "go-pdfium", "go-commons-pool", "gongkai/extract/pdf", "gongkai/extract/docx", "gongkai/extract/xlsx", "gongkai/extract/ooxml", "gongkai/extract/office", "gongkai/extract/document"} {
			if strings.Contains(m[1], part) {
				n, _ := strconv.Atoi(m[2])
				bytes += n
			}
		}
	}
	if begun < 50 || bytes > 64<<10 {
		t.Errorf("%d packages begun, those that read documents with %d bytes", begun, bytes)
	}
	if kept, _ := filepath.Glob(filepath.Join(dir, "gongkai", "*")); len(kept) > 0 {
		t.Errorf("a page of HTML has started the PDF reader: %v", kept)
	}
}
