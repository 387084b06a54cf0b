package main

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"gongkai/cmd/gongkai/draw"
)

// maxColumn bounds the width of a table's column unless the list says otherwise.
const maxColumn = 48

// most is how wide column i may be; the last one ends the line anyway.
func (l *list) most(i int) int {
	if i == len(l.cols)-1 {
		return 400
	}
	return l.widest
}

// table prints the rows under each other, narrowed to the terminal.
func (l *list) table() {
	widths := make([]int, len(l.cols))
	for _, r := range append([][]string{l.cols}, l.rows...) {
		for i, s := range r {
			widths[i] = max(widths[i], min(runewidth.StringWidth(s), l.most(i)))
		}
	}
	l.fit(widths)
	l.line(widths, l.cols)
	rule := make([]string, len(l.cols))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", min(w, l.widest))
	}
	l.line(widths, rule)
	for _, r := range l.rows {
		l.line(widths, r)
	}
}

// fit narrows the widest columns of text until a line fits the terminal. A
// column keeps its heading and some characters; numbers are never cut, since
// what is left of one reads as another, nor ids, which are there to be copied.
func (l *list) fit(widths []int) {
	if l.width == 0 {
		return
	}
	over := 2*(len(widths)-1) - l.width
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := -1
		for i, w := range widths {
			least := 8
			if l.wraps(i) {
				least = 24
			}
			whole := l.right[i] || strings.HasSuffix(l.cols[i], "_id")
			if !whole && w > max(least, runewidth.StringWidth(l.cols[i])) && (widest < 0 || w >= widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// wraps tells the column that goes on in the next line where it is too long.
func (l *list) wraps(i int) bool {
	return i == len(l.cols)-1 && l.width > 0 && !l.cutEnd && !l.right[i]
}

func (l *list) line(widths []int, row []string) {
	var b strings.Builder
	for i, s := range row {
		if i > 0 {
			b.WriteString("  ")
		}
		s = printable(strings.ReplaceAll(s, "\n", " "))
		switch {
		case l.right[i]:
			b.WriteString(runewidth.FillLeft(s, widths[i]))
		case l.wraps(i):
			indent := runewidth.StringWidth(b.String())
			b.WriteString(strings.Join(draw.Wrap(runewidth.Truncate(s, l.most(i), "…"), widths[i]), "\n"+strings.Repeat(" ", indent)))
		default:
			b.WriteString(runewidth.FillRight(runewidth.Truncate(s, widths[i], "…"), widths[i]))
		}
	}
	l.out.WriteString(strings.TrimRight(b.String(), " "))
	l.out.WriteByte('\n')
}
