package chart

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// points are what the picture says of its points, in its order.
func points(t *testing.T, text string) []string {
	t.Helper()
	var all []string
	for _, m := range regexp.MustCompile(`<g class="point"><title>([^<]*)</title>`).FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	if len(all) == 0 {
		t.Fatal("no points")
	}
	return all
}

// The data say each point as the picture does, with its colour, sign and joint.
func TestPlotHasWhatThePictureHas(t *testing.T) {
	for _, asBars := range []bool{false, true} {
		c := many(9)
		c.AsBars = asBars
		text, p := svg(t, c), c.Plot()
		var got []string
		for _, l := range p.Lines {
			for _, pt := range l.Points {
				got = append(got, fmt.Sprintf("%s, %d: %s", l.Label, pt.Year, pt.Text))
			}
			if !strings.Contains(text, l.Colour) || !strings.Contains(text, `d="`+l.Sign+`"`) {
				t.Errorf("%s, %s: not in the picture", l.Colour, l.Sign)
			}
		}
		if want := points(t, text); !slices.Equal(got, want) {
			t.Errorf("points %q, want %q", got, want)
		}
		var joints []string
		for _, pt := range p.Lines[0].Points {
			joints = append(joints, pt.Joint)
		}
		if want := []string{"gap", "gap", "dashed", "solid", "solid", "solid"}; !slices.Equal(joints, want) {
			t.Errorf("joints %q, want %q", joints, want)
		}
		others := 3
		if asBars {
			others = 0
		}
		if len(p.Others) != others || !strings.Contains(text, ">"+p.OthersText+"<") {
			t.Errorf("%d others, %q", len(p.Others), p.OthersText)
		}
		if len(p.Marks) != 3 || p.Marks[0].At != 2018.5 || !strings.Contains(text, ">"+p.Marks[0].Text+"<") {
			t.Errorf("marks %v", p.Marks)
		}
	}
}

func TestPlotOfRowsHasWhatThePictureHas(t *testing.T) {
	b := bars()
	var got []string
	without := 0
	for _, r := range b.Plot().Rows {
		if r.Value == nil {
			without++
			continue
		}
		got = append(got, r.Label+": "+r.Text)
	}
	if want := points(t, svg(t, b)); !slices.Equal(got, want) || without == 0 {
		t.Errorf("%q, want %q; %d without a value", got, want, without)
	}
}

// Text in the data is plain, whatever it holds, and whole but for what turns or
// breaks lines.
func TestPlotHoldsHostileNames(t *testing.T) {
	nasty := "</script><script>alert(1)</script>\x00\u202e{a|b}\u2028"
	c := sample()
	c.Title, c.Subtitle, c.Unit, c.Notes, c.Lines[0].Label = nasty, nasty, nasty, []string{nasty}, nasty
	c.Lines[0].Points[0].Text, c.Lines[0].Breaks[0].From = nasty, nasty
	for _, p := range []*Plot{c.Plot(), (&Bars{Title: nasty, Bars: []Bar{{Label: nasty, Rank: nasty, Text: nasty}}}).Plot()} {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if s := string(text); strings.Contains(s, "<") || strings.Contains(s, `\u0000`) || strings.Contains(s, "\u202e") || strings.Contains(s, `\u2028`) || !strings.Contains(s, "{a|b}") {
			t.Errorf("%s", s)
		}
	}
}
