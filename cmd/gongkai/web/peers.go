package web

import (
	"cmp"
	"context"
	"slices"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/measure"
)

// peerGroup are agencies that are held beside each other.
type peerGroup struct {
	Level, Kind string
	Scope       extract.Scope
}

// spread is what is usual among peers in a year: quartiles of N reports.
type spread struct {
	Low, Median, High float64
	N                 int
}

// fewestPeers is how many reports it takes to tell what is usual.
const fewestPeers = 10

// peers are the spreads of the key rates, by year.
type peers map[int][]spread

// asking is a question for several measures at once.
type asking struct {
	measures []*measure.Measure
	// names are their statistics, each once; at tells where those of each are.
	names []string
	at    [][]int
}

func askFor(measures []*measure.Measure) asking {
	a := asking{measures: measures, at: make([][]int, len(measures))}
	for i, m := range measures {
		for _, name := range m.Statistics() {
			k := slices.Index(a.names, name)
			if k < 0 {
				k = len(a.names)
				a.names = append(a.names, name)
			}
			a.at[i] = append(a.at[i], k)
		}
	}
	return a
}

// figures are those of one of the measures.
func (a *asking) figures(measure int, r *store.PanelRow) []*store.Figure {
	out := make([]*store.Figure, len(a.at[measure]))
	for i, k := range a.at[measure] {
		out[i] = r.Figures[k]
	}
	return out
}

// peersOf tells what is usual among the peers of a group; nil for a group that
// nobody knows who belongs to.
func (s *Server) peersOf(ctx context.Context, g peerGroup) (peers, error) {
	if g.Level == "unknown" || g.Kind == "unknown" || g.Scope == extract.ScopeUnknown {
		return nil, nil
	}
	all, err := remember(ctx, s, "peers", s.askPeers, nil)
	return all[g], err
}

// askPeers works out what is usual in all groups, which takes as long as in one.
func (s *Server) askPeers(ctx context.Context) (map[peerGroup]peers, error) {
	asked := askFor(s.keyRates)
	type groupYear struct {
		peerGroup
		year int
	}
	rates := map[groupYear][][]float64{}
	err := s.DB.EachPanel(ctx, store.PanelQuery{Statistics: asked.names}, func(r *store.PanelRow) error {
		at := groupYear{peerGroup{r.Level, r.Kind, r.Scope}, r.Year}
		if rates[at] == nil {
			rates[at] = make([][]float64, len(s.keyRates))
		}
		for i, m := range asked.measures {
			if v := m.Of(r.Format, asked.figures(i, r), false); v.Reason == measure.Known {
				rates[at][i] = append(rates[at][i], v.Number.Float()/v.Base.Float())
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := map[peerGroup]peers{}
	for at, values := range rates {
		if all[at.peerGroup] == nil {
			all[at.peerGroup] = peers{}
		}
		for _, of := range values {
			all[at.peerGroup][at.year] = append(all[at.peerGroup][at.year], spreadOf(of))
		}
	}
	return all, nil
}

// spreadOf is the zero spread for fewer values than tell anything.
func spreadOf(values []float64) spread {
	if len(values) < fewestPeers {
		return spread{}
	}
	slices.SortFunc(values, cmp.Compare[float64])
	at := func(q float64) float64 { // between the two values that it falls between
		x := q * float64(len(values)-1)
		i := int(x)
		if i+1 == len(values) {
			return values[i]
		}
		return values[i] + (x-float64(i))*(values[i+1]-values[i])
	}
	return spread{at(0.25), at(0.5), at(0.75), len(values)}
}
