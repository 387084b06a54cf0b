package extract

import (
	"strings"
	"unicode/utf8"

	"gongkai/extract/decimal"
)

// figure is what one cell says.
type figure struct {
	status Status // StatusRead, StatusBlank or StatusInvalid
	value  decimal.Number
	unit   string // the unit printed in the cell, "" if none
}

// units that may stand behind a figure, with the power of ten that turns money
// into 万元; counts have none.
var moneyUnits = []struct {
	text string
	exp  int
}{{"万元人民币", 0}, {"元人民币", -4}, {"亿元", 4}, {"万元", 0}, {"千元", -1}, {"元", -4}, {"圆", -4}, {"万", 0}}

const countUnits = "件条项个次篇人份家宗起部类处场期户册"

// readFigure reads a cell. Only what is a number beyond doubt is read; a dash,
// a slash or 无 is blank; every other text is invalid.
func readFigure(raw string) figure {
	s := trimSpace(raw)
	if s == "" {
		return figure{status: StatusBlank}
	}
	// The common case by far: a few ASCII digits.
	if len(s) <= 9 {
		n, ok := int64(0), true
		for i := 0; i < len(s); i++ {
			if s[i] < '0' || s[i] > '9' {
				ok = false
				break
			}
			n = n*10 + int64(s[i]-'0')
		}
		if ok {
			return figure{status: StatusRead, value: decimal.New(n, 0)}
		}
	}
	if len(s) > 120 {
		return figure{status: StatusInvalid} // a sentence
	}
	s = simplified(narrow(s))
	if isBlankMark(s) {
		return figure{status: StatusBlank}
	}
	if s == "O" || s == "o" || s == "〇" || s == "○" || s == "零" {
		return figure{status: StatusRead}
	}
	s, ok := cutAnnotation(s)
	if !ok {
		return figure{status: StatusInvalid}
	}
	s, neg := cutSign(s)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "¥"), "￥")
	num, unit := splitUnit(s)
	num, ok = ungroup(trimSpace(num))
	if !ok {
		return figure{status: StatusInvalid}
	}
	v, err := decimal.Parse(num)
	if err != nil {
		return figure{status: StatusInvalid}
	}
	if neg {
		v = v.Neg()
	}
	return figure{status: StatusRead, value: v, unit: unit}
}

// looksLikeFigure tells whether a text token of a flattened table is a figure
// rather than a piece of a label.
func looksLikeFigure(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return false
	}
	if r >= 0x4E00 && r <= 0x9FFF && r != '减' && r != '減' && r != '增' && r != '无' && r != '無' && r != '零' {
		return false
	}
	if len(s) > 120 {
		return false
	}
	if f := readFigure(s); f.status != StatusInvalid {
		return true
	}
	return false
}

// looksLikeBadFigure tells a text that stands in the place of a figure without
// being one: 3(2), 1、2, 12%; no label's number, no date.
func looksLikeBadFigure(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if enum, rest := cutEnumerator(s); enum != "" && trimSpace(rest) == "" {
		return false // the number of a label, severed from it
	}
	return isDigit(r) && len(s) <= 24 && !enumerates(s) && !strings.ContainsAny(s, "年月日时:：条页")
}

func isBlankMark(s string) bool {
	for _, r := range s {
		switch r {
		case '-', '—', '–', '―', '─', '━', '/', '\\', '−', '‐', '‑', '﹣', '_', '.', '。':
		default:
			return s == "无"
		}
	}
	return s != "." && s != "。"
}

// narrow turns full-width digits, signs and separators into ASCII and drops
// white space beside them; a space between two digits stays.
func narrow(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E && r != '（' && r != '）':
			b.WriteByte(byte(r - 0xFEE0))
		case r == '－' || r == '−' || r == '﹣':
			b.WriteByte('-')
		case r == '（':
			b.WriteByte('(')
		case r == '）':
			b.WriteByte(')')
		case r == '．':
			b.WriteByte('.')
		case isInvisible(r):
		case isSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// cutAnnotation removes one trailing note in brackets: 22(其中修订16件) → 22.
// A number alone in brackets, an accountant's negative, is not read.
func cutAnnotation(s string) (string, bool) {
	open := strings.IndexAny(s, "([〔【")
	if open < 0 {
		return s, true
	}
	if open == 0 {
		return "", false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(")]〕】", last) {
		return "", false
	}
	note := s[open:]
	if !strings.ContainsFunc(note, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }) {
		return "", false // 3(2): which of the two is meant?
	}
	return strings.TrimSpace(s[:open]), true
}

func cutSign(s string) (string, bool) {
	for _, p := range []string{"减少", "减", "-"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return strings.TrimSpace(rest), true
		}
	}
	for _, p := range []string{"增加", "增", "+"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return strings.TrimSpace(rest), false
		}
	}
	return s, false
}

// splitUnit splits a trailing unit from a number.
func splitUnit(s string) (num, unit string) {
	if last := s[max(len(s)-1, 0):]; last == "" || last[0] < utf8.RuneSelf {
		return s, ""
	}
	for _, u := range moneyUnits {
		if rest, ok := strings.CutSuffix(s, u.text); ok {
			return rest, u.text
		}
	}
	if rest, ok := strings.CutSuffix(s, "人次"); ok {
		return rest, "人次"
	}
	r, n := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune(countUnits, r) {
		return s[:len(s)-n], string(r)
	}
	return s, ""
}

// ungroup removes thousands separators where they stand at every third digit.
func ungroup(s string) (string, bool) {
	if !strings.ContainsAny(s, ",'") {
		return s, true
	}
	whole, frac, point := strings.Cut(s, ".")
	groups := strings.Split(strings.ReplaceAll(whole, "'", ","), ",")
	if len(groups) < 2 || len(groups[0]) == 0 || len(groups[0]) > 3 {
		return "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", false
		}
	}
	joined := strings.Join(groups, "")
	if point {
		joined += "." + frac
	}
	return joined, true
}

// moneyExponent returns the power of ten that turns a money unit into 万元.
func moneyExponent(unit string) (int, bool) {
	for _, u := range moneyUnits {
		if u.text == unit {
			return u.exp, true
		}
	}
	return 0, false
}
