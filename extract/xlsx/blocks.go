package xlsx

import (
	"strings"
	"unicode/utf8"

	"gongkai/extract/document"
)

// maxLoneRunes is the length from which a text is no label, whatever it stands in.
const maxLoneRunes = 60

// blocks takes the sheet apart as a reader sees it: rows drawn with borders
// are tables, texts outside of them paragraphs. Where nothing is drawn, only
// sentences are.
func (s *sheet) blocks() []document.Block {
	drawn := false
	for _, n := range s.bordered {
		drawn = drawn || n > 0
	}
	var out []document.Block
	for from := 0; from < len(s.values); {
		if text, ok := s.lone(from, drawn); ok {
			if text != "" && !s.hidden[from] {
				out = append(out, document.Paragraph(text))
			}
			from++
			continue
		}
		to := from + 1
		for to < len(s.values) && (s.bordered[to] > 0) == (s.bordered[from] > 0) {
			if _, ok := s.lone(to, drawn); ok {
				break
			}
			to++
		}
		if t := s.table(from, to); len(t.Rows) > 0 {
			out = append(out, document.Block{Table: t})
		}
		from = to
	}
	return out
}

// lone returns the text of a row that is no row of a table; "" where it is blank.
func (s *sheet) lone(r int, drawn bool) (string, bool) {
	text := ""
	for _, v := range s.values[r] {
		if v != "" && text != "" {
			return "", false
		}
		text += v
	}
	switch {
	case s.bordered[r] > 0:
		return "", false
	case drawn:
		return text, true
	}
	return text, strings.Contains(text, "。") || utf8.RuneCountInString(text) > maxLoneRunes
}

// table is a stretch of rows as far as they are shown.
func (s *sheet) table(from, to int) *document.Table {
	width := 0
	for r := from; r < to; r++ {
		width = max(width, s.bordered[r])
		for c := len(s.values[r]); c > width; c-- {
			if s.values[r][c-1] != "" {
				width = c
			}
		}
		if a, ok := s.merged[at{r, width - 1}]; ok {
			width += a.columns - 1
		}
	}
	t := &document.Table{}
	for r := from; r < to; r++ {
		if s.hidden[r] {
			continue
		}
		if row, printed := s.row(r, width); printed || s.bordered[r] > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
