package draw

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"gongkai/cmd/gongkai/layout"
	"gongkai/extract"
)

// MaxWidth is the widest that a report is drawn where the terminal allows it.
const MaxWidth = 118

// minWidth keeps the columns of the requests table readable; a narrower
// terminal has to scroll.
const minWidth = 96

// Drawer draws reports of every known form. It is safe for concurrent use.
type Drawer struct {
	layout *layout.Book
	text   *metrics
}

// New loads how the forms are laid out.
func New() (*Drawer, error) {
	b, err := layout.Load()
	if err != nil {
		return nil, err
	}
	return &Drawer{layout: b, text: newMetrics()}, nil
}

// Report draws rep, at most width columns wide; 0 and everything above
// MaxWidth stand for MaxWidth. A report without tables, or of an unknown form,
// is drawn without tables.
func (d *Drawer) Report(w io.Writer, rep *extract.Report, width int) error {
	width = columns(width)
	b := bufio.NewWriter(w) // keeps the first error until Flush
	f := d.layout.Form(rep.Format)
	d.title(b, rep, f, width)
	var seen signs
	for _, t := range d.layout.Tables(rep) {
		d.table(b, &t, &seen, width)
	}
	d.findings(b, rep, f, seen, width)
	return b.Flush()
}

// Contradictions draws a heading and what is told below it, as wide as Report;
// nothing where the heading is "".
func (d *Drawer) Contradictions(w io.Writer, heading string, told []string, width int) error {
	if heading == "" {
		return nil
	}
	width = columns(width)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "\n%s\n", strings.Join(d.text.wrap(heading, width), "\n"))
	for _, text := range told {
		d.item(b, "!", Clean(text), width)
	}
	return b.Flush()
}

// columns are how wide a drawing is where width is asked for.
func columns(width int) int {
	if width <= 0 || width > MaxWidth {
		return MaxWidth
	}
	return max(width, minWidth)
}
