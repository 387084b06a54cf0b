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
	folded, at := foldWithPlaces(text)
	m := Marked{Text: text}
	for _, t := range terms {
		t.each(folded, func(i int) bool {
			last := at[i+len(t)-1]
			_, n := utf8.DecodeRuneInString(text[last:])
			m.Marks = append(m.Marks, [2]int{at[i], last + n})
			return true
		})
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
	return m
}

// foldWithPlaces is Fold with the place in text of each byte.
func foldWithPlaces(text string) (folded string, at []int) {
	var b strings.Builder
	var f folder
	write := func(r rune, from int) {
		n, _ := b.WriteRune(r)
		for range n {
			at = append(at, from)
		}
	}
	for from, r := range text {
		r, blank := f.next(r)
		if blank {
			write(' ', from)
		}
		if r != 0 {
			write(r, from)
		}
	}
	return b.String(), at
}

// Snippet is the part of one of the texts, about width characters, that shows
// most of the terms, and which text that is; -1 where none holds any. Cuts are
// told by an ellipsis, and line breaks are blanks in it.
func Snippet(terms []Term, texts []string, width int) (Marked, int) {
	in, most := -1, 0
	for i, text := range texts {
		folded, held := Fold(text), 0
		for _, t := range terms {
			t.each(folded, func(int) bool { held++; return false })
		}
		if held > most {
			in, most = i, held
		}
	}
	if in < 0 {
		return Marked{}, in
	}
	m := Mark(terms, texts[in])
	from, to := window(m, width)
	return cut(m, from, to), in
}

// window is the part of the text of about width characters, beginning shortly
// before a mark, that holds most of the others.
func window(m Marked, width int) (from, to int) {
	most, next := 0, 0 // next is the first mark beyond the window
	for i, k := range m.Marks {
		start := back(m.Text, k[0], width/4)
		end := forth(m.Text, start, width)
		for next < len(m.Marks) && m.Marks[next][1] <= end {
			next++
		}
		if n := next - i; n > most || to == 0 {
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
