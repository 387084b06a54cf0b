package extract

import "golang.org/x/net/html"

// page is a document laid out as lines of cells, whatever it was written in.
// Rows of tables, rows drawn with pipes and paragraphs of running text all
// become lines, so that one reader serves them all.
type page struct {
	lines []line
	// title is the content of <title>, heads the headings and title-like
	// elements in document order, meta the named meta tags (lower-case names).
	title string
	heads []string
	meta  map[string]string
	// links, images and attachments count what a page without tables is judged by.
	links, images, attachments int
	linkText                   int // bytes of text inside links
	textBytes                  int // bytes of text in all
	html                       bool
	root                       *html.Node // nil for plain text
	decoded                    Decoded
	// documents are those that the page joins, nil where it is one.
	documents []span
	// unread counts hidden tables left out because another edition of them is
	// shown, or nothing tells which one is meant.
	unread int
	// truncated is set where the document was larger than the reader's bounds.
	truncated bool
}

// line is a row of a table (hard: its figures end with it) or a line of text
// (soft: a flattened table's figures go on in the next line).
type line struct {
	cells []cell
	hard  bool
	table int // ordinal of the table or run of rows, from 1; 0 for running text
	row   int // ordinal in that table, or of the line on the page, from 1
	link  bool
}

// cell is a printed cell, or a piece of a line of text.
type cell struct {
	text string
	col  int // grid column where the document tells it, else -1
	span int
	// glued is set where the document prints no border between the cell and
	// the one before it.
	glued bool
	// bordered is set in flattened text where a border is printed behind the cell.
	bordered bool

	// label and targets are what the text means as a label (index.lookup).
	label   label
	targets []target
}

// text joins the cells of a line as a reader would see it.
func (l *line) text() string {
	switch len(l.cells) {
	case 0:
		return ""
	case 1:
		return l.cells[0].text
	}
	n := 0
	for i := range l.cells {
		n += len(l.cells[i].text) + 1
	}
	b := make([]byte, 0, n)
	for i := range l.cells {
		if i > 0 && len(b) > 0 && l.cells[i].text != "" {
			b = append(b, ' ')
		}
		b = append(b, l.cells[i].text...)
	}
	return string(b)
}

// Bounds on what one page may hold; hostile input must not cost more.
const (
	maxLines     = 200_000
	maxCells     = 400_000
	maxSpan      = 200
	maxDepth     = 400    // nested elements followed
	maxLineBytes = 64_000 // longer lines are text only, never a row of figures
)
