package chart

import "strings"

// field is a field of dots, two across and four down in each character, on
// which characters can stand too.
type field struct {
	width, height int // characters
	dots          []byte
	over          []rune
}

func newField(width, height int) *field {
	return &field{width, height, make([]byte, width*height), make([]rune, width*height)}
}

// bits are the dots of a braille character by column and row.
var bits = [2][4]byte{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

// dot sets a dot; x counts from the left, y from the top.
func (f *field) dot(x, y int) {
	if x < 0 || y < 0 || x >= 2*f.width || y >= 4*f.height {
		return
	}
	f.dots[y/4*f.width+x/2] |= bits[x%2][y%4]
}

// line sets the dots between two; of a dashed one every other pair.
func (f *field) line(x1, y1, x2, y2 int, dashed bool) {
	n := max(abs(x2-x1), abs(y2-y1), 1)
	for i := range n + 1 {
		if dashed && i/2%2 == 1 {
			continue
		}
		f.dot(x1+(x2-x1)*i/n, y1+(y2-y1)*i/n)
	}
}

// put sets a character over the dots. Where another one stands it becomes several.
func (f *field) put(x, y int, r, several rune) {
	at := min(max(y/4, 0), f.height-1)*f.width + min(max(x/2, 0), f.width-1)
	if f.over[at] != 0 && f.over[at] != r && f.over[at] != wall {
		r = several
	}
	f.over[at] = r
}

// wall is the character of a change of form.
const wall = '┊'

// column sets a wall from top to bottom.
func (f *field) column(x int) {
	for y := range f.height {
		f.over[y*f.width+min(max(x/2, 0), f.width-1)] = wall
	}
}

// row is a line of characters.
func (f *field) row(y int) string {
	var b strings.Builder
	for x := range f.width {
		switch at := y*f.width + x; {
		case f.over[at] != 0:
			b.WriteRune(f.over[at])
		case f.dots[at] != 0:
			b.WriteRune(0x2800 + rune(f.dots[at]))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func abs(n int) int { return max(n, -n) }
