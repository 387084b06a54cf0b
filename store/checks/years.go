package checks

import (
	"math"
	"slices"

	"gongkai/extract/decimal"
	"gongkai/store"
)

// Years holds the reports of one agency and scope, at most one a year, against
// each other. Only years that follow each other are compared, and of them only
// figures that are printed as numbers and stand in no false equation.
func (k *Checker) Years(reports []*Report) []Finding {
	reports = slices.SortedFunc(slices.Values(reports), byYear)
	var out []Finding
	for i := 1; i < len(reports); i++ {
		if last, this := reports[i-1], reports[i]; this.continues(last) {
			out = append(out, k.equationsHold(this, last)...)
		}
	}
	for _, v := range k.variants {
		out = append(out, k.jumps(&v, reports)...)
	}
	return out
}

// equationsHold applies the equations between two years.
func (k *Checker) equationsHold(this, last *Report) []Finding {
	var out []Finding
	for _, e := range k.equations[[2]string{this.Format, last.Format}] {
		left, right := k.sum(this, e.this), k.sum(last, e.last)
		if left.Sum == nil || right.Sum == nil || *left.Sum == *right.Sum {
			continue
		}
		for i := range right.Figures {
			right.Figures[i] = right.Figures[i].of(last)
		}
		out = append(out, Finding{Code: e.code, ReportID: this.ID, Year: this.Year, Scope: this.Scope, Left: left, Right: &right})
	}
	return out
}

// sum adds the terms of a report up; Sum is nil where one is no number that may
// be compared.
func (k *Checker) sum(r *Report, terms []term) Side {
	figures, numbers := make([]Figure, len(terms)), make([]*decimal.Number, len(terms))
	for i, t := range terms {
		f := k.number(r, t.statistic)
		if f == nil {
			return Side{}
		}
		figures[i] = k.figure(r, t.statistic)
		figures[i].Negative, numbers[i] = t.negative, f.Value
		if t.negative {
			n := f.Value.Neg()
			numbers[i] = &n
		}
	}
	return side(add(numbers...), figures)
}

// value gives a variant as a report prints it; Sum is nil where it does not, or
// where it is money of another unit than 万元.
func (k *Checker) value(v *variant, r *Report) Side {
	if !slices.Contains(v.formats, r.Format) {
		return Side{}
	}
	terms := make([]term, len(v.terms))
	for i, t := range v.terms {
		terms[i].statistic = t
		if f := r.Figures[t]; v.money && f != nil && !inWan(f) {
			return Side{}
		}
	}
	s := k.sum(r, terms)
	if s.Sum != nil && s.Sum.Float() < 0 {
		return Side{}
	}
	return s
}

func inWan(f *store.Figure) bool { return f.Unit != nil && *f.Unit == "万元" }

// jumps finds the years in which a measure is many times what the year before
// prints, and amounts near 10,000 times those beside them. The way back from a
// year that stood out is no jump of its own.
func (k *Checker) jumps(v *variant, reports []*Report) []Finding {
	values := make([]Side, len(reports))
	for i, r := range reports {
		values[i] = k.value(v, r)
	}
	jump := k.catalogue.Check(yearJump).Parameters
	follows := func(i, j int) bool { // or goes before
		if j < 0 || j >= len(reports) || values[i].Sum == nil || values[j].Sum == nil {
			return false
		}
		for k := min(i, j); k < max(i, j); k++ {
			if !reports[k+1].continues(reports[k]) {
				return false
			}
		}
		return true
	}
	far := func(i, j int) bool {
		return isFar(values[i].Sum.Float(), values[j].Sum.Float(), jump["factor"], jump["least"])
	}
	var out []Finding
	told := make([]bool, len(reports))
	for i, r := range reports {
		f := Finding{ReportID: r.ID, Year: r.Year, Scope: r.Scope, At: v.name, Left: values[i]}
		if beside := k.slips(v, values, i, follows); len(beside) > 0 {
			var right []Figure
			for _, j := range beside {
				for _, fig := range values[j].Figures {
					right = append(right, fig.of(reports[j]))
				}
			}
			s := side(nil, right)
			f.Code, f.Right = unitSlipYears, &s
			out = append(out, f)
			continue
		}
		if !follows(i, i-1) || !far(i, i-1) || k.areSlip(v, values[i-1], values[i]) {
			continue
		}
		told[i] = true
		if told[i-1] && follows(i, i-2) && !far(i, i-2) {
			continue
		}
		s := side(values[i-1].Sum, slices.Clone(values[i-1].Figures))
		s.Count = values[i-1].Count
		for j := range s.Figures {
			s.Figures[j] = s.Figures[j].of(reports[i-1])
		}
		f.Code, f.Right = yearJump, &s
		out = append(out, f)
	}
	return out
}

// isFar tells whether the larger of two values, at least least, is factor times
// the smaller or more.
func isFar(a, b, factor, least float64) bool {
	large, small := max(a, b), min(a, b)
	return large >= least && large >= factor*max(small, 1)
}

// slips lists the years beside i whose amounts are a 10,000th of that of i.
func (k *Checker) slips(v *variant, values []Side, i int, follows func(i, j int) bool) []int {
	var out []int
	for _, j := range []int{i - 1, i + 1} {
		if follows(i, j) && k.areSlip(v, values[i], values[j]) && values[i].Sum.Float() > values[j].Sum.Float() {
			out = append(out, j)
		}
	}
	return out
}

// areSlip tells whether two amounts are as far apart as 元 and 万元.
func (k *Checker) areSlip(v *variant, a, b Side) bool {
	p := k.catalogue.Check(unitSlipYears).Parameters
	x, y := a.Sum.Float(), b.Sum.Float()
	if !v.money || x <= 0 || y <= 0 {
		return false
	}
	return math.Abs(math.Log(max(x, y)/min(x, y)/p["ratio"])) <= math.Log(p["within"])
}
