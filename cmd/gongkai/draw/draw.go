package draw

import (
	"bufio"
	"io"

	"gongkai/extract"
	"gongkai/extract/form"
)

// MaxWidth is the widest that a report is drawn where the terminal allows it.
const MaxWidth = 118

// minWidth keeps the columns of the requests table readable; a narrower
// terminal has to scroll.
const minWidth = 96

// Drawer draws reports of every known form. It is safe for concurrent use.
type Drawer struct {
	forms map[string]*form.Form
	heads *headings
	text  *metrics
}

// New loads the forms and the headings.
func New() (*Drawer, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	d := &Drawer{forms: map[string]*form.Form{}, text: newMetrics()}
	for _, f := range forms {
		d.forms[f.Format] = f
	}
	if d.heads, err = loadHeadings(); err != nil {
		return nil, err
	}
	return d, nil
}

// Report draws rep, at most width columns wide; 0 and everything above
// MaxWidth stand for MaxWidth. A report without tables, or of an unknown form,
// is drawn without tables.
func (d *Drawer) Report(w io.Writer, rep *extract.Report, width int) error {
	if width <= 0 || width > MaxWidth {
		width = MaxWidth
	}
	width = max(width, minWidth)
	b := bufio.NewWriter(w) // keeps the first error until Flush
	f := d.forms[rep.Format]
	d.title(b, rep, f, width)
	var seen signs
	if f != nil {
		fs := newFigures(f, rep)
		for _, t := range d.heads.tables(f) {
			d.table(b, t, fs, width)
		}
		seen = fs.seen
	}
	d.findings(b, rep, f, seen, width)
	return b.Flush()
}
