package fulltext

import (
	"strings"
	"unicode/utf8"
)

// Count tells how often folded text holds the term. Where it begins or ends
// with a word, it does so only where the text's word does.
func (t Term) Count(folded string) int {
	n := 0
	t.each(folded, func(int) bool { n++; return true })
	return n
}

// each hands the places of the term in folded text to do until that is false.
func (t Term) each(folded string, do func(at int) bool) {
	first, _ := utf8.DecodeRuneInString(string(t))
	last, _ := utf8.DecodeLastRuneInString(string(t))
	for from := 0; ; {
		i := strings.Index(folded[from:], string(t))
		if i < 0 {
			return
		}
		at, end := from+i, from+i+len(t)
		before, _ := utf8.DecodeLastRuneInString(folded[:at])
		after, _ := utf8.DecodeRuneInString(folded[end:])
		if !(isWord(first) && isWord(before) || isWord(last) && isWord(after)) && !do(at) {
			return
		}
		from = end
	}
}

// Weight tells how well a report answers; answers are sorted by it.
type Weight struct {
	// InTitle and InAgency count the terms that title and agency hold.
	InTitle, InAgency int
	// InText is the sum of the terms' BM25 weights in the text. All answers hold
	// all terms, so rare and common terms count alike.
	InText float64
}

// The usual constants of BM25, and a usual length of a report's text in bytes.
const (
	saturation  = 1.2
	lengthShare = 0.75
	usualLength = 7500
)

// Weigh holds a report against the terms; ok tells that it has all of them.
func Weigh(terms []Term, title, agency string, texts []string) (w Weight, ok bool) {
	title, agency = Fold(title), Fold(agency)
	folded := make([]string, len(texts))
	length := 0
	for i, text := range texts {
		folded[i] = Fold(text)
		length += len(folded[i])
	}
	long := saturation * (1 - lengthShare + lengthShare*float64(length)/usualLength)
	for _, t := range terms {
		n := 0
		for _, text := range folded {
			n += t.Count(text)
		}
		inTitle, inAgency := t.Count(title) > 0, t.Count(agency) > 0
		switch {
		case inTitle:
			w.InTitle++
		case inAgency:
			w.InAgency++
		case n == 0:
			return w, false
		}
		w.InText += float64(n) * (saturation + 1) / (float64(n) + long)
	}
	return w, true
}

// Compare orders weights, the better first.
func (w Weight) Compare(o Weight) int {
	switch {
	case w.InTitle != o.InTitle:
		return o.InTitle - w.InTitle
	case w.InAgency != o.InAgency:
		return o.InAgency - w.InAgency
	case w.InText > o.InText:
		return -1
	case w.InText < o.InText:
		return 1
	}
	return 0
}
