package fulltext

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldMakesOneFormOfWhatReadersTakeForTheSame(t *testing.T) {
	for text, want := range map[string]string{
		"教 育\n局":         "教育局",
		"ＰＤＦ格式":          "pdf格式",
		"open  Data":     "open data",
		"共 2024 年 12 月":  "共2024年12月",
		"12 30":          "12 30",
		"（一）　总体":         "(一)总体",
		"\ufeff政\u200b府": "政府",
		"a\xffb":         "ab",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestParseFindsTermsAndPhrases(t *testing.T) {
	for query, want := range map[string][]Term{
		"教育 征地":         {"教育", "征地"},
		`"征地 拆迁" 教`:     {"征地拆迁", "教"},
		`“征地 拆迁”教育`:     {"征地拆迁", "教育"},
		"「open data」":   {"open data"},
		`"no end here`:  {"no", "end", "here"},
		`" OR * ( ^ -`:  {"or"},
		"教育 教 育":        {"教育", "教", "育"},
		"教育 教育":         {"教育"},
		"，。 --":         nil,
		"":              nil,
		"《条例》第（一）项":     {"《条例》第(一)项"},
		"a\x00b\u2028c": {"ab", "c"},
	} {
		if got := parse(query); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	for query, ok := range map[string]bool{"教": true, "，。": false, "": false, strings.Repeat("教育", 100): true, strings.Repeat("教育", 100) + "局": false,
		"甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳": true, "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳 午": false} {
		if _, err := Parse(query); (err == nil) != ok || err != nil && !errors.Is(err, ErrQuery) {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func TestCountTakesNumbersWhole(t *testing.T) {
	for _, tt := range []struct {
		term Term
		text string
		want int
	}{
		{"35", "收到35件，3525条", 1},
		{"3525", "3525条、13525、3525.5", 2},
		{"教育", "教育局教育", 2},
		{"2024年", "12024年，2024年", 1},
		{"育局", "教育局", 1},
		{"pdf", "Pdfs pdf", 0 + 1},
	} {
		if got := tt.term.Count(Fold(tt.text)); got != tt.want {
			t.Errorf("%s in %s: %d, want %d", tt.term, tt.text, got, tt.want)
		}
	}
}

func TestSnippetShowsMostTermsAndMarksThem(t *testing.T) {
	long := strings.Repeat("其他内容，", 40)
	texts := []string{"教育在这里。", long + "县教\n育局的征地 拆迁，" + long + "教育"}
	m, in := Snippet(parse(`教育 "征地拆迁"`), texts, 20)
	if in != 1 || m.Wrap("[", "]") != "…他内容，县[教 育]局的[征地 拆迁]，其他内容…" {
		t.Errorf("%d %s", in, m.Wrap("[", "]"))
	}
	if m, in := Snippet(parse("没有"), texts, 20); in != -1 || m.Text != "" {
		t.Errorf("%d %q", in, m.Text)
	}
	if m := Mark(parse("年报 报告 2024"), "２０２４年报告"); m.Wrap("[", "]") != "[２０２４年报告]" {
		t.Error(m.Wrap("[", "]"))
	}
}

func TestWeightPrefersTitleThenAgencyThenText(t *testing.T) {
	terms := parse("教育")
	var last Weight
	for i, c := range []struct{ title, agency, text string }{
		{"教育局年报", "某局", ""}, {"年报", "教育局", "教育教育"}, {"年报", "某局", "教育，教育，教育"}, {"年报", "某局", "教育，教育，教育" + strings.Repeat("其他", 500)}, {"年报", "某局", "教育"},
	} {
		w, ok := Weigh(terms, c.title, c.agency, []string{c.text})
		if !ok {
			t.Fatalf("case %d does not match", i)
		}
		if i > 0 && last.Compare(w) >= 0 {
			t.Errorf("case %d is not after the one before: %+v, %+v", i, last, w)
		}
		last = w
	}
	if _, ok := Weigh(parse("教育 征地"), "教育局", "教育局", []string{"拆迁"}); ok {
		t.Error("a term is missing")
	}
}

// FuzzMark holds places and questions to what any text and query may be.
func FuzzMark(f *testing.F) {
	f.Add(`"征地 拆迁" 教育`, "县教\n育局的征地 拆迁")
	f.Add("\xff\x00\ue000 İ ß", "İstanbul ẞ\u0345")
	f.Fuzz(func(t *testing.T, query, text string) {
		if folded, at := foldWithPlaces(text); folded != Fold(text) || len(at) != len(folded) || Fold(folded) != folded {
			t.Fatalf("%q is folded to %q, with places to %q, and again to %q", text, Fold(text), folded, Fold(folded))
		}
		terms := parse(query)
		m, _ := Snippet(terms, []string{text}, 10)
		from := 0
		for _, k := range m.Marks {
			if k[0] < from || k[1] <= k[0] || k[1] > len(m.Text) {
				t.Fatalf("marks %v in %q", m.Marks, m.Text)
			}
			from = k[1]
		}
		if utf8.ValidString(text) && !utf8.ValidString(m.Text) {
			t.Fatalf("%q cuts a character", m.Text)
		}
		if len(terms) == 0 {
			return
		}
		for _, q := range Questions(terms) {
			for _, match := range []string{q.Exact, q.Loose, q.Not} {
				if strings.Count(match, `"`)%2 != 0 || strings.ContainsAny(match, "\x00'") {
					t.Fatalf("question %s", match)
				}
			}
		}
		held := strings.Fields(Tokens(nil, []string{text}))
		for _, term := range terms {
			if term.Count(Fold(text)) == 0 {
				continue
			}
			for _, p := range term.parts() {
				if !slices.ContainsFunc(held, func(tok string) bool { return tok == p.token || p.prefix && strings.HasPrefix(tok, p.token) }) {
					t.Fatalf("%q is in %q but its part %q is no token: %q", term, text, fmt.Sprint(p), held)
				}
			}
		}
	})
}
