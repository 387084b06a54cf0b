package web

import (
	"net/http"
	"slices"

	"gongkai/store"
	"gongkai/store/coverage"
	"gongkai/store/series"
)

// coverageData is what the coverage page shows.
type coverageData struct {
	Years  []int
	Groups []coverageRow
	States []coverage.StateInfo
	Bys    []string
	Levels []string
	Kinds  []string
	By     string
	// More counts groups that are not shown.
	More int
}

// coverageRow is a group with its cells by year.
type coverageRow struct {
	Key, Label string
	// Link tells that the key is a region that can be looked into.
	Link  bool
	Cells []coverageCell
}

// coverageCell is a group in a year: how many agencies are in which state.
type coverageCell struct {
	Year  int
	Parts []coveragePart
}

type coveragePart struct {
	State    string
	Letter   string
	Agencies int
	AsOf     string
}

// groupsShown is how many rows a matrix has.
const groupsShown = 200

// coveragePage shows which reports are there, and what is known of the others.
func (s *Server) coveragePage(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	q, by := s.coverageQuery(p)
	if p.err != nil {
		return nil, p.err
	}
	m, err := s.matrix(ctx, q, by)
	if err != nil {
		return nil, err
	}
	d := coverageData{States: coverage.States(), Bys: coverageBys, Levels: levels, Kinds: kinds, By: string(by)}
	for y := m.FromYear; y <= m.ToYear && len(d.Years) < mostYears; y++ {
		d.Years = append(d.Years, y)
	}
	letters := map[coverage.State]string{}
	for _, st := range d.States {
		letters[st.State] = st.Letter
	}
	rows := map[string]*coverageRow{}
	for _, g := range m.Groups {
		if len(d.Groups) == groupsShown {
			d.More = len(m.Groups) - groupsShown
			break
		}
		row := coverageRow{Key: g.Key, Label: g.Label, Link: by == series.ByRegion && len(g.Key) == 6 && g.Key != store.UnknownRegion && g.Key != q.Region, Cells: make([]coverageCell, len(d.Years))}
		for i, y := range d.Years {
			row.Cells[i].Year = y
		}
		d.Groups = append(d.Groups, row)
	}
	for i := range d.Groups {
		rows[d.Groups[i].Key] = &d.Groups[i]
	}
	for _, c := range m.Cells {
		row, at := rows[c.Key], slices.Index(d.Years, c.Year)
		if row == nil || at < 0 {
			continue
		}
		part := coveragePart{State: string(c.State), Letter: letters[c.State], Agencies: c.Agencies}
		if !c.AsOf.IsZero() {
			part.AsOf = beijing(c.AsOf).Format("2006-01-02")
		}
		row.Cells[at].Parts = append(row.Cells[at].Parts, part)
	}
	return s.page(r, "coverage", "coverage.title", d)
}

// mostYears bounds the columns of a matrix.
const mostYears = 40
