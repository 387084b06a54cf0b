package claim

import (
	"strings"
	"unicode/utf8"
)

// token is a word of the vocabulary, a count or a mark, with its bytes.
type token struct {
	start, end int
	class      class
	count      int // index in scan.counts, for classCount
	year       int // the year a token of classYear names
}

// scan is a sentence taken apart.
type scan struct {
	text   string
	tokens []token
	counts []count
}

// read takes the sentence apart. Titles between 《 and 》 are passed over: their
// years and nouns belong to documents.
func (sc *scan) read(lx *lexicon, s string, year int) {
	sc.text, sc.tokens, sc.counts = s, sc.tokens[:0], sc.counts[:0]
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= '0' && c <= '9':
				i = sc.number(lx, i, year)
				continue
			case c == ',' || c == '(' || c == ')':
				sc.add(i, i+1, classBreak)
			case c == ';':
				sc.add(i, i+1, classStop)
			case lx.words.first[c] != 0:
				if n := sc.word(lx, i, rune(c), 1); n > 0 {
					i += n
					continue
				}
			}
			i++
			continue
		}
		r, size := runeAt(s, i)
		switch r {
		case '，', '（', '）':
			sc.add(i, i+size, classBreak)
			i += size
			continue
		case '；':
			sc.add(i, i+size, classStop)
			i += size
			continue
		case '“':
			if end := sc.channelName(lx, i); end > 0 {
				sc.add(i, end, lx.known.light)
				i = end
				continue
			}
		case '《':
			if end := strings.Index(s[i:], "》"); end > 0 {
				i += end + len("》")
				continue
			}
		}
		if r < 1<<16 && lx.words.first[r] != 0 {
			if n := sc.word(lx, i, r, size); n > 0 {
				i += n
				continue
			}
		}
		if isNumeral(r) {
			i = sc.number(lx, i, year)
			continue
		}
		i += size
	}
}

// maxQuoted bounds the name of a channel, in bytes.
const maxQuoted = 60

// channelName returns the end of a quotation at i that names the channel
// beside it (微信公众号“样例发布”), 0 for none: its words are a name.
func (sc *scan) channelName(lx *lexicon, i int) int {
	end := strings.Index(sc.text[i:], "”")
	if end < 0 || end > maxQuoted {
		return 0
	}
	end += i + len("”")
	if before := sc.last(); before != nil && before.end == i && lx.channel[before.class] {
		return end
	}
	if end == len(sc.text) {
		return 0
	}
	r, size := runeAt(sc.text, end)
	if c, n := lx.words.longest(sc.text[end:], r, size); n > 0 && lx.channel[c] {
		return end
	}
	return 0
}

func isNumeral(r rune) bool {
	switch r {
	case '零', '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return r >= '０' && r <= '９'
}

func (sc *scan) add(start, end int, c class) {
	sc.tokens = append(sc.tokens, token{start: start, end: end, class: c})
}

// word adds the longest word at i and returns its length, 0 for none.
func (sc *scan) word(lx *lexicon, i int, r rune, size int) int {
	c, n := lx.words.longest(sc.text[i:], r, size)
	if n > 0 {
		sc.add(i, i+n, c)
	}
	return n
}

// number adds the count or year at i and returns where it ends. A year that
// only says from or to which year something was carried over is a class of its own.
func (sc *scan) number(lx *lexicon, i, reportYear int) int {
	c, end, year, ok := lx.countAt(sc.text, i)
	switch {
	case year >= 1990 && year <= 2100:
		t := token{start: i, end: end, class: classYear, year: year}
		rest := strings.TrimPrefix(sc.text[end:], "度")
		before := sc.last()
		switch {
		case year == reportYear-1 && hasPrefixOf(rest, []string{"结转", "转入"}):
			t.class = classLastYear
		case year == reportYear+1 && before != nil && before.class == lx.known.carryTo && before.end == i:
			t.class = classNextYear
		}
		if strings.HasPrefix(sc.text[end:], "度") {
			t.end += len("度")
		}
		sc.tokens = append(sc.tokens, t)
		return t.end
	case partOfYear(sc, end):
		sc.add(i, end, lx.known.partPeriod)
	case ok && exactBefore(sc.text, i):
		sc.tokens = append(sc.tokens, token{start: i, end: end, class: classCount, count: len(sc.counts)})
		sc.counts = append(sc.counts, c)
	case c.unit == "" && (i == 0 || sc.behindMark(i)) && numbered(sc.text[i:]) > 0:
		end = i + numbered(sc.text[i:]) // 2.部分公开0件: a number of the list
		sc.add(i, end, lx.known.light)
	case c.unit != "":
		// An estimate or an ordinal: no count, but the end of a list's item.
		sc.add(i, end, classNone)
	}
	return max(end, i+1)
}

// behindMark tells whether a mark ends at byte i.
func (sc *scan) behindMark(i int) bool {
	t := sc.last()
	return t != nil && t.end == i && (t.class == classBreak || t.class == classStop)
}

// partOfYear tells a month that bounds the time spoken of within the year:
// 1月至11月, 截至2023年9月底, 9月起. The year's own first and last day do not.
func partOfYear(sc *scan, end int) bool {
	rest := sc.text[end:]
	if !strings.HasPrefix(rest, "月") {
		return false
	}
	month := sc.text[:end]
	if t := sc.last(); strings.HasSuffix(month, "年12") && hasPrefixOf(rest, []string{"月，", "月,"}) && len(sc.tokens) > 1 && t.class == classYear {
		return false // 截止2018年12月，
	}
	switch rest = rest[len("月"):]; {
	case strings.HasSuffix(month, "12"):
		return !hasPrefixOf(rest, []string{"31日", "底", "末", "止"}) && !hasSuffixOf(month, []string{"1-12", "1至12", "1—12", "1月-12", "1月至12", "1月到12", "1月—12"})
	case strings.HasSuffix(month, "2008年5"):
		return !strings.HasPrefix(rest, "1日") // the first day of the regulations
	case strings.HasSuffix(month, "1") && !strings.HasSuffix(month, "11"):
		return !hasPrefixOf(rest, []string{"1日", "至12月", "到12月", "-12月", "—12月"})
	}
	return true
}

func (sc *scan) last() *token {
	if len(sc.tokens) == 0 {
		return nil
	}
	return &sc.tokens[len(sc.tokens)-1]
}
