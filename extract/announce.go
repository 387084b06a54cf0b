package extract

import (
	"strings"
	"unicode/utf8"
)

// agencyInText finds a name in the opening: 现公布…年度报告, 由…编制.
func agencyInText(s string) string {
	if name, _ := announcedIn(s); name != "" {
		return name
	}
	return compiler(s)
}

// announcedIn finds the report that an opening announces (现公布样例局2021年
// 政府信息公开工作年度报告): its agency and year, as far as they are named.
func announcedIn(s string) (agency string, year int) {
	for rest := s; agency == ""; {
		end := titleEnd(rest)
		if end < 0 {
			break
		}
		name, y := announced(rest, end)
		if year == 0 {
			year = y
		}
		agency, rest = name, rest[end:]
	}
	return agency, year
}

// announced takes apart the title that ends at end of a text; nothing where it
// is part of another document's: 关于…年度报告有关事项的通知.
func announced(s string, end int) (agency string, year int) {
	tail := strings.TrimLeft(s[end:], "》”")
	if startsIn(tail, aboutTails) && !startsIn(tail, announcingTails) {
		return "", 0
	}
	from := 0
	if i := strings.LastIndexAny(s[:end], "，,。；;：:“《、\n"); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		from = i + n
	}
	clause := s[from:end]
	agency = nameOf(agencyOf(afterVerb(beforeSubject(clause))))
	if agency == "" {
		agency = subjectOf(clause)
	}
	return agency, findYear(clause)
}

// subjectOf finds the name before the verb: 样例局编制了2021年政府信息公开年度报告.
func subjectOf(clause string) string {
	for _, v := range reportingVerbs {
		i := strings.Index(clause, v)
		if i <= 0 {
			continue
		}
		s := clause[:i]
		for _, w := range beforeVerbs {
			s = strings.TrimSuffix(s, w)
		}
		if s = cleanAgency(s); isAgency(s) {
			return s
		}
	}
	return ""
}

// compiler finds who made the report: 由…编制, 由…根据….
func compiler(s string) string {
	for {
		i := strings.Index(s, "由")
		if i < 0 {
			return ""
		}
		s = s[i+len("由"):]
		tail := s[:min(len(s), 160)]
		end := -1
		for _, w := range behindCompiler {
			if at := strings.Index(tail, w); at > 0 && (end < 0 || at < end) {
				end = at
			}
		}
		if end > 0 {
			if name := nameOf(tail[:end]); name != "" {
				return name
			}
		}
	}
}

// afterVerb drops what announces a name.
func afterVerb(s string) string {
	for _, v := range announcingVerbs {
		if i := strings.LastIndex(s, v); i >= 0 {
			s = s[i+len(v):]
		}
	}
	return s
}

// nameOf cuts an agency's name out of what stands before a title: behind the
// verb that announces it, without a note in brackets.
func nameOf(s string) string {
	s = afterVerb(s)
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = s[:i]
	}
	if s = cleanAgency(s); !isAgency(s) && !(isPlace(s) && utf8.RuneCountInString(s) > 2) {
		return ""
	}
	return s
}

// signature is a short line that is a name, followed by a date, near the end.
func signature(lines []line) string {
	for i := len(lines) - 1; i > 0 && i > len(lines)-60; i-- {
		if lines[i].hard || lines[i-1].hard || lines[i-1].link {
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
