package extract

import (
	"strings"
	"unicode/utf8"
)

// Masked replaces personal data in text that leaves the raw archive.
const Masked = "[masked]"

// mask hides telephone, mobile and identity-card numbers, e-mail and postal
// addresses and names of contacts. It would rather hide too much: nothing of it
// is a statistic. Counts, dates, sums and document numbers stay. One pass, no
// allocation where nothing is hidden.
func mask(s string) string {
	var b strings.Builder
	done := 0
	leaders := strings.Contains(s, "组长") || strings.Contains(s, "同志")
	for i := 0; i < len(s); {
		from, to := i, 0
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			end := skipDigits(s, i)
			if to = phoneAt(s, i, end); to == 0 {
				i = end
				continue
			}
			if r, n := utf8.DecodeLastRuneInString(s[:i]); (r == '(' || r == '（') && strings.ContainsAny(s[i:to], ")）") {
				from = i - n // (0792)1234567
			}
		case c == '@':
			from, to = mailAt(s, i)
		case c < utf8.RuneSelf:
			i++
			continue
		default:
			from, to = labelledAt(s, i)
			if to == 0 && leaders {
				from, to = leaderAt(s, i)
			}
		}
		if to == 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		from = max(from, done)
		b.WriteString(s[done:from])
		b.WriteString(Masked)
		done, i = to, to
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

func skipDigits(s string, i int) int {
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// phoneAt returns the end of a telephone, mobile or identity-card number that
// begins with the digits s[i:end], 0 where they are none.
func phoneAt(s string, i, end int) int {
	n := end - i
	switch {
	case n == 17 && end < len(s) && (s[end] == 'X' || s[end] == 'x'):
		return end + 1
	case n == 18:
		return end
	case n == 11 && s[i] == '1' && s[i+1] >= '3' && !counted(s[end:]):
		return end
	case n >= 10 && n <= 12 && (s[i] == '0' || strings.HasPrefix(s[i:], "400") || strings.HasPrefix(s[i:], "800")):
		return end
	case n == 3 && s[i] == '1' && s[i+1] >= '3': // 138 0000 0000
		if mid := group(s, end, 1, 4, 4); mid > 0 {
			return group(s, mid, 1, 4, 4)
		}
	case (n == 3 || n == 4) && s[i] == '0': // 0792-0000000, (0792) 0000000
		if to := group(s, end, 3, 7, 8); to > 0 {
			return further(s, to)
		}
	case n == 3 && (s[i] == '4' || s[i] == '8') && s[i+1:end] == "00":
		if mid := group(s, end, 1, 3, 4); mid > 0 && !counted(s[mid:]) {
			return group(s, mid, 1, 3, 4)
		}
	case (n == 7 || n == 8) && end < len(s): // 0000000、0000000
		if to := further(s, end); to > end {
			return to
		}
	}
	return 0
}

// group returns the end of a group of lo to hi digits behind one to gap
// separators at i, or 0.
func group(s string, i, gap, lo, hi int) int {
	seps := 0
	for seps < gap {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("-—－–)） \u00a0\u3000", r) {
			break
		}
		i, seps = i+n, seps+1
	}
	end := skipDigits(s, i)
	if seps == 0 || end-i < lo || end-i > hi || counted(s[end:]) {
		return 0
	}
	return end
}

// further adds the second of two numbers: 0000000、0000000, 0000000/0000000,
// 0000000-8001.
func further(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	if r == '-' || r == '—' {
		if end := skipDigits(s, i+n); end-i-n >= 1 && end-i-n <= 5 {
			return end
		}
		return i
	}
	if r != '、' && r != '/' {
		return i
	}
	end := skipDigits(s, i+n)
	if k := end - i - n; k < 7 || k > 8 || counted(s[end:]) {
		return i
	}
	return end
}

// counters stand behind counts, which are no telephone numbers.
const counters = "件条人次个篇万元部项份宗起户年月日平家％%亿.位本期名例场批吨米公处"

func counted(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError && strings.ContainsRune(counters, r)
}

// mailAt returns the e-mail address around the @ at i.
func mailAt(s string, i int) (from, to int) {
	from = strings.LastIndexFunc(strings.TrimRight(s[:i], " "), func(r rune) bool { return !isMailRune(r) })
	if from < 0 {
		from = 0
	} else {
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
	}
	rest := strings.TrimLeft(s[i+1:], " ")
	to = strings.IndexFunc(rest, func(r rune) bool { return !isMailRune(r) })
	if to < 0 {
		to = len(rest)
	}
	if from >= i || to < 3 || strings.IndexByte(rest[:to], '.') < 0 {
		return 0, 0
	}
	return from, len(s) - len(rest) + to
}

func isMailRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._%+-", r)
}

// leaderTitles stand before the name of who leads a group: 局长某某任组长.
var leaderTitles = []string{"局长", "书记", "主任", "镇长", "乡长", "县长", "区长", "市长", "院长", "处长", "科长", "主席", "站长", "队长", "厅长", "部长", "关长", "组员", "委员"}

// Names stand behind these too where 同志 follows them, unless they are no names.
var (
	comradeHeads = []string{"由", "以", "，", "、", "；", "：", ",", "和"}
	noComrades   = []string{"主要", "分管", "负责", "领导", "全体", "有关", "相关", "各位", "负责人", "工作", "党员"}
)

// leaderAt finds a name of two or three characters at i: behind a title and
// before 任组长 or 为副组长, or before 同志任, 同志兼任.
func leaderAt(s string, i int) (from, to int) {
	titled := endsIn(s[:i], leaderTitles)
	if !titled && !endsIn(s[:i], comradeHeads) {
		return 0, 0
	}
	at := i
	for n := 1; n <= 3; n++ {
		r, size := utf8.DecodeRuneInString(s[at:])
		if r < 0x4e00 || r > 0x9fff {
			return 0, 0
		}
		at += size
		if n == 1 || endsIn(s[i:at], noComrades) {
			continue
		}
		tail, comrade := strings.CutPrefix(s[at:], "同志")
		for _, w := range []string{"兼任", "担任", "任", "为"} {
			rest, ok := strings.CutPrefix(tail, w)
			if ok && (comrade || titled && (strings.HasPrefix(rest, "组长") || strings.HasPrefix(rest, "副组长"))) {
				return i, at
			}
		}
	}
	return 0, 0
}
