package web

import (
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// textView is a section of the narrative.
type textView struct {
	Heading    string
	Paragraphs [][]passage
}

// passage is a piece of a paragraph: a sentence that tells claims, or what
// stands between such.
type passage struct {
	Parts  []part
	Claims []claimView
}

// part is a piece of a text, marked where it is what was counted, or searched for.
type part struct {
	Text   string
	Marked bool
}

// claimView is a claim in words.
type claimView struct {
	What, Label, Value string
	// Notes are the numbers of findings that the tables contradict it.
	Notes []int
}

// narrative marks the claims in the text.
func (s *Server) narrative(rep *extract.Report, findings []findingView, lang string) (texts []textView, apart []passage) {
	told := s.sentences(rep, findings, lang)
	used := map[string]bool{}
	for _, section := range rep.Narrative {
		v := textView{Heading: section.Section}
		for line := range strings.SplitSeq(section.Text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				v.Paragraphs = append(v.Paragraphs, passages(line, told, used))
			}
		}
		texts = append(texts, v)
	}
	for _, t := range told {
		if !used[t.text] {
			apart = append(apart, t.passage)
		}
	}
	return texts, apart
}

// sentence is one that tells claims.
type sentence struct {
	text string
	passage
}

// sentences puts the claims together by their sentence.
func (s *Server) sentences(rep *extract.Report, findings []findingView, lang string) []sentence {
	var told []sentence
	var values [][]decimal.Number
	for _, c := range rep.Claims {
		i := slices.IndexFunc(told, func(t sentence) bool { return t.text == c.Sentence })
		if i < 0 {
			i = len(told)
			told, values = append(told, sentence{text: c.Sentence}), append(values, nil)
		}
		v := claimView{What: c.What, Label: s.claimLabel(c.What, lang), Value: c.Value.String()}
		for _, f := range findings {
			if f.Contradiction && f.found.At == c.What && f.found.Right != nil && f.found.Right.Sum != nil && *f.found.Right.Sum == c.Value {
				v.Notes = append(v.Notes, f.N)
			}
		}
		told[i].Claims, values[i] = append(told[i].Claims, v), append(values[i], c.Value)
	}
	for i := range told {
		told[i].Parts = parts(told[i].text, values[i])
	}
	return told
}

// claimLabel is what a claim counts, in words; its code where no words are known.
func (s *Server) claimLabel(what, lang string) string {
	e, ok := s.claims[what]
	switch {
	case ok && lang == chinese && e.Label != "":
		return e.Label
	case ok && lang != chinese && e.Gloss != "":
		return e.Gloss
	}
	return what
}

// passages cuts a paragraph at the sentences that tell claims.
func passages(text string, told []sentence, used map[string]bool) []passage {
	var out []passage
	plain := func(s string) {
		if s != "" {
			out = append(out, passage{Parts: []part{{Text: s}}})
		}
	}
	for text != "" {
		first, at := -1, len(text)
		for i := range told {
			if k := strings.Index(text, told[i].text); told[i].text != "" && k >= 0 && k < at {
				first, at = i, k
			}
		}
		plain(text[:at])
		if first < 0 {
			break
		}
		used[told[first].text] = true
		out = append(out, told[first].passage)
		text = text[at+len(told[first].text):]
	}
	return out
}

// parts cuts a sentence at the numbers that are printed as the values are. A
// number in other words (1.2万, 未收到) is not looked for: the sentence as a whole
// is marked in any case.
func parts(text string, values []decimal.Number) []part {
	var out []part
	from, begin := 0, -1
	number := func(to int) {
		n, err := decimal.Parse(strings.ReplaceAll(text[begin:to], ",", ""))
		if err == nil && slices.Contains(values, n) {
			if begin > from {
				out = append(out, part{Text: text[from:begin]})
			}
			out = append(out, part{Text: text[begin:to], Marked: true})
			from = to
		}
		begin = -1
	}
	for i, r := range text {
		digit := r >= '0' && r <= '9' || begin >= 0 && (r == '.' || r == ',')
		switch {
		case digit && begin < 0:
			begin = i
		case !digit && begin >= 0:
			number(i)
		}
	}
	if begin >= 0 {
		number(len(text))
	}
	return append(out, part{Text: text[from:]})
}
