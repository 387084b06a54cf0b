package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Labels are compared by their skeleton: what is left of a printed label when
// white space, punctuation, brackets and the leading enumerator are gone and
// full-width letters and digits are narrow. Word, WPS and a dozen editors vary
// all the rest freely.

// label is a printed label prepared for matching.
type label struct {
	key  string // the skeleton
	enum string // the leading enumerator ("七", "3"), "" if none
}

// maxLabelBytes bounds what may be a label: the longest of the forms has some
// 45 characters, and a label with an explanation in brackets twice that.
const maxLabelBytes = 420

// newLabel returns the skeleton of a printed text.
func newLabel(s string) label {
	enum, rest := cutEnumerator(s)
	return label{key: skeleton(rest), enum: enum}
}

// skeleton drops everything but letters and digits and narrows full-width ones.
func skeleton(s string) string {
	// Nearly all labels are plain CJK without anything to drop.
	plain := true
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r < 0x4E00 || r > 0x9FFF {
				plain = false
				break
			}
			i += n
			continue
		}
		if c < '0' || c > '9' {
			plain = false
			break
		}
		i++
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = foldRune(r); r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldRune returns the rune as skeletons hold it, 0 for what they drop.
func foldRune(r rune) rune {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= '0' && r <= '9', r >= 'a' && r <= 'z':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf:
		return 0
	case r >= 0xFF10 && r <= 0xFF19: // full-width digits
		return r - 0xFEE0
	case r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A: // full-width letters
		return foldRune(r - 0xFEE0)
	case unicode.IsLetter(r):
		return r
	}
	return 0
}

const cjkNumerals = "一二三四五六七八九十〇"

// cutEnumerator splits a leading 一、 （一） 1. 1、 (1) ① from a text. A numeral
// counts only where a delimiter follows it: 三安全一稳定 begins with none.
func cutEnumerator(s string) (enum, rest string) {
	t := trimSpace(s)
	bracket := false
	if r, n := utf8.DecodeRuneInString(t); r == '（' || r == '(' || r == '〔' || r == '[' || r == '【' {
		bracket = true
		t = trimSpace(t[n:])
	}
	digits := 0
	start := t
	for digits < 4 {
		r, n := utf8.DecodeRuneInString(t)
		if n == 0 || !(r >= '0' && r <= '9' || r >= 0xFF10 && r <= 0xFF19 || strings.ContainsRune(cjkNumerals, r)) {
			break
		}
		t = t[n:]
		digits++
	}
	num := start[:len(start)-len(t)]
	if digits == 0 {
		if r, n := utf8.DecodeRuneInString(t); !bracket && r >= '①' && r <= '⑳' {
			return strconv.Itoa(int(r-'①') + 1), t[n:]
		}
		return "", s
	}
	t = trimSpace(t)
	r, n := utf8.DecodeRuneInString(t)
	switch {
	case bracket && (r == '）' || r == ')' || r == '〕' || r == ']' || r == '】'):
	case !bracket && (r == '、' || r == '.' || r == '．' || r == '，' || r == ',' || r == '：' || r == ':' || r == '）' || r == ')' || r == '。' || r == '･'):
	default:
		return "", s
	}
	rest = t[n:]
	// （一）、 and 1.、 carry two delimiters.
	for {
		r, n := utf8.DecodeRuneInString(rest)
		if r != '、' && r != '.' && r != '．' {
			break
		}
		rest = rest[n:]
	}
	return skeleton(num), rest
}

// withoutNotes drops bracketed explanations: 部分公开（区分处理的，…） → 部分公开.
func withoutNotes(s string) string {
	rest, _ := cutNotes(s)
	return rest
}

// opensNote tells a text that ends within a bracket: its note was cut off, or goes on
// in what follows.
func opensNote(s string) bool {
	_, open := cutNotes(s)
	return open
}

func cutNotes(s string) (rest string, open bool) {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '（', '(', '〔', '[', '【':
			depth++
		case '）', ')', '〕', ']', '】':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String(), depth > 0
}

// isSpace is Unicode white space and what editors use in its place.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0xA0, 0x3000, 0x85, 0x2028, 0x2029:
		return true
	}
	return r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x1680 || isInvisible(r)
}

// isInvisible tells characters without any width: joiners, direction marks, soft
// hyphens, byte order marks.
func isInvisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 || r == 0xFEFF || r == 0xAD || r == 0x180E
}

func trimSpace(s string) string { return strings.TrimFunc(s, isSpace) }

// editDistance is the Levenshtein distance of a and b, or limit+1 where it is
// larger than limit.
func editDistance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i, ra := range a {
		cur[0] = i + 1
		least := cur[0]
		for j, rb := range b {
			d := prev[j]
			if ra != rb {
				d++
			}
			cur[j+1] = min(d, prev[j+1]+1, cur[j]+1)
			least = min(least, cur[j+1])
		}
		if least > limit {
			return limit + 1
		}
		prev, cur = cur, prev
	}
	return min(prev[len(b)], limit+1)
}
