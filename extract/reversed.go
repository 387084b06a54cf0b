package extract

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

// noteOrphan notes figures in flattened text that stand behind something that is
// no row's label.
func (r *reader) noteOrphan(k int) {
	t := &r.tokens[k]
	s := r.section
	r.noteAlone(k)
	if s < 0 || t.hard || r.runningNumber(k) {
		return
	}
	if r.roles[k] == roleRow && figuresBefore(t.text) {
		r.figuresFirst++
	}
	if r.gluedRow(t) != nil && len(t.values) >= r.width(s) {
		r.orphans = append(r.orphans, orphan{section: s, found: len(r.found), odd: true, ends: endsInNumber(t.values)})
		return
	}
	if row := len(t.values) >= r.width(s) && hasNumber(t.values); !row && t.figures() < min(2, r.width(s)) && !(hasNumber(t.values) && !mayNumberPage(t.values[0])) {
		return
	}
	if n := len(r.found); r.roles[k] == roleDamaged && n > 0 && r.found[n-1].section == s {
		return // a row that the form does not have
	}
	if r.roles[k] == roleRow && !(r.isHeading(t) && hasNumber(t.values)) {
		return
	}
	r.orphans = append(r.orphans, orphan{s, len(r.found), r.roles[k] != roleRow, endsInNumber(t.values)})
}

// runningNumber tells one number on the line of a label that has figures behind it.
func (r *reader) runningNumber(k int) bool {
	t := &r.tokens[k]
	return t.bare && len(t.values) == 1 && k+1 < len(r.tokens) && r.rows[r.tokens[k+1].row].line == r.rows[t.row].line && r.tokens[k+1].figures() > 0
}

// noteAlone notes a drawn row of figures without a label right before one that is a
// label without figures, its own running number or code apart.
func (r *reader) noteAlone(k int) {
	t := &r.tokens[k]
	if !t.hard || !t.bare || k+1 == len(r.tokens) || r.roles[k+1] != roleRow || !hasNumber(t.values) || !r.rows[t.row].drawn {
		return
	}
	one := printed(t.values) == 1
	if one {
		r.numbers = append(r.numbers, numberOf(t.values))
	}
	next := &r.tokens[k+1]
	switch row, ok := r.mine(next.targets, isRow); {
	case !ok || r.isHeading(next) || !r.leftBehind(next, int(row.section), t.values) && !r.turnedAbout(t, next, int(row.section)):
	case one:
		r.alone++
	default:
		r.figuresFirst++
	}
}

// turnedAbout tells a row of section s with most of its figures before its label.
func (r *reader) turnedAbout(before, t *token, s int) bool {
	n := printed(before.values)
	return before.row == t.row && n > 1 && n > t.figures() && n <= r.width(s)
}

// leftBehind tells a label that has no figures of its own: none at all, or what is
// left behind the label of an indicator, 条 | 02; what stands before it must be no
// running number.
func (r *reader) leftBehind(t *token, s int, before []cell) bool {
	return t.figures() == 0 || t.figures() == 1 && !mayNumberPage(before[0]) && r.isUnitIn(s, t.values[0].text) && len(t.values) <= 1+r.width(s)
}

// numberOf is the one number among cells.
func numberOf(cells []cell) int64 {
	i := slices.IndexFunc(cells, func(c cell) bool { return c.text != "" })
	return wholeNumber(cells[i].text)
}

// figuresBefore tells a line with two numbers or more before its label.
func figuresBefore(text string) bool {
	words := strings.Fields(text)
	return len(words) > 2 && readFigure(words[0]).status == StatusRead && readFigure(words[1]).status == StatusRead
}

func endsInNumber(cells []cell) bool {
	n := len(cells) - blanksAtEnd(cells)
	return n > 0 && readFigure(cells[n-1].text).status == StatusRead
}

func hasNumber(cells []cell) bool {
	return slices.ContainsFunc(cells, func(c cell) bool { return readFigure(c.text).status == StatusRead })
}

// orphan is a row of figures without a label: found of the rows were read before it.
type orphan struct {
	section, found int
	odd            bool // behind what is no row at all
	ends           bool // in a number: what stands behind a code does not
}

// doubtReversed marks the rows of a text that prints figures before their
// labels: figures stand before its first label, and none behind its last. Every
// label would get its neighbour's figures. Where the form's last row is not among
// those read, its label is lost and its figures may be behind the one before it.
func (r *reader) doubtReversed() {
	var reversed, against sections
	before := make([]int, len(r.form.Sections)) // headings that stand before a figure
	for _, o := range r.orphans {
		if !o.odd && o.ends {
			before[o.section]++
		}
	}
	for i, o := range r.orphans {
		if o.odd && (i > 0 && r.orphans[i-1] == o || i+1 < len(r.orphans) && r.orphans[i+1] == o) {
			continue // several in turn are rows of something else
		}
		end := o.found
		for end < len(r.found) && r.found[end].section == o.section && !r.found[end].hard {
			end++
		}
		if end == o.found {
			continue
		}
		last := r.found[end-1].cells
		whole := len(last) >= r.width(o.section) && hasNumber(last)
		if r.oneLine(o.section) && end-o.found < len(r.form.Sections[o.section].Rows) {
			whole = false // a label without figures is not read there
		}
		if whole && before[o.section] < leastReversed && (r.oneLine(o.section) || r.found[end-1].row == len(r.form.Sections[o.section].Rows)-1) {
			against.add(o.section)
			continue
		}
		reversed.add(o.section)
		from := o.found
		for !o.odd && o.ends && from > 0 && r.found[from-1].section == o.section && !r.found[from-1].hard {
			from-- // a heading's figure is the next row's, and theirs may be
		}
		for i := from; i < end; i++ {
			r.found[i].doubt = beforeLabels
		}
	}
	r.doubtUndirected()
	// The last label of a section may be lost, which leaves its figures to the one
	// before it: no single section speaks for all.
	if !countUp(r.numbers) {
		r.figuresFirst += r.alone
	}
	if r.figuresFirst < leastReversed && (reversed.count() < leastReversed || reversed.count() <= against.count()) {
		return
	}
	for i := range r.found { // the same hand flattened all tables
		if rr := &r.found[i]; !rr.hard || rr.text {
			rr.doubt = beforeLabels
		}
	}
}

// doubtUndirected marks the rows of a section of one column, a cell a line, that lost
// figures, so that one between two labels may be either's. Only behind its last row, or
// before a heading, which has none, a figure shows that it stands behind its label.
func (r *reader) doubtUndirected() {
	for s := range r.form.Sections {
		if r.width(s) != 1 || !slices.ContainsFunc(r.form.Sections[s].Rows, func(row form.Row) bool { return row.HeadingOnly }) {
			continue
		}
		lost, figures, last := false, false, -1
		for i := range r.found {
			if rr := &r.found[i]; rr.section == s {
				if rr.hard || rr.inline {
					lost = false
					break
				}
				lost, figures, last = lost || len(rr.cells) == 0, figures || hasNumber(rr.cells), i
			}
		}
		if !lost || !figures || printed(r.found[last].cells) > 0 || r.figureBeforeHeading(s) {
			continue
		}
		for i := range r.found {
			if rr := &r.found[i]; rr.section == s && rr.doubt == "" {
				rr.doubt = beforeLabels
			}
		}
	}
}

// figureBeforeHeading tells whether a figure stands right before a row of section s that
// has none.
func (r *reader) figureBeforeHeading(s int) bool {
	for k := 1; k < len(r.tokens); k++ {
		if row, ok := r.mine(r.tokens[k].targets, isRow); ok && int(row.section) == s && r.isHeading(&r.tokens[k]) && r.roles[k-1] == roleRow && printed(r.tokens[k-1].values) > 0 && !r.isHeading(&r.tokens[k-1]) {
			return true
		}
	}
	return false
}

// countUp tells running numbers, most of which are one more than the one before.
func countUp(numbers []int64) bool {
	on := 0
	for i := 1; i < len(numbers); i++ {
		if numbers[i] == numbers[i-1]+1 {
			on++
		}
	}
	return on >= leastNumbered && 2*on > len(numbers)
}

// leastReversed is how many sections, or lines with their figures first, prove that a text prints all its figures
// before their labels.
const leastReversed = 2

const beforeLabels = "figures seem to stand before their labels"
