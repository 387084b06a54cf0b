package resolve

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/store/region"
)

// places are the regions that a name may begin with, and what stands behind.
type places struct {
	regions []*region.Region // as they are called today, each once
	today   []*region.Region // those of them that bear the name today
	rest    string
	weak    bool // only one region bears the name, but others may be called so
}

// longestName is that of a region, in characters.
const longestName = 15

// placesOf reads the regions at the beginning of a name, the longest reading
// that leaves something to be an agency. Each must lie in the one before.
// Provinces and cities may stand without their end before others: 江苏宿迁沭阳县.
func placesOf(l *region.List, s string, year int) places {
	r := placeReader{l: l, s: s, year: year}
	r.behind(0, nil, 0)
	return r.best
}

// placeReader tries all readings of a name's beginning.
type placeReader struct {
	l    *region.List
	s    string
	year int
	best places
}

// behind reads on behind the regions that were read so far.
func (p *placeReader) behind(at int, in *region.Region, deep int) {
	for end, n := next(p.s, at), 1; n <= longestName && end > 0; end, n = next(p.s, end), n+1 {
		called := p.s[at:end]
		for _, r := range p.l.Called(called) {
			if !p.fits(r, in) {
				continue
			}
			if stands(called, p.s[end:]) {
				p.best.add(p.l, r, called, p.s[end:], deep+1)
			}
			p.behind(end, r, deep+1)
		}
		for _, r := range p.l.Shortened(called) {
			if r.Level() != region.County && p.fits(r, in) {
				p.behind(end, r, deep+1)
			}
		}
	}
}

// fits tells whether a region was there and lies in the one before.
func (p *placeReader) fits(r, in *region.Region) bool {
	return about(r, p.year) && (in == nil || lies(p.l, r, in))
}

// next is where the character behind a place ends, 0 behind the last.
func next(s string, at int) int {
	if at >= len(s) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return at + size
}

// add takes a reading of so many regions if it is longer than those before, or
// as long. The last region of it is called so.
func (p *places) add(l *region.List, r *region.Region, called, rest string, deep int) {
	if p.regions != nil && len(rest) > len(p.rest) {
		return
	}
	latest := l.Latest(r)
	if !codeIsOf(l, latest) {
		return
	}
	weak := deep == 1 && (utf8.RuneCountInString(r.Name) == 2 && strings.HasSuffix(r.Name, "区") || tables().shared[r.Name])
	if p.regions == nil || len(rest) < len(p.rest) {
		*p = places{rest: rest}
	}
	p.weak = p.weak || weak
	if !slices.Contains(p.regions, latest) {
		p.regions = append(p.regions, latest)
	}
	if r.To == 0 && r.Name == called {
		p.today = append(p.today, r)
	}
}

// codeIsOf tells that a region's code says which it is. 加格达奇区's is 漠河市's now
// and says nothing any more.
func codeIsOf(l *region.List, r *region.Region) bool { return l.At(r.Code, 0) == r }

// about tells whether a region was there in a year or beside it: lists can be
// a year late, and a report is printed the year after. Reports began in 2008.
func about(r *region.Region, year int) bool {
	if year == 0 {
		return r.To == 0 || r.To >= 2008
	}
	return r.From <= year+1 && (r.To == 0 || r.To >= year)
}

// lies tells whether a region lies in another, by its code or today.
func lies(l *region.List, r, in *region.Region) bool {
	return r != in && (region.Within(r.Code, in.Code) || region.Within(l.Latest(r).Code, l.Latest(in).Code) && l.Latest(r) != l.Latest(in))
}

// glued are beginnings of words that the end of a region's name runs into:
// 中山市场监督管理局 is no 场监督管理局 of 中山市.
var glued = []string{"市场", "市容", "市民中心", "市民服务", "市民热线", "区域", "区划", "县域", "州际", "市政公用", "市政工程", "市政管理", "市政设施", "市政园林", "区块"}

// stands tells whether what is left behind a place can be an agency's name: no
// cut word, and not only what a place is called (东区街道 lies in no 东区).
func stands(place, rest string) bool {
	if t, ok := townshipOf(rest); ok && t.base == "" || cutsWord(place, rest) {
		return false
	}
	return !slices.Contains([]string{"街", "镇", "乡", "村"}, rest)
}

// cutsWord tells that a word runs over the end of a place. A town is none:
// 博山区域城镇.
func cutsWord(place, rest string) bool {
	_, size := utf8.DecodeLastRuneInString(place)
	word := place[len(place)-size:] + rest
	return !isTown(rest) && slices.ContainsFunc(glued, func(w string) bool { return strings.HasPrefix(word, w) })
}

// foreign tells that another place stands behind the region which is not known
// to lie in it.
func (p places) foreign() bool { return namesPlace(p.rest) }

// decide picks the region: the only one, or the only one that fits the site.
func (p places) decide(l *region.List, c Context) (*region.Region, Certainty, string) {
	if len(p.regions) == 1 && !p.weak {
		r := p.regions[0]
		return r, Certain, fmt.Sprintf("the name tells %s", l.FullName(r))
	}
	if len(p.today) == 1 && !p.weak && c.Year == 0 {
		return p.today[0], Likely, fmt.Sprintf("the name tells %s; another was called so earlier", l.FullName(p.today[0]))
	}
	site, sure, evidence := c.region(l)
	if site == nil {
		return nil, None, fmt.Sprintf("%s can be meant, and nothing is known of the site", p.list(l))
	}
	var fits []*region.Region
	for _, r := range p.regions {
		if region.Within(r.Code, site.Code) || region.Within(site.Code, r.Code) {
			fits = append(fits, r)
		}
	}
	if len(fits) != 1 {
		return nil, None, fmt.Sprintf("%s can be meant; %s", p.list(l), evidence)
	}
	return fits[0], sure, fmt.Sprintf("%s can be meant; %s", p.list(l), evidence)
}

// list names the regions that can be meant.
func (p places) list(l *region.List) string {
	var names []string
	for _, r := range p.regions {
		names = append(names, l.FullName(r))
	}
	if len(names) == 1 {
		return names[0] + " and places elsewhere"
	}
	return strings.Join(names, ", ")
}

// level is that of all regions that can be meant, "" if they differ or others
// can be meant.
func (p places) level() string {
	level := ""
	for i, r := range p.regions {
		if i > 0 && level != string(r.Level()) || p.weak {
			return ""
		}
		level = string(r.Level())
	}
	return level
}
