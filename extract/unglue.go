package extract

import (
	"strings"
	"unicode/utf8"
)

// Some extractors print two labels, or a label and its figure, without anything
// between them: （三）不予公开1.属于国家秘密, 行政许可12行政处罚3.

// maxGlued bounds what is looked at.
const maxGlued = 300

// unglue cuts a text that no label matches before brackets and at figures. It
// returns nil unless every piece is then a label or a figure beyond doubt.
func (ix *index) unglue(text string) []string {
	if len(text) > maxGlued || !mayBeGlued(text) {
		return nil
	}
	var pieces []string
	start := 0
	cut := func(at int) {
		if p := trimSpace(text[start:at]); p != "" {
			pieces = append(pieces, p)
		}
		start = at
	}
	digits := false // the piece that begins at start is a figure
	for i, r := range text {
		switch d := isDigit(r); {
		case (r == '（' || r == '(') && i > start && !digits:
			if _, ts := ix.lookup(text[start:i]); ts != nil {
				cut(i)
			}
		case d && !digits && i > start:
			if _, ts := ix.lookup(text[start:i]); ts != nil {
				cut(i - signBefore(text[start:i]))
				digits = !enumerates(text[i:])
			}
		case digits && !d && r != '.' && r != ',' && !isSpace(r):
			cut(i)
			digits = false
		}
	}
	cut(len(text))
	if len(pieces) < 2 {
		return nil
	}
	for _, p := range pieces {
		if looksLikeFigure(p) {
			if len(p) > 1 && p[0] == '0' && p[1] != '.' {
				return nil // 000 is three figures in one
			}
			continue
		}
		if _, ts := ix.lookup(p); ts == nil {
			return nil
		}
	}
	return pieces
}

// gluedRow is what the label of a token means from which its figures, and perhaps their
// unit, are not parted, where it is a row's; nil where it is none.
func (r *reader) gluedRow(t *token) []target {
	if t.targets != nil || t.bare || t.text == "" || !endsInDigit(t.text) {
		return nil
	}
	label := strings.TrimRight(t.text, "0123456789.,-")
	if _, ts := r.ix.lookup(label); r.isRow(ts) {
		return ts
	}
	_, n := utf8.DecodeLastRuneInString(label)
	if unit := label[len(label)-n:]; r.isUnitWord(unit) {
		if _, ts := r.ix.lookup(label[:len(label)-n]); r.isRow(ts) {
			return ts
		}
	}
	return nil
}

// signBefore is the length of a number's sign at the end of a text.
func signBefore(s string) int {
	if r, n := utf8.DecodeLastRuneInString(s); strings.ContainsRune("-－−+＋", r) {
		return n
	}
	return 0
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= 0xFF10 && r <= 0xFF19 }

// mayBeGlued is a cheap look for a label with something behind it.
func mayBeGlued(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	if n < 3 && !isDigit(first) || isDigit(first) && !enumerates(s) {
		return false
	}
	i := strings.IndexFunc(s[n:], func(r rune) bool { return isDigit(r) || r == '（' || r == '(' })
	return i > 0 && !strings.ContainsAny(s, "。，")
}

// enumerates tells the number of a label, 1.属于…, from a figure.
func enumerates(s string) bool {
	rest := strings.TrimLeftFunc(s, isDigit)
	if len(s)-len(rest) > 2*3 {
		return false
	}
	r, n := utf8.DecodeRuneInString(rest)
	if !strings.ContainsRune(".．、)）", r) || len(rest) == n {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest[n:])
	return !isDigit(after)
}
