package chart

import (
	"fmt"
	"io"
	"math"
)

// Bars are values beside each other, a bar across for each.
type Bars struct {
	Title, Subtitle string
	// Unit is what the axis counts.
	Unit string
	// Percent multiplies the values of the axis by 100.
	Percent bool
	Bars    []Bar
	// Notes stand below.
	Notes []string
	// Small is for a picture among others.
	Small bool
}

// Bar is a value, or a row that says why there is none.
type Bar struct {
	// Rank stands before the label, where there is one.
	Rank, Label string
	// Value is nil where there is none.
	Value *float64
	// Text stands behind the bar: the value as it is told, or why there is none.
	Text string
}

// shown is a value in the units of the axis.
func (b *Bars) shown(v float64) float64 {
	if b.Percent {
		return v * 100
	}
	return v
}

// axis takes in all values and zero.
func (b *Bars) axis() axis {
	low, high := 0.0, 0.0
	for _, bar := range b.Bars {
		if bar.Value != nil {
			low, high = math.Min(low, b.shown(*bar.Value)), math.Max(high, b.shown(*bar.Value))
		}
	}
	return newAxis(low, high)
}

// SVG writes the bars as a picture of its own.
func (b *Bars) SVG(w io.Writer) error { return b.picture().file(w) }

// Inline writes the bars as a part of a page in HTML.
func (b *Bars) Inline(w io.Writer) error { return b.picture().inline(w) }

func (b *Bars) picture() *picture {
	p := begin(b.Small, b.Title, b.Subtitle)
	b.plot(p)
	p.notes(b.Notes)
	return p
}

// Sizes of a row.
const (
	barHeight = 14.0
	barStep   = 21.0
)

// rows is where bars lie: ranks end at rank, labels at left, and the axis goes
// from left to right.
type rows struct {
	axis                     axis
	rank, left, right, label float64
}

// rows makes room for what stands before the bars and behind them.
func (b *Bars) rows(p *picture) rows {
	r := rows{axis: b.axis()}
	rank, text := 0.0, 0.0
	for _, bar := range b.Bars {
		rank = max(rank, textWidth(bar.Rank, smallSize))
		r.label = max(r.label, textWidth(bar.Label, textSize))
		if bar.Value != nil {
			text = max(text, textWidth(bar.Text, smallSize))
		}
	}
	if rank > 0 {
		rank += 8
	}
	r.label = min(r.label, 0.36*p.width)
	r.rank = p.margin + rank
	r.left = r.rank + r.label + 8
	r.right = p.width - p.margin - text - 6
	return r
}

// x is where a value lies.
func (r *rows) x(v float64) float64 { return r.left + r.axis.at(v)*(r.right-r.left) }

// plot draws the axis and the bars.
func (b *Bars) plot(p *picture) {
	r := b.rows(p)
	p.y += textSize
	p.text(r.left, p.y, smallSize, faint, "start", "normal", fit(b.Unit, smallSize, p.width-p.margin-r.left))
	top := p.y + 22
	bottom := top + float64(len(b.Bars))*barStep
	r.grid(p, top, bottom)
	for i := range b.Bars {
		b.row(p, &r, &b.Bars[i], top+(float64(i)+0.5)*barStep)
	}
	p.y = bottom + 8
}

// grid draws the values of the axis, as many as there is room for.
func (r *rows) grid(p *picture, top, bottom float64) {
	ticks := r.axis.ticks()
	free := math.Inf(-1)
	for _, v := range ticks {
		colour := pale
		if v == 0 {
			colour = faint
		}
		p.line(r.x(v), top, r.x(v), bottom, colour, 1, "")
		text := r.axis.text(v)
		if half := textWidth(text, smallSize) / 2; r.x(v)-half > free {
			p.text(r.x(v), top-5, smallSize, faint, "middle", "normal", text)
			free = r.x(v) + half + 8
		}
	}
}

// row draws a bar around y.
func (b *Bars) row(p *picture, r *rows, bar *Bar, y float64) {
	base := y + 4.5
	if bar.Rank != "" {
		p.text(r.rank-8, base, smallSize, faint, "end", "normal", bar.Rank)
	}
	p.text(r.rank, base, textSize, ink, "start", "normal", fit(bar.Label, textSize, r.label))
	if bar.Value == nil {
		p.text(r.x(0)+6, base, smallSize, faint, "start", "normal", bar.Text)
		return
	}
	from, to := r.x(0), r.x(b.shown(*bar.Value))
	p.point(bar.Label+": "+bar.Text, func() { p.bar(min(from, to), y-barHeight/2, math.Abs(to-from), barHeight, colours[0]) })
	p.text(max(from, to)+6, base, smallSize, ink, "start", "normal", bar.Text)
}

// bar draws a bar from a corner.
func (p *picture) bar(x, y, width, height float64, colour string) {
	fmt.Fprintf(&p.body, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s"/>`, x, y, width, height, colour)
}
