package generate

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode/utf8"
)

// rowLabel prints the label of a row. ok is false where it is damaged so far
// that nobody could be sure what it was.
func (g *generator) rowLabel(s string) (text string, ok bool) {
	s = g.label(s)
	if g.some("label:ruined", 0.03, 0.1) {
		return ruin(s, g.rnd("ruin")), false
	}
	return s, true
}

// label prints a label as some editor would leave it.
func (g *generator) label(s string) string {
	if more := synonyms[s]; len(more) > 0 && g.some("label:synonyms", 0.2, 0.4) {
		s = pick(g.rnd("synonym"), more...)
	}
	if g.on("label:numbering", 0.1) {
		s = g.renumber(s)
	}
	if g.some("label:brackets", 0.3, 0.6) {
		s = pick(g.rnd("bracket"), halfBrackets, tortoiseBrackets, halfBrackets).Replace(s)
	}
	if g.some("label:punctuation", 0.1, 0.5) {
		s = punctuation.Replace(s)
	}
	if g.some("label:inner-spaces", 0.12, 0.3) {
		r := g.rnd("inner space")
		s = insertAt(s, r, pick(r, " ", "\u00a0", "\u3000", "  ", "\u200b"))
	}
	if utf8.RuneCountInString(s) < 6 && g.some("label:letter-spaced", 0.03, 0.5) {
		s = strings.Join(strings.Split(s, ""), " ")
	}
	if g.some("label:truncated", 0.03, 0.15) {
		s = g.truncate(s)
	}
	if g.some("label:typos", 0.1, 0.25) {
		s = g.typo(s)
	}
	return s
}

var (
	halfBrackets     = strings.NewReplacer("（", "(", "）", ")", "“", "\"", "”", "\"", "，", ",")
	tortoiseBrackets = strings.NewReplacer("（", "〔", "）", "〕", "“", "「", "”", "」")
	punctuation      = strings.NewReplacer("、", "，", "，", "、", "：", ":", "；", ";", "“", "", "”", "")
	numbered         = regexp.MustCompile(`^([一二三四五六七八九十]、|（[一二三四五六七]）|[1-9]\.)`)
)

// renumber prints a label's number in the style of the page, or not at all.
func (g *generator) renumber(s string) string {
	loc := numbered.FindStringIndex(s)
	if loc == nil {
		return s
	}
	no, rest := s[:loc[1]], s[loc[1]:]
	digit := strings.ContainsAny("123456789", no[:1])
	switch g.choose("numbering", "comma", "none", "full-width", "bracket", "circled", "spaced") {
	case "none":
		return rest
	case "comma":
		if digit {
			return no[:1] + "、" + rest
		}
		return no + " " + rest
	case "full-width":
		if digit {
			return string(rune(no[0])+0xFEE0) + "．" + rest
		}
	case "bracket":
		if digit {
			return "（" + no[:1] + "）" + rest
		}
	case "circled":
		if digit {
			return string('①'+rune(no[0]-'1')) + rest
		}
	case "spaced":
		return no + " " + rest
	}
	return s
}

// insertAt puts something inside a label.
func insertAt(s string, r *rand.Rand, what string) string {
	runes := []rune(s)
	if len(runes) < 2 {
		return s
	}
	at := 1 + r.IntN(len(runes)-1)
	return string(runes[:at]) + what + string(runes[at:])
}
