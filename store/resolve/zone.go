package resolve

import (
	"strings"
	"unicode/utf8"

	"gongkai/store/region"
)

// zoneEnds end the names of zones that are no regions of their own, the longer
// ones first.
var zoneEnds = []string{"开发区", "高新区", "经开区", "工业园区", "产业园区", "保税区", "管理区", "示范区", "试验区", "度假区", "合作区", "商务区", "旅游区", "风景区", "名胜区", "新港区", "新区", "园区", "景区"}

// zoneOf reads a zone and what stands behind it.
func zoneOf(s string) (named, of string, ok bool) {
	end := -1
	for _, z := range zoneEnds {
		if i := strings.Index(s, z); i >= 0 && (end < 0 || i+len(z) < end) {
			end = i + len(z)
		}
	}
	if end < 0 || utf8.RuneCountInString(s[:end]) > 16 || strings.ContainsAny(s[:end], "局委厅处") {
		return "", "", false
	}
	return s[:end], s[end:], true
}

// shortZone finds the city of a zone whose name begins with the city's, without
// its end: 襄阳高新区. Where a county, a province or another city is called so
// too, it is none.
func shortZone(l *region.List, s string) (city *region.Region, rest string) {
	for end, n := next(s, 0), 1; n <= 5 && end > 0; end, n = next(s, end), n+1 {
		if _, _, ok := zoneOf(s[end:]); !ok || n < 2 {
			continue
		}
		var called []*region.Region
		for _, call := range []string{"省", "自治区", "市", "地区", "盟", "州", "县", "区", "旗"} {
			for _, r := range l.Called(s[:end] + call) {
				if r.To == 0 {
					called = append(called, r)
				}
			}
		}
		if len(called) == 1 && called[0].Level() != region.County {
			return called[0], s[end:]
		}
	}
	return nil, ""
}

// zoneBody is a zone's committee or a body of it. The level of zones differs
// and is not told by their names.
func zoneBody(named, of string) body {
	switch of {
	case "", "管理委员会", "管委会", "人民政府":
		return body{kind: Government, level: Unknown, named: named, stem: "管理委员会"}
	}
	for _, committee := range []string{"管理委员会", "管委会"} {
		of = strings.TrimPrefix(of, committee)
	}
	full, known := inFull(of)
	kind := kindByEnd(of)
	if known {
		kind = Department
	}
	if t, ok := townshipOf(of); ok && t.base != "" {
		return body{kind: Township, level: Township, named: named + t.base, stem: t.body().stem}
	}
	return body{kind: kind, level: Unknown, named: named, stem: full}
}
