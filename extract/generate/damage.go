package generate

import (
	"math/rand/v2"
	"unicode"
	"unicode/utf8"
)

// typo loses or changes characters of a label behind its number: one in a label
// of five, two in one of twelve, and only where the label stays clearly nearer
// to itself than to any other label of the forms.
func (g *generator) typo(s string) string {
	r := g.rnd("typo")
	runes := []rune(s)
	han := hanOf(s)
	no := utf8.RuneCountInString(numberBefore.FindString(s))
	size := utf8.RuneCountInString(hanOf(string(runes[no:])))
	errors := 0
	switch {
	case size >= 12 && chance(r, 0.3):
		errors = 2
	case size >= 5:
		errors = 1
	default:
		return s
	}
	for range errors {
		at := no + r.IntN(len(runes)-no)
		for !unicode.Is(unicode.Han, runes[at]) {
			at = no + (at+1-no)%(len(runes)-no)
		}
		if chance(r, 0.5) {
			runes = append(runes[:at:at], runes[at+1:]...)
		} else {
			runes[at] = pick(r, '止', '囗', '□', '?', '己', '〓', '的')
		}
	}
	if out := string(runes); g.safe(hanOf(out), han) {
		return out
	}
	return s
}

// truncate cuts the end of a long label off, where what stays is no beginning
// of another label.
func (g *generator) truncate(s string) string {
	han := hanOf(s)
	size := utf8.RuneCountInString(han)
	if size < 8 {
		return s
	}
	runes := []rune(s)
	cut := string(runes[:len(runes)-2-g.rnd("truncate").IntN(size/4)])
	short := hanOf(cut)
	for _, other := range g.labels() {
		if other != han && len(other) >= len(short) && other[:len(short)] == short {
			return s
		}
	}
	if !g.safe(short, han) {
		return s
	}
	return cut
}

// safe tells whether a damaged label is clearly nearer to its own than to any
// other label.
func (g *generator) safe(damaged, own string) bool {
	d := distance(damaged, own)
	for _, other := range g.labels() {
		if other != own && distance(damaged, other) <= d+1 {
			return false
		}
	}
	return true
}

// labels are the Chinese characters of every label of the forms.
func (g *generator) labels() []string {
	if g.known != nil {
		return g.known
	}
	add := func(s string) { g.known = append(g.known, hanOf(s)) }
	for _, f := range g.forms {
		for i := range f.Sections {
			s := &f.Sections[i]
			add(s.Heading)
			for _, r := range s.Rows {
				add(r.Label)
			}
			for _, c := range s.Columns {
				add(c.Label)
			}
			for _, gr := range s.Groups {
				add(gr.Label)
			}
		}
	}
	return g.known
}

// ruin leaves so little of a label that it could be several.
func ruin(s string, r *rand.Rand) string {
	runes := []rune(s)
	for i := range runes {
		if unicode.Is(unicode.Han, runes[i]) && !chance(r, 0.25) {
			runes[i] = pick(r, '□', '?', '囗')
		}
	}
	return string(runes)
}

// hanOf keeps the Chinese characters of a label.
func hanOf(s string) string {
	var out []rune
	for _, c := range s {
		if unicode.Is(unicode.Han, c) {
			out = append(out, c)
		}
	}
	return string(out)
}

// distance is the number of characters to insert, delete or change.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for j := range y {
			cost := last
			if x[i] != y[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
