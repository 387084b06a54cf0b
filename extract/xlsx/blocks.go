package xlsx

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/document"
)

// maxLoneRunes is the length from which a text is no label, whatever it stands in.
const maxLoneRunes = 60

// maxBlank is how many columns without any value a table may end with.
const maxBlank = 20

// borders finds the rows that are drawn as tables, by the borders of their
// cells, which may have no values.
func (s *sheet) borders() error {
	s.bordered = make([]int, len(s.values))
	drawn := map[int]bool{} // styles
	columns := min(s.width+maxBlank, maxColumns)
	for r := range s.values {
		for c := range columns {
			name, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			id, err := s.file.GetCellStyle(s.name, name)
			if err != nil {
				return err
			}
			has, known := drawn[id]
			if !known {
				style, err := s.file.GetStyle(id)
				has = err == nil && len(style.Border) > 0
				drawn[id] = has
			}
			if has {
				s.bordered[r] = c + 1
				s.width = max(s.width, c+1)
			}
		}
	}
	return nil
}

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
		v = strings.TrimSpace(v)
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
