package extract

import (
	"slices"
	"strings"
)

// isDataRow tells rows of tables that hold a label and a figure.
func isDataRow(l *line) bool {
	figure, label := false, false
	for i := range l.cells {
		if looksLikeFigure(l.cells[i].text) {
			figure = true
		} else if l.cells[i].text != "" {
			label = true
		}
	}
	return l.hard && figure && label
}

// repeats tells whether what is shown has most of the passage's labels already.
func (ps *passage) repeats(shown string) bool {
	n := 0
	for _, key := range ps.labels {
		if strings.Contains(shown, key) {
			n++
		}
	}
	return n*3 > len(ps.labels)
}

// rivals tells whether two passages print the same labels.
func (ps *passage) rivals(other *passage) bool {
	n := 0
	for _, key := range ps.labels {
		if slices.Contains(other.labels, key) {
			n++
		}
	}
	return n*3 > len(ps.labels)
}

// shownText is the skeleton of all that a page shows.
func shownText(p *page) string {
	var b strings.Builder
	for i := range p.lines {
		for _, c := range p.lines[i].cells {
			if b.Len() < maxShown {
				b.WriteString(skeleton(c.text))
				b.WriteByte(' ')
			}
		}
	}
	b.WriteByte(' ') // never empty
	return b.String()
}

// yearOf returns the year that a page is about: its title's, else the one that
// most lines name, 0 where none does.
func yearOf(p *page) int {
	for _, t := range findTitles(p).all {
		if t.year != 0 {
			return t.year
		}
	}
	count := map[int]int{}
	best := 0
	for i := range p.lines {
		if l := &p.lines[i]; !l.hard && !l.link {
			if y := findYear(l.cells[0].text); y != 0 {
				if count[y]++; best == 0 || count[y] > count[best] {
					best = y
				}
			}
		}
	}
	return best
}
