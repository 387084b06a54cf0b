package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// township is a town, township, sumu or street.
type township struct {
	base string // 大路镇, 什刹海街道; "" if only what it is called stands there
	of   string // a body of it: 党政办公室, ""
}

// townshipEnds are what townships are called. 街道办事处 is a street's office.
var townshipEnds = []string{"民族乡", "镇", "乡", "街道", "苏木"}

// townshipOffices stand for the township itself behind its name.
var townshipOffices = []string{"人民政府", "政府", "办事处", "人民政府办事处", "办"}

// noTowns are words that end like a township's name. 石城乡 is one, but before a
// body (住房城乡建设局) 城乡 is taken for the word.
var noTowns = []string{"城乡", "乡镇", "城镇", "村镇", "集镇", "小城镇", "各乡", "各镇", "各乡镇", "下乡", "返乡", "特殊乡镇"}

// townshipOf reads a township with its government or office, or a body of it.
func townshipOf(s string) (township, bool) {
	base, of := s, ""
	for _, office := range townshipOffices {
		if b, ok := strings.CutSuffix(s, office); ok && isTown(b) {
			base = b
			break
		}
	}
	if !isTown(base) {
		if street, ok := streetOffice(s); ok {
			base = street
		} else if base, of = townBody(s); base == "" {
			return township{}, false
		}
	}
	if slices.Contains(townshipEnds, base) {
		base = ""
	}
	return township{base, of}, true
}

// isTown tells the name of a township by its end.
func isTown(s string) bool {
	return slices.ContainsFunc(townshipEnds, func(end string) bool { return strings.HasSuffix(s, end) }) && !slices.Contains(noTowns, s)
}

// streetOffice reads 东风办事处, which leaves 街道 out. Offices of another kind
// stand elsewhere (驻…) or are a department's.
func streetOffice(s string) (string, bool) {
	name, ok := strings.CutSuffix(s, "办事处")
	if area, here := strings.CutSuffix(name, "地区"); here && area != "" && !strings.Contains(area, "驻") {
		return name, true // 三间房地区办事处, in Beijing
	}
	n := utf8.RuneCountInString(name)
	if !ok || n < 2 || n > 4 || strings.ContainsAny(name, "驻局委会部员区县市") {
		return "", false
	}
	return name + "街道", true
}

// townBody reads a body of a township: 样岗街道综合服务中心.
func townBody(s string) (base, of string) {
	for _, end := range []string{"镇", "街道", "苏木", "乡"} {
		i := strings.Index(s, end)
		if i <= 0 || utf8.RuneCountInString(s[:i]) > 5 || endsInWord(s[:i+len(end)]) || strings.ContainsAny(s[:i], "局委厅办处") {
			continue
		}
		of = strings.TrimPrefix(s[i+len(end):], "人民政府")
		if kindByEnd(of) == Department {
			return s[:i+len(end)], of
		}
	}
	return "", ""
}

// endsInWord tells that what could be a township's name ends in a word.
func endsInWord(s string) bool {
	return slices.ContainsFunc(noTowns, func(w string) bool { return strings.HasSuffix(s, w) })
}

// body is the township, or a body of it, within its region.
func (t township) body() body {
	if t.base == "" { // of which, is left out
		return body{kind: Unknown}
	}
	if t.of != "" {
		return body{kind: Department, level: Township, named: t.base, stem: t.of}
	}
	stem := "人民政府"
	if strings.HasSuffix(t.base, "街道") || strings.HasSuffix(t.base, "地区") {
		stem = "办事处"
	}
	return body{kind: Township, level: Township, named: t.base, stem: stem}
}
