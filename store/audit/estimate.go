package audit

import (
	"cmp"
	"math"
	"slices"

	"gongkai/store"
)

// Rate is a share with the interval that holds the true one in 95 of 100 audits.
type Rate struct {
	Share, Low, High float64
}

// Result is what the verdicts allow to be said of all stored figures.
type Result struct {
	// Reports were judged, as they stand now; Cases is how many there are.
	Reports, Cases int
	// Figures were judged, Wrong of them are, in WrongReports reports.
	Figures, Wrong, WrongReports int
	// OfFigures is the share of wrong figures, OfReports that of reports with a
	// wrong one, every sort of report weighing as much as it has reports.
	OfFigures, OfReports Rate
	// Unjudged are the sorts of which no report was judged, with their sizes.
	Unjudged []Stratum
	// Older counts verdicts on what is not stored any more: read by another
	// version of the extractor, or from other bytes. They are kept and not counted.
	Older int
}

// Stratum is a sort of reports.
type Stratum struct {
	Name    string
	Reports int
}

// judged is a report with its verdicts taken together.
type judged struct {
	stratum        string
	weight         float64
	figures, wrong int
}

// Estimate holds verdicts against the reports that are stored. Of several
// verdicts on one reading the one that found most counts.
func Estimate(cases []store.AuditCase, verdicts []store.Verdict, ways []By) Result {
	r := Result{Cases: len(cases)}
	type reading struct{ report, digest, extractor string }
	at := map[reading]string{}
	sizes := map[string]int{}
	for i := range cases {
		c := &cases[i]
		name := stratum(c, ways)
		at[reading{c.ReportID, c.PageDigest, c.Extractor}] = name
		sizes[name]++
	}
	byReading := map[reading]*judged{}
	for _, v := range verdicts {
		k := reading{v.ReportID, v.PageDigest, v.Extractor}
		name, stands := at[k]
		if !stands {
			r.Older++
			continue
		}
		j := byReading[k]
		if j == nil {
			j = &judged{stratum: name, figures: v.Figures, wrong: v.Wrong}
			byReading[k] = j
		}
		if v.Wrong > j.wrong {
			j.figures, j.wrong = v.Figures, v.Wrong
		}
	}
	counts := map[string]int{}
	for _, j := range byReading {
		counts[j.stratum]++
		r.Reports++
		r.Figures += j.figures
		r.Wrong += j.wrong
		if j.wrong > 0 {
			r.WrongReports++
		}
	}
	all := make([]judged, 0, len(byReading))
	for _, j := range byReading {
		j.weight = float64(sizes[j.stratum]) / float64(counts[j.stratum])
		all = append(all, *j)
	}
	// Sums of floating point numbers hang on their order.
	slices.SortFunc(all, func(a, b judged) int {
		return cmp.Or(cmp.Compare(a.stratum, b.stratum), cmp.Compare(a.figures, b.figures), cmp.Compare(a.wrong, b.wrong))
	})
	for name, n := range sizes {
		if counts[name] == 0 {
			r.Unjudged = append(r.Unjudged, Stratum{name, n})
		}
	}
	slices.SortFunc(r.Unjudged, func(a, b Stratum) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Name, b.Name))
	})
	r.OfFigures = rate(all, func(j *judged) (wrong, of float64) { return float64(j.wrong), float64(j.figures) })
	r.OfReports = rate(all, func(j *judged) (wrong, of float64) {
		if j.wrong > 0 {
			return 1, 1
		}
		return 0, 1
	})
	return r
}

// rate estimates a ratio over reports of several strata: the weighted ratio, its
// variance between reports within strata by linearisation, and Wilson's interval
// for the number of independent figures that would vary as much. Wilson's
// interval does not know how many reports there were when they hardly differ,
// so the upper end is never below three in their number.
func rate(all []judged, of func(*judged) (wrong, of float64)) Rate {
	var wrong, total, weights, squares float64
	for i := range all {
		w, n := of(&all[i])
		wrong += all[i].weight * w
		total += all[i].weight * n
		weights += all[i].weight
		squares += all[i].weight * all[i].weight
	}
	if total == 0 {
		return Rate{0, 0, 1}
	}
	p := wrong / total
	reports := weights * weights / squares // as many of equal weight say as much
	worst := min(1, 3/reports)
	if p == 0 {
		return Rate{0, 0, worst}
	}
	v := variance(all, p, total, of)
	if v == 0 { // one report, or all alike: nothing is known of how they differ
		low, high := wilson(p, reports)
		return Rate{p, low, max(high, worst)}
	}
	effective := min(p*(1-p)/v, figures(all, of))
	low, high := wilson(p, effective)
	return Rate{p, low, max(high, worst)}
}

// variance of a ratio p between reports. Strata with one report are taken
// together: nothing is known of how reports within them differ.
func variance(all []judged, p, total float64, of func(*judged) (wrong, of float64)) float64 {
	groups := map[string][]float64{}
	sizes := map[string]int{}
	for i := range all {
		sizes[all[i].stratum]++
	}
	var names []string
	for i := range all {
		w, n := of(&all[i])
		name := all[i].stratum
		if sizes[name] == 1 {
			name = ""
		}
		if _, known := groups[name]; !known {
			names = append(names, name)
		}
		groups[name] = append(groups[name], all[i].weight*(w-p*n)/total)
	}
	sum := 0.0
	for _, name := range names {
		z := groups[name]
		mean, n := 0.0, float64(len(z))
		if name != "" {
			for _, x := range z {
				mean += x / n
			}
		}
		squares := 0.0
		for _, x := range z {
			squares += (x - mean) * (x - mean)
		}
		if n > 1 {
			squares *= n / (n - 1)
		}
		sum += squares
	}
	return sum
}

// figures is how many were judged.
func figures(all []judged, of func(*judged) (wrong, of float64)) float64 {
	sum := 0.0
	for i := range all {
		_, n := of(&all[i])
		sum += n
	}
	return sum
}

// wilson is the 95 % score interval of a share in n independent figures.
func wilson(p, n float64) (low, high float64) {
	const z = 1.959964
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / (1 + z*z/n)
	return max(0, mid-half), min(1, mid+half)
}
