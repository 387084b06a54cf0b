package told

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/store/measure"
	"gongkai/store/series"
)

// Notes tell what a chart is made of and what it lacks.
func Notes(t *series.Trend) []string {
	var total series.Point
	total.Missing = map[measure.Reason]int{}
	least, most := -1, 0
	mixed, experimental := []string(nil), []string(nil)
	for _, l := range t.Lines {
		for i := range l.Points {
			p := &l.Points[i]
			for r, n := range p.Missing {
				total.Missing[r] += n
			}
			total.N += p.N
			total.Derived += p.Derived
			total.Conflicts += p.Conflicts
			if p.N > 0 && (least < 0 || p.N < least) {
				least = p.N
			}
			most = max(most, p.N)
			if len(p.Formats) > 1 {
				mixed = append(mixed, fmt.Sprintf("%d %s (%s)", p.Year, Forms(p.Formats), p.Comparable))
			}
			for _, f := range p.Formats {
				if t.Measure.Experimental(f) {
					experimental = append(experimental, f)
				}
			}
		}
	}
	each := fmt.Sprintf("%d to %d", max(least, 0), most)
	if least == most {
		each = fmt.Sprint(most)
	}
	notes := []string{fmt.Sprintf("n: reports with a value, %s a point, %d in all.", each, total.N)}
	if why := WhyMissing(&total); why != "" {
		notes[0] += " Without a value: " + why + "."
	}
	add := func(format string, list []string) {
		slices.Sort(list)
		if list = slices.Compact(list); len(list) > 0 {
			notes = append(notes, fmt.Sprintf(format, strings.Join(list, ", ")))
		}
	}
	add("Reports of several forms in a point: %s.", mixed)
	add("Form %s is experimental: no real table has confirmed its labels.", experimental)
	if total.Derived > 0 {
		notes = append(notes, fmt.Sprintf("%d values rest on figures worked out by the form's checks.", total.Derived))
	}
	if total.Conflicts > 0 {
		notes = append(notes, fmt.Sprintf("%d values are printed otherwise by another source of the report.", total.Conflicts))
	}
	return append(notes, closing(t.Measure)...)
}
