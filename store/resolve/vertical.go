package resolve

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/store/region"
)

// vertical is an agency under central leadership whose name begins with what it
// belongs to: 国家税务总局平山县税务局.
type vertical struct {
	of    string // 国家税务总局
	place string // 平山县
	end   string // 税务局
}

// verticalBehind reads such a name.
func verticalBehind(s string) (vertical, bool) {
	best := vertical{}
	for end, behind := range tables().vertical {
		if !strings.HasSuffix(s, end) || len(end) <= len(best.end) {
			continue
		}
		for _, of := range behind {
			if place, ok := strings.CutPrefix(strings.TrimSuffix(s, end), of); ok && place != "" {
				best = vertical{of, place, end}
			}
		}
	}
	return best, best.end != ""
}

// isVertical tells such an agency by its end alone, behind its region or a
// place: 气象局, 南昌海关. Ends that others have too (监管局) tell nothing.
func isVertical(s string) bool {
	for end, behind := range tables().vertical {
		if s == end || strings.HasSuffix(s, end) && len(behind) < 2 && !strings.ContainsAny(strings.TrimSuffix(s, end), "局委厅办处县市") && utf8.RuneCountInString(s) <= utf8.RuneCountInString(end)+4 {
			return true
		}
	}
	return false
}

// stem is what the agency is in its region. Where one body alone has agencies
// of that name, it makes no difference whether it is printed.
func (v vertical) stem() string {
	if len(tables().vertical[v.end]) == 1 {
		return v.end
	}
	return v.of + v.end
}

// belongsTo is what stands before the place in the full name of an agency: it
// is left out often, and never printed for some.
func belongsTo(end string) string {
	if of := tables().vertical[end]; len(of) == 1 && of[0] != "中华人民共和国" {
		return of[0]
	}
	return ""
}

// result finds the region of the place. A place without its end (江西监管局) is
// likely a province or, if there is none, a city.
func (v vertical) result(s string, c Context) Result {
	l := region.Load()
	c = c.Prepare()
	b := body{kind: Vertical, stem: v.stem()}
	found := placesOf(l, v.place, c.Year)
	if len(found.regions) > 0 && found.rest == "" {
		r, certainty, evidence := found.decide(l, c)
		if r == nil {
			b.level = b.levelIn(found.level())
			return unresolved(s, c, b, evidence)
		}
		return v.named(b.result(l, r, certainty, evidence), display(l, r))
	}
	if r := shortFor(l, v.place); r != nil && !strings.HasSuffix(v.of, "驻") { // an office that stands in 武汉 answers for provinces
		return v.named(b.result(l, r, Likely, fmt.Sprintf("%s is short for %s", v.place, l.FullName(r))), v.place)
	}
	return unresolved(s, c, b, fmt.Sprintf("which region %s is, is not known", v.place))
}

func (v vertical) named(r Result, place string) Result {
	r.Name = v.of + place + v.end
	return r
}

// shortFor is the province that a short name stands for or, if there is none,
// the only city. 吉林 can be both and is none.
func shortFor(l *region.List, short string) *region.Region {
	var found []*region.Region
	for _, p := range l.Provinces() {
		if p.Short() == short {
			found = append(found, p)
		}
	}
	for _, end := range []string{"市", "地区", "盟"} {
		for _, r := range l.Named(short + end) {
			if r.Level() == region.City && r.To == 0 {
				found = append(found, r)
			}
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}
