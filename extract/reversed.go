package extract

import (
	"slices"
	"strings"
)

// noteOrphan notes figures in flattened text that stand behind something that is
// no row's label.
func (r *reader) noteOrphan(k int) {
	t := &r.tokens[k]
	s := r.section
	r.noteAlone(k)
	if s < 0 || t.hard {
		return
	}
	if r.roles[k] == roleRow && figuresBefore(t.text) {
		r.figuresFirst++
	}
	if row := len(t.values) >= r.width(s) && hasNumber(t.values); !row && t.figures() < min(2, r.width(s)) {
		return
	}
	if n := len(r.found); r.roles[k] == roleDamaged && n > 0 && r.found[n-1].section == s {
		return // a row that the form does not have
	}
	if r.roles[k] == roleRow && !(r.isHeading(t) && hasNumber(t.values)) {
		return
	}
	r.orphans = append(r.orphans, orphan{s, len(r.found), r.roles[k] != roleRow})
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
	case !ok || r.isHeading(next) || !r.leftBehind(next, int(row.section), t.values):
	case one:
		r.alone++
	default:
		r.figuresFirst++
	}
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

func hasNumber(cells []cell) bool {
	return slices.ContainsFunc(cells, func(c cell) bool { return readFigure(c.text).status == StatusRead })
}

// orphan is a row of figures without a label: found of the rows were read before it.
type orphan struct {
	section, found int
	odd            bool // behind what is no row at all
}

// doubtReversed marks the rows of a text that prints figures before their
// labels: figures stand before its first label, and none behind its last. Every
// label would get its neighbour's figures. Where the form's last row is not among
// those read, its label is lost and its figures may be behind the one before it.
func (r *reader) doubtReversed() {
	var reversed, against sections
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
		if whole && (r.oneLine(o.section) || r.found[end-1].row == len(r.form.Sections[o.section].Rows)-1) {
			against.add(o.section)
			continue
		}
		reversed.add(o.section)
		for i := o.found; i < end; i++ {
			r.found[i].doubt = beforeLabels
		}
	}
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
