package fulltext

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Marked is a text with the places of what was searched for.
type Marked struct {
	Text string
	// Marks are the places in bytes, from and to, in order and apart.
	Marks [][2]int
}

// Wrap returns the text with begin and end around each mark.
func (m Marked) Wrap(begin, end string) string {
	var b strings.Builder
	from := 0
	for _, k := range m.Marks {
		b.WriteString(m.Text[from:k[0]] + begin + m.Text[k[0]:k[1]] + end)
		from = k[1]
	}
	b.WriteString(m.Text[from:])
	return b.String()
}

// Mark finds the terms in a text.
func Mark(terms []Term, text string) Marked {
	m, _ := mark(terms, text)
	return m
}

// mark also tells which of the terms the text holds.
func mark(terms []Term, text string) (Marked, int) {
	var b strings.Builder
	var at []int // place in text of each byte of the folded text
	walk(text, func(r rune, from int) {
		for range utf8.RuneLen(r) {
			at = append(at, from)
		}
		b.WriteRune(r)
	})
	m, found := Marked{Text: text}, 0
	for _, t := range terms {
		held := false
		t.each(b.String(), func(i int) bool {
			last := at[i+len(t)-1]
			_, n := utf8.DecodeRuneInString(text[last:])
			m.Marks = append(m.Marks, [2]int{at[i], last + n})
			held = true
			return true
		})
		if held {
			found++
		}
	}
	slices.SortFunc(m.Marks, func(a, b [2]int) int { return a[0] - b[0] })
	joined := m.Marks[:0]
	for _, k := range m.Marks {
		if n := len(joined); n > 0 && k[0] <= joined[n-1][1] {
			joined[n-1][1] = max(joined[n-1][1], k[1])
			continue
		}
		joined = append(joined, k)
	}
	m.Marks = joined
	return m, found
}

// Snippet is the part of one of the texts, about width characters, that shows
// most of the terms, and which text that is; -1 where none holds any. Cuts are
// told by an ellipsis, and line breaks are blanks in it.
func Snippet(terms []Term, texts []string, width int) (Marked, int) {
	best, in, most := Marked{}, -1, 0
	for i, text := range texts {
		if m, found := mark(terms, text); found > most {
			best, in, most = m, i, found
		}
	}
	if in < 0 {
		return best, in
	}
	from, to := window(best, width)
	return cut(best, from, to), in
}

// window is the part of the text of about width characters, beginning shortly
// before a mark, that holds most of the others.
func window(m Marked, width int) (from, to int) {
	most := 0
	for i, k := range m.Marks {
		start := back(m.Text, k[0], width/4)
		end := forth(m.Text, start, width)
		n := 0
		for _, l := range m.Marks[i:] {
			if l[1] <= end {
				n++
			}
		}
		if n > most || to == 0 {
			from, to, most = start, max(end, k[1]), n
		}
	}
	return from, to
}

// back is n characters before at, forth n after it.
func back(text string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}

func forth(text string, at, n int) int {
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// cut is the part of a marked text between two places. A mark that it cuts goes.
func cut(m Marked, from, to int) Marked {
	const ellipsis = "…"
	out, shift := Marked{}, -from
	if from > 0 {
		out.Text, shift = ellipsis, shift+len(ellipsis)
	}
	out.Text += strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' { // of one byte each, as the blank
			return ' '
		}
		return r
	}, m.Text[from:to])
	if to < len(m.Text) {
		out.Text += ellipsis
	}
	for _, k := range m.Marks {
		if k[0] >= from && k[1] <= to {
			out.Marks = append(out.Marks, [2]int{k[0] + shift, k[1] + shift})
		}
	}
	return out
}
