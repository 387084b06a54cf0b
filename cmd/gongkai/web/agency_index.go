package web

import (
	"context"

	"gongkai/store"
)

// agencyIndex is the list of all agencies in memory, with their names on sites.
type agencyIndex struct {
	agencies []store.Agency
	names    [][]string
}

func (s *Server) askAgencies(ctx context.Context) (l *agencyIndex, err error) {
	l = &agencyIndex{}
	if l.agencies, err = s.DB.Agencies(ctx, store.AgencyFilter{}); err != nil {
		return nil, err
	}
	l.names = make([][]string, len(l.agencies))
	at := make(map[string]int, len(l.agencies))
	for i := range l.agencies {
		at[l.agencies[i].ID] = i
	}
	return l, s.DB.EachSpelling(ctx, func(id, name string) error {
		if i, known := at[id]; known { // a crawl may have added some meanwhile
			l.names[i] = append(l.names[i], name)
		}
		return nil
	})
}

// agenciesOf are the agencies that f selects, in their order. Its window does
// not apply.
func (s *Server) agenciesOf(ctx context.Context, f store.AgencyFilter) ([]*store.Agency, error) {
	l, err := remember(ctx, s, "agencies", s.askAgencies, nil)
	if err != nil {
		return nil, err
	}
	selects := f.Selector()
	var some []*store.Agency
	for i := range l.agencies {
		if selects(&l.agencies[i], l.names[i]) {
			some = append(some, &l.agencies[i])
		}
	}
	return some, nil
}

// agencyFacets are those of a list of agencies.
func agencyFacets(agencies []*store.Agency, p *params) []facet {
	regions, level, kind, certainty := tally{}, tally{}, tally{}, tally{}
	for _, a := range agencies {
		code := ""
		if a.Region != nil {
			code = *a.Region
		}
		regions[code]++
		level[a.Level]++
		kind[a.Kind]++
		certainty[a.Certainty]++
	}
	return []facet{regionFacet(regions, p.region()), facetOf("level", level, p.text("level"), inOrderOf(levels)), facetOf("kind", kind, p.text("kind"), inOrderOf(kinds)),
		facetOf("certainty", certainty, p.text("certainty"), inOrderOf(certainties))}
}
