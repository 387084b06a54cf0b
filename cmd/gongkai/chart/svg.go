package chart

import (
	"bytes"
	"fmt"
	"io"
)

// Sizes of letters, in pixels.
const (
	titleSize = 18.0
	textSize  = 13.0
	smallSize = 11.0
)

// size is that of a picture, in pixels.
type size struct{ width, margin, plot, title float64 }

// sizeOf is that of a picture for itself, or of a small one among others.
func sizeOf(small bool) size {
	if small {
		return size{width: 400, margin: 12, plot: 150, title: textSize}
	}
	return size{width: 800, margin: 24, plot: 300, title: titleSize}
}

// Colours of ink, lesser ink and grid.
const (
	ink   = "#1a1a1a"
	faint = "#595959"
	pale  = "#d9d9d9"
)

// picture is an SVG that grows downwards.
type picture struct {
	size
	title, subtitle string
	body            bytes.Buffer
	y               float64
}

// begin begins a picture with its heading.
func begin(small bool, title, subtitle string) *picture {
	p := &picture{size: sizeOf(small), title: title, subtitle: subtitle}
	p.y = p.margin
	p.paragraph(title, p.size.title, ink, "bold")
	p.paragraph(subtitle, textSize, faint, "normal")
	p.y += 8
	return p
}

// notes writes what stands below.
func (p *picture) notes(notes []string) {
	p.y += 4
	for _, n := range notes {
		p.paragraph(n, smallSize, faint, "normal")
	}
}

// element begins the SVG with its size and name.
func (p *picture) element(attributes string) string {
	height := p.y + p.margin - smallSize/2
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%.1f" viewBox="0 0 %g %.1f" role="img" %s font-family='%s'>`,
		p.width, height, p.width, height, attributes, fonts)
}

// paper lies below everything.
const paper = `<rect width="100%" height="100%" fill="#ffffff"/>`

// file writes the picture as a file of its own.
func (p *picture) file(w io.Writer) error {
	_, err := fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n%s\n<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n%s\n%s</svg>\n",
		p.element(`aria-labelledby="title desc"`), escaped(p.title), escaped(p.subtitle), paper, p.body.Bytes())
	return err
}

// inline writes the picture as a part of a page in HTML, which may have others:
// it has no ids and no title that would show wherever the pointer is.
func (p *picture) inline(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s\n%s\n%s</svg>\n", p.element(`aria-label="`+escaped(p.title)+`"`), paper, p.body.Bytes())
	return err
}

// SVG writes the chart as a picture of its own.
func (c *Chart) SVG(w io.Writer) error { return c.picture().file(w) }

// Inline writes the chart as a part of a page in HTML.
func (c *Chart) Inline(w io.Writer) error { return c.picture().inline(w) }

func (c *Chart) picture() *picture {
	p := begin(c.Small, c.Title, c.Subtitle)
	c.plot(p)
	c.legend(p)
	p.notes(c.Notes)
	return p
}

// point groups what stands for a value with its words, which show where the
// pointer rests and where scripts of a page ask for them.
func (p *picture) point(words string, draw func()) {
	fmt.Fprintf(&p.body, "<g class=\"point\"><title>%s</title>", escaped(words))
	draw()
	p.body.WriteString("</g>\n")
}

// paragraph writes text over the whole width, in as many lines as it needs.
func (p *picture) paragraph(s string, size float64, colour, weight string) {
	for _, line := range wrapped(s, size, p.width-2*p.margin) {
		p.y += size * 1.1
		p.text(p.margin, p.y, size, colour, "start", weight, line)
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
	const sign, apart = 26.0, 22.0
	most := 0.3 * p.width
	x := p.margin
	p.y += 14
	for i, l := range told {
		label := fit(l.Label, textSize, most)
		width := sign + textWidth(label, textSize) + apart
		if x > p.margin && x+width-apart > p.width-p.margin {
			x, p.y = p.margin, p.y+textSize*1.6
		}
		p.line(x, p.y-4, x+20, p.y-4, colours[i], 2, "")
		p.sign(i, x+10, p.y-4)
		p.body.WriteByte('\n')
		p.text(x+sign, p.y, textSize, ink, "start", "normal", label)
		x += width
	}
	if len(others) > 0 {
		p.y += textSize * 1.6
		p.line(p.margin, p.y-4, p.margin+20, p.y-4, otherColour, 1, "")
		p.text(p.margin+sign, p.y, textSize, faint, "start", "normal", c.othersText(len(others)))
	}
	p.y += 10
}

// othersText says how many lines are not told apart.
func (c *Chart) othersText(n int) string {
	switch {
	case c.AsBars:
		return fmt.Sprintf(c.words().None, n)
	case n > mostOthers:
		return fmt.Sprintf(c.words().Some, n, mostOthers)
	}
	return fmt.Sprintf(c.words().Others, n)
}
