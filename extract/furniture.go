package extract

import (
	"strings"
	"unicode/utf8"
)

// isFurniture tells what stands inside a flattened row without being of it: a
// page number, or a running head that other pages repeat.
func (r *reader) isFurniture(i, open int) bool {
	c := &r.rows[i].cells[0]
	if c.targets != nil {
		return false
	}
	if isPageNumber(c.text) {
		return true
	}
	if c.bordered {
		return false // a cell of the table, also where its text is printed in others
	}
	t := &r.tokens[open]
	n := r.figuresBehind(t)
	if n == 0 || i+1 >= len(r.rows) {
		return false
	}
	if next := &r.rows[i+1]; next.hard || !looksLikeFigure(next.cells[0].text) && !isPageNumber(next.cells[0].text) {
		return false
	}
	if _, title := parseTitle(c.text); !title && (len(t.values) == 0 || !r.besidePageNumber(i) || !r.printedElsewhere(i)) {
		return false // a row that the form does not have
	}
	if len(t.values) >= n {
		// Either the row is whole, and a page number follows, or some of its cells
		// are placeholders.
		if printed(t.values) < n {
			t.doubt = doubtPageEnd
		}
		return false
	}
	return true
}

// doubtPageEnd is why a row is not read that may go on behind a page's head.
const doubtPageEnd = "a page ends among its cells"

// figuresBehind is how many figures may stand behind a token, 0 where none are read.
func (r *reader) figuresBehind(t *token) int {
	n := 0
	if row, ok := r.mine(t.targets, isRow); ok {
		n = r.width(int(row.section))
	}
	if len(t.values) <= n {
		return n
	}
	for _, to := range t.targets { // 总计 is a row of one section and the last column of another's line
		if s := int(to.section); int(to.form) == r.f && to.kind == isCol && r.oneLine(s) {
			return r.width(s) * len(r.form.Sections[s].Rows)
		}
	}
	return n
}

// besidePageNumber tells whether the number of a page stands right before or behind row i.
func (r *reader) besidePageNumber(i int) bool {
	return i > 0 && !r.rows[i-1].hard && isPageNumber(r.rows[i-1].cells[0].text) || isPageNumber(r.rows[i+1].cells[0].text)
}

// printedElsewhere tells whether the text of row i is that of another row, too.
func (r *reader) printedElsewhere(i int) bool {
	for k := range r.rows {
		if k != i && !r.rows[k].hard && r.rows[k].cells[0].text == r.rows[i].cells[0].text {
			return true
		}
	}
	return false
}

// isPageHead recognises Page 8, P. 8 and Page 8 - 2020年报.
func isPageHead(s string) bool {
	rest, ok := cutPrefixFold(s, "page")
	if !ok {
		if rest, ok = cutPrefixFold(s, "p."); !ok {
			return false
		}
	}
	rest = trimSpace(rest)
	tail := strings.TrimLeftFunc(rest, isDigit)
	if n := len(rest) - len(tail); n == 0 || n > 4 {
		return false
	}
	tail = trimSpace(tail)
	return tail == "" || strings.HasPrefix(tail, "-") || strings.HasPrefix(tail, "–")
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// isPageNumber recognises - 3 -, 第3页, 第 3 页 共 8 页, 3 / 8.
func isPageNumber(s string) bool {
	if len(s) > maxLabelBytes {
		return false
	}
	if isPageHead(s) {
		return true
	}
	if len(s) > 40 {
		return false
	}
	digits, marks := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '第' || r == '页' || r == '共':
			marks++
		case strings.ContainsRune("-—–－·/ 　", r) || isSpace(r):
		default:
			return false
		}
	}
	if digits == 0 || digits > 8 {
		return false
	}
	if marks > 0 {
		return strings.ContainsRune(s, '页')
	}
	if page, of, ok := strings.Cut(s, "/"); ok {
		n, m := wholeNumber(page), wholeNumber(of)
		return n > 0 && n <= m && m < 1000
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("-—–－·", first) && strings.ContainsRune("-—–－·", last)
}
