package fulltext

import (
	"unicode"
	"unicode/utf8"
)

// Fold gives text the form in which it is compared: full-width forms as plain
// ones, lower case, and no white space except a blank between words of letters
// or digits, which it keeps apart. Pages break Chinese text anywhere.
func Fold(text string) string {
	out := make([]byte, 0, len(text))
	var f folder
	for text != "" {
		n := hanPrefix(text)
		if n > 0 { // most of a Chinese text, and nothing to be done about it
			out = append(out, text[:n]...)
			f = folder{last: '\u4e00'}
		} else {
			var r rune
			var blank bool
			r, n = utf8.DecodeRuneInString(text)
			if r, blank = f.next(r); blank {
				out = append(out, ' ')
			}
			if r != 0 {
				out = utf8.AppendRune(out, r)
			}
		}
		text = text[n:]
	}
	return string(out)
}

// hanPrefix is how many bytes of the common Chinese characters text begins with.
func hanPrefix(text string) int {
	n := 0
	for n+2 < len(text) && (text[n] > 0xe4 || text[n] == 0xe4 && text[n+1] >= 0xb8) && text[n] <= 0xe9 && text[n+1]&text[n+2]&0xc0 == 0x80 &&
		text[n+1]|text[n+2] < 0xc0 {
		n += 3
	}
	return n
}

// folder folds a text character by character.
type folder struct {
	space bool // white space came since the last character
	last  rune
}

// next is what the next character of the text folds to, 0 for nothing, and
// whether a blank comes before it.
func (f *folder) next(r rune) (folded rune, blank bool) {
	switch r = foldRune(r); r {
	case ' ':
		f.space = true
		return 0, false
	case 0:
		return 0, false
	}
	blank = f.space && isWord(f.last) && isWord(r)
	f.space, f.last = false, r
	return r, blank
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
