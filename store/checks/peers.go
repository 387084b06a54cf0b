package checks

import (
	"math"
	"slices"

	"gongkai/extract"
)

// group is whom a report is compared with.
type group struct {
	level, kind string
	scope       extract.Scope
	year        int
	variant     int
}

// spread is what is usual in a group, on log10(1 + value).
type spread struct {
	reports       int
	median, scale float64
}

// Population gathers what reports print, to tell who stands far from its peers.
// First Add every report, then Settle, then ask Outliers.
type Population struct {
	k      *Checker
	values map[group][]float64
	usual  map[group]spread
}

// Population begins an empty one.
func (k *Checker) Population() *Population {
	return &Population{k: k, values: map[group][]float64{}, usual: map[group]spread{}}
}

// groupOf is the group of a report, ok false where its level, kind or scope is
// not known: then it has no peers.
func groupOf(r *Report, variant int) (g group, ok bool) {
	const unknown = "unknown"
	return group{r.Level, r.Kind, r.Scope, r.Year, variant}, r.Level != unknown && r.Level != "" && r.Kind != unknown && r.Kind != "" && r.Scope != extract.ScopeUnknown
}

// Add takes a report in.
func (p *Population) Add(r *Report) {
	for i := range p.k.variants {
		g, ok := groupOf(r, i)
		if !ok {
			return
		}
		if v := p.k.value(&p.k.variants[i], r); v.Sum != nil {
			p.values[g] = append(p.values[g], math.Log10(1+v.Sum.Float()))
		}
	}
}

// Settle works out what is usual in each group that is large enough, and lets
// go of the values.
func (p *Population) Settle() {
	bounds := p.k.catalogue.Check(outlier).Parameters
	for g, values := range p.values {
		if float64(len(values)) >= bounds["peers"] {
			p.usual[g] = spreadOf(values, bounds["floor"])
		}
	}
	p.values = nil
}

// spreadOf takes the median and the median absolute deviation of values, which
// it sorts. A scale under floor is taken for it: where most print the same, a
// little more or less is nothing.
func spreadOf(values []float64, floor float64) spread {
	m := median(values)
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - m)
	}
	return spread{len(values), m, max(1.4826*median(away), floor)}
}

// median sorts values.
func median(values []float64) float64 {
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// Outliers tells the measures of a report that are far from those of its peers.
func (p *Population) Outliers(r *Report) []Finding {
	bounds, slip := p.k.catalogue.Check(outlier).Parameters, p.k.catalogue.Check(unitSlipPeers).Parameters
	var out []Finding
	for i := range p.k.variants {
		v := &p.k.variants[i]
		g, _ := groupOf(r, i)
		usual, ok := p.usual[g]
		if !ok {
			continue
		}
		value := p.k.value(v, r)
		if value.Sum == nil {
			continue
		}
		score := func(x float64) float64 { return (math.Log10(1+x) - usual.median) / usual.scale }
		x := value.Sum.Float()
		z := score(x)
		if math.Abs(z) < bounds["score"] {
			continue
		}
		code := outlier
		if v.money && z > 0 && usual.median > 0 && math.Abs(score(x/slip["ratio"])) <= slip["score"] {
			code = unitSlipPeers
		}
		out = append(out, Finding{Code: code, ReportID: r.ID, Year: r.Year, Scope: r.Scope, At: v.name, Left: value,
			Peers: &Peers{r.Level, r.Kind, usual.reports, math.Pow(10, usual.median) - 1, z}})
	}
	return out
}
