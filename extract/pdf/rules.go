package pdf

import (
	"cmp"
	"math"
	"slices"
)

const (
	near     = 1.5 // rules closer than this are one
	touching = 3.0 // rules whose ends come so close meet
	shortest = 6.0 // no rule is shorter
	narrow   = 4.0 // no column is narrower, no row lower
)

// merged joins the pieces of rules: those in one line that touch.
func merged(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	var out []rule
	for i := 0; i < len(rules); {
		j := i + 1
		for j < len(rules) && rules[j].at-rules[j-1].at <= near && rules[j].at-rules[i].at <= 2*near {
			j++
		}
		group := slices.Clone(rules[i:j])
		slices.SortFunc(group, func(a, b rule) int { return cmp.Compare(a.from, b.from) })
		open := group[0]
		for _, r := range group[1:] {
			if r.from-open.to > touching {
				out = append(out, open)
				open = r
				continue
			}
			open.to = max(open.to, r.to)
		}
		out = append(out, open)
		i = j
	}
	return slices.DeleteFunc(out, func(r rule) bool { return r.to-r.from < shortest })
}

// meet tells whether a rule across and one down touch.
func meet(across, down rule) bool {
	return down.at >= across.from-touching && down.at <= across.to+touching &&
		across.at >= down.from-touching && across.at <= down.to+touching
}

// frame is a set of rules that hang together.
type frame struct{ across, down []rule }

// framesOf groups the rules of a page. Rules that meet no other are none of a
// table's.
func framesOf(across, down []rule) []frame {
	group := make([]int, len(across)+len(down)) // across first
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, a := range across {
		for j, d := range down {
			if meet(a, d) {
				group[find(i)] = find(len(across) + j)
			}
		}
	}
	frames := map[int]*frame{}
	var order []int
	for i := range group {
		root := find(i)
		f := frames[root]
		if f == nil {
			f = &frame{}
			frames[root], order = f, append(order, root)
		}
		if i < len(across) {
			f.across = append(f.across, across[i])
		} else {
			f.down = append(f.down, down[i-len(across)])
		}
	}
	var out []frame
	for _, root := range order {
		if f := frames[root]; len(f.across) > 0 && len(f.down) > 0 {
			out = append(out, *f)
		}
	}
	for _, root := range order {
		if f := frames[root]; len(f.across) == 0 {
			beside(out, f.down[0])
		}
	}
	return out
}

// beside gives a rule that nothing crosses to the table whose side it is: the
// first column of a page may be one cell that neither begins nor ends there.
func beside(frames []frame, down rule) {
	for i := range frames {
		f := &frames[i]
		top, bottom := f.down[0].from, f.down[0].to
		for _, r := range f.down {
			top, bottom = min(top, r.from), max(bottom, r.to)
		}
		if math.Abs(top-down.from) <= narrow && math.Abs(bottom-down.to) <= narrow {
			f.down = append(f.down, down)
			return
		}
	}
}

// edges are the places of the rules of one direction, with the outer ends of
// those that cross them: tables may be open at their sides, and are where a
// page ends.
func edges(rules, crossing []rule) []float64 {
	var at []float64
	for _, r := range rules {
		at = append(at, r.at)
	}
	first, last := crossing[0].from, crossing[0].to
	for _, r := range crossing {
		first, last = min(first, r.from), max(last, r.to)
	}
	return distinct(append(at, first, last))
}

// distinct sorts places and drops those too close to the one before.
func distinct(at []float64) []float64 {
	slices.Sort(at)
	var out []float64
	for _, x := range at {
		if len(out) == 0 || x-out[len(out)-1] > narrow {
			out = append(out, x)
		}
	}
	return out
}
