package fulltext

import (
	"strings"
	"unicode"
)

// Fold gives text the form in which it is compared: full-width forms as plain
// ones, lower case, and no white space except a blank between words of letters
// or digits, which it keeps apart. Pages break Chinese text anywhere.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	walk(text, func(r rune, _ int) { b.WriteRune(r) })
	return b.String()
}

// walk hands the characters of folded text to do, each with the place in text
// that it comes from.
func walk(text string, do func(r rune, at int)) {
	space, last := -1, rune(0)
	for at, r := range text {
		switch r = foldRune(r); {
		case r == ' ':
			if space < 0 {
				space = at
			}
			continue
		case r == 0:
			continue
		}
		if space >= 0 && isWord(last) && isWord(r) {
			do(' ', space)
		}
		do(r, at)
		space, last = -1, r
	}
}

// foldRune is the folded character, ' ' for white space and 0 for what nobody
// sees, such as a byte order mark, or what stands for no character at all.
func foldRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9', 0x4e00 <= r && r <= 0x9fff:
		return r
	case 0xff01 <= r && r <= 0xff5e:
		r -= 0xfee0
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs), r == unicode.ReplacementChar:
		return 0
	}
	return unicode.ToLower(r)
}

// isPiece tells characters that are written without spaces between words.
func isPiece(r rune) bool {
	return 0x4e00 <= r && r <= 0x9fff || r > 0x7f && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// isWord tells characters of numbers and of words of letters.
func isWord(r rune) bool {
	if r <= 0x7f {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return !isPiece(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
