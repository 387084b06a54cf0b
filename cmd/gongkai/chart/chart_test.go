package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample has all that can be drawn: gaps, a point alone, changes of form of
// each grade, and more lines than can be told apart.
func sample() *Chart {
	c := &Chart{Title: "予以公开率 · Grant rate", Subtitle: "requests granted in full ÷ all requests", Unit: "% of all requests", Percent: true,
		FromYear: 2016, ToYear: 2022, Notes: []string{"n: reports with a value."}}
	c.Lines = append(c.Lines, Line{Label: "样例县", Points: []Point{{2016, 0.5, 3, ""}, {2018, 0.25, 3, ""}, {2019, 0.75, 4, ""}, {2020, 0.5, 4, ""}, {2021, 0.4, 2, ""}, {2022, 0.6, 4, ""}},
		Breaks: []Break{{2018, 2019, "2014", "2019", "near"}, {2020, 2021, "2019", "2021", "exact"}}})
	c.Lines = append(c.Lines, Line{Label: "example county", Points: []Point{{2019, 0.75, 1, ""}, {2020, 0.1, 1, ""}, {2021, 0.2, 1, ""}},
		Breaks: []Break{{2020, 2021, "2019", "2021", "no"}}})
	return c
}

func svg(t *testing.T, c interface{ SVG(io.Writer) error }) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.SVG(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func terminal(t *testing.T, c *Chart, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Terminal(&b, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("differs from %s (run the test with -update and read the diff):\n%s", path, text)
	}
}

func TestChartsAreDrawnAsBefore(t *testing.T) {
	golden(t, "two.svg", svg(t, sample()))
	golden(t, "two.txt", terminal(t, sample(), 72))
	one := sample()
	one.Lines = one.Lines[:1]
	golden(t, "one.svg", svg(t, one))
	golden(t, "one.txt", terminal(t, one, 60))
}

func TestBarsOverYearsAreDrawnAsBefore(t *testing.T) {
	c := sample()
	c.AsBars = true
	text := svg(t, c)
	golden(t, "two-bars.svg", text)
	if count, _ := elements(t, text); count["rect"] != 1+6+3 { // with the paper
		t.Errorf("%d bars of 9 values", count["rect"]-1)
	}
	c = many(30)
	c.AsBars = true
	if _, texts := elements(t, svg(t, c)); !strings.Contains(strings.Join(texts, ""), "24 others, not drawn") {
		t.Errorf("%q", texts)
	}
}

// elements reads an SVG strictly and returns what is in it.
func elements(t *testing.T, text string) (count map[string]int, texts []string) {
	t.Helper()
	count = map[string]int{}
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return count, texts
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			count[token.Name.Local]++
		case xml.CharData:
			texts = append(texts, string(token))
		}
	}
}

func TestSVGHoldsHostileNames(t *testing.T) {
	harmless, _ := elements(t, svg(t, sample()))
	hostile := sample()
	for i, evil := range []string{`</text><script>alert(1)</script>`, `"><image href="x" onload="y"/>`} {
		hostile.Lines[i].Label = evil
	}
	hostile.Title = "]]>&lt;<!--\x00\x1b[31m\u202e\ufffe"
	hostile.Unit, hostile.Subtitle, hostile.Notes = `'"<&`, `<a href="javascript:x">`, []string{"<?xml ?>\n<!DOCTYPE x>"}
	text := svg(t, hostile)
	count, texts := elements(t, text)
	for _, name := range []string{"script", "image", "a"} {
		if count[name] > 0 {
			t.Errorf("a name became an element %s", name)
		}
	}
	if count["text"] != harmless["text"] || count["svg"] != 1 {
		t.Errorf("elements %v, of harmless names %v", count, harmless)
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"<script>alert(1)", `'"<&`, `<a href="javascript:x">`} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not there as text", want)
		}
	}
	for _, r := range []string{"\x00", "\x1b", "\u202e", "\ufffe"} {
		if strings.Contains(text, r) {
			t.Errorf("%q is kept", r)
		}
	}
	if out := terminal(t, hostile, 72); strings.ContainsAny(out, "\x00\x1b\u202e") {
		t.Errorf("control characters reach the terminal:\n%q", out)
	}
}

// In a page a picture is markup of ours around words of others.
func TestInlineHoldsHostileNames(t *testing.T) {
	hostile := sample()
	hostile.Title, hostile.Lines[0].Label = `"><script>alert(1)</script>`, `</title></svg><img src=x onerror=alert(2)>`
	for _, c := range []Picture{hostile, &Bars{Title: hostile.Title, Bars: []Bar{{Label: hostile.Lines[0].Label, Text: hostile.Title}}}} {
		var b bytes.Buffer
		if err := c.Inline(&b); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		pictures := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "svg":
				pictures++
			case "script", "img", "image":
				t.Errorf("a name became an element %s", n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "id" || a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("an attribute %s", a.Key)
				}
			}
		}
		if pictures != 1 {
			t.Errorf("%d pictures", pictures)
		}
	}
}

// many is the sample with n lines more.
func many(n int) *Chart {
	c := sample()
	for i := range n {
		l := Line{Label: fmt.Sprintf("某某市某某区某某街道办事处第%d号机构", i)}
		for y := 2016; y <= 2022; y++ {
			l.Points = append(l.Points, Point{Year: y, Value: float64(i*y%97) / 97, N: 1})
		}
		c.Lines = append(c.Lines, l)
	}
	return c
}

func TestSVGOfManyLinesStaysSmall(t *testing.T) {
	text := svg(t, many(20000))
	if _, texts := elements(t, text); len(text) > 1<<20 || !strings.Contains(strings.Join(texts, ""), "19994 others, 200 of them drawn") {
		t.Errorf("%d bytes", len(text))
	}
}

func TestSVGStaysInItsPicture(t *testing.T) {
	c := many(30)
	text := svg(t, c)
	count, texts := elements(t, text)
	if count["path"] < MostLines || !strings.Contains(strings.Join(texts, ""), "24 others") {
		t.Errorf("%v", count)
	}
	dec := xml.NewDecoder(strings.NewReader(text))
	var root struct {
		Height float64 `xml:"height,attr"`
		Texts  []struct {
			X float64 `xml:"x,attr"`
			Y float64 `xml:"y,attr"`
		} `xml:"text"`
	}
	if err := dec.Decode(&root); err != nil {
		t.Fatal(err)
	}
	for _, e := range root.Texts {
		if e.X < 0 || e.X > sizeOf(false).width || e.Y < 0 || e.Y > root.Height {
			t.Errorf("a text at %g, %g of %g × %g", e.X, e.Y, sizeOf(false).width, root.Height)
		}
	}
}

// Nothing is drawn where there is no value, and nothing is joined over a gap or
// over forms that do not compare.
func TestLinesEndWhereTheyMust(t *testing.T) {
	c := sample()
	for _, want := range []struct {
		line   int
		joints []joint
	}{{0, []joint{gap, gap, dashed, solid, solid, solid}}, {1, []joint{gap, solid, gap}}} {
		l := &c.Lines[want.line]
		for i := range l.Points {
			if got := l.joint(i); got != want.joints[i] {
				t.Errorf("line %d to %d: %d, want %d", want.line, l.Points[i].Year, got, want.joints[i])
			}
		}
	}
}

func TestMarksOfLinesWithGapsGiveWay(t *testing.T) {
	lines := []Line{
		{Breaks: []Break{{2017, 2020, "2014", "2019", "near"}}},
		{Breaks: []Break{{2018, 2019, "2014", "2019", "near"}, {2020, 2021, "2019", "2021", "exact"}}},
		{Breaks: []Break{{2019, 2022, "2019", "2021", "near"}}},
	}
	var got []string
	for _, m := range (&Chart{}).marks(lines) {
		got = append(got, fmt.Sprintf("%d %d %s", m.after, m.year, m.text))
	}
	if want := "2018 2019 form 2014 → 2019: near|2020 2021 form 2019 → 2021: exact|2019 2022 form 2019 → 2021: near"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
}

func TestTerminalKeepsItsWidth(t *testing.T) {
	for _, width := range []int{30, 60, 80, 131} {
		for line := range strings.Lines(terminal(t, sample(), width)) {
			if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

func TestAxis(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{nil, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{[]float64{0}, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{[]float64{3, 7}, "0 2 4 6 8"},
		{[]float64{1234567}, "0 500,000 1,000,000 1,500,000"},
		{[]float64{-12, 30}, "−20 −10 0 10 20 30"},
		{[]float64{0.0004}, "0.0000 0.0001 0.0002 0.0003 0.0004"},
	} {
		ch := &Chart{Lines: []Line{{}}}
		for i, v := range c.values {
			ch.Lines[0].Points = append(ch.Lines[0].Points, Point{Year: 2000 + i, Value: v, N: 1})
		}
		a := ch.axis()
		var got []string
		for _, v := range a.ticks() {
			got = append(got, a.text(v))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}
