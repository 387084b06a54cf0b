package chart

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"gongkai/cmd/gongkai/draw"
)

// Sizes in a terminal, in characters.
const (
	plotRows  = 14
	leastPlot = 20
)

// several stands where points of several lines meet.
const several = '#'

// Terminal writes the chart in lines of a width. Points of a single line are
// dots, those of several are letters, which the legend explains.
func (c *Chart) Terminal(w io.Writer, width int) error {
	told, others := c.told()
	a := c.axis()
	margin := 0
	for _, v := range a.ticks() {
		margin = max(margin, runewidth.StringWidth(a.text(v)))
	}
	f := newField(max(width-margin-2, leastPlot), plotRows)
	x := func(year float64) int { return 4 + int(math.Round(c.at(year)*float64(2*f.width-9))) }
	y := func(v float64) int { return int(math.Round((1 - a.at(c.shown(v))) * float64(4*f.height-1))) }
	all := c.marks(told)
	for _, m := range all {
		f.column(x(m.middle()))
	}
	for i := range told {
		l := &told[i]
		for k, p := range l.Points {
			if how := l.joint(k); how != gap {
				f.line(x(float64(l.Points[k-1].Year)), y(l.Points[k-1].Value), x(float64(p.Year)), y(p.Value), how == dashed)
			}
		}
	}
	for i := range told {
		for _, p := range told[i].Points {
			f.put(x(float64(p.Year)), y(p.Value), letter(i, len(told)), several)
		}
	}
	var b strings.Builder
	c.heading(&b, width)
	fmt.Fprintf(&b, "%s\n", draw.Clean(c.Unit))
	labels := tickRows(a, f.height)
	for row := range f.height {
		line := runewidth.FillLeft(labels[row], margin) + " │" + f.row(row)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString(strings.Repeat(" ", margin) + " └" + strings.Repeat("─", f.width) + "\n")
	b.WriteString(strings.Repeat(" ", margin+2) + c.yearLine(f.width, x) + "\n")
	c.below(&b, width, told, others, all)
	_, err := io.WriteString(w, b.String())
	return err
}

// letter is the sign of the i-th of n lines.
func letter(i, n int) rune {
	if n == 1 {
		return '●'
	}
	return 'A' + rune(i)
}

func (c *Chart) heading(b *strings.Builder, width int) {
	for _, s := range []string{c.Title, c.Subtitle} {
		if s != "" {
			b.WriteString(strings.Join(draw.Wrap(draw.Clean(s), width), "\n") + "\n")
		}
	}
	b.WriteByte('\n')
}

// tickRows are the values of the axis by the row they stand in.
func tickRows(a axis, height int) map[int]string {
	labels := map[int]string{}
	for _, v := range a.ticks() {
		labels[int(math.Round((1-a.at(v))*float64(4*height-1)))/4] = a.text(v)
	}
	return labels
}

// yearLine writes the years below the axis, as many as there is room for.
func (c *Chart) yearLine(width int, x func(float64) int) string {
	line := []byte(strings.Repeat(" ", width))
	end := -1
	for y := c.FromYear; y <= c.ToYear; y++ {
		text := strconv.Itoa(y)
		at := min(max(x(float64(y))/2-len(text)/2, 0), max(width-len(text), 0))
		if at > end && at+len(text) <= width {
			copy(line[at:], text)
			end = at + len(text)
		}
	}
	return strings.TrimRight(string(line), " ")
}

// below writes legend, changes of form and notes.
func (c *Chart) below(b *strings.Builder, width int, told, others []Line, all []mark) {
	item := func(bullet, text string) {
		for i, line := range draw.Wrap(draw.Clean(text), max(width-4, leastPlot)) {
			if i > 0 {
				bullet = " "
			}
			fmt.Fprintf(b, "  %s %s\n", bullet, line)
		}
	}
	if len(told) > 1 {
		for i, l := range told {
			item(string(letter(i, len(told))), l.Label)
		}
		item(string(several), "points of several lines")
	}
	if len(others) > 0 {
		item("…", fmt.Sprintf("%d others are not drawn", len(others)))
	}
	for _, m := range all {
		item(string(wall), fmt.Sprintf("%d | %d %s", m.after, m.year, m.text))
	}
	for _, n := range c.Notes {
		item("·", n)
	}
}
