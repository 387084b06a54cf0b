package told

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/store/measure"
	"gongkai/store/series"
)

// notes tell what a chart is made of and what it lacks.
func (v Voice) notes(t *series.Trend) []string {
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
				mixed = append(mixed, fmt.Sprintf("%d %s (%s)", p.Year, Forms(p.Formats), v.label("alike", p.Comparable)))
			}
			for _, f := range p.Formats {
				if t.Measure.Experimental(f) {
					experimental = append(experimental, f)
				}
			}
		}
	}
	each := fmt.Sprintf(v.say("%d to %d", "%d 至 %d"), max(least, 0), most)
	if least == most {
		each = fmt.Sprint(most)
	}
	notes := []string{fmt.Sprintf(v.say("n: reports with a value, %s a point, %d in all.", "n 为有数值的年报数：每点 %s 份，共 %d 份。"), each, total.N)}
	if why := v.whyMissing(&total); why != "" {
		notes[0] += fmt.Sprintf(v.say(" Without a value: %s.", "无数值者：%s。"), why)
	}
	add := func(format string, list []string) {
		slices.Sort(list)
		if list = slices.Compact(list); len(list) > 0 {
			notes = append(notes, fmt.Sprintf(format, strings.Join(list, v.say(", ", "，"))))
		}
	}
	add(v.say("Reports of several forms in a point: %s.", "同一点含多种表式：%s。"), mixed)
	add(v.say("Form %s is experimental: no real table has confirmed its labels.", "表式 %s 为试用：其用语尚未经真实表格印证。"), experimental)
	if total.Derived > 0 {
		notes = append(notes, fmt.Sprintf(v.say("%d values rest on figures worked out by the form's checks.", "其中 %d 个数值含由校验推得的数字。"), total.Derived))
	}
	if total.Conflicts > 0 {
		notes = append(notes, fmt.Sprintf(v.say("%d values are printed otherwise by another source of the report.", "其中 %d 个数值在年报另一来源中所印不同。"), total.Conflicts))
	}
	return append(notes, v.closing(t.Measure)...)
}
