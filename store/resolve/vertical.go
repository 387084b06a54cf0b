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
	of   string // 国家税务总局
	rest string // 平山县税务局
	end  string // 税务局, which may stand before 稽查局
}

// verticalBehind reads such a name.
func verticalBehind(s string) (vertical, bool) {
	best := vertical{}
	for end, bodies := range tables().vertical {
		for _, of := range bodies {
			rest, ok := strings.CutPrefix(s, of.printed)
			longer := len(of.full) > len(best.of) || len(of.full) == len(best.of) && len(end) > len(best.end)
			if ok && longer && strings.Index(rest, end) > 0 {
				best = vertical{of.full, rest, end}
			}
		}
	}
	return best, best.end != ""
}

// body is the agency in its region. Where one body alone has agencies of that
// name, it makes no difference whether it is printed.
func (v vertical) body(rest string) body {
	b := body{kind: Vertical, stem: rest}
	if named, of, ok := zoneOf(rest); ok && strings.HasPrefix(of, v.end) {
		b = body{kind: Vertical, level: Unknown, named: named, stem: of}
	}
	if belongsTo(v.end) != v.of && v.of != republic {
		b.stem = v.of + b.stem
	}
	return b
}

// republic stands before the names of customs and such, in full names.
const republic = "中华人民共和国"

// isVertical tells such an agency by its end alone, behind its region or a
// place: 气象局, 南昌海关. Ends that others have too (监管局) tell nothing.
func isVertical(s string) bool {
	for end, bodies := range tables().vertical {
		if s == end || strings.HasSuffix(s, end) && len(bodies) < 2 && !strings.ContainsAny(strings.TrimSuffix(s, end), "局委厅办处县市") && utf8.RuneCountInString(s) <= utf8.RuneCountInString(end)+4 {
			return true
		}
	}
	return false
}

// belongsTo is what stands before the place in the full name of an agency: it
// is left out often, and never printed for some.
func belongsTo(end string) string {
	if of := tables().vertical[end]; len(of) == 1 && of[0].full != republic {
		return of[0].full
	}
	return ""
}

// result finds the region of the place. A place without its end (江西监管局) is
// likely a province or, if there is none, a city.
func (v vertical) result(s string, c Context) Result {
	l := region.Load()
	c = c.Prepare()
	if found := placesOf(l, v.rest, c.Year); len(found.regions) > 0 {
		b := v.body(found.rest)
		if !strings.HasPrefix(found.rest, v.end) && b.named == "" {
			return unresolved(s, c, b, fmt.Sprintf("%q names a place that is not known", found.rest))
		}
		r, certainty, evidence := found.decide(l, c)
		if r == nil {
			b.level = b.levelIn(found.level())
			return unresolved(s, c, b, evidence)
		}
		return v.named(b.result(l, r, certainty, evidence), display(l, r)+found.rest)
	}
	if city, rest := shortZone(l, v.rest); city != nil {
		return v.named(v.body(rest).result(l, city, Likely, fmt.Sprintf("the zone is named after %s", l.FullName(city))), v.rest)
	}
	i := strings.Index(v.rest, v.end)
	b := v.body(v.rest[i:])
	if r := shortFor(l, v.rest[:i]); r != nil && !strings.HasSuffix(v.of, "驻") { // an office that stands in 武汉 answers for provinces
		return v.named(b.result(l, r, Likely, fmt.Sprintf("%s is short for %s", v.rest[:i], l.FullName(r))), v.rest)
	}
	return unresolved(s, c, b, fmt.Sprintf("which region %s is, is not known", v.rest[:i]))
}

// named gives an agency its full name.
func (v vertical) named(r Result, rest string) Result {
	r.Name = v.of + rest
	if v.of == republic {
		r.Name = rest
	}
	return r
}

// shortFor is the province that a short name stands for or, if there is none,
// the only city. 吉林 can be both and is none.
func shortFor(l *region.List, short string) *region.Region {
	var found []*region.Region
	for _, r := range l.Shortened(short) {
		if r.To == 0 && r.Level() != region.County && !strings.HasSuffix(r.Name, "自治州") {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}
