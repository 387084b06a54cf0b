package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

func tableOf(t *testing.T, width int, cutEnd bool) string {
	t.Helper()
	var b bytes.Buffer
	l, err := newList(&b, "table", "report_id", "agency", "figure", "url")
	if err != nil {
		t.Fatal(err)
	}
	l.width, l.cutEnd = width, cutEnd
	for _, r := range [][]any{
		{"r1ubey6k7hrgwrsdw4", strings.Repeat("样例市", 6) + "人民政府", 1234567890123, "http://www.example.gov.cn/zwgk/2022/report.html"},
		{"r1q3tx", "样例局", 7, "http://www.example.gov.cn/a b"},
	} {
		if err := l.row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestListsFitTheTerminal(t *testing.T) {
	for _, width := range []int{69, 80, 100} {
		for _, cutEnd := range []bool{false, true} {
			got := tableOf(t, width, cutEnd)
			for line := range strings.Lines(got) {
				if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%d columns on a terminal of %d: %s", n, width, line)
				}
			}
			if !strings.Contains(got, "1234567890123") || !strings.Contains(got, "r1ubey6k7hrgwrsdw4") {
				t.Errorf("a number or an id was cut at %d:\n%s", width, got)
			}
			if lines := strings.Count(got, "\n"); cutEnd && lines != 4 {
				t.Errorf("%d lines of a list of two:\n%s", lines, got)
			}
			if all := strings.Join(strings.Fields(got), ""); !cutEnd && !strings.Contains(all, "http://www.example.gov.cn/zwgk/2022/report.html") && width > 69 {
				t.Errorf("the last column is not whole at %d:\n%s", width, got)
			}
		}
	}
	if got := tableOf(t, 0, false); strings.Contains(got, "…") || strings.Count(got, "\n") != 4 {
		t.Errorf("cut where there is no terminal:\n%s", got)
	}
	if got := tableOf(t, 10, true); strings.Count(got, "\n") != 4 { // too narrow for anything: lines stay whole
		t.Errorf("%s", got)
	}
}
