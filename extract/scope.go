package extract

import (
	"strings"
	"unicode/utf8"
)

// maxScopeBytes bounds how much of the text is asked whose figures it tells.
const maxScopeBytes = 8 << 10

// scopeOf tells own figures from sums by what the report says, with the
// sentence that says it. Unknown beats wrong: a government's report is a sum
// only where the text says so, an office's or a bureau's is its own unless the
// text says otherwise.
func scopeOf(agency string, title reportTitle, n []Section) (Scope, string) {
	switch {
	case title.own:
		return ScopeOwn, title.text
	case strings.HasSuffix(agency, "系统"), strings.Contains(title.text, "海关"+customsRegion): // 样例省邮政管理系统
		return ScopeAggregate, title.text
	}
	government := isGovernment(agency)
	said, counted, spoken := "", "", "" // a sum by its making, by its counts; the agency of itself
	regional, doubtful := false, false
	left := maxScopeBytes
	for _, sec := range n {
		if left <= 0 {
			break
		}
		text := cut(sec.Text, left)
		left -= len(text)
		for s := range sentences(text) {
			switch {
			case said == "" && gathers(s, lowerBodies) || said == "" && government && gathers(s, ruledBodies):
				said = s
			case !government && !doubtful && gathers(s, ruledBodies):
				doubtful = true // 各部门 may be the bureau's own
			case counted == "" && government && countsWhole(s):
				counted = s
			}
			if spoken == "" && tellsFigures(s) && containsAny(s, ours) {
				spoken = s
			}
			regional = regional || !government && containsAny(s, region)
		}
	}
	switch {
	case said != "":
		return ScopeAggregate, said
	case counted != "":
		return ScopeAggregate, counted
	case agency == "" || government || doubtful || isPlace(agency):
		return ScopeUnknown, ""
	case spoken != "":
		return ScopeOwn, spoken
	case isGovernmentOffice(agency) && regional:
		return ScopeUnknown, ""
	case isAgency(agency):
		return ScopeOwn, ""
	}
	return ScopeUnknown, ""
}

// tellsFigures tells a sentence about the report, its figures or applications.
func tellsFigures(s string) bool {
	return strings.Contains(s, "报告") || strings.Contains(s, "统计") && strings.Contains(s, "数据") || strings.Contains(s, "申请") && containsAny(s, got) && strings.ContainsAny(s, "0123456789")
}

// isGovernment tells governments above towns, by their own name or a region's.
func isGovernment(s string) bool {
	if isPlace(s) && !endsIn(s, suffixes['区']) {
		return true
	}
	if endsIn(s, []string{"行政公署", "行署"}) {
		return true
	}
	name, ok := strings.CutSuffix(s, "政府")
	name = strings.TrimSuffix(name, "人民")
	return ok && !endsIn(name, []string{"镇", "乡", "苏木", "街道"})
}

// isGovernmentOffice tells the offices that may report for a government.
func isGovernmentOffice(s string) bool {
	return endsIn(s, []string{"政府办公室", "政府办公厅", "政府办", "公开办公室", "公开办", "小组办公室"})
}

// gathers tells a sentence that says that the report was made of what others,
// any of the bodies, gave.
func gathers(s string, bodies []string) bool {
	if _, covered, ok := strings.Cut(s, "涵盖"); ok && strings.Contains(s, "报告") && containsAny(covered, bodies) && strings.Contains(covered, "情况") {
		return true
	}
	if !containsAny(s, makers) {
		return false
	}
	s = withoutCited(s)
	if i := strings.Index(s, "不含"); i >= 0 && containsAny(s[i:], bodies) || strings.Contains(s, "不包括") {
		return false
	}
	for _, verb := range []string{"综合", "汇总"} {
		for rest := s; ; {
			i := strings.Index(rest, verb)
			if i < 0 {
				break
			}
			rest = rest[i+len(verb):]
			if verb == "汇总" && startsIn(rest, makers) && gatheredBefore(s[:len(s)-len(rest)-len(verb)], bodies) {
				return true
			}
			if (verb == "汇总" || goesOnWithBody(rest)) && containsAny(rest, bodies) && !containsAny(rest, inside) && containsAny(rest, sources) {
				return true
			}
		}
	}
	if i := strings.Index(s, "基础上"); i >= 0 && strings.Contains(s, "报告") && containsAny(s[:i], bodies) && containsAny(s[:i], sources) && !containsAny(s[:i], inside) && !strings.Contains(s, "通知") {
		return true // 在各县区年度报告的基础上编制
	}
	return madeOfReports(s, bodies)
}

// gatheredBefore tells what bodies gave in front of the verb that gathers it:
// 各部门、各街道年度报告|汇总形成.
func gatheredBefore(s string, bodies []string) bool {
	if i := strings.LastIndexAny(s, "，,"); i >= 0 {
		s = s[i:]
	}
	return containsAny(s, bodies) && containsAny(s, sources) && !containsAny(s, inside)
}

// madeOfReports tells 根据…各街道…的年度报告编制: reports of ruled bodies, and
// right behind them the verb, at the end of the sentence.
func madeOfReports(s string, bodies []string) bool {
	for _, body := range bodies {
		i := strings.Index(s, body)
		if i < 0 {
			continue
		}
		j := strings.LastIndex(s, "报告")
		if j < i {
			continue
		}
		if tail := s[j+len("报告"):]; tail == "编制" || tail == "编制而成" || tail == "汇编" || tail == "汇编而成" || tail == "形成" || tail == "而成" {
			return !containsAny(s[i:j], inside) && !containsAny(s[i:j], []string{"通知", "要求"})
		}
	}
	return false
}

// goesOnWithBody tells the verb 综合 from names that begin so (综合科, 综合办公室).
func goesOnWithBody(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "了"), "全")
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("各市县区省州盟旗所下我本直，、", r) || r >= '0' && r <= '9'
}

// countsWhole tells a sentence that counts the applications of a whole region.
func countsWhole(s string) bool {
	if !strings.Contains(s, "申请") || !containsAny(s, got) || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	s = withoutCited(s)
	for _, w := range whole {
		i := strings.Index(s, w)
		if i < 0 {
			continue
		}
		for _, g := range got {
			// 全市…收到…申请, with nothing between that ends the thought.
			if j := strings.Index(s[i:], g); j >= 0 && j < 60 && !strings.ContainsAny(s[i:i+j], "，,") && strings.Contains(s[i+j:], "申请") {
				return true
			}
		}
	}
	return false
}

// withoutCited drops the titles of other documents, whose words say nothing here.
func withoutCited(s string) string {
	for {
		i := strings.Index(s, "《")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i:], "》")
		if j < 0 {
			return s
		}
		s = s[:i] + s[i+j+len("》"):]
	}
}

// sentences yields the sentences of a text, without their stops.
func sentences(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for s != "" {
			i := strings.IndexAny(s, "。；\n")
			if i < 0 {
				yield(trimSpace(s))
				return
			}
			if t := trimSpace(s[:i]); t != "" && !yield(t) {
				return
			}
			_, n := utf8.DecodeRuneInString(s[i:])
			s = s[i+n:]
		}
	}
}

// cut returns at most n bytes of s, at a character's boundary.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
