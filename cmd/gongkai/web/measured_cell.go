package web

import (
	"cmp"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// pointCell is a point as the pages show it.
type pointCell struct {
	Year int
	// Text is the value, else Reason is why there is none.
	Text, Reason string
	N, Missing   int
	Why          []whyCount
	Forms        string
	// Number and Base are the terms of a rate.
	Number, Base       string
	Derived, Conflicts int
}

// whyCount counts the reports without a value for one reason.
type whyCount struct {
	Reason string
	N      int
}

// Of is how many reports there are, with a value or without.
func (c pointCell) Of() int { return c.N + c.Missing }

func pointCellOf(m *measure.Measure, p *series.Point) pointCell {
	c := pointCell{Year: p.Year, Text: told.Shown(m, p.Value), N: p.N, Missing: p.MissingCount(), Forms: told.Forms(p.Formats), Derived: p.Derived, Conflicts: p.Conflicts}
	if p.Value == nil {
		c.Reason = string(p.Reason)
	}
	for _, r := range measure.Reasons {
		if n := p.Missing[r]; n > 0 {
			c.Why = append(c.Why, whyCount{string(r), n})
		}
	}
	if number, _ := told.Terms(m, p); number != nil {
		c.Number, c.Base = told.Grouped(p.Number.String()), told.Grouped(p.Base.String())
	}
	return c
}

// groupLabel is what a group is called in the language of a page.
func (s *Server) groupLabel(lang string, by series.By, region string, g series.Group) (string, error) {
	switch {
	case by == series.ByLevel:
		return s.words.say(lang, "level."+g.Key)
	case by == series.ByKind:
		return s.words.say(lang, "kind."+g.Key)
	case by == series.ByAll && region == "":
		return s.words.say(lang, "group.all")
	case g.Key == store.UnknownRegion:
		return s.words.say(lang, "group.unknown")
	case g.Key == nationGroup:
		return s.words.say(lang, "level.nation")
	}
	return cmp.Or(g.Label, g.Key), nil
}

// nationGroup is the group of agencies that lie in no region.
const nationGroup = "nation"

// place tells where a group leads to: an agency's page, or a region's figures.
func place(by series.By, g series.Group) (agency, region string) {
	switch {
	case by == series.ByAgency:
		return g.Key, ""
	case len(g.Key) == 6 && strings.Trim(g.Key, "0123456789") == "":
		return "", g.Key
	}
	return "", ""
}
