package chart

import (
	"bytes"
	"fmt"
	"io"
)

// Measures of the picture, in pixels.
const (
	svgWidth   = 800.0
	svgMargin  = 24.0
	svgInner   = svgWidth - 2*svgMargin
	plotHeight = 300.0
	titleSize  = 18.0
	textSize   = 13.0
	smallSize  = 11.0
)

// Colours of ink, lesser ink and grid.
const (
	ink   = "#1a1a1a"
	faint = "#595959"
	pale  = "#d9d9d9"
)

// picture is an SVG that grows downwards.
type picture struct {
	body bytes.Buffer
	y    float64
}

// SVG writes the chart as a picture of its own.
func (c *Chart) SVG(w io.Writer) error {
	p := &picture{y: svgMargin}
	p.paragraph(c.Title, titleSize, ink, "bold")
	p.paragraph(c.Subtitle, textSize, faint, "normal")
	p.y += 8
	c.plot(p)
	c.legend(p)
	p.y += 4
	for _, n := range c.Notes {
		p.paragraph(n, smallSize, faint, "normal")
	}
	height := p.y + svgMargin - smallSize/2
	_, err := fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g" role="img" aria-labelledby="title desc" font-family='%s'>
<title id="title">%s</title>
<desc id="desc">%s</desc>
<rect width="100%%" height="100%%" fill="#ffffff"/>
%s</svg>
`, svgWidth, height, svgWidth, height, fonts, escaped(c.Title), escaped(c.Subtitle), p.body.Bytes())
	return err
}

// paragraph writes text over the whole width, in as many lines as it needs.
func (p *picture) paragraph(s string, size float64, colour, weight string) {
	for _, line := range wrapped(s, size, svgInner) {
		p.y += size * 1.1
		p.text(svgMargin, p.y, size, colour, "start", weight, line)
		p.y += size * 0.35
	}
}

// text writes text at a place; anchor is start, middle or end.
func (p *picture) text(x, y, size float64, colour, anchor, weight, s string) {
	fmt.Fprintf(&p.body, `<text x="%.2f" y="%.2f" font-size="%g" fill="%s" text-anchor="%s" font-weight="%s">%s</text>`+"\n",
		x, y, size, colour, anchor, weight, escaped(s))
}

// line draws a straight line; dash is empty for a solid one.
func (p *picture) line(x1, y1, x2, y2 float64, colour string, width float64, dash string) {
	if dash != "" {
		dash = ` stroke-dasharray="` + dash + `"`
	}
	fmt.Fprintf(&p.body, `<line x1="%.2f" y1="%.2f" x2="%.2f" y2="%.2f" stroke="%s" stroke-width="%g"%s/>`+"\n", x1, y1, x2, y2, colour, width, dash)
}

// legend names the lines below the plot, where there are several.
func (c *Chart) legend(p *picture) {
	told, others := c.told()
	if len(c.Lines) < 2 {
		return
	}
	const sign, apart, most = 26.0, 22.0, 240.0
	x := svgMargin
	p.y += 14
	for i, l := range told {
		label := fit(l.Label, textSize, most)
		width := sign + textWidth(label, textSize) + apart
		if x > svgMargin && x+width-apart > svgWidth-svgMargin {
			x, p.y = svgMargin, p.y+textSize*1.6
		}
		p.line(x, p.y-4, x+20, p.y-4, colours[i], 2, "")
		p.sign(i, x+10, p.y-4)
		p.text(x+sign, p.y, textSize, ink, "start", "normal", label)
		x += width
	}
	if len(others) > 0 {
		p.y += textSize * 1.6
		p.line(svgMargin, p.y-4, svgMargin+20, p.y-4, otherColour, 1, "")
		p.text(svgMargin+sign, p.y, textSize, faint, "start", "normal", othersText(len(others)))
	}
	p.y += 10
}

// othersText says how many lines are not told apart.
func othersText(n int) string {
	if n > mostOthers {
		return fmt.Sprintf("%d others, %d of them drawn", n, mostOthers)
	}
	return fmt.Sprintf("%d others", n)
}
