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
func RankChart(r *series.Ranking, same map[string]bool, small bool) *chart.Bars {
	m := r.Measure
	c := &chart.Bars{Title: Title(m), Subtitle: fmt.Sprintf("%s · %d", Definition(m), r.Year), Unit: Unit(m), Percent: m.Share, Small: small}
	if r.Scope != "" {
		c.Subtitle += " · scope " + string(r.Scope)
	}
	if !small {
		c.Notes = rankNotes(r)
	}
	for i := range r.Ranked[:min(len(r.Ranked), mostBars)] {
		p := &r.Ranked[i]
		bar := chart.Bar{Rank: Rank(p), Label: p.Label, Text: Value(m, p.Value)}
		if same[p.Label] {
			bar.Label += " " + p.Key
		}
		if p.N > 1 || p.MissingCount() > 0 {
			bar.Text += " " + Parts(&p.Point)
		}
		v := p.Value.Float()
		bar.Value = &v
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
func rankNotes(r *series.Ranking) []string {
	first := "All that can be ranked are shown."
	if len(r.Ranked) > mostBars {
		first = fmt.Sprintf("The first %d of %d are shown.", mostBars, len(r.Ranked))
	}
	first += fmt.Sprintf(" Not ranked: %d without a value", len(r.Unknown))
	if len(r.Small) > 0 {
		first += fmt.Sprintf(", %d with a small denominator", len(r.Small))
	}
	notes := []string{first + ". (n/m): n of m reports have a value."}
	if len(r.Formats) > 1 {
		notes = append(notes, fmt.Sprintf("Reports of several forms: %s (%s).", Forms(r.Formats), r.Comparable))
	}
	return append(notes, closing(r.Measure)...)
}

// closing are the notes below every chart of a measure.
func closing(m *measure.Measure) []string {
	var notes []string
	if m.Note != "" {
		notes = append(notes, "Note: "+m.Note+".")
	}
	return append(notes, "Source: annual reports on government information disclosure (政府信息公开工作年度报告), figures as printed; gongkai, "+m.Name+".")
}
