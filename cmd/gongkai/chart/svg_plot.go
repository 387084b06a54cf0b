package chart

import (
	"fmt"
	"math"
	"strconv"
)

// colours can be told apart by the colour-blind (after Okabe and Ito); signs
// can be told apart without any colour.
var colours = [MostLines]string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5195", "#e69f00", "#56b4e9", "#000000"}

// otherColour is that of lines that are not told apart.
const otherColour = "#bfbfbf"

// frame is where the plot lies.
type frame struct {
	chart                    *Chart
	axis                     axis
	left, right, top, bottom float64
	// inset is how far the first and the last year stand off the edges.
	inset float64
}

// x is where a year lies.
func (f *frame) x(year float64) float64 {
	return f.left + f.inset + f.chart.at(year)*(f.right-f.left-2*f.inset)
}

// y is where a value lies.
func (f *frame) y(v float64) float64 { return f.bottom - f.axis.at(v)*(f.bottom-f.top) }

// plot draws axes, changes of form and lines.
func (c *Chart) plot(p *picture) {
	f := &frame{chart: c, axis: c.axis(), left: p.margin, right: p.width - p.margin}
	for _, v := range f.axis.ticks() {
		f.left = max(f.left, p.margin+textWidth(f.axis.text(v), smallSize)+8)
	}
	f.inset = 24
	if c.AsBars {
		f.inset = (f.right - f.left) / 2 / float64(c.ToYear-c.FromYear+1)
	}
	p.y += textSize
	p.text(p.margin, p.y, smallSize, faint, "start", "normal", c.Unit)
	told, _ := c.told()
	others, all := c.shownOthers(), c.marks(c.all())
	labels := f.labels(all)
	f.top = p.y + 12 + float64(labels.rows)*smallSize*1.4
	f.bottom = f.top + p.plot
	f.axes(p)
	for i, m := range all {
		x := f.x(m.middle())
		y := p.y + 4 + float64(labels.row[i]+1)*smallSize*1.4
		p.line(x, y+3, x, f.bottom, faint, 1, "2 3")
		p.text(labels.x[i], y, smallSize, faint, "middle", "normal", m.text)
	}
	if c.AsBars {
		f.bars(p, told)
	} else {
		f.lines(p, told, others)
	}
	p.y = f.bottom + f.years(p)
}

// lines draws lines, those that are told apart over the others.
func (f *frame) lines(p *picture, told, others []Line) {
	c := f.chart
	for i := range others {
		f.line(p, &others[i], otherColour, 1)
	}
	for i := range told {
		f.line(p, &told[i], colours[i], 2)
	}
	for i := range told {
		for _, pt := range told[i].Points {
			p.point(c.pointWords(&told[i], pt, f.axis), func() { p.sign(i, f.x(float64(pt.Year)), f.y(c.shown(pt.Value))) })
		}
	}
}

// bars draws a bar for each line in each year, in the order of the lines. Where
// they are wide enough they carry the signs of the lines.
func (f *frame) bars(p *picture, lines []Line) {
	c := f.chart
	width := 2 * f.inset * 0.8 / float64(len(lines))
	for i := range lines {
		for _, pt := range lines[i].Points {
			x := f.x(float64(pt.Year)) - 0.8*f.inset + float64(i)*width
			zero, y := f.y(0), f.y(c.shown(pt.Value))
			p.point(c.pointWords(&lines[i], pt, f.axis), func() {
				p.bar(x, min(zero, y), max(width-1, 1), math.Abs(zero-y), colours[i])
				if (len(lines) > 1 || zero == y) && width > signWidth { // zero is no gap
					p.sign(i, x+(width-1)/2, y)
				}
			})
		}
	}
}

// signWidth is how wide signs are.
const signWidth = 10

// markLabels are where the texts of marks stand: beside each other, or in rows.
type markLabels struct {
	x    []float64
	row  []int
	rows int
}

// labels finds a row for each text in which it covers no other.
func (f *frame) labels(all []mark) markLabels {
	var l markLabels
	var ends []float64 // of the rows
	for _, m := range all {
		half := textWidth(m.text, smallSize) / 2
		x := min(max(f.x(m.middle()), f.left+half), f.right-half)
		row := 0
		for row < len(ends) && ends[row] > x-half {
			row++
		}
		if row == len(ends) {
			ends = append(ends, 0)
		}
		ends[row] = x + half + 12
		l.x, l.row = append(l.x, x), append(l.row, row)
	}
	l.rows = len(ends)
	return l
}

// axes draws the grid with its values.
func (f *frame) axes(p *picture) {
	for _, v := range f.axis.ticks() {
		colour := pale
		if v == 0 {
			colour = faint
		}
		p.line(f.left, f.y(v), f.right, f.y(v), colour, 1, "")
		p.text(f.left-6, f.y(v)+4, smallSize, faint, "end", "normal", f.axis.text(v))
	}
}

// years writes the years below the axis and, for a single line, of how many
// reports each value is. It returns how much room that takes.
func (f *frame) years(p *picture) float64 {
	c := f.chart
	every := 1
	for float64(every)*(f.x(float64(c.FromYear+1))-f.x(float64(c.FromYear))) < 34 && every < c.ToYear-c.FromYear {
		every++
	}
	for y := c.FromYear; y <= c.ToYear; y += every {
		p.text(f.x(float64(y)), f.bottom+18, smallSize, ink, "middle", "normal", strconv.Itoa(y))
	}
	room := 34.0
	if len(c.Lines) == 1 && every == 1 && f.fitsCounts() {
		for _, pt := range c.Lines[0].Points {
			p.text(f.x(float64(pt.Year)), f.bottom+33, smallSize, faint, "middle", "normal", fmt.Sprintf("n=%d", pt.N))
		}
		room += 15
	}
	p.text((f.left+f.right)/2, f.bottom+room, smallSize, faint, "middle", "normal", c.words().Years)
	return room + 8
}

// fitsCounts tells whether there is room to say below each year of how many
// reports its value is.
func (f *frame) fitsCounts() bool {
	most := 0
	for _, pt := range f.chart.Lines[0].Points {
		most = max(most, pt.N)
	}
	return f.chart.FromYear == f.chart.ToYear || textWidth(fmt.Sprintf("n=%d", most), smallSize)+4 < f.x(1)-f.x(0)
}

// line joins the points of a line that may be joined.
func (f *frame) line(p *picture, l *Line, colour string, width float64) {
	for i := range l.Points {
		dash := ""
		switch l.joint(i) {
		case gap:
			continue
		case dashed:
			dash = "6 4"
		}
		a, b := l.Points[i-1], l.Points[i]
		p.line(f.x(float64(a.Year)), f.y(f.chart.shown(a.Value)), f.x(float64(b.Year)), f.y(f.chart.shown(b.Value)), colour, width, dash)
	}
	if colour != otherColour {
		return
	}
	for _, pt := range l.Points { // a point that nothing joins would not be seen
		fmt.Fprintf(&p.body, `<circle cx="%.2f" cy="%.2f" r="1.5" fill="%s"/>`+"\n", f.x(float64(pt.Year)), f.y(f.chart.shown(pt.Value)), colour)
	}
}

// shapes are the signs of lines, around the point that they mark.
var shapes = [MostLines]string{
	"M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",                          // disc
	"M-3.6,-3.6h7.2v7.2h-7.2z",                                     // square
	"M0,-4.8L4.4,3.4H-4.4z",                                        // triangle
	"M0,-5L5,0L0,5L-5,0z",                                          // diamond
	"M0,4.8L4.4,-3.4H-4.4z",                                        // triangle on its tip
	"M-1.4,-4.6h2.8v3.2h3.2v2.8h-3.2v3.2h-2.8v-3.2h-3.2v-2.8h3.2z", // cross
	"M0,-5L1.4,-1.6L5,-1.6L2.2,0.8L3.2,4.6L0,2.4L-3.2,4.6L-2.2,0.8L-5,-1.6L-1.4,-1.6z", // star
	"M-5,-2.4h10v4.8h-10z", // bar
}

// pointWords say a point and whose it is.
func (c *Chart) pointWords(l *Line, pt Point, a axis) string {
	return fmt.Sprintf("%s, %d: %s", l.Label, pt.Year, c.pointText(pt, a))
}

// pointText says a point.
func (c *Chart) pointText(pt Point, a axis) string {
	text := pt.Text
	if text == "" {
		text = a.text(c.shown(pt.Value))
	}
	return fmt.Sprintf("%s (n=%d)", text, pt.N)
}

// sign draws the sign of the i-th line.
func (p *picture) sign(i int, x, y float64) {
	fmt.Fprintf(&p.body, `<path d="%s" transform="translate(%.2f,%.2f)" fill="%s" stroke="#ffffff" stroke-width="1"/>`, shapes[i], x, y, colours[i])
}
