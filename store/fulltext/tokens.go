package fulltext

import (
	"strings"
	"unicode/utf8"
)

// maxToken bounds the bytes of a token; what follows is told apart in the text.
const maxToken = 48

// headMark begins the tokens that a report's head holds. Folding leaves no such
// character in a text.
const headMark = "\ue000"

// Tokens returns what an index holds of a report, each token once, separated by
// blanks: those of its head, its title and agency, are in it a second time with a mark.
func Tokens(head, texts []string) string {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	var b strings.Builder
	b.Grow(size)
	seen := tokenSet{make(map[uint64]struct{}, size/6), map[string]struct{}{}}
	add := func(token string) {
		if seen.add(token) {
			b.WriteString(token)
			b.WriteByte(' ')
		}
	}
	for _, text := range head {
		tokens(Fold(text), func(token string) {
			add(token)
			add(headMark + token)
		})
	}
	for _, text := range texts {
		tokens(Fold(text), add)
	}
	return b.String()
}

// tokenSet is a set of tokens. Those of a few bytes, as pairs of Chinese characters
// are, are kept as numbers, which are found in half the time.
type tokenSet struct {
	short map[uint64]struct{}
	long  map[string]struct{}
}

// add tells whether the token is new to the set. Tokens hold no zero bytes.
func (s *tokenSet) add(token string) bool {
	if len(token) > 8 {
		n := len(s.long)
		s.long[token] = struct{}{}
		return len(s.long) > n
	}
	var number uint64
	for i := range len(token) {
		number = number<<8 | uint64(token[i])
	}
	n := len(s.short)
	s.short[number] = struct{}{}
	return len(s.short) > n
}

// tokens hands the tokens of folded text to add. The last character of a run of
// pieces is one too: it begins no pair by which it could be found alone.
func tokens(folded string, add func(string)) {
	for folded != "" {
		r, n := utf8.DecodeRuneInString(folded)
		switch {
		case isPiece(r):
			m := 0
			if next, size := utf8.DecodeRuneInString(folded[n:]); isPiece(next) {
				m = size
			}
			add(folded[:n+m])
		case isWord(r):
			for n < len(folded) {
				next, size := utf8.DecodeRuneInString(folded[n:])
				if !isWord(next) {
					break
				}
				n += size
			}
			add(clip(folded[:n]))
		}
		folded = folded[n:]
	}
}

// clip cuts a token at a character's end.
func clip(token string) string {
	if len(token) <= maxToken {
		return token
	}
	n := maxToken
	for !utf8.RuneStart(token[n]) {
		n--
	}
	return token[:n]
}
