package series

import (
	"slices"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/region"
)

// Group is whose figures a series adds up.
type Group struct {
	// Key is a region's code, a level, a kind, an agency's id, or "all".
	Key   string
	Label string
	Scope extract.Scope
}

// Keys that are no code, level, kind or id.
const (
	keyAll    = "all"
	keyNation = "nation" // agencies of the nation, which lie in no region
)

// municipalities are provinces without cities in them.
var municipalities = []string{"110000", "120000", "310000", "500000"}

// grouper tells agencies apart by what was asked for.
type grouper struct {
	by    By
	list  *region.List
	top   *region.Region // whose parts are asked for; nil for the country
	all   string         // what all are called together
	known map[string]Group
}

func newGrouper(q Query) *grouper {
	g := &grouper{by: q.By, list: region.Load(), all: "all agencies", known: map[string]Group{}}
	if r := g.list.Current(q.Panel.Region, 0); r != nil {
		g.top, g.all = r, g.list.FullName(r)
	}
	return g
}

// of is the group of a row's agency, without scope.
func (g *grouper) of(row *store.PanelRow) Group {
	switch g.by {
	case ByAll:
		return Group{Key: keyAll, Label: g.all}
	case ByLevel:
		return Group{Key: row.Level, Label: row.Level}
	case ByKind:
		return Group{Key: row.Kind, Label: row.Kind}
	case ByAgency:
		return Group{Key: row.AgencyID, Label: row.Agency}
	}
	if row.Region == nil && row.Level == keyNation {
		return Group{Key: keyNation, Label: keyNation}
	}
	if row.Region == nil {
		return Group{Key: store.UnknownRegion, Label: store.UnknownRegion}
	}
	code := *row.Region
	got, done := g.known[code]
	if !done {
		got = g.region(code)
		g.known[code] = got
	}
	return got
}

// region is the group of a region by its code.
func (g *grouper) region(code string) Group {
	r := g.list.Current(code, 0)
	if r == nil {
		return Group{Key: code, Label: code}
	}
	path := g.list.Path(r)
	switch g.by {
	case ByProvince:
		return whole(path[0])
	case ByCity:
		return city(path)
	case ByCounty:
		return at(path, region.County)
	}
	under := 0 // ByRegion: the place in path below top
	if g.top != nil {
		under = 1 + slices.IndexFunc(path, func(p *region.Region) bool { return p.Code == g.top.Code })
		if under == 0 { // it lies elsewhere today
			return whole(r)
		}
	}
	if under == len(path) {
		return seat(r)
	}
	return whole(path[under])
}

// city is the city of a path, or what stands in its place.
func city(path []*region.Region) Group {
	province := path[0]
	switch {
	case slices.Contains(municipalities, province.Code):
		return whole(province)
	case len(path) == 1:
		return seat(province)
	}
	return whole(path[1])
}

// at is the region of a level at the end of a path, or the seat of what ends it.
func at(path []*region.Region, level region.Level) Group {
	last := path[len(path)-1]
	if last.Level() == level {
		return whole(last)
	}
	return seat(last)
}

func whole(r *region.Region) Group { return Group{Key: r.Code, Label: r.Name} }

// seat stands for agencies of a region that lie in none of its parts.
func seat(r *region.Region) Group { return Group{Key: r.Code, Label: r.Name + "本级"} }
