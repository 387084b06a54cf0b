package coverage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"gongkai/store"
	"gongkai/store/region"
	"gongkai/store/series"
)

// BySite groups by the sites on which an agency's reports are; the other ways
// are those of package series.
const BySite series.By = "site"

// Group is whose coverage is counted: a region, an agency, a site.
type Group struct{ Key, Label string }

// Cell counts the agencies of a group that are in one state for a year.
type Cell struct {
	Group
	Year     int
	State    State
	Agencies int
	// AsOf is the oldest date of its records, zero if none has any.
	AsOf time.Time
	// Dated and Late count reports, see Record.
	Dated, Late int
}

// Matrix is a coverage by group and year.
type Matrix struct {
	FromYear, ToYear int
	Groups           []Group
	// Cells are in the order of groups, years and states; none counts nobody but
	// those of state no_roster.
	Cells []Cell
}

// Count tells how many agencies of each group are in which state. Regions that
// are there, but in which nobody is expected, are groups too.
func Count(ctx context.Context, db *store.Store, q Query, by series.By) (Matrix, error) {
	f, err := gather(ctx, db, &q)
	if err != nil {
		return Matrix{}, err
	}
	m := Matrix{FromYear: q.FromYear, ToYear: q.ToYear}
	counts := newCounts(by, q)
	for _, member := range f.members {
		groups := counts.groups(member)
		for year := q.FromYear; year <= q.ToYear; year++ {
			if r, ok := f.record(member, year, q); ok {
				counts.add(groups, &r)
			}
		}
	}
	m.Groups, m.Cells = counts.matrix(q)
	return m, nil
}

// counts gathers cells.
type counts struct {
	by    series.By
	of    func(*store.PanelRow) series.Group
	known map[string]string // label by key
	cells map[place]*Cell
}

type place struct {
	key   string
	year  int
	state State
}

func newCounts(by series.By, q Query) *counts {
	c := &counts{by: by, known: map[string]string{}, cells: map[place]*Cell{}}
	if by != BySite {
		c.of = series.GroupBy(by, q.Region)
	}
	if by == series.ByRegion && q.Region != store.UnknownRegion {
		for _, r := range parts(q.Region) {
			c.known[r.Code] = r.Name
		}
	}
	return c
}

// parts are the regions right below one, today; provinces for "".
func parts(code string) []*region.Region {
	l := region.Load()
	if code == "" {
		return l.Provinces()
	}
	top := l.Current(code, 0)
	if top == nil {
		return nil
	}
	var below []*region.Region
	for _, code := range l.Below(top.Code) {
		r := l.At(code, 0)
		if r == nil || r.To != 0 || slices.Contains(below, r) {
			continue
		}
		if p := l.Parent(r); p != nil && p.Code == top.Code {
			below = append(below, r)
		}
	}
	return below
}

// groups are those that a member counts for.
func (c *counts) groups(m *member) []Group {
	var groups []Group
	switch {
	case c.by == BySite:
		for _, s := range m.sites {
			groups = append(groups, Group{s.Site, cmp.Or(s.Title, s.Site)})
		}
	case c.by == series.ByAgency && m.AgencyID == "":
		groups = []Group{{m.sites[0].Site, m.Agency}}
	default:
		g := c.of(&m.PanelRow)
		groups = []Group{{g.Key, g.Label}}
	}
	for _, g := range groups {
		c.known[g.Key] = g.Label
	}
	return groups
}

func (c *counts) add(groups []Group, r *Record) {
	for _, g := range groups {
		at := place{g.Key, r.Year, r.State}
		cell := c.cells[at]
		if cell == nil {
			cell = &Cell{Group: g, Year: r.Year, State: r.State}
			c.cells[at] = cell
		}
		cell.Agencies++
		if !r.AsOf.IsZero() && (cell.AsOf.IsZero() || r.AsOf.Before(cell.AsOf)) {
			cell.AsOf = r.AsOf
		}
		if r.Dated {
			cell.Dated++
		}
		if r.Late {
			cell.Late++
		}
	}
}

// matrix lists groups by key, agencies by name, and their cells.
func (c *counts) matrix(q Query) ([]Group, []Cell) {
	var groups []Group
	var cells []Cell
	keys := slices.Collect(maps.Keys(c.known))
	slices.SortFunc(keys, func(a, b string) int {
		if c.by == series.ByAgency { // ids say nothing to readers
			return cmp.Or(cmp.Compare(c.known[a], c.known[b]), cmp.Compare(a, b))
		}
		return cmp.Compare(a, b)
	})
	for _, key := range keys {
		g := Group{key, c.known[key]}
		groups = append(groups, g)
		for year := q.FromYear; year <= q.ToYear; year++ {
			n := len(cells)
			for _, s := range States() {
				if cell := c.cells[place{g.Key, year, s.State}]; cell != nil {
					cells = append(cells, *cell)
				}
			}
			if len(cells) == n {
				cells = append(cells, Cell{Group: g, Year: year, State: NoRoster})
			}
		}
	}
	return groups, cells
}
