package resolve

import (
	"fmt"
	"strings"

	"gongkai/store/region"
)

// Version changes with every change of the rules and tables; identities that
// were stored are then worked out anew.
const Version = "5"

// Certainty says how sure a region is.
type Certainty string

const (
	// Certain: the name tells the region by itself, or the site's region, as
	// the sites file gives it, leaves one of those that bear the name.
	Certain Certainty = "certain"
	// Likely: the site tells it, or a short form of a place.
	Likely Certainty = "likely"
	// None: no region, or several could be meant.
	None Certainty = "none"
)

// Levels. A department has that of its region; zones have none.
const (
	Nation   = "nation"
	Province = string(region.Province)
	City     = string(region.City)
	County   = string(region.County)
	Township = "township"
	Unknown  = "unknown"
)

// Kinds, besides Township and Unknown. The office of a government is a
// department; the committee that runs a zone is a government.
const (
	Government = "government"
	Department = "department"
	Vertical   = "vertical"
)

// Result says who an agency is.
type Result struct {
	// Region is the code that its region has today, or had last, "" while
	// unknown. A township has its county's.
	Region string
	Level  string
	Kind   string
	// Name is the name in full, "" where no region is known.
	Name string
	// Key is the same for all spellings of the agency. Where no region is known
	// it holds the site instead.
	Key       string
	Certainty Certainty
	// Evidence tells in words what the region was found by.
	Evidence string
}

// Agency resolves a printed name.
func Agency(name string, c Context) Result {
	s := clean(name)
	if s == "" {
		return unresolved(s, c, body{kind: Unknown, level: Unknown}, "there is no name")
	}
	if body := strings.TrimPrefix(s, republic); tables().nation[body] {
		s = body
		return Result{Level: Nation, Kind: Department, Name: s, Key: "nation/" + squeeze(s), Certainty: Certain, Evidence: "a body of the State Council"}
	}
	if v, ok := verticalBehind(s); ok {
		return v.result(s, c)
	}
	if of := ministryBefore(s); of != "" {
		return unresolved(s, c, body{kind: Vertical}, "belongs to "+of)
	}
	return local(s, c)
}

// ministryBefore is the body of the State Council that a name begins with:
// 水利部长江水利委员会.
func ministryBefore(s string) string {
	for end := next(s, 0); end > 0 && end < len(s); end = next(s, end) {
		if tables().nation[s[:end]] {
			return s[:end]
		}
	}
	return ""
}

// local resolves a name that begins with its place, or has none.
func local(s string, c Context) Result {
	l := region.Load()
	c = c.Prepare()
	found := placesOf(l, s, c.Year)
	if len(found.regions) == 0 {
		if city, rest := shortZone(l, s); city != nil {
			return bodyOf(rest).result(l, city, Likely, fmt.Sprintf("the zone is named after %s", l.FullName(city)))
		}
		return placeless(l, s, c)
	}
	b := bodyOf(found.rest)
	if found.foreign() {
		return unresolved(s, c, b, fmt.Sprintf("%q names a place that is not known to lie in %s", found.rest, found.regions[0].Name))
	}
	r, certainty, evidence := found.decide(l, c)
	if r == nil {
		b.level = b.levelIn(found.level())
		return unresolved(s, c, b, evidence)
	}
	if county, of := shortCounty(l, r, found.rest); county != nil && b.kind != Township {
		return bodyOf(of).result(l, county, Likely, fmt.Sprintf("%s is short for %s", strings.TrimSuffix(found.rest, of), l.FullName(county)))
	}
	if site, _, by := c.region(l); site != nil && b.kind == Township && hasCounties(l, r) && site.Level() == region.County && region.Within(site.Code, r.Code) {
		return b.result(l, site, Likely, evidence+"; "+by)
	}
	return b.result(l, r, certainty, evidence)
}

// placeless resolves a name without a region by the site's, which makes it
// likely at most.
func placeless(l *region.List, s string, c Context) Result {
	site, _, evidence := c.region(l)
	rest, r := s, site
	if site != nil {
		rest, r = c.own(l, site, s)
	}
	b := bodyOf(rest)
	switch {
	case c.told.zone:
		return unresolved(s, c, b, "the name has no region, and the site is a zone's")
	case site == nil:
		return unresolved(s, c, b, "the name has no region, and none is known of the site")
	case r == nil, b.named != "" && namesPlace(b.named), strings.HasSuffix(b.stem, "厅") && !strings.HasSuffix(b.stem, "办公厅") && r.Level() != region.Province:
		return unresolved(s, c, b, fmt.Sprintf("the name does not fit the site's region %s", l.FullName(site)))
	case b.kind == Township && hasCounties(l, r):
		return unresolved(s, c, b, fmt.Sprintf("the name has no region; the site's, %s, has several counties", l.FullName(site)))
	case b.kind == Unknown:
		return unresolved(s, c, b, "what kind of body this is cannot be told from its name")
	}
	return b.result(l, r, Likely, "the name has no region; "+evidence)
}

// unresolved is an agency without a region.
func unresolved(s string, c Context, b body, evidence string) Result {
	level := b.level
	if level == "" {
		level = Unknown
	}
	if b.kind == Township {
		level = Township
	}
	return Result{Level: level, Kind: b.kind, Key: c.Host + "/" + squeeze(s), Certainty: None, Evidence: evidence}
}
