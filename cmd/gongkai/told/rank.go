package told

import (
	"fmt"
	"strconv"

	"gongkai/cmd/gongkai/chart"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// mostBars is how many places the chart of a ranking has.
const mostBars = 30

// RankChart is the chart of the first places of a ranking; same are its Namesakes.
// A small one is for narrow windows and leaves out the notes.
func (v Voice) RankChart(r *series.Ranking, same map[string]bool, small bool) *chart.Bars {
	m := r.Measure
	c := &chart.Bars{Title: Title(m), Subtitle: fmt.Sprintf("%s · %d", v.definition(m), r.Year), Unit: v.unit(m), Percent: m.Share, Small: small}
	if r.Scope != "" {
		c.Subtitle += v.scope(string(r.Scope))
	}
	if !small {
		c.Notes = v.rankNotes(r)
	}
	for i := range r.Ranked[:min(len(r.Ranked), mostBars)] {
		p := &r.Ranked[i]
		bar := chart.Bar{Rank: Rank(p), Label: v.group(p.Group), Text: Shown(m, p.Value)}
		if same[p.Label] {
			bar.Label += " " + p.Key
		}
		if p.N > 1 || p.MissingCount() > 0 {
			bar.Text += " " + Parts(&p.Point)
		}
		value := p.Value.Float()
		bar.Value = &value
		c.Bars = append(c.Bars, bar)
	}
	return c
}

// Rank is the rank of a place, with a sign where others share it; "" without one.
func Rank(p *series.Place) string {
	switch {
	case p.Rank == 0:
		return ""
	case p.Tied:
		return strconv.Itoa(p.Rank) + "="
	}
	return strconv.Itoa(p.Rank)
}

// Namesakes are the labels that several places of a ranking have.
func Namesakes(r *series.Ranking) map[string]bool {
	seen, same := map[string]bool{}, map[string]bool{}
	for _, places := range [][]series.Place{r.Ranked, r.Small, r.Unknown} {
		for i := range places {
			label := places[i].Label
			if seen[label] {
				same[label] = true
			}
			seen[label] = true
		}
	}
	return same
}

// rankNotes tell what is not among the bars, and what they are made of.
func (v Voice) rankNotes(r *series.Ranking) []string {
	first := v.say("All that can be ranked are shown.", "可排名者均已列出。")
	if len(r.Ranked) > mostBars {
		first = fmt.Sprintf(v.say("The first %d of %d are shown.", "列出前 %d 位，共 %d 位。"), mostBars, len(r.Ranked))
	}
	first += fmt.Sprintf(v.say(" Not ranked: %d without a value", "不参与排名：无数值 %d 个"), len(r.Unknown))
	if len(r.Small) > 0 {
		first += fmt.Sprintf(v.say(", %d with a small denominator", "，分母过小 %d 个"), len(r.Small))
	}
	notes := []string{first + v.say(". (n/m): n of m reports have a value.", "。(n/m)：m 份年报中 n 份有数值。")}
	if len(r.Formats) > 1 {
		notes = append(notes, fmt.Sprintf(v.say("Reports of several forms: %s (%s).", "年报采用多种表式：%s（%s）。"), Forms(r.Formats), v.label("alike", r.Comparable)))
	}
	return append(notes, v.closing(r.Measure)...)
}

// closing are the notes below every chart of a measure.
func (v Voice) closing(m *measure.Measure) []string {
	var notes []string
	if m.Note != "" {
		notes = append(notes, v.say("Note: "+m.Note+".", "注："+m.NoteZH+"。"))
	}
	return append(notes, v.say("Source: annual reports on government information disclosure (政府信息公开工作年度报告), figures as printed; gongkai, ",
		"来源：各机关政府信息公开工作年度报告，数字按原样；gongkai，")+m.Name+v.say(".", "。"))
}
