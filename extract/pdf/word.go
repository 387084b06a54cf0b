package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of characters without a gap, turned the same way.
type word struct {
	box
	glyphs []glyph
}

func (w *word) text() string {
	var b strings.Builder
	for _, g := range w.glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

// centre is the middle of a box.
func (b box) centre() (x, y float64) { return (b.left + b.right) / 2, (b.top + b.bottom) / 2 }

// gapOf is from which share of the height on the room between two characters is a
// space that was printed. Between Chinese and other characters programs leave
// room of their own.
func gapOf(a, b rune) float64 {
	if isWide(a) != isWide(b) {
		return 0.35
	}
	return 0.2
}

// upright turns a box so that text which is turned reads from left to right.
func upright(b box, turn int) box {
	switch turn {
	case 1: // reads upwards
		return box{-b.bottom, b.left, -b.top, b.right}
	case 2:
		return box{-b.right, -b.bottom, -b.left, -b.top}
	case 3: // reads downwards
		return box{b.top, -b.right, b.bottom, -b.left}
	}
	return b
}

// follows tells whether a character goes on with the one before it.
func follows(before, g glyph) bool {
	if g.turn != before.turn || g.spaced {
		return false
	}
	a, b := upright(before.box, g.turn), upright(g.box, g.turn)
	size := max(a.height(), b.height())
	between := b.left - a.right
	return overlap(a, b) >= 0.5*min(a.height(), b.height()) && between < gapOf(before.r, g.r)*size && between > -0.5*size
}

// overlap is the height that two boxes share.
func overlap(a, b box) float64 { return min(a.bottom, b.bottom) - max(a.top, b.top) }

func union(a, b box) box {
	return box{min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom)}
}

// once drops characters that are printed once more at nearly the same place, as
// programs do that have no bold font.
func once(glyphs []glyph) []glyph {
	type place struct {
		r    rune
		x, y int
	}
	const step = 2.0
	seen := map[place][]box{}
	var out []glyph
	for i, g := range glyphs {
		x, y := int(g.left/step), int(g.top/step)
		if i > 0 && glyphs[i-1].r == g.r && glyphs[i-1].box == g.box {
			out = append(out, g) // one glyph of the font is both
			continue
		}
		again := false
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, b := range seen[place{g.r, x + dx, y + dy}] {
					again = again || math.Abs(b.left-g.left) < 0.2*g.width() && math.Abs(b.top-g.top) < 0.2*g.height()
				}
			}
		}
		if !again {
			at := place{g.r, x, y}
			seen[at] = append(seen[at], g.box)
			out = append(out, g)
		}
	}
	return out
}

// wordsOf joins characters to words, in the order of the file.
func wordsOf(glyphs []glyph) []word {
	var out []word
	glyphs = once(glyphs)
	for i, g := range glyphs {
		if i > 0 && follows(glyphs[i-1], g) {
			w := &out[len(out)-1]
			w.glyphs, w.box = append(w.glyphs, g), union(w.box, g.box)
			continue
		}
		out = append(out, word{g.box, []glyph{g}})
	}
	return out
}

// textLine is a line of words from left to right, upright.
type textLine struct {
	box
	words []word
	turn  int
}

// linesOf sorts words into lines, from top to bottom. All are turned by turn.
func linesOf(words []word, turn int) []textLine {
	ws := slices.Clone(words)
	for i := range ws {
		ws[i].box = upright(ws[i].box, turn)
	}
	slices.SortStableFunc(ws, func(a, b word) int { return cmp.Compare(a.top+a.bottom, b.top+b.bottom) })
	var lines []textLine
	for _, w := range ws {
		if n := len(lines); n > 0 && overlap(lines[n-1].box, w.box) >= 0.5*min(lines[n-1].height(), w.height()) {
			l := &lines[n-1]
			l.words, l.box = append(l.words, w), union(l.box, w.box)
			continue
		}
		lines = append(lines, textLine{w.box, []word{w}, turn})
	}
	for i := range lines {
		slices.SortStableFunc(lines[i].words, func(a, b word) int { return cmp.Compare(a.left, b.left) })
	}
	return lines
}

// text is a line with sep where a gap is wider than wide times its height, and a
// space at all others that count.
func (l *textLine) text(wide float64, sep string) string {
	var b strings.Builder
	for i := range l.words {
		if i > 0 {
			w, before := &l.words[i], &l.words[i-1]
			switch between := w.left - before.right; {
			case between > wide*l.height():
				b.WriteString(sep)
			case between > gapOf(before.glyphs[len(before.glyphs)-1].r, w.glyphs[0].r)*l.height(), between > 0 && w.glyphs[0].spaced:
				b.WriteByte(' ')
			}
		}
		b.WriteString(l.words[i].text())
	}
	return b.String()
}

// doubtful marks text of which cannot be told which cell it belongs to.
const doubtful = string(utf8.RuneError)

// texts returns what stands in each of the cells.
func (p *part) texts(xs []float64, areas []area) []string {
	boxes := make([]box, len(areas))
	for i, a := range areas {
		boxes[i] = box{xs[a.column], p.ys[a.row], xs[a.toColumn], p.ys[a.toRow]}
	}
	inside := make([][]word, len(areas))
	doubted := make([]bool, len(areas))
	for _, whole := range p.words {
		for _, w := range cut(whole, boxes) {
			i := holder(w.box, boxes)
			if i < 0 {
				continue
			}
			inside[i] = append(inside[i], w)
			if beyond := 0.3 * w.height(); w.glyphs[0].turn == 0 && (w.left < boxes[i].left-beyond || w.right > boxes[i].right+beyond) {
				doubted[i] = true
				for k := range boxes { // it may be theirs, or hide theirs
					doubted[k] = doubted[k] || overlap(w.box, boxes[k]) > 0 && min(w.right, boxes[k].right)-max(w.left, boxes[k].left) > beyond
				}
			}
		}
	}
	padding := paddingOf(inside, boxes)
	out := make([]string, len(areas))
	for i := range out {
		out[i] = cellText(inside[i], boxes[i], padding)
		if doubted[i] {
			out[i] += doubtful
		}
	}
	return out
}

// holder is the cell around the middle of a box, -1 if there is none.
func holder(b box, cells []box) int {
	x, y := b.centre()
	for i, c := range cells {
		if x >= c.left && x < c.right && y >= c.top && y < c.bottom {
			return i
		}
	}
	return -1
}

// apart is the least distance between the texts of two cells, in points.
const apartCells = 1.0

// cut takes words apart that run over the border of two cells and leave room
// for it. What leaves none is one text that is too long for its cell.
func cut(w word, cells []box) []word {
	var out []word
	from := 0
	for i := 1; i < len(w.glyphs); i++ {
		a, b := w.glyphs[i-1], w.glyphs[i]
		if holder(a.box, cells) == holder(b.box, cells) || b.left-a.right < apartCells && b.turn == 0 {
			continue
		}
		out = append(out, wordOf(w.glyphs[from:i]))
		from = i
	}
	return append(out, wordOf(w.glyphs[from:]))
}

func wordOf(glyphs []glyph) word {
	w := word{glyphs[0].box, glyphs}
	for _, g := range glyphs[1:] {
		w.box = union(w.box, g.box)
	}
	return w
}

// maxPadding is more than any program leaves between a border and a text that
// needs the room.
const maxPadding = 6.0

// paddingOf is the room between the borders of a cell and its text, on both
// sides together: what the fullest cells of the table leave. Some text hangs over.
func paddingOf(inside [][]word, cells []box) float64 {
	var left []float64
	for i, words := range inside {
		for _, w := range words {
			left = append(left, w.left-cells[i].left)
		}
	}
	if len(left) == 0 {
		return 0
	}
	slices.Sort(left)
	return 2 * min(maxPadding, max(0, left[len(left)/10]))
}

// cellText joins what stands in a cell, by the way most of it is turned. Lines
// that end because the cell does are joined; others keep their end.
func cellText(words []word, cell box, padding float64) string {
	if len(words) == 0 {
		return ""
	}
	turns := [4][]word{}
	most := 0
	for _, w := range words {
		t := w.glyphs[0].turn
		turns[t] = append(turns[t], w)
		if len(turns[t]) > len(turns[most]) {
			most = t
		}
	}
	var b strings.Builder
	width := upright(cell, most).width()
	var before *textLine
	for t := range turns {
		lines := linesOf(turns[(most+t)%4], (most+t)%4)
		for i := range lines {
			l := &lines[i]
			if before != nil && (t > 0 && i == 0 || !wraps(before, l, width-padding)) {
				b.WriteByte('\n')
			}
			b.WriteString(l.text(1e9, ""))
			before = l
		}
	}
	return b.String()
}

// wraps tells whether a line goes on in the next one because there was no room
// left for what that begins with.
func wraps(l, next *textLine, room float64) bool {
	last, first := l.words[len(l.words)-1], next.words[0]
	before := last.glyphs[len(last.glyphs)-1].r
	need := upright(first.glyphs[0].box, next.turn).width()
	switch {
	case isNumeric(before) && isNumeric(first.glyphs[0].r):
		if thousands.MatchString(first.text()) {
			if !isDigit(first.glyphs[0].r) {
				return true // nothing begins so
			}
			need = first.width() // some programs keep its groups together
		} else if !isDigit(before) {
			need = first.width() // the group behind a mark moves whole
		}
		for _, g := range first.glyphs[1:] { // the same is true of marks in numbers
			if isDigit(g.r) {
				break
			}
			need += upright(g.box, next.turn).width()
		}
	case isWide(first.glyphs[0].r):
		need *= 2 // a mark may not begin a line, and takes another character along
	case isWide(before):
		need = first.width() // a number moves whole
	default:
		return false // words of letters need their space
	}
	return l.width()+need > room-0.5
}

// thousands are the last groups of a number.
var thousands = regexp.MustCompile(`^\d{0,3}([,，]\d{3})+\D*$`)

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isNumeric tells what numbers are printed with.
func isNumeric(r rune) bool { return isDigit(r) || strings.ContainsRune(",.，．", r) }

// isWide tells characters that a line may end between.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60 || r == '“' || r == '”' || r == '—'
}
