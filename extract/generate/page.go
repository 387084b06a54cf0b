package generate

import (
	"fmt"

	"gongkai/extract/form"
)

// Page is a generated page and its truth.
type Page struct {
	Seed        uint64
	Body        []byte
	ContentType string // of the HTTP header, "" if none is sent
	// Reports are the reports on the page, in the order in which they are printed.
	Reports []Report
	// Features name what was done to the page, for grouping failures.
	Features []string
	// Misleading is set where figures were dropped from a report that
	// contradicts itself: the form's equations may then hold for figures in
	// places where they were not printed.
	Misleading bool
}

// Report is the truth of one report.
type Report struct {
	Format  string // "" where the printed rows do not tell the form
	Year    int
	Figures []*Figure
}

// Status is what a reader has to say of a figure.
type Status string

// The statuses of a printed cell.
const (
	Read    Status = "read"    // a number beyond doubt
	Blank   Status = "blank"   // an empty cell, or a mark that stands for nothing
	Invalid Status = "invalid" // text that is no number
)

// Figure is the truth of one printed cell.
type Figure struct {
	Section, Row, Col string
	Raw               string // as printed; "" for an empty cell
	Status            Status
	// Value is the exact decimal, after conversion where a unit is printed.
	Value string
	// Unit and UnitSource as the report must tell them; UnitSource "" where
	// more than one answer is defensible.
	Unit, UnitSource string
	// Open is set where the layout does not show beyond doubt what was
	// printed here: the reader may leave it unread, but not read it wrong.
	Open bool
	// Reflowed is set where the page does not tell the white space of Raw.
	Reflowed bool
}

// Key is section/row/col.
func (f *Figure) Key() string { return f.Section + "/" + f.Row + "/" + f.Col }

// generator carries what the stages of one page share.
type generator struct {
	knobs
	forms      map[string]*form.Form
	flattened  bool
	dropped    bool // figures that were filled in are not on the page
	contradict bool
	known      []string // what labels() has collected
}

// New makes the page of a seed. Features named in without are left out; all
// others stay as they are.
func New(forms []*form.Form, seed uint64, without ...string) (Page, error) {
	g := newGenerator(forms, seed, without)
	g.flattened = g.choose("layout", "html", "html", "text") == "text"
	reports, blocks, err := g.reports()
	if err != nil {
		return Page{}, seedError(seed, err)
	}
	text, html := g.write(blocks)
	body, contentType := g.encode(text, html)
	p := g.page(reports)
	p.Body, p.ContentType = body, contentType
	return p, nil
}

func newGenerator(forms []*form.Form, seed uint64, without []string) *generator {
	g := &generator{knobs: newKnobs(seed, without), forms: map[string]*form.Form{}}
	for _, f := range forms {
		g.forms[f.Format] = f
	}
	return g
}

func seedError(seed uint64, err error) error { return fmt.Errorf("seed %d: %w", seed, err) }

// page is the truth of what was made.
func (g *generator) page(reports []*report) Page {
	p := Page{Seed: g.seed, Features: g.features, Misleading: g.dropped && g.contradict}
	for _, r := range reports {
		if g.has("frame:traditional") {
			convert(r.figures)
		}
		p.Reports = append(p.Reports, Report{Format: r.format, Year: r.year, Figures: r.figures})
	}
	return p
}

// write turns the blocks of a page into its body; html tells markup from text.
func (g *generator) write(blocks []block) (body string, html bool) {
	if g.flattened {
		return g.frameText(g.flatten(blocks))
	}
	return g.frameHTML(g.htmlBody(blocks)), true
}
