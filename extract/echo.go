package extract

import "slices"

// A page may print its report twice, once for desktops and once for telephones,
// and leave it to a style sheet which is shown. The second copy says nothing new
// and would make every figure doubtful.

const (
	minEchoRows  = 10 // rows with figures from which a repetition is no chance
	minEchoCells = 3  // cells of the row by which a copy is found
	maxAnchors   = 8  // rows looked for again
	maxTwins     = 16 // rows tried as the beginning of the second copy
)

// dropEcho removes a second copy of all the page's rows of figures. Both must be
// the same line by line, and no title of a report may stand between them: the
// reports of two years may print the same figures.
func dropEcho(p *page) {
	anchors, twins := 0, 0
	for first := range p.lines {
		if l := &p.lines[first]; !l.hard || len(l.cells) < minEchoCells {
			continue
		}
		if anchors++; anchors > maxAnchors {
			return
		}
		for k := first + 1; k < len(p.lines) && twins < maxTwins; k++ {
			if !sameLine(&p.lines[first], &p.lines[k]) {
				continue
			}
			twins++
			from, to, copyFrom := repetition(p.lines, first, k)
			if to-from < minEchoRows || namesReport(p.lines[to:copyFrom]) {
				continue
			}
			if rows := countDataRows(p.lines[from:to]); rows >= minEchoRows && 20*rows >= 9*countDataRows(p.lines) {
				p.lines = slices.Delete(p.lines, copyFrom, copyFrom+to-from)
				return
			}
		}
	}
}

// repetition extends the pair of equal lines i and k to the run from..to that is
// repeated at copyFrom.
func repetition(lines []line, i, k int) (from, to, copyFrom int) {
	from, to = i, i+1
	for from > 0 && k-(i-from) > to && sameLine(&lines[from-1], &lines[k-(i-from)-1]) {
		from--
	}
	copyFrom = k - (i - from)
	for to < copyFrom && k+to-i < len(lines) && sameLine(&lines[to], &lines[k+to-i]) {
		to++
	}
	return from, to, copyFrom
}

func sameLine(a, b *line) bool {
	return a.hard == b.hard && slices.EqualFunc(a.cells, b.cells, func(a, b cell) bool { return a.text == b.text && a.span == b.span })
}

func countDataRows(lines []line) int {
	n := 0
	for i := range lines {
		if isDataRow(&lines[i]) {
			n++
		}
	}
	return n
}

// namesReport tells whether the lines name another report.
func namesReport(lines []line) bool {
	for i := range lines {
		if l := &lines[i]; !l.hard {
			if _, ok := parseTitle(l.cells[0].text); ok {
				return true
			}
		}
	}
	return false
}
