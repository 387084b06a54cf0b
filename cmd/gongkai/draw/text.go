package draw

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// metrics measures text. Characters of ambiguous width, box drawing among
// them, count as one column: that is how terminals draw them outside a CJK
// locale, and tables stay straight.
type metrics struct{ cond *runewidth.Condition }

func newMetrics() *metrics {
	return &metrics{cond: &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}}
}

func (m *metrics) width(s string) int { return m.cond.StringWidth(s) }

// Clean makes page text safe for a terminal: one line, without control
// characters and without the marks that reverse the order of text.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u200b', r == '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Wrap breaks s into lines of at most width columns.
func Wrap(s string, width int) []string { return newMetrics().wrap(s, width) }

// wrap breaks s into lines of at most width columns: after a space where there
// is one, else between any two characters, as Chinese is set.
func (m *metrics) wrap(s string, width int) []string {
	var lines []string
	line, space := "", -1 // space: where the last one in line stands
	for _, r := range s {
		if line == "" && r == ' ' {
			continue
		}
		if m.width(line+string(r)) > width && line != "" {
			rest := ""
			// A break at a space must not leave the line nearly empty.
			if r != ' ' && space > 0 && m.width(line[:space]) >= width/3 {
				line, rest = line[:space], line[space+1:]
			}
			lines = append(lines, strings.TrimRight(line, " "))
			line, space = rest, -1
			if r == ' ' {
				continue
			}
		}
		if r == ' ' {
			space = len(line)
		}
		line += string(r)
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// pad fills s to width on the side that align says.
func (m *metrics) pad(s string, width int, a align) string {
	n := max(width-m.width(s), 0)
	switch a {
	case right:
		return strings.Repeat(" ", n) + s
	case center:
		return strings.Repeat(" ", n/2) + s + strings.Repeat(" ", n-n/2)
	}
	return s + strings.Repeat(" ", n)
}
