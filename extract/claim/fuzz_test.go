package claim

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFind demands of any text: no panic, each sentence stands in the text
// (line breaks aside), each value is a count or money, and the same text gives
// the same claims.
func FuzzFind(f *testing.F) {
	finder := newFinder(f)
	for _, l := range readLabelled(f, "dev.json") {
		f.Add(l.Section, l.Text, l.Year)
	}
	f.Add("三、收到和处理政府信息公开申请情况", "收到申请1，0\x00\xff件\n\n（《》）》《收到12件", 2022)
	f.Add("", "2022年至2021年１．２万件１，２３４，件零〇一二三万万件", -1)
	f.Fuzz(func(t *testing.T, heading, text string, year int) {
		claims := finder.Find([]Section{{heading, text}}, Report{Agency: "样例市水利局", Year: year})
		joined := squeeze(text)
		for _, c := range claims {
			if c.What == "" || c.Section != heading {
				t.Errorf("claim %+v without code or section", c)
			}
			if !strings.Contains(joined, squeeze(c.Sentence)) {
				t.Errorf("sentence %q is not in the text", c.Sentence)
			}
			if n, whole := c.Value.Int(); n < 0 || !whole && c.Unit != "元" {
				t.Errorf("value %s %s is no count", c.Value, c.Unit)
			}
		}
		again := finder.Find([]Section{{heading, text}}, Report{Agency: "样例市水利局", Year: year})
		if len(again) != len(claims) {
			t.Errorf("%d claims, then %d", len(claims), len(again))
		}
	})
}

// squeeze drops white space, where lines are joined.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\n' || r == utf8.RuneError || r <= ' ' || r == '\u00a0' || r == '\u3000' || r == '\u0085'
	}), "")
}
