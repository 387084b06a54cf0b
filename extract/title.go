package extract

import (
	"strings"
	"unicode/utf8"
)

// reportTitle is a title of an annual report taken apart.
type reportTitle struct {
	text   string // as printed, without the site's suffix
	agency string // whose report it is, "" where the title names none
	year   int    // 0 where it names none
}

// maxTitleRunes bounds what may be a title.
const maxTitleRunes = 90

// Words that a title of a report ends with, after 信息公开 or 政务公开.
var reportWords = []string{"年度工作报告", "年度报告", "工作报告", "年报", "报告"}

// Words that may stand between 信息公开 and those.
var betweenWords = []string{"工作", "情况", "年度", "年", "的"}

// notReportWords mark what is written about reports: notices, forms,
// interpretations, news.
var notReportWords = []string{"通知", "格式", "解读", "图解", "一图", "模板", "样表", "通报", "培训", "召开", "部署", "会议", "要求", "填报", "编制说明", "统计表填", "公告栏", "考核", "评估", "整改", "自查", "问题清单"}

// agencyVerbs mark a sentence about a report where a name should stand.
var agencyVerbs = []string{"发布", "公布", "编制", "召开", "印发", "做好", "报送", "完成", "公开了", "上线", "根据", "按照", "现将", "如何"}

// parseTitle takes a title apart; ok is false for what is no title of a report.
func parseTitle(s string) (t reportTitle, ok bool) {
	s = trimSpace(s)
	if utf8.RuneCountInString(s) > maxTitleRunes {
		return t, false
	}
	s = strings.Trim(s, "《》“”\"「」[]【】")
	end := titleEnd(s)
	if end < 0 {
		return t, false
	}
	rest := trimSpace(strings.TrimLeft(s[end:], "》”\"」"))
	if rest != "" {
		r, _ := utf8.DecodeRuneInString(rest)
		switch {
		case strings.ContainsRune("-_|—–－·>〉»｜", r):
		case (r == '（' || r == '(') && utf8.RuneCountInString(rest) <= 12:
			end = len(s)
			if !strings.ContainsAny(rest, "0123456789年") {
				end = len(s) - len(rest)
			}
		default:
			return t, false
		}
	}
	t.text = trimSpace(strings.TrimRight(s[:end], "》”\"」 "))
	if hasPipe(t.text) || strings.Contains(t.text, "索引号") || strings.Contains(t.text, "学年") {
		return t, false // a row of metadata; a university's report
	}
	if containsAny(t.text, notReportWords) {
		return t, false
	}
	t.year = findYear(t.text)
	t.agency = agencyOf(t.text)
	return t, !containsAny(t.agency, agencyVerbs)
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
	if isSpace(r) || r >= '0' && r <= '9' || strings.ContainsRune("（）()《》二〇○零一三四五六七八九O", r) {
		return n
	}
	return 0
}

// agencyOf returns what stands before 政府信息公开, without year and preamble.
func agencyOf(title string) string {
	i := strings.Index(title, "信息公开")
	if i < 0 {
		if i = strings.Index(title, "政务公开"); i < 0 {
			return ""
		}
		return cleanAgency(cutSubject(title[:i]))
	}
	return cleanAgency(cutSubject(title[:i]))
}

// cutSubject cuts what may stand between a name and 信息公开 or 政务公开.
func cutSubject(s string) string {
	for _, w := range []string{"政府信息与", "政务信息与", "信息与", "政务与", "政府", "政务"} {
		if rest, ok := strings.CutSuffix(s, w); ok {
			return rest
		}
	}
	return s
}

func cleanAgency(s string) string {
	s = dropYears(s)
	for {
		before := s
		s = trimSpace(s)
		s = strings.Trim(s, "《》“”\"「」[]【】:：-—_、，,.。·|*#")
		for _, p := range []string{"关于", "公布", "发布", "年度", "的", "（", "(", "）", ")"} {
			s = strings.TrimPrefix(s, p)
		}
		for _, p := range []string{"关于", "年度", "的", "（", "(", "年"} {
			s = strings.TrimSuffix(s, p)
		}
		if s == before {
			break
		}
	}
	s = strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
	switch s {
	case "本机关", "我局", "本局", "我镇", "我乡", "我市", "我县", "我区", "我办", "本单位", "我委", "我街道", "政府", "政务", "信息", "区", "县", "市":
		return ""
	}
	return s
}

// dropYears removes every year and year range with its 年 or 年度.
func dropYears(s string) string {
	for {
		y, from, to := yearIn(s)
		if y == 0 {
			return s
		}
		rest := s[to:]
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "年"), "度")
		s = s[:from] + rest
	}
}

func findYear(s string) int {
	y, _, _ := yearIn(s)
	return y
}

// The years a report can be about: the regulation came into force in 2008.
const (
	firstYear = 2007
	lastYear  = 2060
)

// yearIn finds the first year in s, in Arabic (2019, full-width too) or Chinese
// digits (二〇一九), and where it stands.
func yearIn(s string) (year, from, to int) {
	const chinese = "〇一二三四五六七八九"
	digits, start, value := 0, 0, 0
	flush := func(end int) bool {
		if digits == 4 && value >= firstYear && value <= lastYear {
			year, from, to = value, start, end
			return true
		}
		digits, value = 0, 0
		return false
	}
	for i, r := range s {
		d := -1
		switch {
		case r >= '0' && r <= '9':
			d = int(r - '0')
		case r >= '０' && r <= '９':
			d = int(r - '０')
		case r == '○' || r == '零' || r == 'O' || r == '０' || r == '◯':
			d = 0
		default:
			if k := strings.IndexRune(chinese, r); k >= 0 {
				d = k / len("〇")
			}
		}
		if d < 0 {
			if flush(i) {
				return
			}
			continue
		}
		if digits == 0 {
			start = i
		}
		if digits == 4 {
			// 20191月1日 has lost its 年: the year is still the first four.
			if flush(i) {
				return
			}
			start = i
		}
		digits++
		value = value*10 + d
	}
	flush(len(s))
	return
}
