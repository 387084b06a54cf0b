package chart

import (
	"strings"
	"testing"
)

// bars has all that can be drawn: a tie, nothing, no value, and a name too long.
func bars() *Bars {
	value := func(v float64) *float64 { return &v }
	return &Bars{Title: "不予公开率 · Refusal rate", Subtitle: "requests refused ÷ all requests · 2021", Unit: "% of all requests", Percent: true, Notes: []string{"All are shown."},
		Bars: []Bar{{Rank: "1=", Label: "样例县", Value: value(0.25), Text: "25.0 % (3/4)"}, {Rank: "1=", Label: "example county", Value: value(0.25), Text: "25.0 %"},
			{Rank: "3", Label: strings.Repeat("很长的名称", 9), Value: value(0), Text: "0.0 %"}, {Label: "另一县", Text: "no report"}}}
}

func TestBarsAreDrawnAsBefore(t *testing.T) {
	golden(t, "bars.svg", svg(t, bars()))
	small := bars()
	small.Small = true
	golden(t, "bars-small.svg", svg(t, small))
}

// A bar is drawn where there is a value only, from zero to it, also below zero.
func TestBarsHaveTheLengthOfTheirValues(t *testing.T) {
	count, texts := elements(t, svg(t, bars()))
	if count["rect"] != 4 { // with the paper
		t.Errorf("%d bars", count["rect"]-1)
	}
	if all := strings.Join(texts, "\n"); !strings.Contains(all, "no report") || !strings.Contains(all, "很…") {
		t.Errorf("%s", all)
	}
	p := begin(false, "", "")
	low, high := -30.0, 60.0
	b := &Bars{Bars: []Bar{{Value: &low}, {Value: &high}}}
	r := b.rows(p)
	if left, right := r.x(0)-r.x(low), r.x(high)-r.x(0); left <= 0 || right < 1.99*left || right > 2.01*left {
		t.Errorf("bars of %g and %g", left, right)
	}
}

func TestBarsHoldHostileNames(t *testing.T) {
	hostile := bars()
	hostile.Bars[0] = Bar{Rank: "<b>", Label: `</text><script>alert(1)</script>`, Value: hostile.Bars[0].Value, Text: `"><image href="x" onload="y"/>`}
	hostile.Title, hostile.Unit = "]]>\x00\u202e", `'"<&`
	text := svg(t, hostile)
	count, _ := elements(t, text)
	if count["script"]+count["image"]+count["b"] > 0 || strings.ContainsAny(text, "\x00\u202e") {
		t.Errorf("%v in\n%s", count, text)
	}
}
