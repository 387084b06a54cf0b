package checks

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gongkai/extract"
)

const fees = "art20_8/fees/amount"

// crowd makes reports of one group that print the amounts.
func crowd(t *testing.T, k *Checker, statistic string, prints ...string) []*Report {
	var out []*Report
	for i, p := range prints {
		r := paper(t, k, 2022, "2021", statistic+"="+p)
		r.ID = fmt.Sprint("p", i)
		out = append(out, r)
	}
	return out
}

func outliers(k *Checker, reports []*Report) []Finding {
	p := k.Population()
	for _, r := range reports {
		p.Add(r)
	}
	p.Settle()
	var out []Finding
	for _, r := range reports {
		out = append(out, p.Outliers(r)...)
	}
	return out
}

// many repeats prints n times.
func many(n int, prints ...string) []string {
	var out []string
	for range n {
		out = append(out, prints...)
	}
	return out
}

func TestOutliers(t *testing.T) {
	k := load(t).Checker()
	const decisions = "art20_6/penalties/decisions"
	// Logarithms of 1 + value: half 1, half 2, one 10: of the 21 the
	// median is 2, its deviations are 10 × 1, 10 × 0 and 8, and their median is 1.
	prints := append(many(10, "9", "99"), "9999999999")
	found := outliers(k, crowd(t, k, decisions, prints...))
	same(t, found, "outlier 2022 9999999999 "+decisions+"=9999999999")
	if p := found[0].Peers; p == nil || p.Reports != 21 || math.Abs(p.Median-99) > 1e-9 || math.Abs(p.Score-8/1.4826) > 1e-9 {
		t.Errorf("%+v", found[0].Peers)
	}
}

func TestOutlierBounds(t *testing.T) {
	k := load(t).Checker()
	const decisions = "art20_6/penalties/decisions"
	// Where nearly all print 0 the scale is the floor, 0.4, and 5 × 0.4 the logarithm of 1 + 99.
	same(t, outliers(k, crowd(t, k, decisions, append(many(30, "0"), "98")...)))
	same(t, outliers(k, crowd(t, k, decisions, append(many(30, "0"), "99")...)), "outlier 2022 99 "+decisions+"=99")
	same(t, outliers(k, crowd(t, k, decisions, append(many(19, "1000"), "0")...)), "outlier 2022 0 "+decisions+"=0")
	same(t, outliers(k, crowd(t, k, decisions, append(many(18, "1000"), "0")...))) // nineteen are too few
	same(t, outliers(k, crowd(t, k, decisions, append(many(19, "1000"), "", "?")...)))
}

func TestPeersAreOfOneLevelKindScopeAndYear(t *testing.T) {
	k := load(t).Checker()
	const decisions = "art20_6/penalties/decisions"
	for name, change := range map[string]func(*Report){
		"":              func(*Report) {},
		"level":         func(r *Report) { r.Level = "city" },
		"kind":          func(r *Report) { r.Kind = "government" },
		"scope":         func(r *Report) { r.Scope = extract.ScopeAggregate },
		"year":          func(r *Report) { r.Year = 2021 },
		"unknown level": func(r *Report) { r.Level = "unknown" },
		"doubtful":      func(r *Report) { r.Figures[k.index[decisions]].Status = extract.StatusDerived },
	} {
		reports := crowd(t, k, decisions, append(many(30, "0"), "1000")...)
		change(reports[30])
		var want []string
		if name == "" {
			want = []string{"outlier 2022 1000 " + decisions + "=1000"}
		}
		t.Run(name, func(t *testing.T) { same(t, outliers(k, reports), want...) })
	}
	unknown := crowd(t, k, decisions, append(many(30, "0"), "1000")...)
	for _, r := range unknown {
		r.Kind = "unknown"
	}
	same(t, outliers(k, unknown))
	for _, r := range unknown {
		r.Kind, r.Scope = "department", extract.ScopeUnknown
	}
	same(t, outliers(k, unknown))
}

func TestUnitSlipAmongPeers(t *testing.T) {
	k := load(t).Checker()
	same(t, outliers(k, crowd(t, k, fees, append(many(10, "20", "25", "30"), "251000")...)), "unit_slip.peers 2022 251000 "+fees+"=251000")
	// Ten times more than a slip would make of it, or where the usual is 0.
	same(t, outliers(k, crowd(t, k, fees, append(many(10, "20", "25", "30"), "2510000")...)), "outlier 2022 2510000 "+fees+"=2510000")
	same(t, outliers(k, crowd(t, k, fees, append(many(30, "0"), "251000")...)), "outlier 2022 251000 "+fees+"=251000")
}

// The median and the median absolute deviation against counting: at most half
// of the values are on either side.
func TestSpreadIsTheMiddle(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	half := func(values []float64, m float64) bool {
		below, above := 0, 0
		for _, v := range values {
			if v < m {
				below++
			}
			if v > m {
				above++
			}
		}
		return 2*below <= len(values) && 2*above <= len(values)
	}
	for range 300 {
		values := make([]float64, 1+rng.IntN(50))
		for i := range values {
			values[i] = float64(rng.IntN(20))
		}
		s := spreadOf(slices.Clone(values), 1e-9)
		away := make([]float64, len(values))
		for i, v := range values {
			away[i] = math.Abs(v - s.median)
		}
		if s.reports != len(values) || !half(values, s.median) || s.scale > 1e-9 && !half(away, math.Round(s.scale/1.4826*4)/4) {
			t.Fatalf("%v: %+v", values, s)
		}
	}
}
