package generate

import (
	"strings"
)

// label prints a label as some editor would leave it.
func (g *generator) label(s string) string {
	if g.dress == 0 {
		return s
	}
	if g.rnd.Float64() < 0.25 {
		s = strings.NewReplacer("（", "(", "）", ")", "“", "\"", "”", "\"", "，", ",", "、", "、").Replace(s)
	}
	if g.rnd.Float64() < 0.1 {
		s = strings.NewReplacer("1.", "1、", "2.", "2、", "3.", "３．", "4.", "4．").Replace(s)
	}
	if g.dress > 1 && g.rnd.Float64() < 0.15 {
		// A space inside, as line breaks in narrow cells leave it.
		r := []rune(s)
		at := 1 + g.rnd.IntN(len(r))
		s = string(r[:min(at, len(r))]) + pick(g.rnd, " ", "\u00a0", "\u3000") + string(r[min(at, len(r)):])
	}
	if g.typos > 0 && g.rnd.Float64() < g.typos {
		s = g.typo(s)
	}
	return s
}

// typo loses or changes one character of a long label.
func (g *generator) typo(s string) string {
	r := []rune(s)
	if len(r) < 9 {
		return s
	}
	at := 4 + g.rnd.IntN(len(r)-4)
	if g.rnd.IntN(2) == 0 {
		return string(r[:at]) + string(r[at+1:])
	}
	r[at] = '止'
	return string(r)
}
