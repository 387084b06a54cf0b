package extract

import (
	"strings"
	"unicode/utf8"
)

// fillMetadata sets whose report it is, of which year, and where the page says
// so. Contradictions are told as problems, not resolved in silence.
func fillMetadata(rep *Report, p *page, lines []line, m metadata, title reportTitle) {
	rep.Title = title.text
	if rep.Title == "" {
		rep.Title = windowTitle(p)
	}
	set := func(dst **string, v string) {
		if v = trimSpace(v); v != "" {
			*dst = &v
		}
	}
	set(&rep.Publisher, m.fields[fieldPublisher])
	set(&rep.IndexNumber, m.fields[fieldIndex])
	set(&rep.DocumentNumber, m.fields[fieldDocument])
	if day, kind := m.published(); day != "" {
		rep.PublishedOn, rep.PublishedOnKind = &day, &kind
	}
	opening := openingOf(rep.Narrative)
	rep.Agency = title.agency
	for _, guess := range []string{agencyInText(opening), signature(lines), m.fields[fieldPublisher], p.meta["contentsource"]} {
		if rep.Agency != "" {
			break
		}
		rep.Agency = guess
	}
	rep.Year = title.year
	period := periodYear(rep.Narrative)
	switch {
	case rep.Year == 0 && period != 0:
		rep.Year = period
	case rep.Year == 0:
		rep.Year = findYear(opening)
	case period != 0 && period != rep.Year:
		rep.problem("year_conflict", "the title says %d, the 统计期限 says %d", rep.Year, period)
	}
	if rep.Year == 0 {
		rep.problem("year_missing", "no year in title or text")
	}
	if rep.Agency == "" {
		rep.problem("agency_missing", "no agency in title or text")
	}
	rep.Scope = scopeOf(rep.Agency, opening)
}

// windowTitle is <title> up to the site's name.
func windowTitle(p *page) string {
	if t := p.meta["articletitle"]; t != "" {
		return t
	}
	if i := strings.IndexAny(p.title, "_|"); i > 0 {
		return trimSpace(p.title[:i])
	}
	return p.title
}

// openingOf returns the first paragraphs of the narrative.
func openingOf(n []Section) string {
	for _, s := range n {
		if s.Text != "" {
			return s.Text
		}
	}
	return ""
}

// periodYear finds the year that the figures are said to cover.
func periodYear(n []Section) int {
	for _, s := range n {
		for _, w := range []string{"统计期限", "统计时限", "统计时间", "统计周期", "统计数据期限"} {
			if i := strings.Index(s.Text, w); i >= 0 {
				tail := s.Text[i:]
				if end := strings.Index(tail, "。"); end > 0 {
					tail = tail[:end]
				}
				if y := findYear(tail); y != 0 {
					return y
				}
			}
		}
	}
	return 0
}

// agencyInText finds a name in the opening: 现公布…年度报告, 由…编制.
func agencyInText(s string) string {
	for rest := s; ; {
		end := titleEnd(rest)
		if end < 0 {
			break
		}
		if name := announced(rest, end); name != "" {
			return name
		}
		rest = rest[end:]
	}
	if i := strings.Index(s, "由"); i >= 0 {
		tail := s[i+len("由"):]
		end := -1
		for _, w := range []string{"依据", "根据", "按照", "结合", "综合", "汇总", "负责", "组织", "编制", "编写", "撰写"} {
			if at := strings.Index(tail, w); at > 0 && at < 90 && (end < 0 || at < end) {
				end = at
			}
		}
		if end > 0 {
			return nameOf(tail[:end])
		}
	}
	return ""
}

// announced returns the agency of a title that ends at end of a text, "" where
// the title is part of another document's: 关于…年度报告有关事项的通知.
func announced(s string, end int) string {
	for _, w := range []string{"有关", "编制", "格式", "的通知", "发布工作", "编写", "相关"} {
		if strings.HasPrefix(strings.TrimLeft(s[end:], "》”"), w) {
			return ""
		}
	}
	from := strings.LastIndexAny(s[:end], "，,。；;：:“《、\n")
	if from >= 0 {
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
	} else {
		from = 0
	}
	return nameOf(agencyOf(s[from:end]))
}

// nameOf cuts an agency's name out of what stands before a title: behind the
// verb that announces it, without a note in brackets.
func nameOf(s string) string {
	for _, v := range []string{"公布", "发布", "公开", "公示", "编制了", "编制", "现将", "报告"} {
		if i := strings.LastIndex(s, v); i >= 0 {
			s = s[i+len(v):]
		}
	}
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = s[:i]
	}
	if s = cleanAgency(s); !isAgency(s) {
		return ""
	}
	return s
}

// agencySuffixes end the names of agencies.
var agencySuffixes = []string{"局", "委员会", "委", "办公室", "办公厅", "办", "政府", "厅", "部", "署", "院", "镇", "乡", "街道", "街道办事处", "管委会", "中心", "队", "社", "公司", "协会", "气象台", "苏木"}

func isAgency(s string) bool {
	if n := utf8.RuneCountInString(s); n < 3 || n > 40 {
		return false
	}
	if strings.ContainsAny(s, "，。；：、“”《》 ") || strings.HasPrefix(s, "我") || strings.HasPrefix(s, "本") {
		return false
	}
	for _, x := range agencySuffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// signature is a short line that is a name, followed by a date, near the end.
func signature(lines []line) string {
	for i := len(lines) - 1; i > 0 && i > len(lines)-60; i-- {
		if lines[i].hard || lines[i-1].hard {
			continue
		}
		day := lines[i].cells[0].text
		if len(day) > 40 {
			continue
		}
		if _, ok := parseDate(day); !ok {
			continue
		}
		if name := cleanAgency(lines[i-1].cells[0].text); isAgency(name) {
			return name
		}
	}
	return ""
}

// scopeOf tells own figures from sums by what the opening says.
func scopeOf(agency, opening string) Scope {
	for s := range strings.SplitSeq(opening, "。") {
		gathers := strings.Contains(s, "汇总") || strings.Contains(s, "综合")
		others := strings.Contains(s, "所属") || strings.Contains(s, "下级") || strings.Contains(s, "部门")
		for _, w := range []string{"县", "区", "市", "乡", "镇", "街", "部", "单位", "科", "股", "直属", "委"} {
			others = others || strings.Contains(s, "各"+w)
		}
		made := strings.Contains(s, "编制") || strings.Contains(s, "而成") || strings.Contains(s, "形成") || strings.Contains(s, "汇总")
		if gathers && others && made {
			return ScopeAggregate
		}
	}
	for _, x := range []string{"局", "办公室", "办公厅", "委员会", "厅", "镇", "乡", "街道", "办事处", "镇人民政府", "乡人民政府", "镇政府", "乡政府", "管委会", "委", "办"} {
		if strings.HasSuffix(agency, x) {
			return ScopeOwn
		}
	}
	return ScopeUnknown
}
