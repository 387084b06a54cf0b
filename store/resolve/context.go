package resolve

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/store/region"
)

// Context is what is known beside the name. All of it is optional.
type Context struct {
	// Host is the site's; it keeps agencies of unknown regions apart.
	Host string
	// SiteTitle is what the site calls itself.
	SiteTitle string
	// SiteRegion is the region's code that the sites file gives.
	SiteRegion string
	// PageRegion is the region's code that the page gives.
	PageRegion string
	// Year is the one reported on, 0 if unknown.
	Year int
	// OtherNames are printed names of agencies on the same site.
	OtherNames []string
	// Inferred is what OtherNames told of the site's region when they were
	// looked at last, as Infer gave it: for callers that keep it.
	Inferred Inferred

	told *site // what Prepare found
}

// site is a site's region and how it is known.
type site struct {
	region    *region.Region
	certainty Certainty
	evidence  string
	zone      bool // it is a zone's: its departments are not the region's
}

// Prepare works out the site's region, which Agency does for each name
// otherwise. What it returns can be used for all names of the site and year.
func (c Context) Prepare() Context {
	if c.told != nil {
		return c
	}
	l := region.Load()
	told := c.find(l)
	told.zone = titleZone(l, c.SiteTitle, c.Year)
	c.told = &told
	return c
}

// region is the site's, nil if it is not known.
func (c Context) region(*region.List) (*region.Region, Certainty, string) {
	return c.told.region, c.told.certainty, c.told.evidence
}

// find takes the first that tells a region: the page, the sites file, the
// site's name, most of the names on it.
func (c Context) find(l *region.List) site {
	for _, given := range []struct{ code, by string }{{c.PageRegion, "the page"}, {c.SiteRegion, "the sites file"}} {
		r := l.Current(given.code, c.Year)
		if r == nil {
			r = l.Current(given.code, 0)
		}
		if r != nil {
			return site{region: r, certainty: Certain, evidence: fmt.Sprintf("%s gives %s", given.by, l.FullName(r))}
		}
	}
	if r := titleRegion(l, c.SiteTitle, c.Year); r != nil {
		return site{region: r, certainty: Likely, evidence: fmt.Sprintf("the site is called %s", c.SiteTitle)}
	}
	if r, n, of := majority(l, c.OtherNames, c.Year); r != nil {
		return site{region: r, certainty: Likely, evidence: inferredBy(l, r, n, of)}
	}
	if r := l.Current(c.Inferred.Region, 0); r != nil {
		return site{region: r, certainty: Likely, evidence: c.Inferred.Evidence}
	}
	return site{}
}

// Inferred is a site's region as most names on it tell it.
type Inferred struct {
	// Region is a code of today, "" where the names tell none.
	Region, Evidence string
}

// Infer tells a site's region from the names of agencies on it.
func Infer(names []string) Inferred {
	l := region.Load()
	r, n, of := majority(l, names, 0)
	if r == nil {
		return Inferred{}
	}
	return Inferred{l.Latest(r).Code, inferredBy(l, r, n, of)}
}

func inferredBy(l *region.List, r *region.Region, n, of int) string {
	return fmt.Sprintf("%d of %d names on the site are of %s", n, of, l.FullName(r))
}

// titleWords may stand behind the region in a site's name.
var titleWords = []string{"人民政府", "政府", "门户", "网站", "网", "政务", "信息", "公开", "官方", "首页", "平台", "欢迎您", "中心"}

// titleParts are the names in a site's title.
func titleParts(title string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("-_|—–:：>,， ", r) }) {
		parts = append(parts, strings.TrimPrefix(strings.TrimPrefix(clean(part), "欢迎访问"), "中国"))
	}
	return parts
}

// titleRegion is the only region that a site's name is about: the region's own
// site, or that of an agency in it.
func titleRegion(l *region.List, title string, year int) *region.Region {
	for _, s := range titleParts(title) {
		p := placesOf(l, s, year)
		bare := p.rest
		for _, w := range titleWords {
			bare = strings.ReplaceAll(bare, w, "")
		}
		if len(p.regions) == 1 && !p.weak && (bare == "" || bodyOf(p.rest).kind != Unknown && !p.foreign()) {
			return p.regions[0]
		}
		if r := shortFor(l, s); r != nil {
			return r // 中国·丽水
		}
	}
	return nil
}

// titleZone tells that a site is a zone's by its name.
func titleZone(l *region.List, title string, year int) bool {
	return slices.ContainsFunc(titleParts(title), func(s string) bool {
		rest := s
		if p := placesOf(l, s, year); len(p.regions) > 0 {
			rest = p.rest
		}
		_, _, ok := zoneOf(rest)
		return ok
	})
}

// fewestNames must tell their region before it is taken for the site's.
const fewestNames = 3

// majority is the region that more than half of the names that tell one are
// of. Townships count for their county.
func majority(l *region.List, names []string, year int) (r *region.Region, count, of int) {
	counts := map[*region.Region]int{}
	seen := map[string]bool{}
	for _, name := range names {
		s := clean(name)
		p := placesOf(l, s, year)
		if seen[s] || len(p.regions) != 1 || p.weak || p.foreign() {
			continue
		}
		seen[s] = true
		counts[p.regions[0]]++
		of++
	}
	for one, n := range counts {
		if n >= fewestNames && 2*n > of {
			return one, n, of
		}
	}
	return nil, 0, of
}

// own cuts what a name of the site's own region begins with instead of its
// name: what it is called (县教育局), or its short name. The region is nil where
// the name is about another one.
func (c Context) own(l *region.List, r *region.Region, s string) (string, *region.Region) {
	if rest, ok := strings.CutPrefix(s, r.Short()); ok && fits(rest) {
		return rest, r
	}
	for _, call := range []string{"自治区", "自治州", "自治县", "省", "市", "县", "区", "旗", "州", "盟"} {
		rest, ok := strings.CutPrefix(s, call)
		if !ok || rest == "" || !stands(call, rest) {
			continue
		}
		if top := l.Path(r)[0]; call == "省" || call == "自治区" {
			if !strings.HasSuffix(top.Name, call) {
				return s, nil
			}
			return rest, top
		}
		if strings.HasSuffix(r.Name, call) || call == "县" && strings.HasSuffix(r.Name, "自治县") {
			return rest, r
		}
		return s, nil
	}
	return s, r
}

// fits tells that what stands behind a short name is an agency.
func fits(rest string) bool {
	b := bodyOf(rest)
	_, known := inFull(rest)
	return rest != "" && (known || slices.Contains([]string{Township, Government, Vertical}, b.kind))
}
