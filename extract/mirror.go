package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// mirrorProblem tells copies on foreign hosts that carry spam: names swapped for
// those of gambling houses. Such a page stays a report, and is not to be trusted.
func (rep *Report) mirrorProblem(p *page, source string) {
	if isGovernmentHost(source) {
		return
	}
	texts := []string{p.title, rep.Title, rep.Agency}
	for i := 0; i < len(p.lines) && i < 20; i++ {
		if l := &p.lines[i]; !l.hard && len(l.cells[0].text) < maxTitleBytes {
			texts = append(texts, l.cells[0].text)
		}
	}
	for i, s := range rep.Narrative {
		if i < 2 { // the names that were swapped stand in its first sentences
			texts = append(texts, cut(s.Text, 600))
		}
	}
	strong, weak := false, map[string]bool{}
	for _, t := range texts {
		strong = strong || len(spamWords.in(t)) > 0
		for _, w := range weakSpamWords.in(t) {
			weak[w] = true
		}
	}
	if strong || len(weak) > 1 {
		rep.problem("mirror_suspected", "words of gambling or pornography stand in it, and its host is no government's")
	}
}

// isGovernmentHost tells addresses under gov.cn.
func isGovernmentHost(source string) bool {
	if !strings.HasPrefix(source, "http://") && !strings.HasPrefix(source, "https://") {
		return false
	}
	u, err := url.Parse(source)
	if err != nil {
		return false
	}
	host := u.Hostname()
	return host == "gov.cn" || strings.HasSuffix(host, ".gov.cn")
}

// wordList finds words by their first characters, in small letters: texts have
// thousands, of which few begin one.
type wordList struct {
	words map[rune][]string
	// first has a bit for each first character, of 1,024: most others have none.
	first [16]uint64
}

func newWordList(words ...string) *wordList {
	list := &wordList{words: map[rune][]string{}}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		list.words[first] = append(list.words[first], w)
		list.first[first>>6&15] |= 1 << (first & 63)
	}
	return list
}

// in lists the words that stand in a text, in capitals or not.
func (list *wordList) in(text string) (found []string) {
	for i, r := range text {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if list.first[r>>6&15]>>(r&63)&1 == 0 {
			continue
		}
		for _, w := range list.words[r] {
			if len(text)-i >= len(w) && strings.EqualFold(text[i:i+len(w)], w) {
				found = append(found, w)
			}
		}
	}
	return found
}
