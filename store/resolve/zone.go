package resolve

import (
	"slices"
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

// shortZone finds the region of a zone whose name begins with the region's,
// without its end, perhaps behind the province's: 襄阳高新区, 四川平昌经济开发区.
// Where another region is called so too, it is the one in which the other lies
// (南昌高新区), or none (朝阳高新区).
func shortZone(l *region.List, s string) (r *region.Region, rest string) {
	return zoneBehind(l, s, nil)
}

// zoneBehind reads on behind the province.
func zoneBehind(l *region.List, s string, in *region.Region) (r *region.Region, rest string) {
	for end, n := next(s, 0), 1; n <= 5 && end > 0; end, n = next(s, end), n+1 {
		if _, _, ok := zoneOf(s[end:]); !ok || n < 2 {
			continue
		}
		var called []*region.Region
		for _, r := range l.Shortened(s[:end]) {
			if r.To == 0 && (in == nil || lies(l, r, in)) {
				called = append(called, r)
			}
		}
		one := outermost(l, called)
		switch {
		case one == nil:
		case ordinaryZone(s[end:]), one.Level() == region.City:
			return one, s[end:]
		case one.Level() == region.Province && in == nil:
			return zoneBehind(l, s[end:], one)
		}
	}
	return nil, ""
}

// outermost is the region in which all others lie, nil if there is none: 南昌市,
// where 南昌县 is called so too.
func outermost(l *region.List, rs []*region.Region) *region.Region {
	for _, out := range rs {
		if !slices.ContainsFunc(rs, func(r *region.Region) bool { return r != out && !lies(l, r, out) }) {
			return out
		}
	}
	return nil
}

// ordinaryZone tells that a zone has no name of its own besides its region's.
// Of others it is not sure that they lie where a county is called so.
func ordinaryZone(s string) bool {
	return slices.ContainsFunc([]string{"经济", "高新", "经开", "国家"}, func(w string) bool { return strings.HasPrefix(s, w) })
}

// inShort are names of zones that are shortened without doubt. 经开区 is none: it
// can be 经济开发区 or 经济技术开发区.
var inShort = strings.NewReplacer("国家高新技术产业开发区", "高新区", "高新技术产业开发区", "高新区", "高新技术开发区", "高新区")

// zoneBody is a zone's committee or a body of it. The level of zones differs
// and is not told by their names.
func zoneBody(named, of string) body {
	named = inShort.Replace(named)
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
