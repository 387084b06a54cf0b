package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// reportTitle is a title of an annual report taken apart.
type reportTitle struct {
	text   string // as printed, without the site's suffix
	agency string // whose report it is, "" where the title names none
	year   int    // 0 where it names none
	own    bool   // it says that the figures are the agency's own: （本级机关）
}

// says tells how much a title names: its agency counts for more than its year.
func (t *reportTitle) says() int {
	n := 0
	if t.agency != "" {
		n += 2
	}
	if t.year != 0 {
		n++
	}
	return n
}

// maxTitleRunes bounds what may be a title.
const maxTitleRunes = 90

// parseTitle takes a title apart; ok is false for what is no title of a report.
// Of a trail (首页 > 年报 > …) the part that says most counts.
func parseTitle(s string) (best reportTitle, ok bool) {
	if !mayBeTitle(s) {
		return best, false
	}
	s = trimSpace(s)
	for part := range strings.FieldsFuncSeq(s, isTrail) {
		if t, is := parsePart(part); is && (!ok || t.says() > best.says()) {
			best, ok = t, true
		}
	}
	return best, ok
}

// mayBeTitle is a cheap look: short, and 公…报 in it.
func mayBeTitle(s string) bool {
	if len(s) > maxTitleRunes*utf8.UTFMax {
		return false
	}
	i := strings.Index(s, "公")
	return i >= 0 && strings.ContainsAny(s[i:], "报報") && utf8.RuneCountInString(s) <= maxTitleRunes
}

func isTrail(r rune) bool {
	return r == '>' || r == '＞' || r == '»' || r == '›' || r == '〉' || r == '→'
}

// parsePart parses a title that stands in no trail.
func parsePart(printed string) (t reportTitle, ok bool) {
	printed = withoutLead(strings.Trim(trimSpace(printed), "《》“”\"「」[]【】?？ "))
	s, at := squeeze(printed)
	s, _ = traditional.simplify(s) // character for character, in the same places
	end := titleEnd(s)
	if end < 0 || strings.ContainsAny(s[:end], "，。；;？！|｜│┃") && !startsWithColumn(s[:end]) {
		return t, false
	}
	rest := strings.TrimLeft(s[end:], "》”\"」")
	behind, ok := titleTail(s[:end], rest)
	if !ok {
		return t, false
	}
	if behind != "" && findYear(behind) != 0 {
		end = len(s) - len(rest) + len(behind)
	}
	t.text = trimSpace(strings.TrimRight(printed[:at(end)], "》”\"」 "))
	t.year = findYear(s[:end])
	name := beforeSubject(s[:end])
	t.agency = agencyOf(name)
	if next := strings.TrimLeft(rest, "|｜"); t.says() == 0 && len(next) < len(rest) {
		if t, ok := parsePart(next); ok { // that was a column's name
			return t, true
		}
	}
	t.own = containsAny(name, ownNotes)
	if behind != "" && (t.agency == "" || isPlace(t.agency) && !isAgency(t.agency)) { // 样例县2021年…（县发展和改革局）
		if a := cleanAgency(strings.Trim(behind, "（）()")); isAgency(a) {
			t.agency = a
		}
	}
	head := s[:end]
	if isAgency(t.agency) {
		head = strings.Replace(head, t.agency, "", 1)
	}
	if isAbout(s[:end], head) || strings.Contains(s[:end], "索引号") {
		return t, false
	}
	return t, !containsAny(t.agency, agencyVerbs)
}

// withoutLead drops what is printed before a title: its field's label, the head
// of a page (Page 8 - …), its year in brackets.
func withoutLead(s string) string {
	for _, l := range titleLeads {
		if rest, ok := strings.CutPrefix(s, l); ok {
			return strings.TrimLeftFunc(rest, func(r rune) bool { return isSpace(r) || r == ':' || r == '：' })
		}
	}
	if head, rest, ok := strings.Cut(s, "-"); ok && isPageHead(head) {
		return trimSpace(rest)
	}
	if i := strings.IndexAny(s, "】]）)"); i == 4 && findYear(s[:i]) != 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		return trimSpace(s[i+n:])
	}
	return s
}

// startsWithColumn tells a title behind the name of its column: 年报|样例局2021年….
func startsWithColumn(s string) bool {
	i := strings.LastIndexAny(s, "|｜│┃")
	return i > 0 && !strings.ContainsAny(s, "，。；;？！") && titleEnd(s[i:]) > 0 && !containsAny(s, aboutWords) && strings.Count(s, "|") == 1
}

// isAbout tells a title of something written about reports; without the name in
// it where it has one: softAboutWords may be part of an agency's.
func isAbout(title, withoutName string) bool {
	return containsAny(title, aboutWords) || containsAny(withoutName, softAboutWords)
}

// squeeze drops white space and makes digits narrow. The function maps offsets
// in the result back to the printed text.
func squeeze(s string) (string, func(int) int) {
	if strings.IndexFunc(s, func(r rune) bool { return isSpace(r) || r >= '０' && r <= '９' }) < 0 {
		return s, func(i int) int { return i }
	}
	b := make([]byte, 0, len(s))
	at := make([]int, 0, len(s)+1)
	for i, r := range s {
		if isSpace(r) {
			continue
		}
		n := len(b)
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		b = utf8.AppendRune(b, r)
		for range len(b) - n {
			at = append(at, i)
		}
	}
	return string(b), func(i int) int {
		if i >= len(at) {
			return len(s)
		}
		if i > 0 { // right behind the character before it
			_, n := utf8.DecodeRuneInString(s[at[i-1]:])
			return at[i-1] + n
		}
		return at[i]
	}
}

// titleTail judges what stands behind a title: a site's suffix, a note in
// brackets, the title once more or the agency is fine and returned where it may
// tell something; anything else makes the title another document's.
func titleTail(title, rest string) (behind string, ok bool) {
	if rest == "" || strings.HasPrefix(rest, title) {
		return "", true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune("-_|—–－·｜/", r):
		first := strings.TrimLeft(rest, "-_|—–－·｜/")
		if i := strings.IndexAny(first, "-_|—–－·｜"); i >= 0 {
			first = first[:i]
		}
		return "", len(first) > 30 || !containsAny(first, figureAbout)
	case r == '（' || r == '(' || r == '【' || r == '[':
		i := strings.IndexAny(rest, "）)】]")
		if i < 0 || utf8.RuneCountInString(rest[:i]) > 24 || containsAny(rest[:i], figureAbout) {
			return "", false
		}
		_, n := utf8.DecodeRuneInString(rest[i:])
		return rest[:i+n], true
	case slices.Contains(wholeTails, rest) || startsIn(rest, publishedTails):
		return "", true
	case r == '.': // a file's name
		return "", len(rest) <= 5
	case isAgency(rest):
		return rest, true
	}
	return "", false
}

// titleEnd returns the end of 信息公开…年度报告 in s, or -1.
func titleEnd(s string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], "公开")
		if i < 0 {
			return -1
		}
		at := from + i
		from = at + len("公开")
		if !strings.HasSuffix(s[:at], "信息") && !strings.HasSuffix(s[:at], "政务") {
			continue
		}
		rest := s[from:]
		for len(rest) > 0 {
			for _, w := range reportWords {
				if strings.HasPrefix(rest, w) {
					return len(s) - len(rest) + len(w)
				}
			}
			n := skipBetween(rest)
			if n == 0 {
				break
			}
			rest = rest[n:]
		}
	}
}

// skipBetween skips a filler word, a year or white space.
func skipBetween(s string) int {
	for _, w := range betweenWords {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	if isSpace(r) || digitOf(r) >= 0 || strings.ContainsRune("（）()《》", r) {
		return n
	}
	return 0
}

// beforeSubject returns what stands before 政府信息公开 or 政务公开. The 政府 of
// 样例镇人民政府信息公开 belongs to the name.
func beforeSubject(title string) string {
	i := strings.Index(title, "信息公开")
	if i < 0 {
		if i = strings.Index(title, "政务公开"); i < 0 {
			return ""
		}
	}
	s := title[:i]
	for _, w := range subjectWords {
		rest, ok := strings.CutSuffix(s, w)
		if ok && !strings.HasSuffix(rest, "人民") {
			return rest
		}
	}
	return s
}
